"""Decisions, meetings and conclusions, written through the services of `core`."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.inspections.teams.models import Conclusion, Meeting, TeamDecision
from tests.apps.registers.making import make_options
from tests.apps.registers.teams.samples import MEETING, OPTIONS, UNIT, VALUES
from tests.factories.cast import AT, Cast


@pytest.fixture(autouse=True)
def options(cast: Cast) -> None:
    make_options(OPTIONS)


@pytest.fixture
def decided(cast: Cast) -> Callable[..., TeamDecision]:
    """`decided(day=…, members=[…])`: a decision of the office's team like VALUES but for what is named."""

    def write(unit: str = UNIT, **values: Any) -> TeamDecision:
        done = entries.create_entry(
            register="teams", unit=cast.units[unit], values=VALUES | values, by=cast.office, at=AT
        )
        return TeamDecision.objects.get(pk=done.answer["id"])

    return write


@pytest.fixture
def held(cast: Cast) -> Callable[..., Meeting]:
    def write(**values: Any) -> Meeting:
        done = entries.create_entry(
            register="meetings", unit=cast.units[UNIT], values=MEETING | values, by=cast.office, at=AT
        )
        return Meeting.objects.get(pk=done.answer["id"])

    return write


@pytest.fixture
def concluded(cast: Cast) -> Callable[..., Conclusion]:
    def write(meeting: Meeting, title: str, lead: str, due_on: date | None = None) -> Conclusion:
        values = {"day": meeting.day, "meeting": meeting.pk, "title": title, "lead": lead, "due_on": due_on}
        done = entries.create_entry(register="conclusions", unit=meeting.unit, values=values, by=cast.office, at=AT)
        return Conclusion.objects.get(pk=done.answer["id"])

    return write
