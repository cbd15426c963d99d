"""What the words before a number lend it: a later year's level, a part of what was counted, a whole stated first."""

from decimal import Decimal

import pytest

from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.measures import parse_target
from sokehoach.domain.plans.proposals.sentences import find_rest_of_sentence


def measure_within(sentence, *, unit, value=None):
    """The target between «[» and «]» of a sentence."""
    start, end = sentence.index("["), sentence.index("]") - 1
    text = f"{sentence.replace('[', '').replace(']', '')}."
    before, after = find_rest_of_sentence(text, start, end, unit=unit)
    return parse_target(text[start:end], unit=unit, value=value, text_before=before, text_after=after)


@pytest.mark.parametrize(
    ("sentence", "unit", "value", "numerator"),
    [
        ("Đến năm 2027 có ít nhất 06 vườn mẫu đạt chuẩn VietGAP; [đến năm 2030 có 12 vườn mẫu]", "vườn mẫu", 12,
         "vườn mẫu đạt chuẩn VietGAP"),
        ("Doanh thu của các làng nghề đạt 300 tỷ đồng; [đến năm 2030 đạt 620 tỷ đồng]", "tỷ đồng", 620,
         "Doanh thu của các làng nghề"),
        ("Giai đoạn 2025 - 2027 trồng 3.600 cây bóng mát, cụ thể: năm 2025: 700 cây; [năm 2026: 1.400 cây]", "cây",
         1400, "trồng cây bóng mát"),
        ("Xây 6 nhà máy nước; [12 trạm bơm]", "trạm bơm", 12, "trạm bơm"),  # without a year it is a count of its own
    ],
)  # fmt: skip
def test_a_number_of_a_later_year_is_a_level_of_what_stands_before_it(sentence, unit, value, numerator):
    measure = measure_within(sentence, unit=unit, value=Decimal(value))
    assert (measure.kind, measure.numerator) == (MeasureKind.COUNT, numerator)


@pytest.mark.parametrize(
    ("sentence", "unit", "value", "numerator"),
    [
        ("Lắp đặt 18 tủ nhận hàng tự động, trong đó [10 tủ đặt tại trường học]", "tủ", 10,
         "tủ nhận hàng tự động: đặt tại trường học"),
        ("Hỗ trợ 320 hộ kinh doanh lên doanh nghiệp, trong đó [có 40 hộ ở miền núi]", "hộ", 40,
         "hộ kinh doanh lên doanh nghiệp: ở miền núi"),
        ("Công nhận 90 sản phẩm từ 3 sao trở lên, trong đó [20 sản phẩm đạt 4 sao]", "sản phẩm", 20,
         "sản phẩm đạt 4 sao"),
        ("Trồng mới 400 ha rừng, trong đó: [rừng gỗ lớn 90 ha], rừng ngập mặn 20 ha", "ha", 90,
         "Trồng mới rừng gỗ lớn"),
        ("Trồng mới 400 ha rừng, trong đó: rừng gỗ lớn 90 ha, [rừng ngập mặn 20 ha]", "ha", 20,
         "Trồng mới rừng ngập mặn"),
        ("Mở 06 lớp xóa mù chữ [cho 140 học viên]", "học viên", 140, "Mở lớp xóa mù chữ cho học viên"),
        ("Diện tích gieo trồng ngô cả năm 845 ha, trong đó ngô xuân 290 ha, [ngô hè thu 555 ha]", "ha", 555,
         "Diện tích gieo trồng ngô cả năm ngô hè thu"),
        ("Tuyển mới 2.000 học viên, sinh viên, trong đó cao đẳng 650, [trung cấp 750], sơ cấp 600 người", "người", 750,
         "Tuyển mới học viên, sinh viên: trung cấp"),
        ("Giải quyết việc làm cho 2.500 người, trong đó [xuất khẩu lao động 150 người]", "người", 150,
         "Giải quyết việc làm người: xuất khẩu lao động"),
        ("Mở 50 lớp cho 1.500 lao động trong cả năm 2026, trong đó [nữ 500 người]", "người", 500,
         "Mở lớp lao động: nữ"),
        ("Trợ giúp 120 nạn nhân, trong đó [trẻ em 30 em]", "em", 30, "Trợ giúp nạn nhân: trẻ em"),
        ("Xử lý 30 vụ, trong đó [khởi tố 12 người]", "người", 12, "khởi tố người"),  # no part of the cases
        ("Trồng mới 40 ha chè, 25 ha mắc ca và [10 ha sa nhân]", "ha", 10, "Trồng mới sa nhân"),
        ("Diện tích chè đạt 40 ha chè và [25 ha mắc ca]", "ha", 25, "mắc ca"),
    ],
)  # fmt: skip
def test_a_part_of_a_count_is_named_with_what_it_is_a_part_of(sentence, unit, value, numerator):
    measure = measure_within(sentence, unit=unit, value=Decimal(value))
    assert (measure.kind, measure.numerator) == (MeasureKind.COUNT, numerator)


@pytest.mark.parametrize(
    ("sentence", "numerator", "denominator"),
    [
        ("- Trong số hộ đã đăng ký, [tỷ lệ hộ nộp phí đúng hạn đạt 75%]", "hộ đã đăng ký nộp phí đúng hạn",
         "hộ đã đăng ký"),
        ("- Trong số hộ đã đăng ký, tỷ lệ hộ nộp phí đúng hạn đạt 75% vào quý II và [90% vào cuối năm]",
         "hộ đã đăng ký nộp phí đúng hạn", "hộ đã đăng ký"),
        ("[Tỷ lệ tờ khai nộp đúng hạn trên số tờ khai phải nộp đạt 95%]", "tờ khai nộp đúng hạn", "tờ khai phải nộp"),
        ("Tổng số ca mổ đạt 9.000 ca, trong đó [tỷ lệ ca mổ nội soi đạt từ 40%]", "ca mổ nội soi", "ca mổ"),
        ("100% đơn thư được phân loại trong 5 ngày; [tỷ lệ giải quyết đạt trên 90%]", "giải quyết đơn thư", "đơn thư"),
        ("Tỷ lệ xử lý tin báo cháy đạt 99% số tin báo; [tỷ lệ khắc phục đạt 80%]", "khắc phục tin báo cháy",
         "tin báo cháy"),
        ("Tỷ lệ hộ có điện thoại đạt trên 90%; [có máy tính đạt trên 50%]", "hộ có máy tính", "hộ"),
        ("[Cắt tỉa 95% số cây nguy hiểm trước ngày 31 tháng 8 hằng năm]", "Cắt tỉa: cây nguy hiểm", "cây nguy hiểm"),
    ],
)  # fmt: skip
def test_a_share_is_over_the_whole_that_its_sentence_states(sentence, numerator, denominator):
    measure = measure_within(sentence, unit="%")
    assert (measure.kind, measure.numerator, measure.denominator) == (MeasureKind.SHARE, numerator, denominator)


@pytest.mark.parametrize(
    ("sentence", "unit", "changing"),
    [
        ("[Giảm tỷ suất chết mẹ 0,3‰ so với năm 2024]", "‰", "tỷ suất chết mẹ"),
        ("Tỷ lệ hộ cận nghèo giảm 0,8 điểm phần trăm so với năm 2025; riêng [các thôn vùng cao giảm từ 2%]", "%",
         "hộ cận nghèo thôn vùng cao"),
        ("[Cắt giảm 20% thời gian cấp phép so với quy định đối với các thủ tục về đất đai]", "%",
         "thời gian cấp phép đối với các thủ tục về đất đai"),
    ],
)  # fmt: skip
def test_what_is_compared_with_another_year_changes(sentence, unit, changing):
    measure = measure_within(sentence, unit=unit)
    assert (measure.kind, measure.numerator) == (MeasureKind.CHANGE, changing)
    assert measure.falls
    assert measure.in_own_unit == (unit != "%")


@pytest.mark.parametrize(
    ("sentence", "unit", "falls"),
    [
        ("[Giảm chi phí điện chiếu sáng 5 tỷ đồng so với năm 2024]", "tỷ đồng", True),
        ("[Tăng diện tích cây dược liệu 300 ha so với năm 2025]", "ha", False),
        ("Đàn trâu đạt 4.200 con, [tăng 200 con so với năm 2024]", "con", False),
    ],
)
def test_a_change_by_so_many_is_none_in_percent(sentence, unit, falls):
    measure = measure_within(sentence, unit=unit)
    assert (measure.kind, measure.unit, measure.falls) == (MeasureKind.CHANGE, unit, falls)
    assert measure.in_own_unit


def test_twice_as_many_are_a_hundred_percent_more():
    measure = measure_within("[Số sáng kiến tăng gấp 2 lần so với năm 2024]", unit="lần", value=Decimal(2))
    assert (measure.kind, measure.in_own_unit, measure.value) == (MeasureKind.CHANGE, False, 100)


def test_an_average_of_one_is_not_added_up():
    measure = measure_within("[Doanh thu bình quân của một tổ hợp tác đạt 900 triệu đồng/năm]", unit="triệu đồng")
    assert measure.kind is MeasureKind.VALUE


def test_a_date_before_an_act_is_no_part_of_its_name():
    measure = measure_within("[Phấn đấu đến hết ngày 30/11/2026 nghiệm thu 100% công trình được giao]", unit="%")
    assert measure.numerator == "nghiệm thu: công trình được giao"


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong số người nghiện có hồ sơ quản lý, [60% được cai nghiện tự nguyện]",
        "Trong số người nghiện có hồ sơ quản lý, [tỷ lệ có việc làm đạt 50%]",
        "Trong số người nghiện có hồ sơ quản lý, [tỷ lệ có việc làm tăng 5%]",
    ],
)
def test_persons_of_a_stated_whole_are_counted_as_persons(sentence):
    assert measure_within(sentence, unit="%").counts_persons  # communes may not be asked for them (limits.md, 4)


def test_a_stated_whole_that_nobody_knows_makes_no_share():
    assert measure_within("Trong số lưới bị mất, [70% được thu hồi]", unit="%").kind is MeasureKind.NONE


@pytest.mark.parametrize(
    ("sentence", "unit", "numerator"),
    [
        ("Thành lập mới 20 tổ hợp tác, 05 hợp tác xã và [02 liên hiệp hợp tác xã]", "liên hiệp hợp tác xã",
         "Thành lập mới liên hiệp hợp tác xã"),
        ("Xây dựng 20 nhà văn hóa, 5 sân chơi, 7 sân bóng và [2 bể bơi]", "bể bơi", "Xây dựng bể bơi"),
    ],
)  # fmt: skip
def test_the_last_of_a_list_has_the_verb_of_the_first(sentence, unit, numerator):
    assert measure_within(sentence, unit=unit).numerator == numerator


@pytest.mark.parametrize(
    ("sentence", "unit", "kind", "numerator", "denominator"),
    [
        ("[Thời gian chờ cấp thuốc giảm 15 phút so với năm 2025]", "phút", "change", "Thời gian chờ cấp thuốc", ""),
        ("[Dư nợ cho vay hộ nghèo tăng thêm 2,5 tỷ đồng]", "tỷ đồng", "change", "Dư nợ cho vay hộ nghèo", ""),
        ("Tỷ lệ hồ sơ trễ hạn giảm từ 4% năm 2025 xuống còn 3% năm 2026 và [2% năm 2027]", "%", "share",
         "hồ sơ trễ hạn", "hồ sơ"),
        ("Tỷ lệ người học hài lòng đạt 90% năm 2026, phấn đấu [đạt 94% vào năm 2027]", "%", "share",
         "người học hài lòng", "người học"),
        ("[trong số hộ được vay năm 2026, hộ do phụ nữ làm chủ chiếm ít nhất 30%]", "%", "share",
         "hộ được vay năm 2026 do phụ nữ làm chủ", "hộ được vay năm 2026"),
        ("[tỷ lệ nợ quá hạn duy trì dưới 0,2%]", "%", "share", "nợ quá hạn", ""),
        ("Tỷ lệ hài lòng của cha mẹ đạt 90%, [của học sinh đạt 85%]", "%", "share",
         "hài lòng của học sinh", "học sinh"),
        ("Tỷ lệ xe buýt chạy đúng giờ đạt 96%, [tăng 2,5 điểm phần trăm so với năm 2025]", "điểm phần trăm", "change",
         "xe buýt chạy đúng giờ", ""),
        ("[Tỷ lệ sử dụng bếp tiết kiệm của các hộ vùng cao đạt 40%]", "%", "share",
         "sử dụng bếp tiết kiệm của các hộ vùng cao", "hộ vùng cao"),
        ("[3 Tỷ lệ trẻ thừa cân % 8,4 Dưới 8]", "%", "share", "trẻ thừa cân", "trẻ"),
        ("[Giảm số vụ cháy rừng ít nhất 15% so với trung bình giai đoạn 2021 - 2025]", "%", "change",
         "vụ cháy rừng", ""),
        ("Giảm ít nhất 5% số vụ tai nạn lao động, 5% số người chết và [7% số người bị thương so với năm 2025]", "%",
         "change", "người bị thương", ""),
        ("[Quỹ Vì người nghèo tăng trưởng thêm 200 triệu đồng so với năm 2025]", "triệu đồng", "change",
         "Quỹ Vì người nghèo", ""),
        ("Tỷ lệ nước thất thoát còn 14%, [thấp hơn 0,5 điểm phần trăm so với năm 2025]", "điểm phần trăm", "change",
         "nước thất thoát", ""),
        ("Tỷ trọng dịch vụ trong GRDP đạt 40%, [tăng 1,5 điểm phần trăm so với năm 2025]", "điểm phần trăm", "change",
         "dịch vụ trong GRDP", ""),
        ("Chỉ số cải cách hành chính [xếp trong tốp 8 của tỉnh]", "của tỉnh", "value",
         "Chỉ số cải cách hành chính xếp trong tốp của tỉnh", ""),
        ("[Nâng mức trợ cấp xã hội lên 550.000 đồng/tháng]", "đồng/tháng", "value", "mức trợ cấp xã hội", ""),
        ("Công bố [tối thiểu 12 bài báo trên tạp chí thuộc danh mục WoS/Scopus]", "bài báo", "count",
         "Công bố bài báo trên tạp chí thuộc danh mục WoS/Scopus", ""),
        ("[Trung tâm Khuyến nông tổ chức 12 lớp tập huấn về chăn nuôi]", "lớp tập huấn", "count",
         "tổ chức lớp tập huấn về chăn nuôi", ""),
        ("[tỷ lệ hộ cận nghèo theo chuẩn nghèo đa chiều giảm xuống còn 2%]", "%", "share",
         "hộ cận nghèo theo chuẩn nghèo đa chiều", ""),
        ("[Tỷ lệ trẻ em được tiêm chủng đầy đủ đạt 95% ở quy mô xã, phường]", "%", "share",
         "trẻ em được tiêm chủng đầy đủ", "trẻ em"),
        ("[Tỷ lệ nữ đại biểu Hội đồng nhân dân đạt 30%]", "%", "share", "nữ đại biểu Hội đồng nhân dân",
         "đại biểu Hội đồng nhân dân"),
        ("[tỷ lệ cán bộ quản lý nữ đạt từ 35% trở lên]", "%", "share", "cán bộ quản lý nữ", "cán bộ quản lý"),
        # As close as words come to those above, and something else.
        ("Tỷ lệ hài lòng của cha mẹ đạt 90%, [của học sinh không thấp hơn 85%]", "%", "share",
         "hài lòng của học sinh", "học sinh"),
        ("Giảm 10% số vụ cháy, [100% cơ sở được kiểm tra an toàn]", "%", "share",
         "cơ sở được kiểm tra an toàn", "cơ sở"),
        ("Giảm 10% số vụ cháy, 100% cơ sở được kiểm tra và [90% hộ dân có bình chữa cháy]", "%", "share",
         "hộ dân có bình chữa cháy", "hộ dân"),
        ("[Trường hợp bị bạo lực được hỗ trợ đạt 50 người]", "người", "count",
         "Trường hợp bị bạo lực được hỗ trợ người", ""),
        ("[Ban hành văn bản hỗ trợ 12 hợp tác xã]", "hợp tác xã", "count", "Ban hành văn bản hỗ trợ hợp tác xã", ""),
        ("[Tỷ lệ thôn có hương ước, quy ước đạt 100%]", "%", "share", "thôn có hương ước, quy ước", "thôn"),
        ("[tỷ lệ cán bộ hội phụ nữ đạt 80%]", "%", "share", "cán bộ hội phụ nữ", ""),
        ("[Tỷ lệ nữ lao động được khám phụ khoa đạt 90%]", "%", "share", "nữ lao động được khám phụ khoa", ""),
        ("[Tổ chức 12 hội nghị nâng cao nhận thức về giới]", "hội nghị", "count",
         "Tổ chức hội nghị nâng cao nhận thức về giới", ""),
        ("(9) Dư nợ vốn ủy thác đạt 2.150 tỷ đồng, [tăng 7% so với năm 2025]", "%", "change", "Dư nợ vốn ủy thác", ""),
        ("[Tỷ lệ tiêm phòng cho đàn dê, cừu đạt 85%]", "%", "share", "tiêm phòng cho đàn dê, cừu", "đàn dê, cừu"),
        ("[Có 40 xã tham dự]", "xã", "count", "xã tham dự", ""),
    ],
)  # fmt: skip
def test_a_level_and_a_change_are_told_apart_and_named(sentence, unit, kind, numerator, denominator):
    measure = measure_within(sentence, unit=unit)
    assert (measure.kind.value, measure.numerator, measure.denominator) == (kind, numerator, denominator)


@pytest.mark.parametrize(
    ("sentence", "denominator"),
    [
        ("Dư nợ ủy thác do Đoàn quản lý đạt 85 tỷ đồng; [tỷ lệ nợ quá hạn dưới 0,1%]", "Dư nợ ủy thác do Đoàn quản lý"),
        ("Tổng dư nợ cho vay đạt 120 tỷ đồng, tăng 8% so với năm 2025; [tỷ lệ nợ xấu không quá 0,2%]",
         "Tổng dư nợ cho vay"),
        ("Doanh thu đạt 100 tỷ đồng; [tỷ lệ nợ xấu dưới 1%]", ""),
        ("[Tỷ lệ nợ quá hạn dưới 0,1%]", ""),
    ],
)  # fmt: skip
def test_overdue_debt_is_a_share_of_the_debt_that_the_sentence_counts(sentence, denominator):
    measure = measure_within(sentence, unit="%")
    assert (measure.kind, measure.denominator) == (MeasureKind.SHARE, denominator)
