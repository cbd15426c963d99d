"""The status of an owed report, by its state and the day."""

from datetime import date, timedelta

import pytest

from sokehoach.domain.reporting.status import ReportStatus, compute_report_status
from sokehoach.domain.reporting.workflow import ReportState

DUE, GRANTED = date(2021, 6, 20), date(2021, 6, 25)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (DUE, ReportStatus.NOT_DUE),
        (DUE + timedelta(days=1), ReportStatus.EXTENDED),
        (GRANTED, ReportStatus.EXTENDED),
        (GRANTED + timedelta(days=1), ReportStatus.NOT_SENT),
    ],
)
def test_what_nobody_began_is_told_by_the_day(day: date, status: ReportStatus) -> None:
    assert compute_report_status("", due=DUE, timely_until=GRANTED, day=day) is status


def test_without_an_extension_it_is_missing_from_the_day_after() -> None:
    day = DUE + timedelta(days=1)
    assert compute_report_status("", due=DUE, timely_until=DUE, day=day) is ReportStatus.NOT_SENT


@pytest.mark.parametrize("day", [DUE, GRANTED + timedelta(days=9)])
@pytest.mark.parametrize(
    ("state", "status"),
    [
        (ReportState.DRAFT, ReportStatus.DRAFT),
        (ReportState.SENT, ReportStatus.SENT),
        (ReportState.RETURNED, ReportStatus.RETURNED),
        (ReportState.ACCEPTED, ReportStatus.ACCEPTED),
        (ReportState.CONSOLIDATED, ReportStatus.ACCEPTED),
    ],
)
def test_what_was_begun_is_told_by_its_state_on_any_day(state: ReportState, status: ReportStatus, day: date) -> None:
    assert compute_report_status(state, due=DUE, timely_until=GRANTED, day=day) is status


def test_some_statuses_are_of_a_number_and_not_of_a_report() -> None:
    assert {status for status in ReportStatus if status.is_of_number} == {
        ReportStatus.BLANK, ReportStatus.NOT_PASSED, ReportStatus.NOT_APPLICABLE
    }  # fmt: skip
