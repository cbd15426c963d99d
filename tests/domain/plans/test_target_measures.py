"""A target of a plan becomes a numerator and a denominator in the plan's own words, or is said to be not measurable."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.measures import parse_target
from sokehoach.domain.plans.proposals.reasons import ADDS_NOT, NO_DENOMINATOR, NO_PREDICATE, NOT_MEASURED, UNKNOWN_WHOLE
from sokehoach.domain.plans.proposals.sentences import find_rest_of_sentence
from sokehoach.domain.plans.proposals.subjects import is_about_persons, split_subject
from sokehoach.domain.text import same_tone_style

SHARES = {
    "100% thôn có nhà văn hóa": ("thôn có nhà văn hóa", "thôn"),
    "Phấn đấu có ít nhất 80% số hộ gia đình ký cam kết": ("hộ gia đình ký cam kết", "hộ gia đình"),
    "trên 70% xã có rừng bố trí tổ tuần tra": ("xã có rừng bố trí tổ tuần tra", "xã có rừng"),
    "90% người cao tuổi có nhu cầu được khám sức khỏe": (
        "người cao tuổi có nhu cầu được khám sức khỏe", "người cao tuổi có nhu cầu",
    ),
    "85% người nhận hỗ trợ (kể cả người được ủy quyền) nhận tiền qua tài khoản": (
        "người nhận hỗ trợ (kể cả người được ủy quyền) nhận tiền qua tài khoản",
        "người nhận hỗ trợ (kể cả người được ủy quyền)",
    ),
    "trợ giúp pháp lý cho 100% người có yêu cầu": ("trợ giúp pháp lý: người có yêu cầu", "người có yêu cầu"),
    "tỷ lệ hồ sơ được giải quyết đúng hạn đạt 98%": ("hồ sơ được giải quyết đúng hạn", "hồ sơ"),
    "Tỷ trọng kinh tế số trong tổng sản phẩm đạt 20%": ("kinh tế số", "tổng sản phẩm"),
    "98% xã làm tốt việc quét đường": ("xã làm tốt việc quét đường", "xã"),
    "90% người bị ảnh hưởng bởi bão được phát hiện sớm": (
        "người bị ảnh hưởng bởi bão được phát hiện sớm", "người bị ảnh hưởng bởi bão",
    ),
    "Tỷ lệ đơn thư giải quyết đúng hạn đạt 95%": ("đơn thư giải quyết đúng hạn", "đơn thư"),
    "Kinh tế số chiếm 20% tổng sản phẩm": ("Kinh tế số", "tổng sản phẩm"),
    "Tỷ lệ phủ sóng đạt 100% dân số": ("phủ sóng", "dân số"),
    "Tỷ lệ người dân từ 15 tuổi trở lên có tài khoản đến năm 2030 đạt 95%": (
        "người dân từ 15 tuổi trở lên có tài khoản", "người dân từ 15 tuổi trở lên",
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", SHARES)
def test_a_share_has_both_numbers_in_the_words_of_the_plan(text):
    measure = parse_target(text, unit="%")
    assert (measure.kind, measure.per) == (MeasureKind.SHARE, 100)
    assert (measure.numerator, measure.denominator) == SHARES[text]


def test_the_word_before_a_whole_number_is_no_part_of_what_is_counted():
    measure = parse_target("cả 9 huyện, thị xã, thành phố đạt chuẩn xóa mù chữ mức độ 1", unit="huyện")
    assert (measure.kind, measure.numerator) == (
        MeasureKind.COUNT, "huyện, thị xã, thành phố đạt chuẩn xóa mù chữ mức độ 1",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["tỷ lệ trẻ em dưới 5 tuổi đạt khoảng 8%", "tỷ lệ sử dụng bình quân đạt trên 70%"])
def test_a_denominator_that_is_not_printed_is_not_invented(text):
    measure = parse_target(text, unit="%")
    assert (measure.kind, measure.denominator, measure.reason) == (MeasureKind.SHARE, "", NO_DENOMINATOR)


@pytest.mark.parametrize(
    ("text", "falls", "counted_words"),
    [
        ("giảm 50% số vụ cháy rừng", True, "vụ cháy rừng"),
        ("số vụ cháy rừng giảm ít nhất 10%", True, "vụ cháy rừng"),
        ("Mỗi năm tăng ít nhất 15% số tủ sách so với năm trước", False, "tủ sách"),
    ],
)
def test_a_rise_or_fall_is_a_change(text, falls, counted_words):
    measure = parse_target(text, unit="%")
    assert (measure.kind, measure.falls, measure.numerator, measure.denominator) == (
        MeasureKind.CHANGE, falls, counted_words, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "numerator"),
    [
        ("tỷ lệ hộ nghèo mỗi năm giảm 2%", "hộ nghèo"),
        ("tỷ lệ lao động trong nông nghiệp giảm 2%", "lao động trong nông nghiệp"),  # «nông nghiệp» is not the whole
    ],
)
def test_a_share_that_falls_is_a_change_in_points_without_a_denominator(text, numerator):
    measure = parse_target(text, unit="%")
    assert (measure.kind, measure.per, measure.falls) == (MeasureKind.CHANGE, 100, True)
    assert (measure.numerator, measure.denominator) == (numerator, "")


def test_things_per_other_things_are_a_rate():
    measure = parse_target("tỷ số giới tính khi sinh dưới 112 bé trai/100 bé gái", unit="bé trai/100 bé gái")
    assert (measure.kind, measure.per) == (MeasureKind.RATE, 100)
    assert (measure.numerator, measure.denominator) == ("bé trai", "bé gái")


@pytest.mark.parametrize(
    ("text", "unit", "name"),
    [
        ("Hình thành mới 05 cụm công nghiệp", "cụm công nghiệp", "Hình thành mới cụm công nghiệp"),
        ("nâng tổng số lên 12 chợ", "chợ", "tổng số chợ"),
        ("Diện tích trồng mới: trên 2.000 ha", "ha", "Diện tích trồng mới"),
        ("trồng ít nhất 50 ha rừng", "ha", "trồng rừng"),
    ],
)
def test_a_number_is_counted_under_the_words_around_it(text, unit, name):
    measure = parse_target(text, unit=unit)
    assert (measure.kind, measure.numerator, measure.unit) == (MeasureKind.COUNT, name, unit)


def test_the_number_with_the_value_is_the_target_not_a_year():
    measure = parse_target("Sản lượng đến năm 2030 đạt 300 tấn", unit="tấn", value=Decimal(300))
    assert (measure.numerator, measure.unit) == ("Sản lượng", "tấn")


def test_a_figure_of_statistics_is_not_added_up():
    measure = parse_target("tổng tỷ suất sinh giữ ở 2,05 con/phụ nữ", unit="con/phụ nữ")
    assert (measure.kind, measure.reason) == (MeasureKind.VALUE, ADDS_NOT)


@pytest.mark.parametrize(
    "text",
    [
        "100% cấp ủy, chính quyền hiểu về tác hại của thuốc lá",
        "90% người dân nắm vững quy định về phòng cháy",
        "95% học sinh có kiến thức về an toàn giao thông",
        "80% hộ dân nâng cao nhận thức về môi trường",
    ],
)
def test_understanding_has_no_figure(text):
    measure = parse_target(text, unit="%")
    assert (measure.kind, measure.reason, measure.numerator) == (MeasureKind.NONE, NOT_MEASURED, "")


def test_what_is_not_discovered_cannot_be_counted():
    measure = parse_target("100% điểm trồng cây có chất cấm được phát hiện và xóa bỏ", unit="%")
    assert (measure.kind, measure.reason) == (MeasureKind.NONE, UNKNOWN_WHOLE)


def test_a_predicate_is_shared_with_the_next_share_of_the_sentence():
    measure = parse_target("80% số trạm y tế", unit="%", text_after="và 100% bệnh viện đủ điều kiện khám từ xa")
    assert (measure.numerator, measure.denominator) == ("trạm y tế đủ điều kiện khám từ xa", "trạm y tế")
    assert measure.is_guessed


def test_an_action_is_shared_with_the_share_before_it():
    text_before = "tổ chức tuyên truyền cho người học tại 100% nhà trường và "
    measure = parse_target("trên 70% người lao động", unit="%", text_before=text_before)
    assert measure.numerator == "tổ chức tuyên truyền cho người học: người lao động"
    assert measure.is_guessed


def test_words_without_a_predicate_ask_for_it():
    measure = parse_target("80% số trạm y tế", unit="%")
    assert (measure.numerator, measure.denominator, measure.reason) == ("", "trạm y tế", NO_PREDICATE)
    assert measure.per == 100


def test_persons_who_are_suspected_or_ill_are_told():
    assert parse_target("90% người nghiện ma túy được tư vấn", unit="%").counts_persons
    assert not parse_target("90% công chức được tập huấn", unit="%").counts_persons


def test_both_styles_of_tone_marks_read_alike():
    assert parse_target("100% hộ hoà thuận được khen", unit="%").denominator == "hộ hoà thuận"


WORDS = st.sampled_from(
    [
        "100%",
        "50%",
        "5",
        "12,5%",
        "tỷ",
        "lệ",
        "giảm",
        "tăng",
        "số",
        "các",
        "xã",
        "người",
        "được",
        "có",
        "đạt",
        "không",
        "hiểu",
        "(",
        ")",
        ";",
        ",",
        ":",
        "/",
        "và",
        "trên",
        "tổng",
        "trong",
        "2030",
        "năm",
    ]
)


@given(st.lists(WORDS, max_size=25).map(" ".join), st.sampled_from(["%", "xã", "ha", "con/phụ nữ", ""]))
def test_names_are_words_of_the_plan_whatever_it_says(text, unit):
    measure = parse_target(text, unit=unit)
    plan_words = set(same_tone_style(f"{text} {unit}".lower()).replace(":", " ").replace(",", " ").split())
    for name in (measure.numerator, measure.denominator):
        assert set(same_tone_style(name.lower()).replace(":", " ").replace(",", " ").split()) <= plan_words
    if measure.kind is MeasureKind.NONE:
        assert measure.reason
        assert (measure.numerator, measure.denominator) == ("", "")


@given(st.lists(WORDS, max_size=20).map(" ".join))
def test_a_subject_and_its_predicate_are_the_whole_text(text):
    subject, predicate = split_subject(text)
    kept = f"{subject} {predicate}".split()
    assert [word.strip(" ,;:.") for word in kept if word.strip(" ,;:.")] == [
        word.strip(" ,;:.") for word in text.split() if word.strip(" ,;:.")
    ]


@pytest.mark.parametrize(
    ("text", "text_before"),
    [
        ("đến năm 2030 đạt 80%", "Tỷ lệ đường làng có đèn trong tổng số đường làng đến năm 2025 đạt 60%, "),
        ("năm 2028 đạt trên 75%", "2. Tỷ lệ đường làng có đèn trong tổng số đường làng đạt 60%, năm 2027 đạt 70%, "),
        ("90% vào năm 2030", "Tỷ lệ đường làng có đèn trong tổng số đường làng đạt 60% vào năm 2025 và "),
    ],
)
def test_a_further_level_is_of_what_the_sentence_counts_before_it(text, text_before):
    measure = parse_target(text, unit="%", value=Decimal(80), text_before=text_before)
    assert (measure.numerator, measure.denominator) == ("đường làng có đèn", "đường làng")


def test_both_ends_of_a_range_are_of_the_same_words():
    for value in (5, 6):
        measure = parse_target("Số khách tăng khoảng 5% - 6% mỗi năm", unit="%", value=Decimal(value))
        assert (measure.kind, measure.numerator) == (MeasureKind.CHANGE, "khách")


def test_an_average_is_no_sum_of_units():
    measure = parse_target(
        "Thu nhập bình quân đầu người năm 2030 đạt 90 triệu đồng", unit="triệu đồng", value=Decimal(90)
    )
    assert (measure.kind, measure.numerator, measure.unit) == (
        MeasureKind.VALUE, "Thu nhập bình quân đầu người", "triệu đồng",
    )  # fmt: skip


PARTS = {
    ("20% đạt chuẩn nâng cao", "100% thư viện công cộng được kiểm tra, trong đó "): (
        "thư viện công cộng đạt chuẩn nâng cao", "thư viện công cộng",
    ),
    ("15% được cử đi học nước ngoài", "60% kỹ sư trẻ được bồi dưỡng; trong đó có "): (
        "kỹ sư trẻ được bồi dưỡng được cử đi học nước ngoài", "kỹ sư trẻ được bồi dưỡng",
    ),
    ("40% khách hàng góp ý", "100% khách hàng mới được mời góp ý, trong đó ít nhất "): (
        "khách hàng góp ý", "khách hàng",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PARTS)
def test_a_share_of_what_the_sentence_counts_before_it_is_over_those(case):
    measure = parse_target(case[0], unit="%", text_before=case[1])
    assert (measure.kind, measure.numerator, measure.denominator) == (MeasureKind.SHARE, *PARTS[case])


OWN_VERBS = {
    "80% thợ hàn có giấy chứng nhận tay nghề": "thợ hàn",
    "100% hội viên cam kết không đốt rơm rạ": "hội viên",
    "50% sáng kiến do công nhân đề xuất": "sáng kiến",
    "30% lao động trẻ làm việc trong các nhà máy mới": "lao động trẻ",
    "90% hộ trồng loại cây không được khuyến khích cam kết đổi giống": "hộ trồng loại cây không được khuyến khích",
    "70% trường dạy nghề tự đánh giá theo bộ tiêu chuẩn bảo đảm chất lượng": "trường dạy nghề",
}  # fmt: skip


@pytest.mark.parametrize("text", OWN_VERBS)
def test_a_verb_that_is_asked_last_still_parts_subject_and_predicate(text):
    assert parse_target(text, unit="%").denominator == OWN_VERBS[text]


def test_a_part_of_a_share_lends_it_no_predicate():
    measure = parse_target("100% bến thuyền", unit="%", text_after=", trong đó 20% đạt chuẩn quốc tế")
    assert (measure.numerator, measure.reason) == ("", NO_PREDICATE)


def test_a_sum_of_each_year_is_counted():
    measure = parse_target("kim ngạch xuất khẩu gạo đạt 3 tỷ USD/năm", unit="tỷ USD/năm", value=Decimal(3))
    assert (measure.kind, measure.numerator) == (MeasureKind.COUNT, "kim ngạch xuất khẩu gạo")


def test_a_growth_of_a_sum_is_a_change():
    text_before = "Sản lượng cá nuôi đạt 900 tấn/năm, với "
    for text in ("tốc độ tăng trưởng bình quân đạt 12%/năm", "tốc độ tăng sản lượng cá nuôi đạt 12%/năm"):
        measure = parse_target(text, unit="%", text_before=text_before)
        assert (measure.kind, measure.numerator.lower()) == (MeasureKind.CHANGE, "sản lượng cá nuôi")
    assert parse_target("tốc độ tăng trưởng kinh tế đạt 8%", unit="%").kind is MeasureKind.VALUE


def test_a_part_behind_a_semicolon_has_the_sentence_before_it():
    text = "100% bến được kiểm tra; trong đó 20% đạt chuẩn."
    start = text.index("20%")
    assert find_rest_of_sentence(text, start, len(text) - 1)[0] == "100% bến được kiểm tra; trong đó "


VALUES = {
    "tốc độ tải lên trung bình tối thiểu 30 Mbit/s": ("Mbit/s", "tốc độ tải lên trung bình"),
    "Thời gian chờ cấp cứu không quá 10 phút": ("phút", "Thời gian chờ cấp cứu"),
    "Tuổi thọ bình quân đạt 76 tuổi": ("tuổi", "Tuổi thọ bình quân"),
    "không để mất điện quá 2 giờ liên tục": ("giờ", "mất điện liên tục"),
    "Chỉ số hài lòng nằm trong nhóm 15 xã dẫn đầu": ("xã", "Chỉ số hài lòng"),
    "Bán kính phục vụ không quá 3 km": ("km", "Bán kính phục vụ"),
}


@pytest.mark.parametrize("text", VALUES)
def test_a_speed_a_duration_or_a_distance_is_a_figure_of_the_whole_area(text):
    unit, name = VALUES[text]
    measure = parse_target(text, unit=unit)
    assert (measure.kind, measure.numerator, measure.reason) == (MeasureKind.VALUE, name, ADDS_NOT)


@pytest.mark.parametrize(
    ("text", "unit", "numerator", "denominator", "per"),
    [
        ("Mỗi thôn thành lập ít nhất 02 câu lạc bộ", "câu lạc bộ", "câu lạc bộ", "thôn", 1),
        ("Mỗi trường có 01 sân bóng đá", "sân bóng đá", "sân bóng đá", "trường", 1),
        ("đạt 9 dược sĩ/vạn dân", "dược sĩ/vạn dân", "dược sĩ", "dân", 10_000),
        ("đạt 9 dược sĩ/1vạn dân", "dược sĩ", "dược sĩ", "dân", 10_000),
    ],
)
def test_what_each_of_them_has_is_a_rate(text, unit, numerator, denominator, per):
    measure = parse_target(text, unit=unit)
    assert (measure.kind, measure.denominator, measure.per) == (MeasureKind.RATE, denominator, per)
    assert measure.numerator.endswith(numerator)


@pytest.mark.parametrize(
    ("text", "level", "numerator"),
    [
        ("Tỷ lệ trẻ biết bơi năm 2026 đạt 60%; năm 2027 đạt trên 75%.", "năm 2027 đạt trên 75%", "trẻ biết bơi"),
        ("- Tỷ lệ hộ dùng bếp sạch:\n+ Năm 2026: 40%;\n+ Năm 2027: 55%;", "Năm 2027: 55%", "hộ dùng bếp sạch"),
        (
            "Đường tốt hơn, tỷ lệ ngõ có đèn đạt 50%, đến 2028 đạt 70%, đến 2030 đạt 90%.", "đến 2030 đạt 90%",
            "ngõ có đèn",
        ),
    ],
)  # fmt: skip
def test_a_further_level_is_of_what_the_first_one_counts(text, level, numerator):
    start = text.index(level)
    text_before, text_after = find_rest_of_sentence(text, start, start + len(level))
    measure = parse_target(level, unit="%", text_before=text_before, text_after=text_after)
    assert (measure.kind, measure.numerator) == (MeasureKind.SHARE, numerator)


def test_a_bullet_ends_the_sentence_before_it():
    text = "- 90% tổ dân phố\n- 80% chợ có biển báo\n"
    assert find_rest_of_sentence(text, 2, 16)[1] == ""


@pytest.mark.parametrize(
    ("text", "numerator", "denominator"),
    [
        ("Duy trì 100% chợ có bảng giá", "chợ có bảng giá", "chợ"),
        ("Có 70% trở lên số chợ có bảng giá", "chợ có bảng giá", "chợ"),
        ("50% tỷ lệ hộ được vay vốn", "hộ được vay vốn", "hộ"),
        ("Tỷ lệ nhà tạm giảm còn dưới 3%", "nhà tạm", ""),
    ],
)
def test_words_that_only_lead_to_the_number_are_no_part_of_the_name(text, numerator, denominator):
    measure = parse_target(text, unit="%")
    assert (measure.numerator, measure.denominator) == (numerator, denominator)


def test_money_is_named_by_what_it_is_of():
    assert parse_target("Doanh thu du lịch đạt 900 tỷ đồng", unit="tỷ đồng").numerator == "Doanh thu du lịch"


@pytest.mark.parametrize(
    ("words", "counts_persons"),
    [
        ("trẻ em bị xâm hại được hỗ trợ", True),
        ("phụ nữ mang thai nhiễm HIV được điều trị", True),
        ("ca mắc lao", True),
        ("người chết do tai nạn giao thông", True),
        ("trường hợp tử vong do bệnh dại", True),
        ("tử vong ở trẻ em", True),
        ("trẻ em được tiêm chủng đầy đủ", False),
        ("cán bộ được trang bị máy tính", False),
        ("người dân dùng thiết bị thông minh", False),
        ("gia súc mắc bệnh", False),
        ("cơ sở bị xử phạt", False),
    ],
)
def test_persons_who_were_harmed_are_counted_only_where_the_policy_allows(words, counts_persons):
    """PRODUCT.md, hard limit 4: the communes are not asked for them, and no map shows them."""
    assert is_about_persons(f"Số {words}") is counts_persons
