"""A time limit as plans print it → days or a rule, and back into words."""

from datetime import date, timedelta

import pytest

from sokehoach.domain.plans import deadlines
from sokehoach.domain.plans.dates import (
    DateRange,
    DeadlineKind,
    parse_period,
)
from sokehoach.domain.plans.dates.deadline import Deadline, EventOffset
from tests.domain.plans.plain import reading

SIGNED = date(2025, 11, 18)
YEAR_2026 = DateRange(date(2026, 1, 1), date(2027, 1, 1))


def read(text, told=False):
    return deadlines.parse_deadline(text, plan_date=SIGNED, is_labelled=told)


def json(text, told=False):
    found = read(text, told)
    return found and {key: value for key, value in found.as_json().items() if value and key != "words"}


def test_it_works():
    found = read("Tổng hợp kết quả, báo cáo UBND tỉnh trước ngày 20/11/2026 để theo dõi.")
    assert (found.kind, found.text, found.last_day) == (
        DeadlineKind.BY,
        "trước ngày 20/11/2026",
        date(2026, 11, 20),
    )
    assert found.text_vi == "trước ngày 20/11/2026"


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("chậm nhất ngày 30 tháng 6 năm 2026", "by", None, "2026-06-30"),
        ("hoàn thành trước 30.6.2026", "by", None, "2026-06-30"),
        ("trước tháng 6/2026", "by", None, "2026-05-31"),
        ("đến hết quý II/2026", "by", None, "2026-06-30"),
        ("xong trong tháng 12/2025", "within", "2025-12-01", "2025-12-31"),
        ("hoàn thành trong năm 2026", "within", "2026-01-01", "2026-12-31"),
        ("trong 6 tháng đầu năm 2026", "within", "2026-01-01", "2026-06-30"),
        ("từ 01/6 đến 30/6/2026", "range", "2026-06-01", "2026-06-30"),
        ("từ ngày 15 đến ngày 20 tháng 5 năm 2026", "range", "2026-05-15", "2026-05-20"),
        ("từ 15/4-15/5/2026", "range", "2026-04-15", "2026-05-15"),
        ("từ ngày 15/12 đến ngày 15/01/2026", "range", "2025-12-15", "2026-01-15"),
        ("từ tháng 11/2025 đến khi kết thúc đợt kiểm kê", "range", "2025-11-01", None),
    ],
)
def test_days_and_stretches(text, kind, first, last):
    found = read(f"Rà soát các hộ {text}.").as_json()
    assert (found["kind"], found["from"], found["to"]) == (kind, first, last)


@pytest.mark.parametrize(
    ("line", "kind", "first", "last"),
    [
        ("Quý IV/2026", "within", "2026-10-01", "2026-12-31"),
        ("Quý II, III/2026.", "within", "2026-04-01", "2026-09-30"),
        ("Tháng 11 - 12/2026", "within", "2026-11-01", "2026-12-31"),
        ("Cả năm 2026", "within", "2026-01-01", "2026-12-31"),
        ("Giai đoạn 2026 - 2030", "within", "2026-01-01", "2030-12-31"),
        ("Ngày 09/11/2026", "within", "2026-11-09", "2026-11-09"),
        ("Quý IV/2025- Quý II/2026", "range", "2025-10-01", "2026-06-30"),
        ("Hoàn thành trước ngày 31/5/2026", "by", None, "2026-05-31"),
        ("cuối năm 2026", "by", None, "2026-12-31"),
        ("Từ ngày 01/7/2026", "range", "2026-07-01", None),
        ("2026 - 2030", "within", "2026-01-01", "2030-12-31"),
        ("Quý IV năm 2025 và các năm tiếp theo", "range", "2025-10-01", None),
        ("Hằng năm, giai đoạn 2026 - 2030", "every", None, None),
        ("Theo kế hoạch bồi dưỡng viên chức hằng năm", "standing", None, None),
        ("Thường xuyên", "standing", None, None),
        ("Theo lộ trình, hướng dẫn của Bộ", "standing", None, None),
        ("Khi có yêu cầu", "relative", None, None),
        ("Ngay sau khi kế hoạch được ban hành", "relative", None, None),
    ],
)
def test_a_line_of_its_own_needs_no_preposition(line, kind, first, last):
    found = read(line, told=True).as_json()
    assert (found["kind"], found["from"], found["to"]) == (kind, first, last)


@pytest.mark.parametrize(
    ("text", "every", "on"),
    [
        ("Báo cáo trước ngày 20 hằng tháng về Sở.", "month", ["20"]),
        ("Gửi hàng tháng (trước ngày 25) về Sở.", "month", ["25"]),
        ("Gửi hàng quý về Sở (trước ngày 20 tháng cuối quý).", "quarter", ["last-month-20"]),
        ("Gửi trước ngày 05 của tháng đầu quý sau.", "quarter", ["01-05"]),
        ("Gửi trước ngày 30 tháng 11 hàng năm.", "year", ["11-30"]),
        ("Định kỳ hằng năm (trước ngày 15 tháng 12) gửi báo cáo.", "year", ["12-15"]),
        ("Ra quân trước ngày 01/6 và 15/11 hằng năm.", "year", ["06-01", "11-15"]),
        ("Ra quân từ ngày 15/11 đến 15/12 hằng năm.", "year", ["12-15"]),
        ("Báo cáo 6 tháng trước ngày 15/6 và năm trước ngày 15/12.", "year", ["06-15", "12-15"]),
        ("Báo cáo trước 16 giờ thứ Sáu hằng tuần.", "week", ["5"]),
        ("Họp giao ban các ngày 01 và 15 hằng tháng.", "month", ["1", "15"]),
        ("Ra quân trong tháng 11 hằng năm.", "year", ["11-30"]),
        ("Lập dự toán trước tháng 8 hằng năm.", "year", ["07-31"]),
        ("Gửi trước ngày 10 tháng 12 năm báo cáo.", "year", ["12-10"]),
        ("Định kỳ quý, 6 tháng gửi báo cáo trước ngày 15 tháng cuối kỳ.", "quarter", ["last-month-15"]),
        (
            "Báo cáo tháng trước ngày 20 hằng tháng, báo cáo quý trước ngày 20 tháng cuối quý.",
            "month",
            ["20"],
        ),
        ("Tổ chức ít nhất 02 cuộc/năm.", "year", []),
        ("Thực hiện chế độ báo cáo tháng, quý, năm theo quy định.", "month", []),
        ("Hằng năm, tổ chức kiểm tra các chợ.", "year", []),
        ("Báo cáo tiến độ 3 tháng một lần.", "quarter", []),
        ("Định kỳ 6 tháng, 01 năm báo cáo UBND huyện.", "six-month", []),
    ],
)
def test_what_comes_back(text, every, on):
    found = read(text).as_json()
    assert (found["kind"], found["every"], found["on"]) == ("every", every, on)


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Quyết định số 22/QĐ-UBND ngày 26/4/2026 của UBND tỉnh.",
        "Bố trí chi thường xuyên trong dự toán ngân sách hằng năm.",
        "Chi trả trợ cấp hàng tháng cho người cao tuổi.",
        "Rà soát quy hoạch hạ tầng đến năm 2030.",
        "Phấn đấu tăng thu ngân sách trong năm 2026.",
        "Định kỳ báo cáo theo quy định.",
        "Lồng ghép vào báo cáo công tác hằng năm của cơ quan.",
        "Gửi trước ngày 31/02/2026.",
    ],
)
def test_words_that_are_no_limit(text):
    assert read(text) is None


@pytest.mark.parametrize(("line", "every"), [("6 tháng.", "six-month"), ("Quý", "quarter"), ("tuần;", "week")])
def test_a_period_alone_in_a_line_about_time_comes_back(line, every):
    assert json(line, told=True)["every"] == every
    assert read(f"Trong {line}", told=True) is None or "every" not in json(f"Trong {line}", told=True)
    assert read(line) is None


def test_a_year_alone_is_no_rhythm():
    assert read("Năm.", told=True) is None


def test_a_day_is_firmer_than_a_rhythm_and_a_rhythm_than_always():
    assert json("Thường xuyên rà soát; hằng quý báo cáo; xong trước ngày 30/6/2026.")["kind"] == "by"
    assert json("Thường xuyên rà soát; hằng quý báo cáo UBND huyện.")["kind"] == "every"


def test_the_plan_gives_the_year_that_is_not_printed():
    assert read("Gửi trước ngày 30/11.").last_day == date(2025, 11, 30)
    assert read("Gửi trước ngày 30/6.").last_day == date(2026, 6, 30)  # the first after the signing
    for_2026 = deadlines.parse_deadline("Gửi trước ngày 30/11.", plan_date=SIGNED, plan_period=YEAR_2026)
    assert for_2026.last_day == date(2026, 11, 30)
    assert deadlines.parse_deadline("Xong trong tháng 1.", plan_date=date(2026, 1, 29)).last_day == date(2026, 1, 31)
    of_a_law = deadlines.parse_deadline(
        "Xong trong quý IV.", plan_date=SIGNED, plan_period=parse_period("Luật Đất đai năm 2024")
    )
    assert of_a_law.last_day == date(2025, 12, 31)
    nothing_known = deadlines.parse_deadline("Gửi trước ngày 30/11.")
    assert (nothing_known.kind, nothing_known.text, nothing_known.days) == (
        DeadlineKind.BY,
        "trước ngày 30/11",
        None,
    )


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Phòng, chống mại dâm năm 2026", YEAR_2026),
        ("ĐỀ ÁN GIAI ĐOẠN 2026 - 2030", DateRange(date(2026, 1, 1), date(2031, 1, 1))),
        ("Kế hoạch giai đoạn 2025 - 2035, định hướng đến năm 2045", None),
        ("Kế hoạch truyền thông", None),
    ],
)
def test_the_period_of_a_title(title, period):
    assert parse_period(title) == period


def test_a_term_counts_from_its_event():
    signed = read("Ban hành trong thời hạn 05 ngày làm việc kể từ ngày ký.")
    assert signed.last_day == date(2025, 11, 25)  # a week of two weekdays lost to the week-end
    received = read("Gửi kế hoạch trong thời hạn 10 ngày kể từ ngày nhận Kế hoạch này.")
    assert (received.last_day, received.offset.text_vi) == (
        None,
        "trong thời hạn 10 ngày kể từ ngày nhận Kế hoạch này",
    )
    assert received.offset.day(date(2025, 12, 1)) == date(2025, 12, 11)
    second = read("Trong 05 ngày làm việc gửi lại; báo cáo trong thời hạn 10 ngày kể từ ngày nhận Kế hoạch này.")
    assert second.offset == received.offset, "a period without an event before it stands in no way"
    tones = read("Báo cáo trong thời hạn 10 ngày kể từ ngày hoà giải thành.")
    assert tones.offset.event == "ngày hòa giải thành"
    at_once = read("Báo cáo trong vòng 24 giờ kể từ khi phát hiện ca bệnh.")
    assert at_once.offset.day(date(2025, 12, 1)) == date(2025, 12, 2)
    assert json("Báo cáo kết quả khi tổng kết đợt thi đua.")["after"] == "khi tổng kết đợt thi đua"


def test_inside_a_duty_the_label_tells_where_the_limit_stands():
    text = "Tổng hợp kết quả năm 2024 gửi Bộ Tài chính. Thời gian hoàn thành: tháng 5/2026."
    assert json(text)["to"] == "2026-05-31"


def test_a_duty_carries_its_limit():
    found = reading(
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Y tế",
        "- Nộp danh sách trước ngày 15/4/2026.",
        "- Hằng quý kiểm tra các trạm.",
        "- Chở sách về bản.",
        "Thời gian hoàn thành: Quý II/2026.",
    ).duties
    assert [duty.deadline and duty.deadline.text for duty in found[:3]] == [
        "trước ngày 15/4/2026",
        "Hằng quý",
        "Quý II/2026",
    ]
    assert [duty.recurs for duty in found[:3]] == [None, "quarter", None]


@pytest.mark.parametrize(
    ("words", "days", "told"),
    [
        ("trước ngày 10/6 và 10/12", ("06-10", "12-10"), "trước ngày 10/6 và 10/12 hằng năm"),
        ("trước ngày 05/5; trước ngày 05/11", ("05-05", "11-05"), "trước ngày 05/5 và 05/11 hằng năm"),
        (
            "chậm nhất ngày 10/6/2021 và 10/12/2021",
            ("06-10", "12-10"),
            "chậm nhất ngày 10/6 và 10/12 hằng năm",
        ),
        (
            "trước ngày 10 tháng 6 và ngày 10 tháng 12",
            ("06-10", "12-10"),
            "trước ngày 10/6 và 10/12 hằng năm",
        ),
    ],
)
def test_several_days_of_one_year_are_all_kept(words, days, told):
    found = read(f"Tổng hợp báo cáo UBND huyện {words}.")
    assert (found.every.on, found.text_vi) == (days, told)


@pytest.mark.parametrize(
    "words",
    [
        "vào ngày 15/4/2021 và ngày 15/7/2021",
        "trước ngày 15/4 và 15/7/2021",
        "chậm nhất ngày 15/4/2021, 15/7/2021",
    ],
)
def test_days_of_a_printed_year_do_not_come_back_each_year(words):
    found = read(f"Tổ chức chiến dịch vệ sinh môi trường {words}.")
    assert (found.kind, found.every, found.last_day) == (DeadlineKind.RANGE, None, date(2021, 7, 15))
    assert found.text == words


def test_days_that_no_calendar_has_come_to_no_day():
    for words in ("trước ngày 29/2/2021 và 15/7/2021", "trước ngày 15/4/0000 và 15/7/0000"):
        assert read(f"Báo cáo {words}.").last_day is None


def test_days_near_one_another_are_those_of_two_things():
    assert read("Rà soát trước ngày 10/6 và 20/6.").kind is DeadlineKind.BY


@pytest.mark.parametrize(
    ("count", "unit", "last"),
    [
        (5, "day", date(2025, 11, 23)),
        (24, "hour", date(2025, 11, 19)),
        (25, "hour", date(2025, 11, 20)),
        (3, "working-day", date(2025, 11, 21)),  # from Tuesday to Friday
        (4, "working-day", date(2025, 11, 24)),
        (1, "month", date(2025, 12, 18)),
        (2, "month", date(2026, 1, 18)),
        (0, "day", SIGNED),
    ],
)
def test_days_after_an_event_are_counted_from_the_day_after(count, unit, last):
    assert EventOffset(count, unit, "").day(SIGNED) == last


def test_a_month_after_the_31st_ends_with_a_shorter_month():
    assert EventOffset(1, "month", "").day(date(2026, 1, 31)) == date(2026, 2, 28)
    assert EventOffset(13, "month", "").day(date(2026, 1, 31)) == date(2027, 2, 28)


def test_a_holiday_is_no_working_day():
    assert EventOffset(1, "working-day", "").day(SIGNED, {date(2025, 11, 19)}) == date(2025, 11, 20)


def test_a_dated_deadline_is_due_until_its_last_day():
    limit = read("trước ngày 20/11/2026")
    assert limit.next_due(date(2026, 1, 1)) == date(2026, 11, 20)
    assert limit.next_due(date(2026, 11, 20)) == date(2026, 11, 20)
    assert limit.next_due(date(2026, 11, 21)) is None
    assert Deadline(DeadlineKind.STANDING, "thường xuyên").next_due(SIGNED) is None


def test_a_monthly_deadline_is_due_again():
    limit = read("Báo cáo trước ngày 20 hằng tháng")
    assert limit.next_due(date(2026, 1, 20)) == date(2026, 1, 20)
    assert limit.next_due(date(2026, 1, 21)) == date(2026, 2, 20)


@pytest.mark.parametrize(
    ("limit", "dated"),
    [
        (Deadline(DeadlineKind.STANDING, ""), False),
        (Deadline(DeadlineKind.RELATIVE, "", offset=EventOffset(5, "day", "")), True),
        (Deadline(DeadlineKind.RELATIVE, "", offset=EventOffset(0, "day", "")), False),
        (Deadline(DeadlineKind.RELATIVE, ""), False),
        (Deadline(DeadlineKind.RANGE, "", days=DateRange(SIGNED, SIGNED + timedelta(days=1))), True),
        (Deadline(DeadlineKind.RANGE, ""), False),
        (Deadline(DeadlineKind.BY, ""), True),
    ],
)
def test_permanent_work_and_work_at_an_event_are_not_dated(limit, dated):
    assert limit.is_dated is dated
