"""A draft made of a plan after the day that the plan prints asks with which period reports begin."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from sokehoach.apps.setup.forms.proposals import ProposedDraftForm
from sokehoach.apps.setup.pages.proposals import PassedPeriod, find_passed_period
from sokehoach.domain.plans.proposals.proposal import ProposalContent, ProposalKind

YEAR_2026 = (date(2026, 1, 1), date(2027, 1, 1))


def schedule(due: str, every: str = "year") -> list[Any]:
    return [SimpleNamespace(is_accepted=True, content=ProposalContent(ProposalKind.SCHEDULE, every=every, due=due))]


@pytest.mark.parametrize(
    ("due", "day", "is_asked"),
    [
        ("15/12", date(2026, 12, 10), False),
        ("15/12", date(2026, 12, 15), False),
        ("15/12", date(2026, 12, 16), True),
        ("15/11", date(2026, 11, 10), False),
        ("15/11", date(2026, 11, 20), True),
    ],
)
def test_a_period_whose_day_has_passed_is_asked_about(due: str, day: date, *, is_asked: bool) -> None:
    passed = find_passed_period(schedule(due), day)
    assert (passed is not None) == is_asked
    if passed is not None:
        assert (passed.begins_on, passed.next_begins_on) == YEAR_2026
        assert passed.due_on < day


def test_nothing_is_asked_without_a_schedule() -> None:
    assert find_passed_period([], date(2026, 12, 20)) is None


def build_form(**typed: str) -> ProposedDraftForm:
    passed = PassedPeriod("năm 2026", "năm 2027", *YEAR_2026, date(2026, 11, 15))
    return ProposedDraftForm(
        {"standing_office": "x", "programme": "p", **typed}, programmes=[], offices={"x": "X"}, passed=passed
    )


def test_a_person_has_to_choose() -> None:
    assert "first_period" in build_form().errors


@pytest.mark.parametrize("day", YEAR_2026)
def test_the_chosen_period_gives_the_first_day(day: date) -> None:
    form = build_form(first_period=day.isoformat())
    assert "first_period" not in form.errors
    assert form.cleaned_data["valid_from"] == day


def test_a_typed_day_is_kept() -> None:
    form = build_form(valid_from="01/02/2026")
    assert "valid_from" not in form.errors
    assert form.cleaned_data["valid_from"] == date(2026, 2, 1)
