"""The longer periods that a trial tries: the first of each kind."""

from datetime import date

from sokehoach.apps.setup.trial.reports import list_longer_periods
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.reporting.form import Form, Reporters

MONTHLY = Form("X", "X", "X", "month", "general", Reporters(), (), also_for=(PeriodType.YEAR, PeriodType.QUARTER))


def list_tried(form: Form, day: date) -> list[tuple[str, int]]:
    return [(period.id, len(parts)) for period, parts in list_longer_periods(form, day)]


def test_of_monthly_reports_the_quarter_and_the_year_are_tried() -> None:
    assert list_tried(MONTHLY, date(2026, 1, 1)) == [("2026Q1", 3), ("2026", 12)]


def test_a_kind_begins_on_the_first_day_or_later() -> None:
    assert list_tried(MONTHLY, date(2026, 2, 1)) == [("2026Q2", 3), ("2027", 12)]


def test_a_form_without_longer_kinds_has_none() -> None:
    assert list_tried(Form("X", "X", "X", "month", "general", Reporters(), ()), date(2026, 1, 1)) == []
