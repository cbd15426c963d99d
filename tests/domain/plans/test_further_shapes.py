"""Shapes that six plans in the manner of other offices showed, each retold in our own words in two ways or more."""

import pytest

from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, WorkingDaysAfter
from sokehoach.domain.plans.proposals.due_texts import format_due_text, parse_due_text
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.measures import parse_target
from tests.domain.plans.plain import duties, reading, targets

WORK = "II. TỔ CHỨC THỰC HIỆN"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Mức sinh thô tăng 0,1‰ mỗi năm", ("=", "0.1", "‰")),
        ("Tỷ suất mượn sách đạt trên 18,5 ‰", (">", "18.5", "‰")),
        ("Tỷ lệ sách mất dưới 12 phần nghìn", ("<", "12", "‰")),
        ("Tỷ lệ sách mất dưới 12 phần trăm", ("<", "12", "%")),
        ("Từ 70% cơ sở Hội trở lên có tủ sách", (">=", "70", "%")),
        ("Có từ 60% công đoàn cơ sở vùng cao trở lên mở tủ sách", (">=", "60", "%")),
        ("Có từ 60% công đoàn cơ sở, phấn đấu 2 năm trở lên mở tủ sách", ("=", "60", "%")),
        ("Hỗ trợ đóng 120 “Tủ sách vui”", ("=", "120", "Tủ sách vui")),
        ("Hỗ trợ đóng 15 «Giá sách xanh» mới", ("=", "15", "Giá sách xanh")),
    ],
)
def test_a_level_is_read_with_its_bound_and_unit(sentence, found):
    assert targets(f"{sentence}.")[0] == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Không để xảy ra vụ cháy sách từ 30 cuốn trở lên",
        "Không để xảy ra cháy tủ sách trên 30 cuốn",
        "Hạn chế mất sách từ 20 cuốn quý trở lên",
    ],
)
def test_a_number_that_says_which_of_them_must_not_happen_is_no_level(sentence):
    assert targets(f"{sentence}.") == []


def test_a_limit_or_a_count_that_must_be_reached_stays_a_level():
    assert targets("Không để mất sách quá 3 cuốn.") == [("<=", "3", "cuốn")]
    assert targets("Duy trì từ 30 tủ sách trở lên.") == [(">=", "30", "tủ sách")]
    assert targets("Không để mất sách, có trên 30 tủ sách.") == [(">", "30", "tủ sách")]


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Giảm từ 5 đến 10 % số vụ mất sách so với cùng kỳ", "vụ mất sách"),
        ("Giảm từ 5% đến 10% số vụ mất sách so với cùng kỳ", "vụ mất sách"),
        ("Giảm 5 - 10% số vụ mất sách so với cùng kỳ", "vụ mất sách"),
    ],
)
def test_a_range_of_a_fall_is_a_change_of_what_is_counted(sentence, what):
    measure = parse_target(sentence, unit="%")
    assert (measure.kind, measure.numerator, measure.falls) == (MeasureKind.CHANGE, what, True)


def test_a_year_behind_a_level_is_no_end_of_a_range():
    measure = parse_target("Đạt 70% đến 2030 tủ sách có mục lục", unit="%")
    assert measure.kind is MeasureKind.SHARE
    assert "2030" not in measure.denominator or measure.denominator.startswith("đến")


def test_a_level_in_thousandths_is_a_figure_of_the_whole_area():
    measure = parse_target("Tăng mức sinh thô 0,1‰ mỗi năm", unit="‰")
    assert (measure.kind, measure.unit) == (MeasureKind.VALUE, "‰")


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        (
            "Báo cáo Sở Y tế hằng tuần; báo cáo tổng kết gửi trước ngày 05/3/2026.",
            [("Sở Y tế", "week"), ("Sở Y tế", "ad-hoc")],
        ),
        (
            "Trước ngày 20 hàng tháng, gửi báo cáo kết quả về Sở Y tế; và báo cáo cuối đợt chậm nhất là ngày 25/01.",
            [("Sở Y tế", "month"), ("Sở Y tế", "ad-hoc")],
        ),
        (
            "Hằng tuần báo cáo Sở Y tế; báo cáo ca bệnh trong vòng 24 giờ.",
            [("Sở Y tế", "week"), ("Sở Y tế", "ad-hoc")],
        ),
        ("Báo cáo Sở Y tế hằng tuần; báo cáo tổng kết có phụ lục.", [("Sở Y tế", "week")]),
        ("Hằng tuần báo cáo Tổng Liên đoàn Lao động.", [("Tổng Liên đoàn Lao động", "week")]),
        ("Hằng tháng báo cáo Sở Y tế tiến độ đóng sách.", [("Sở Y tế", "month")]),
        ("Hằng tháng báo cáo Sở Y tế danh sách tủ sách.", [("Sở Y tế", "month")]),
        ("Báo cáo Sở Y tế kết quả thực hiện năm trước ngày 10/12.", [("Sở Y tế", "year")]),
        ("Báo cáo Sở Y tế kết quả công tác năm (trước ngày 20/11).", [("Sở Y tế", "year")]),
        ("Báo cáo Sở Y tế kết quả thực hiện năm trước.", [("Sở Y tế", "ad-hoc")]),
    ],
)
def test_one_more_report_with_a_day_goes_to_whom_the_first_goes(sentence, rules):
    found = reading(WORK, "1. Trạm Sách", f"- {sentence}").reporting
    assert [(rule.to, rule.every) for rule in found] == rules


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Đề nghị Báo và Đài tỉnh: mở chuyên mục về sách.", ("Báo và Đài tỉnh", "mở chuyên mục về sách.")),
        ("Giao Trạm Y tế xã: làm danh mục sách.", ("Trạm Y tế xã", "làm danh mục sách.")),
        (
            "Công đoàn các xã lựa chọn việc phù hợp như: thăm hỏi, tặng sách.",
            ("Công đoàn các xã", "lựa chọn việc phù hợp như: thăm hỏi, tặng sách."),
        ),
        (
            "Các trường tổ chức hoạt động như: thăm hỏi, tặng sách.",
            ("Các trường", "tổ chức hoạt động như: thăm hỏi, tặng sách."),
        ),
    ],
)
def test_a_colon_ends_the_name_only_where_no_sentence_stands_before_it(sentence, found):
    assert duties(WORK, sentence) == [found]


@pytest.mark.parametrize(
    "work", ["Thường trực 24/24 giờ tại kho sách.", "Thường trực sẵn sàng chuyển sách khi có mưa."]
)
def test_standing_by_is_work_and_no_body(work):
    assert duties(WORK, "1. Trạm Y tế xã", "a) Lập danh mục sách.", f"b) {work}") == [
        ("Trạm Y tế xã", "Lập danh mục sách."),
        ("Trạm Y tế xã", work),
    ]
    assert duties(WORK, "1. Thường trực Hội đồng nhân dân mở tủ sách.") == [
        ("Thường trực Hội đồng nhân dân", "mở tủ sách.")
    ]


def test_a_lettered_item_begins_behind_a_comma_or_a_word_that_refers_to_no_item():
    text = (
        "1. Phát triển kho sách phục vụ Chính quyền số, Chính phủ số\na) Hoàn thiện kho sách của tỉnh bảo đảm mượn "
        "được ở các xã vùng cao,\nb) Các tủ sách sẵn sàng phục vụ theo quy định tại điểm\na) khoản 2 của nội quy."
    )
    wrapped = "\n".join(
        f"- Lập mục lục của kho sách số {n} gồm các cuốn đã\nmượn và chưa trả trong năm." for n in "123456789"
    )
    paths = [clause.path for clause in reading("I. KHO SÁCH", f"{text}\n{wrapped}").clauses]
    assert paths[:4] == ["I", "I.1", "I.1.a", "I.1.b"]
    assert len([path for path in paths if path.startswith("I.")]) == 3


@pytest.mark.parametrize(
    ("due", "every", "text"),
    [
        (DayOfMonth(20, 0), "quarter", "ngày 20 tháng cuối kỳ"),
        (DayOfMonth(20, 0), "year", "ngày 20 tháng cuối kỳ"),
        (DayOfMonth(20, 0), "month", "ngày 20"),
        (DayOfMonth(5, 1), "quarter", "ngày 5 tháng sau"),
        (DatesOfYear(((6, 15),)), "year", "15/6"),
        (WorkingDaysAfter(2), "quarter", "2 ngày làm việc"),
    ],
)
def test_a_day_of_a_longer_period_is_said_with_its_month(due, every, text):
    assert format_due_text(due, every) == text
    assert parse_due_text(text) == due
    assert parse_due_text("ngày 20 tháng cuối quý") == DayOfMonth(20, 0)


@pytest.mark.parametrize("stage", ["Trước mùa mưa", "Trong và sau mùa mưa", "Khi có tin bão", "Tại kho sách"])
def test_a_stage_above_the_work_is_none_itself(stage):
    assert duties(WORK, "1. Trạm Y tế xã", f"1.1. {stage}", "- Gói sách.", "1.2. Sau khi mở kho, lau giá sách.") == [
        ("Trạm Y tế xã", "Gói sách."),
        ("Trạm Y tế xã", "Sau khi mở kho, lau giá sách."),
    ]


def test_a_number_with_a_dash_stands_before_a_percentage_and_a_range_is_no_number():
    text = "I- MỤC TIÊU\n1- Mở 3 tủ sách.\n2- 98% hộ dân đọc sách.\n3- 100% bản có tủ sách.\n4 - 5% hộ viết sách."
    paths = [clause.path for clause in reading(*text.split("\n")).clauses]
    assert paths[:4] == ["I", "I.1", "I.2", "I.3"]
    assert "I.4" not in paths
