"""Wordings of targets that say by themselves what kind of figure they set."""

from decimal import Decimal

import pytest

from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.measures import parse_target
from sokehoach.domain.plans.proposals.trimming import name_occasions


@pytest.mark.parametrize(
    ("text", "counted_words", "falls"),
    [
        ("Mục tiêu giảm rác thải ven sông so với năm 2005: 8%", "rác thải ven sông", True),
        ("Giảm điện năng tiêu hao trên mỗi phòng bình quân 1%/năm", "điện năng tiêu hao trên mỗi phòng", True),
        ("Chỉ tiêu tăng lượng sách mượn so với năm trước: 5%", "lượng sách mượn", False),
    ],
)
def test_a_change_whose_verb_stands_before_what_changes(text, counted_words, falls):
    measure = parse_target(text, unit="%")
    assert (measure.kind, measure.numerator, measure.falls) == (MeasureKind.CHANGE, counted_words, falls)


@pytest.mark.parametrize("text", ["Giảm lượng rác chôn lấp xuống còn 30%", "Tăng độ che phủ rừng lên 45%"])
def test_a_level_to_which_something_falls_or_rises_is_no_change(text):
    assert parse_target(text, unit="%").kind is not MeasureKind.CHANGE


@pytest.mark.parametrize(
    ("text", "numerator", "denominator"),
    [
        ("Đạt 10% tỷ trọng kinh tế xanh trên GRDP", "kinh tế xanh", "GRDP"),
        ("Tỷ lệ che phủ rừng toàn tỉnh duy trì ổn định ở mức 60%", "che phủ rừng toàn tỉnh", ""),
        (
            "tỷ lệ rác thải sinh hoạt xử lý bằng cách chôn lấp giảm xuống dưới 30%",
            "rác thải sinh hoạt xử lý bằng cách chôn lấp",
            "rác thải sinh hoạt",
        ),
        ("Tỷ lệ lao động qua đào tạo đạt 71%", "lao động qua đào tạo", "lao động"),
        (
            "70% số hộ ven sông, đã được rà soát, xác định trong phương án, được bố trí đến nơi an toàn",
            "hộ ven sông, đã được rà soát, xác định trong phương án được bố trí đến nơi an toàn",
            "hộ ven sông, đã được rà soát, xác định trong phương án",
        ),
        (
            "70% số hộ thuộc vùng thường xuyên chịu ảnh hưởng của bão có nhà ở chắc chắn",
            "hộ thuộc vùng thường xuyên chịu ảnh hưởng của bão có nhà ở chắc chắn",
            "hộ thuộc vùng thường xuyên chịu ảnh hưởng của bão",
        ),
        (
            "Bố trí tối thiểu 2% tổng chi ngân sách xã hằng năm cho thư viện",
            "Bố trí: tổng chi ngân sách xã hằng năm cho thư viện",
            "tổng chi ngân sách xã",
        ),
    ],
)
def test_shares_whose_words_hold_a_verb_or_a_purpose(text, numerator, denominator):
    measure = parse_target(text, unit="%")
    assert (measure.kind, measure.numerator, measure.denominator) == (MeasureKind.SHARE, numerator, denominator)


@pytest.mark.parametrize(
    ("text", "unit", "numerator", "denominator", "per"),
    [
        ("Số giường bệnh trên một vạn dân đạt 43 giường", "giường", "giường bệnh", "dân", 10_000),
        ("Số thư viện trên 1.000 học sinh đạt 2 thư viện", "thư viện", "thư viện", "học sinh", 1_000),
    ],
)
def test_a_number_for_so_many_others_is_a_rate(text, unit, numerator, denominator, per):
    measure = parse_target(text, unit=unit, value=Decimal(43 if "43" in text else 2))
    assert (measure.kind, measure.numerator, measure.denominator, measure.per) == (
        MeasureKind.RATE, numerator, denominator, per,
    )  # fmt: skip


def test_a_verb_alone_before_a_quantity_keeps_what_is_measured():
    assert parse_target("Trồng mới ít nhất 500ha rừng sản xuất", unit="ha").numerator == "Trồng mới rừng sản xuất"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Giảm tỷ lệ tái mù xuống dưới 3%", "tái mù"),
        ("giảm hộ nghèo xuống còn 5%", "hộ nghèo"),
        ("tốc độ tải xuống đạt 95%", "tốc độ tải xuống"),
    ],
)
def test_a_name_ends_before_the_direction_of_the_change(text, name):
    assert parse_target(text, unit="%").numerator == name


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("mở lớp xóa mù chữ", "lớp xóa mù chữ", ("mở lớp xóa mù chữ", "lớp")),
        ("tổ chức lớp tập huấn cho 30 cán bộ", "lớp tập huấn", ("tổ chức lớp tập huấn cho 30 cán bộ", "lớp")),
        ("duy trì đội tuyên truyền", "đội tuyên truyền", ("duy trì đội tuyên truyền", "đội")),
        ("mở điểm đọc sách", "điểm đọc sách", ("mở điểm đọc sách", "điểm đọc sách")),
        ("tổ chức hội nghị", "lớp học", ("tổ chức hội nghị", "lớp học")),
    ],
)
def test_classes_and_meetings_are_counted_in_one_noun(name, unit, expected):
    assert name_occasions(name, unit) == expected
