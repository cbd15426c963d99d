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

NO_PROSTITUTION, NO_DRUGS = HealthyClass("no_prostitution"), HealthyClass("no_drugs")
NEITHER = HealthyClass("neither", ("no_prostitution", "no_drugs"))
CODES = ("no_prostitution", "no_drugs", "neither")
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


def test_a_class_grants_itself_and_those_that_it_combines():
    assert get_granted_classes(NEITHER) == {*CODES}
    assert get_granted_classes(NO_DRUGS) == {"no_drugs"}
    assert get_granted_classes(None) == set()


@pytest.mark.parametrize(
    ("previous", "current", "disqualified", "declined"),
    [
        (None, NEITHER, False, False),
        (NO_DRUGS, NEITHER, False, False),
        (None, None, False, True),
        (NEITHER, NO_DRUGS, False, True),
        (None, NEITHER, True, True),
    ],
)
def test_a_decision_that_refuses_something_needs_a_ground(
    previous: HealthyClass | None, current: HealthyClass | None, disqualified: bool, declined: bool
):
    assert is_declined(previous=previous, current=current, disqualified=disqualified) is declined


def test_decided_by_the_fifth_of_december():
    assert get_decision_deadline(2021) == date(2021, 12, 5)


granted = st.one_of(st.none(), st.sampled_from([NO_PROSTITUTION, NO_DRUGS, NEITHER]))


@given(granted, granted)
def test_over_two_years_every_class_has_one_outcome(before: HealthyClass | None, now: HealthyClass | None):
    for one in CODES:
        told = compute_outcome(one, previous=before, current=now)
        assert (told in (Outcome.KEPT, Outcome.NEW)) is (one in get_granted_classes(now))
        assert (told in (Outcome.KEPT, Outcome.LOST)) is (one in get_granted_classes(before))


def test_who_gave_up_one_class_for_another_lost_one_and_gained_one():
    told = {one: compute_outcome(one, previous=NO_DRUGS, current=NO_PROSTITUTION) for one in CODES}
    assert told == {
        "no_prostitution": Outcome.NEW,
        "no_drugs": Outcome.LOST,
        "neither": Outcome.WITHOUT,
    }


def test_the_most_points_are_those_of_all_contents():
    assert SCHEME.most == 100
