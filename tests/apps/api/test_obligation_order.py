"""The obligations of a page follow the days of their periods."""

from datetime import date
from types import SimpleNamespace

from sokehoach.apps.api.operations.reports import get_obligation_key


def test_obligations_are_in_the_order_of_days() -> None:
    unit = SimpleNamespace(code="03304", valid_from=date(2020, 1, 1))
    periods = ["2021W9", "2021W10", "202103", "2021Q1", "2021"]
    reports = [SimpleNamespace(period=period, form="01-XA", unit=unit) for period in ("2021", *periods[:4])]
    assert [report.period for report in sorted(reports, key=get_obligation_key)] == periods
