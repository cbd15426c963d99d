"""Of what a share is a part, and who stands behind a target in its row."""

from decimal import Decimal

import pytest

from sokehoach.domain.plans.proposals.annexes import match_row_end
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.measures import parse_target
from sokehoach.domain.plans.proposals.reasons import UNKNOWN_WHOLE
from sokehoach.domain.plans.proposals.sentences import find_rest_of_sentence
from sokehoach.domain.plans.proposals.subjects import split_subject
from sokehoach.domain.plans.proposals.trimming import name_made_thing


@pytest.mark.parametrize(
    ("sentence", "numerator", "denominator"),
    [
        ("[Tỷ lệ thu gom, xử lý nước thải đạt 90%]", "thu gom, xử lý nước thải", "nước thải"),
        ("Thủy sản chiếm [25% giá trị sản xuất nông nghiệp]", "Thủy sản", "giá trị sản xuất nông nghiệp"),
        ("[Tỷ lệ tẩy giun cho trẻ 24 tháng tuổi đạt 90%]", "tẩy giun cho trẻ 24 tháng tuổi", "trẻ 24 tháng tuổi"),
        ("[Tỷ lệ hài lòng của hành khách về bến xe đạt 85%]", "hài lòng của hành khách về bến xe", "hành khách"),
        ("[Huy động trẻ 4 tuổi ra lớp đạt 97%]", "Huy động trẻ 4 tuổi ra lớp", "trẻ 4 tuổi"),
        ("[95% công văn đến ký số, trừ công văn mật]", "công văn đến ký số", "công văn đến, trừ công văn mật"),
        (
            "[80% đơn được nộp qua mạng trên tổng số đơn thuộc diện nộp qua mạng]",
            "đơn được nộp qua mạng", "đơn thuộc diện nộp qua mạng",
        ),
        (
            "[90% mẫu nước được kiểm tra đạt quy chuẩn]",
            "mẫu nước được kiểm tra đạt quy chuẩn", "mẫu nước được kiểm tra",
        ),
        (
            "Tỷ lệ đơn giải quyết đúng hạn cấp huyện đạt 98%, [cấp xã đạt 95%]",
            "đơn giải quyết đúng hạn cấp xã", "đơn cấp xã",
        ),
        (
            "Tỷ lệ rác đô thị được thu gom đạt 98%; [khu vực nông thôn đạt 80%]",
            "rác được thu gom khu vực nông thôn", "rác khu vực nông thôn",
        ),
    ],
)  # fmt: skip
def test_the_whole_of_a_share_is_named_by_its_own_words(sentence, numerator, denominator):
    start, end = sentence.index("["), sentence.index("]") - 1
    text = f"{sentence.replace('[', '').replace(']', '')}."
    before, after = find_rest_of_sentence(text, start, end)
    measure = parse_target(text[start:end], unit="%", text_before=before, text_after=after)
    assert (measure.numerator, measure.denominator) == (numerator, denominator)


def test_of_what_was_lost_nobody_knows_the_whole():
    measure = parse_target("Thu hồi 70% số lưới bị mất hoặc vứt bỏ", unit="%")
    assert (measure.kind, measure.reason) == (MeasureKind.NONE, UNKNOWN_WHOLE)


@pytest.mark.parametrize(
    ("text", "unit", "value", "before", "name"),
    [
        ("nữ 158 cm", "cm", "158", "Chiều cao của nam nữ 18 tuổi: nam 169 cm, ", "Chiều cao của nam nữ 18 tuổi: nữ"),
        ("mỗi thẩm phán 2 phiên", "phiên", "2", "Phiên tòa rút kinh nghiệm: ", "Phiên tòa rút kinh nghiệm"),
        ("nước mưa 170 mẫu", "mẫu", "170", "Lấy 420 mẫu nước, trong đó: nước giếng 250 mẫu, ", "mẫu nước mưa"),
        ("Thời gian chờ khám 92 phút ≤ 75 phút", "phút", "75", "", "Thời gian chờ khám"),
    ],
)  # fmt: skip
def test_a_figure_takes_its_title_and_leaves_the_level_of_before(text, unit, value, before, name):
    assert parse_target(text, unit=unit, value=Decimal(value), text_before=before).numerator == name


def test_what_a_plan_makes_is_counted_itself():
    assert name_made_thing("Lấy và phân tích mẫu giám sát", "mẫu giám sát") == "mẫu giám sát"
    assert name_made_thing("Trồng mới cây xanh", "cây xanh") == "Trồng mới cây xanh"


def test_the_predicate_of_those_that_were_looked_at_begins_behind_them():
    assert split_subject("vụ được phát hiện qua camera được xử lý") == ("vụ được phát hiện qua camera", "được xử lý")
    assert split_subject("hộ được rà soát") == ("hộ", "được rà soát")


def test_a_body_alone_behind_a_row_reports_it():
    agencies = {"a": "Phòng Công tác xã hội", "b": "Phòng Điều dưỡng", "c": "Phòng Kế hoạch tổng hợp"}
    assert match_row_end("Phòng CTXH", agencies, ()) == ("a",)
    assert match_row_end("Phòng Điều dưỡng", agencies, ()) == ("b",)
    assert match_row_end("Khoa Ngoại", agencies, ()) == ()
    assert match_row_end("và 100% trường học có cán bộ y tế", agencies, ()) == ()


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("100% ổ bệnh được phát hiện và dập tắt trong vòng 24 giờ", "ổ bệnh"),
        ("100% vụ xả thải được phát hiện đều được lập biên bản", "vụ xả thải được phát hiện"),
        ("95% cây gãy đổ được phát hiện có biển cảnh báo", "cây gãy đổ được phát hiện"),
    ],
)
def test_what_was_found_is_a_whole_of_what_is_done_then(text, whole):
    assert parse_target(text, unit="%").denominator == whole


def test_knowledge_with_practice_is_tested_and_counted():
    measure = parse_target("80% chủ quán ăn có kiến thức và thực hành đúng về an toàn thực phẩm", unit="%")
    assert measure.denominator == "chủ quán ăn"
    assert parse_target("80% chủ quán ăn có kiến thức về hỏa hoạn", unit="%").kind is MeasureKind.NONE


@pytest.mark.parametrize(
    "target",
    [
        "tỷ lệ này đối với trường tư thục đạt 60%",
        "riêng trường tư thục tỷ lệ này là 60%",
        "riêng trường tư thục đạt 60%",
    ],
)
def test_the_rate_of_others_is_told_apart(target):
    measure = parse_target(target, unit="%", text_before="90% trường công lập có nhân viên y tế; ")
    assert (measure.numerator, measure.denominator) == ("trường tư thục có nhân viên y tế", "trường tư thục")


def test_that_all_be_found_in_time_has_no_figure():
    for text in ("100% vụ cháy rừng được phát hiện trong vòng 24 giờ", "100% tụ điểm bị triệt phá trong vòng 30 ngày"):
        assert parse_target(text, unit="%").reason == UNKNOWN_WHOLE
