"""What becomes of a plan's weekly reports in the draft that is made of its proposals."""

import pytest

from sokehoach.domain.periods.due import DayOfWeek, WorkingDaysAfter
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import WEEKS, WHOLE_WEEK
from sokehoach.domain.plans.proposals.facts import BASE
from tests.adapters.programme_files.test_proposed import build, indicator, read_base, schedule


@pytest.mark.parametrize(
    ("due_text", "due", "office_due", "window"),
    [
        ("thứ Năm hằng tuần", DayOfWeek(4), DayOfWeek(5), WEEKS[3]),
        ("thứ Sáu hằng tuần", DayOfWeek(5), DayOfWeek(1), WEEKS[4]),
        ("thứ Ba hằng tuần", DayOfWeek(2), DayOfWeek(3), WHOLE_WEEK),
        ("2 ngày làm việc", WorkingDaysAfter(2), WorkingDaysAfter(5), WHOLE_WEEK),
    ],
)
def test_a_weekly_schedule_alone_makes_weekly_figures(due_text, due, office_due, window):
    programme = build(read_base(), indicator("CT1", reporters=(BASE,)), schedule("BC1", "week", due_text))
    (form,), (regime,) = programme.forms, programme.reporting_schedules
    assert (form.period_type, form.also_for, form.due, form.counting_window) == ("week", (), due, window)
    assert form.cells
    assert (regime.name, [stage.due for stage in regime.stages]) == ("Báo cáo hằng tuần", [due, office_due])


def test_beside_a_longer_period_the_weekly_report_is_a_form_of_words():
    schedules = (schedule("BC1", "week", "thứ Năm hằng tuần", (BASE,)), schedule("BC2", "month", "ngày 18"))
    programme = build(read_base(), indicator("CT1", reporters=(BASE,)), *schedules, schedule("BC3", "year", "18/12"))
    monthly, weekly = programme.forms
    assert (monthly.period_type, monthly.also_for) == ("month", (PeriodType.YEAR,))
    assert monthly.cells
    assert (weekly.code, weekly.period_type, weekly.cells, weekly.also_for) == ("02-TUAN", "week", (), ())
    assert (weekly.due, weekly.counting_window, weekly.reporters) == (DayOfWeek(4), WEEKS[3], monthly.reporters)
    assert len(weekly.narratives) == 4
    assert [regime.period_types for regime in programme.reporting_schedules] == [
        (PeriodType.MONTH, PeriodType.YEAR), (PeriodType.WEEK,),
    ]  # fmt: skip
