"""Points of process, three classes side by side, kept or new or lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.registers.assessment import (
    Content,
    HealthyClass,
    Outcome,
    Scheme,
    compute_outcome,
    get_decision_deadline,
    get_granted_classes,
    is_declined,
)

SCHEME = Scheme(
    "s", "Thang điểm", date(2021, 1, 1), "NQLT", "thử", True, 70,
    (Content("a", "Chỉ đạo", 60), Content("b", "Truyền thông", 40)),
)  # fmt: skip


def test_a_total_waits_for_every_content():
    assert SCHEME.total({"a": 50}) is None
    assert SCHEME.total({"a": 50, "b": 0}) == 50


def test_points_beyond_the_most_are_found():
    assert [content.code for content in SCHEME.list_invalid_contents({"a": 61, "b": -1})] == ["a", "b"]
    assert SCHEME.list_invalid_contents({"a": 60, "b": 40}) == []


def test_the_last_class_holds_both_others():
    assert get_granted_classes(HealthyClass.NEITHER) == set(HealthyClass)
    assert get_granted_classes(None) == set()


@pytest.mark.parametrize(
    ("previous", "current", "disqualified", "declined"),
    [
        (None, HealthyClass.NEITHER, False, False),
        (HealthyClass.NO_DRUGS, HealthyClass.NEITHER, False, False),
        (None, None, False, True),
        (HealthyClass.NEITHER, HealthyClass.NO_DRUGS, False, True),
        (None, HealthyClass.NEITHER, True, True),
    ],
)
def test_a_decision_that_refuses_something_needs_a_ground(
    previous: HealthyClass | None, current: HealthyClass | None, disqualified: bool, declined: bool
):
    assert is_declined(previous=previous, current=current, disqualified=disqualified) is declined


def test_decided_by_the_fifth_of_december():
    assert get_decision_deadline(2021) == date(2021, 12, 5)


granted = st.one_of(st.none(), st.sampled_from(HealthyClass))


@given(granted, granted)
def test_over_two_years_every_class_has_one_outcome(before: HealthyClass | None, now: HealthyClass | None):
    for one in HealthyClass:
        told = compute_outcome(one, previous=before, current=now)
        assert (told in (Outcome.KEPT, Outcome.NEW)) is (one in get_granted_classes(now))
        assert (told in (Outcome.KEPT, Outcome.LOST)) is (one in get_granted_classes(before))


def test_who_gave_up_one_class_for_another_lost_one_and_gained_one():
    told = {
        one: compute_outcome(one, previous=HealthyClass.NO_DRUGS, current=HealthyClass.NO_PROSTITUTION)
        for one in HealthyClass
    }
    assert told == {
        HealthyClass.NO_PROSTITUTION: Outcome.NEW,
        HealthyClass.NO_DRUGS: Outcome.LOST,
        HealthyClass.NEITHER: Outcome.WITHOUT,
    }
