"""A schedule has the parts of NĐ 09/2019, and gives each level its days."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, WorkingDaysAfter
from sokehoach.domain.periods.period import PeriodType, parse_period
from sokehoach.domain.periods.window import CALENDAR, ND09, POLICE, WindowRule, compute_window
from sokehoach.domain.reporting.form import Reporters
from sokehoach.domain.reporting.reporting_schedule import (
    Channel,
    ContentKind,
    ReportingSchedule,
    Stage,
    compute_stage_dates,
    find_schedule_problems,
    list_schedule_parts,
)

COMMUNES = Stage(
    Reporters(levels=("commune",)), receiver="099.LDTBXH", due=WorkingDaysAfter(2), lock_days=5, forms=("01-XA",)
)
OFFICE = Stage(Reporters(codes=("099.LDTBXH",)), receiver="11.SOLDTBXH", due=WorkingDaysAfter(4))
SCHEDULE = ReportingSchedule(
    code="pcmd",
    name="Báo cáo kết quả phòng, chống mại dâm",
    subject="Kết quả thực hiện kế hoạch năm",
    content=ContentKind.BOTH,
    stages=(COMMUNES, OFFICE),
    channels=(Channel.SYSTEM, Channel.EMAIL),
    period_types=(PeriodType.SIX_MONTH, PeriodType.YEAR),
    outlines=("bc-ldtbxh",),
    procedure="",
    basis="Kế hoạch",
    valid_from=date(2021, 1, 1),
)
BRIDGE = frozenset({date(2021, 6, 16)})  # an invented day off


def test_it_works() -> None:
    days = compute_stage_dates(COMMUNES, parse_period("2021S1"), ())
    assert (days.cut_off, days.due) == (date(2021, 6, 14), date(2021, 6, 16))
    assert (days.late_from, days.locked_from) == (date(2021, 6, 17), date(2021, 6, 24))
    assert find_schedule_problems(SCHEDULE) == []


def test_each_level_has_its_day_and_a_day_off_moves_all() -> None:
    half = parse_period("2021S1")
    assert compute_stage_dates(OFFICE, half, ()).due == date(2021, 6, 18)
    assert (
        compute_stage_dates(COMMUNES, half, BRIDGE).due,
        compute_stage_dates(OFFICE, half, BRIDGE).due,
    ) == (
        date(2021, 6, 17),
        date(2021, 6, 21),  # over the week-end
    )


def test_eleven_parts_of_which_nine_must_be_there() -> None:
    told = list_schedule_parts(SCHEDULE)
    assert [part.number for part in told] == list(range(1, 12))
    assert [part.number for part in told if part.required] == list(range(1, 10))
    assert [part.number for part in told if not part.text] == [11]
    assert told[4].text == "hệ thống thông tin báo cáo; thư điện tử"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"subject": ""}, "thiếu «Nội dung yêu cầu báo cáo» (NĐ 09/2019/NĐ-CP Điều 7 khoản 2)"),
        ({"channels": ()}, "thiếu «Phương thức gửi, nhận báo cáo» (NĐ 09/2019/NĐ-CP Điều 7 khoản 5)"),
        ({"outlines": ()}, "thiếu «Mẫu đề cương báo cáo» (NĐ 09/2019/NĐ-CP Điều 7 khoản 9)"),
        ({"stages": (COMMUNES, replace(OFFICE, due=WorkingDaysAfter(2)))}, "thời hạn của cấp trên phải sau"),
        ({"stages": (replace(COMMUNES, due=WorkingDaysAfter(0)), OFFICE)}, "ít nhất 01 ngày làm việc"),
        ({"valid_to": date(2021, 1, 1)}, "ngày hết hiệu lực không sau ngày có hiệu lực"),
    ],
)
def test_what_the_decree_forbids_is_named(change: dict[str, object], said: str) -> None:
    (sentence,) = find_schedule_problems(replace(SCHEDULE, **change))  # type: ignore[arg-type]
    assert said in sentence


def test_each_level_may_have_a_rule_of_its_own_kind() -> None:
    """Communes two working days after the cut-off, the district on the 25th (art. 13.1), the province twice a year."""
    office = replace(OFFICE, due=DayOfMonth(25))
    stages = (COMMUNES, office, replace(OFFICE, receiver="BO", due=DatesOfYear(((6, 30), (12, 31)))))
    schedule = replace(SCHEDULE, stages=stages)
    assert find_schedule_problems(schedule) == []
    assert [compute_stage_dates(stage, parse_period("2021S1"), ()).due for stage in stages] == [
        date(2021, 6, 16),
        date(2021, 6, 25),
        date(2021, 6, 30),
    ]
    assert list_schedule_parts(schedule)[5].text == (
        "2 ngày làm việc sau ngày chốt số liệu; ngày 25 tháng cuối kỳ; ngày 30/6, 31/12 hằng năm"
    )
    (problem,) = find_schedule_problems(replace(schedule, stages=stages[::-1][:2]))
    assert "thời hạn của cấp trên phải sau" in problem


def test_two_groups_that_report_to_one_office_may_be_due_on_one_day() -> None:
    agencies = replace(COMMUNES, reporters=Reporters(codes=("099.CA",)), forms=("02-CA",))
    for stages in ((COMMUNES, agencies, OFFICE), (agencies, COMMUNES, OFFICE)):
        assert find_schedule_problems(replace(SCHEDULE, stages=stages)) == []
    late = replace(agencies, due=OFFICE.due)
    for stages in ((late, COMMUNES, OFFICE), (COMMUNES, late, OFFICE)):  # the office waits for both
        (problem,) = find_schedule_problems(replace(SCHEDULE, stages=stages))
        assert "thời hạn của cấp trên phải sau" in problem


def test_a_reporting_schedule_without_forms_still_stands() -> None:
    """Art. 11.2 asks for parts 1 to 9; narrative reports have no form."""
    assert find_schedule_problems(replace(SCHEDULE, stages=(replace(COMMUNES, forms=()), OFFICE))) == []


@given(
    st.integers(2001, 2090),
    st.sampled_from(["01", "03", "12", "Q1", "Q4", "S1", "S2", "N9", ""]),
    st.sampled_from([ND09, POLICE, CALENDAR]),
    st.integers(1, 20),
    st.integers(0, 40),
    st.sets(st.dates(date(2000, 1, 1), date(2091, 1, 1)), max_size=60),
)
def test_cut_off_before_due_before_late_before_lock(
    year: int, part: str, kind: WindowRule, due: int, lock: int, off: set[date]
) -> None:
    period = parse_period(f"{year}{part}")
    days = compute_stage_dates(replace(COMMUNES, window=kind, due=WorkingDaysAfter(due), lock_days=lock), period, off)
    assert days.cut_off == compute_window(period, kind).cut_off
    assert days.cut_off < days.due < days.late_from
    assert days.due.weekday() < 5
    assert days.due not in off
    assert (days.locked_from is None) == (lock == 0)
    assert days.locked_from is None or days.locked_from >= days.late_from


def test_a_schedule_is_in_force_from_its_first_day_until_the_day_before_its_end() -> None:
    ended = replace(SCHEDULE, valid_to=date(2022, 1, 1))
    days = [date(2020, 12, 31), date(2021, 1, 1), date(2021, 12, 31), date(2022, 1, 1)]
    assert [SCHEDULE.in_force(day) for day in days] == [False, True, True, True]
    assert [ended.in_force(day) for day in days] == [False, True, True, False]
