"""Periods and receivers of reports in further wordings, each with sentences that must not be read so."""

import pytest

from tests.domain.plans.plain import reading


def list_rules(sentence, name="1. Trung tâm Y tế"):
    found = reading("II. TỔ CHỨC THỰC HIỆN", name, sentence).reporting
    return [(rule.every, rule.to, rule.via) for rule in found]


@pytest.mark.parametrize(
    ("sentence", "every"),
    [
        ("Định kỳ trước ngày 05 các tháng 1, 4, 7, 10 báo cáo kết quả về Sở Y tế.", ["quarter"]),
        ("Báo cáo Sở Y tế vào ngày 20 các tháng 3, 6, 9 và 12.", ["quarter"]),
        ("Báo cáo Sở Y tế trước ngày 10 các tháng 6, 12.", ["six-month", "year"]),
        ("Báo cáo Sở Y tế về kết quả tiêm chủng tháng 3, 4.", ["six-month", "year"]),
        ("Gửi báo cáo học kỳ về Sở Y tế trước ngày 10/01.", ["six-month"]),
        ("Gửi báo cáo học kỳ 1 về Sở Y tế trước ngày 10/01.", ["ad-hoc"]),
    ],
)
def test_months_that_are_listed_and_school_terms_are_periods(sentence, every):
    assert [rule[0] for rule in list_rules(sentence)] == every


@pytest.mark.parametrize(
    ("sentence", "to"),
    [
        ("Báo cáo KBNN khu vực trước ngày 28 hằng tháng.", "KBNN khu vực"),
        ("Hằng quý gửi báo cáo kết quả các chỉ số cho P.KHTH.", "P.KHTH"),
        ("Hằng tháng báo cáo kết quả cho TT.YTDP tỉnh.", "TT.YTDP tỉnh"),
        ("Hằng quý báo cáo kết quả CCHC, ATTP theo quy định.", None),
        ("Hằng quý báo cáo công tác CCHC xã theo mẫu.", None),
        ("Báo cáo kết quả kiểm thảo tử vong tại Hội đồng chuyên môn mỗi quý.", "Hội đồng chuyên môn"),
        ("Ngày 20 hằng tháng báo cáo Phòng Vận tải và Công trình tiến độ.", "Phòng Vận tải và Công trình"),
        ("Hằng tháng báo cáo Phòng Vận tải trình lãnh đạo.", "Phòng Vận tải"),
    ],
)
def test_bodies_in_first_letters_and_councils_get_reports(sentence, to):
    assert [rule[1] for rule in list_rules(sentence)] == [to]


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        (
            "Định kỳ ngày 20 hằng tháng đánh giá kết quả, thông báo cho Trạm Y tế xã.",
            [("month", "Trạm Y tế xã", None)],
        ),
        (
            "Nắm tình hình người đến, đi; hằng tháng thông tin cho Công an xã trước ngày 25.",
            [("month", "Công an xã", None)],
        ),
        ("Phối hợp, thông tin cho Công an xã khi có yêu cầu.", []),
        ("Tiếp nhận, phân tích báo cáo sự cố, phản hồi cho khoa trong 05 ngày.", []),
    ],
)
def test_results_told_in_each_period_are_reports(sentence, rules):
    assert list_rules(sentence) == rules


def test_who_gets_the_report_beside_gets_the_one_at_once_too():
    sentence = "Hằng tháng gửi kết quả về Cục (qua Phòng Thú y); báo cáo ngay khi phát hiện ổ dịch."
    assert list_rules(sentence) == [("month", "Cục", "Phòng Thú y"), ("ad-hoc", "Cục", "Phòng Thú y")]
    sentence = "Báo cáo Sở Y tế kết quả hằng năm; tổng kết, báo cáo vào tháng 11/2027."
    assert list_rules(sentence) == [("year", "Sở Y tế", None), ("ad-hoc", "Sở Y tế", None)]


def test_a_report_without_a_receiver_keeps_through_whom_it_goes():
    sentence = "Báo cáo quý vào ngày 15 tháng cuối quý (qua Văn phòng); báo cáo tổng kết năm gửi trước ngày 25/11/2027."
    assert list_rules(sentence) == [("quarter", None, "Văn phòng"), ("year", None, None)]


def test_two_receivers_with_their_matters_in_brackets_are_both_named():
    sentence = "Ngày 18 hằng tháng báo cáo kết quả về Phòng Một (với các nội dung tại mục 1, 2 phần II) và Phòng Hai."
    ((_every, to, _via),) = list_rules(sentence)
    assert to == "Phòng Một (với các nội dung tại mục 1, 2 phần II) và Phòng Hai"


def test_a_condition_behind_a_name_does_not_make_the_part_one_on_aims():
    name = "1. Trung tâm Dạy nghề (nếu được giao chỉ tiêu)"
    sentence = "Theo dõi việc làm của học viên trong 12 tháng sau khi học, định kỳ 3 tháng/lần báo cáo Ban Chỉ đạo."
    assert list_rules(sentence, name) == [("quarter", "Ban Chỉ đạo", None)]
    found = reading("II. TỔ CHỨC THỰC HIỆN", name, "Tổ chức lớp học, cấp chứng chỉ.").duties
    assert [duty.agency for duty in found if duty.text.startswith("Tổ chức")] == ["Trung tâm Dạy nghề"]
