"""Sentences as a plan prints them, read and proposed: which targets are found, what each counts, over what."""

from decimal import Decimal

import pytest

from sokehoach.domain.plans.proposals.measures import parse_target
from sokehoach.domain.plans.proposals.sentences import find_rest_of_sentence
from sokehoach.domain.plans.reading import read_plan


def propose_targets(sentence):
    """Value, numerator and denominator of each target that the reader finds in the sentence."""
    text = f"KẾ HOẠCH\nThử\n\nI. MỤC TIÊU\n1. Mục tiêu cụ thể\n- {sentence}\n"
    for target in read_plan(text).targets:
        start, end = target.span.start, target.span.end
        text_before, text_after = find_rest_of_sentence(text, start, end, unit=target.unit)
        value = Decimal(target.value)
        measure = parse_target(
            target.quote, unit=target.unit, value=value, text_before=text_before, text_after=text_after
        )
        yield target.value, measure.numerator, measure.denominator


@pytest.mark.parametrize(
    ("sentence", "targets"),
    [
        # An area or a group of what the share before it counts.
        ("Tỷ lệ hồ sơ nộp trực tuyến đạt 80%; đối với lĩnh vực đất đai phải đạt 60% trở lên.", [
            ("80", "hồ sơ nộp trực tuyến", "hồ sơ"),
            ("60", "hồ sơ nộp trực tuyến lĩnh vực đất đai", "hồ sơ lĩnh vực đất đai"),
        ]),
        ("Tỷ lệ tiêm phòng cho đàn trâu, bò đạt 85% tổng đàn, riêng các xã biên giới đạt 95%.", [
            ("85", "tiêm phòng cho đàn trâu, bò", "tổng đàn"),
            ("95", "tiêm phòng cho đàn trâu, bò xã biên giới", "tổng đàn xã biên giới"),
        ]),
        ("Tỷ lệ hộ gia đình phân loại rác tại nguồn đạt 70% (thôn điểm đạt 90%).", [
            ("70", "hộ gia đình phân loại rác tại nguồn", "hộ gia đình"),
            ("90", "hộ gia đình phân loại rác tại nguồn thôn điểm", "hộ gia đình thôn điểm"),
        ]),
        ("Tỷ lệ trẻ em biết bơi đạt 40%, trong đó trẻ em gái đạt 30%; riêng xã Hồng Thái đạt 50%.", [
            ("40", "trẻ em biết bơi", "trẻ em"),
            ("30", "trẻ em gái biết bơi", "trẻ em gái"),
            ("50", "trẻ em biết bơi xã Hồng Thái", "trẻ em xã Hồng Thái"),
        ]),
        ("Khống chế tỷ lệ béo phì dưới 15% đối với học sinh tiểu học và dưới 10% đối với học sinh trung học cơ sở.", [
            ("15", "béo phì đối với học sinh tiểu học", "học sinh tiểu học"),
            ("10", "béo phì học sinh trung học cơ sở", "học sinh trung học cơ sở"),
        ]),
        ("Tỷ lệ bao phủ bảo hiểm y tế đạt 95% dân số; riêng học sinh đạt 100%.", [
            ("95", "bao phủ bảo hiểm y tế", "dân số"), ("100", "bao phủ bảo hiểm y tế học sinh", "học sinh"),
        ]),
        # Levels of several times, of which the last names what is counted.
        ("Hết năm 2026 có 60%, hết năm 2027 có 80% thôn có nhà văn hóa đạt chuẩn.", [
            ("60", "thôn có nhà văn hóa đạt chuẩn", "thôn"), ("80", "thôn có nhà văn hóa đạt chuẩn", "thôn"),
        ]),
        ("Giải ngân vốn đầu tư công hết quý II đạt 50%, hoàn thành 100% trước ngày 31/01/2027.", [
            ("50", "Giải ngân vốn đầu tư công", ""), ("100", "Giải ngân vốn đầu tư công", ""),
        ]),
        # «chiếm»: of what the words before it count.
        ("Doanh thu du lịch đạt 45 tỷ đồng, chiếm 12% giá trị sản xuất của xã.", [
            ("45", "Doanh thu du lịch", ""), ("12", "Doanh thu du lịch", "giá trị sản xuất của xã"),
        ]),
        ("Có 45 tổ hợp tác hoạt động hiệu quả, chiếm 75% số tổ hợp tác trên địa bàn.", [
            ("45", "tổ hợp tác hoạt động hiệu quả", ""),
            ("75", "tổ hợp tác hoạt động hiệu quả", "tổ hợp tác trên địa bàn"),
        ]),
        # A state of those who are counted before it; «chứng chỉ đạt» says nothing of the present.
        ("Lao động qua đào tạo đạt 72%; có bằng cấp, chứng chỉ đạt 30%.", [
            ("72", "Lao động qua đào tạo", "Lao động"), ("30", "Lao động có bằng cấp, chứng chỉ", "Lao động"),
        ]),
        ("Đào tạo nghề cho 450 lao động nông thôn; tỷ lệ có việc làm sau đào tạo đạt 85%.", [
            ("450", "Đào tạo nghề lao động nông thôn", ""),
            ("85", "lao động nông thôn có việc làm sau đào tạo", "Đào tạo nghề: lao động nông thôn"),
        ]),
        ("1.200 lao động được giải quyết việc làm, trong đó 30% là lao động nữ và 20% là người dân tộc thiểu số.", [
            ("1200", "lao động được giải quyết việc làm", ""),
            ("30", "lao động được giải quyết việc làm là lao động nữ", "lao động được giải quyết việc làm"),
            ("20", "lao động được giải quyết việc làm là người dân tộc thiểu số", "lao động được giải quyết việc làm"),
        ]),
        ("Lấy 500 mẫu thực phẩm chế biến, tỷ lệ mẫu không đạt dưới 5%.", [
            ("500", "Lấy mẫu thực phẩm chế biến", ""), ("5", "mẫu không đạt", "mẫu thực phẩm chế biến"),
        ]),
        # One predicate for two shares.
        ("90% hộ nuôi chó; 80% số chó nuôi được quản lý.", [
            ("90", "hộ nuôi chó được quản lý", "hộ nuôi chó"), ("80", "chó nuôi được quản lý", "chó nuôi"),
        ]),
        ("100% hồ sơ đất đai được số hóa, 95% hồ sơ được trả đúng hạn.", [
            ("100", "hồ sơ đất đai được số hóa", "hồ sơ đất đai"), ("95", "hồ sơ được trả đúng hạn", "hồ sơ đất đai"),
        ]),
        # Numbers behind the first of a sentence, and words that belong to none of them.
        ("Tổ chức 15 hội nghị đối thoại cho 1.200 lượt đoàn viên, trong đó nữ chiếm 40%.", [
            ("15", "Tổ chức hội nghị đối thoại", ""),
            ("1200", "Tổ chức hội nghị đối thoại cho lượt đoàn viên", ""),
            ("40", "lượt đoàn viên nữ", "lượt đoàn viên"),
        ]),
        ("Xây dựng mới 05 nhà văn hóa và sửa chữa 12 nhà văn hóa thôn.", [
            ("5", "Xây dựng mới nhà văn hóa", ""), ("12", "sửa chữa nhà văn hóa thôn", ""),
        ]),
        ("Xử lý 100% điểm nóng về môi trường, không để phát sinh điểm mới.", [
            ("100", "Xử lý: điểm nóng về môi trường", "điểm nóng về môi trường"),
        ]),
        ("Hoàn thành thêm 03 tiêu chí, nâng tổng số tiêu chí đạt được lên 16 tiêu chí.", [
            ("3", "Hoàn thành tiêu chí", ""), ("16", "tiêu chí đạt được", ""),
        ]),
        ("Phấn đấu xã đạt 17/19 tiêu chí nông thôn mới.", [("17", "tiêu chí nông thôn mới", "")]),
        ("Thời gian giải quyết hồ sơ đất đai giảm 5 ngày so với năm 2025.", [
            ("5", "Thời gian giải quyết hồ sơ đất đai", ""),
        ]),
        ("Cắt giảm 25 điều kiện kinh doanh trong lĩnh vực xây dựng.", [
            ("25", "điều kiện kinh doanh trong lĩnh vực xây dựng", ""),
        ]),
        ("Diện tích gieo trồng cả năm 1.240 ha, tăng 2% so với năm 2025.", [
            ("1240", "Diện tích gieo trồng cả năm", ""), ("2", "Diện tích gieo trồng cả năm", ""),
        ]),
        ("Việc làm mới: 850 lao động.", [("850", "Việc làm mới lao động", "")]),
        # A number within the words of a rate is no target.
        ("Tỷ lệ phụ nữ được sàng lọc ít nhất 3 loại bệnh, tật bẩm sinh đạt 60%.", [
            ("60", "phụ nữ được sàng lọc ít nhất 3 loại bệnh, tật bẩm sinh", "phụ nữ"),
        ]),
        ("Phạm vi: 12 xã, phường.", []),
    ],
)  # fmt: skip
def test_each_target_of_a_sentence_is_found_and_named(sentence, targets):
    assert list(propose_targets(sentence)) == targets


@pytest.mark.parametrize("heading", ["Xây dựng tổ chức Hội", "Về thực hiện kết luận thanh tra", "Hoạt động văn hóa"])
def test_targets_stand_in_any_part_below_the_heading_of_targets(heading):
    plan = f"KẾ HOẠCH\nThử\n\nI. MỤC TIÊU\n1. Chỉ tiêu cụ thể\na) {heading}\n- 90% chi hội xếp loại tốt.\n"
    assert [target.value for target in read_plan(plan).targets] == ["90"]


def test_a_part_of_tasks_below_a_heading_of_targets_and_tasks_holds_no_targets():
    plan = "KẾ HOẠCH\nThử\n\nI. MỤC TIÊU, NHIỆM VỤ\n1. Nhiệm vụ\na) Rà soát 12 chi hội.\n"
    assert [target.value for target in read_plan(plan).targets] == []
