"""What the register counts for 02-CA (KT01 to KT08, KT11), against a count written a second way."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.queries.source_entries import has_changed_since
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.measures import COUNTING
from sokehoach.apps.registers.inspections.models import ChecklistAnswer, Sanction, Visit
from sokehoach.apps.registers.inspections.services import sanctions, visits
from tests.apps.registers.inspections.conftest import Team
from tests.apps.registers.inspections.test_visits import FOUND
from tests.factories.cast import AT, Cast

type House = Callable[..., Establishment]
type Held = Callable[..., Visit]
START, END, YEAR = date(2021, 5, 16), date(2021, 11, 16), date(2020, 11, 16)


def count(cast: Cast, measure: str, *where: tuple[str, str], end: date = END) -> Any:
    asked = [MeasureQuery(measure, where)]
    (told,) = COUNTING.measure_all(asked, unit=cast.units["099.CA"], start=START, end=end, year=YEAR)
    return told.number


def test_it_works(cast: Cast, team: Team, house: House, held: Held) -> None:
    first, second = house("A"), house("B", kind="karaoke", subkind=None)
    held(first, day=date(2021, 4, 2), **(FOUND | {"remedy_by": date(2021, 4, 20)}))
    again = held(first, record="", reminded=True, cultural=2, **FOUND)
    held(second, manner="surprise", answers={"hop_dong": "met"})
    sanctions.create_sanction(
        visit=again.pk, version=again.version, kind="fine", act="", act_on=again.day, amount=7_500_000,
        number="1/QĐ", decided_on=again.day, by=team.head, at=AT,
    )  # fmt: skip
    names = (
        "rounds",
        "visits",
        "rechecks",
        "records",
        "reminded",
        "sanctioned",
        "fines",
        "cultural",
        "wanting",
    )
    assert [count(cast, name) for name in names] == [2, 2, 1, 1, 1, 1, 7_500_000, 2, 1]
    assert count(cast, "rounds", ("inspection_kind", "surprise")) == 1
    assert count(cast, "sanctioned", ("sanction", "fine")) == 1
    assert count(cast, "sanctioned", ("sanction", "warning")) == 0
    assert count(cast, "visits", ("team_body", "police"), ("establishment_type", "karaoke")) == 1
    assert count(cast, "establishments") == 2  # since the start of the year, each once
    assert count(cast, "overdue", end=date(2021, 6, 25)) == 1  # that of April
    assert count(cast, "overdue", end=date(2021, 7, 2)) == 2


def test_two_fines_of_one_visit_are_added_and_the_visit_counts_once(
    cast: Cast, team: Team, house: House, held: Held
) -> None:
    visit = held(house())
    for number, amount in (("1/QĐ", 2_000_000), ("2/QĐ", 7_500_000)):
        sanctions.create_sanction(
            visit=visit.pk, version=visit.version, kind="fine", act="", act_on=visit.day, amount=amount,
            number=number, decided_on=visit.day, by=team.head, at=AT,
        )  # fmt: skip
        visit.refresh_from_db()
    assert (count(cast, "fines"), count(cast, "sanctioned")) == (9_500_000, 1)


def test_one_outing_to_several_houses_is_one_round(cast: Cast, house: House, held: Held) -> None:
    for title in ("A", "B", "C"):
        held(house(title))
    assert (count(cast, "rounds"), count(cast, "visits")) == (1, 3)


def test_a_visit_that_is_only_planned_counts_for_nothing(
    cast: Cast, house: House, planned: Callable[..., Visit]
) -> None:
    planned(house())
    assert count(cast, "visits") is None


@pytest.mark.faults("visit.remedy")
def test_what_was_put_right_counts_on_its_day(cast: Cast, team: Team, house: House, held: Held) -> None:
    visit = held(house(), **FOUND)
    visits.close_follow_up(
        visit=visit.pk, version=visit.version, day=date(2021, 6, 22), remedy="Đã ký đủ.", by=team.head, at=AT
    )
    assert (count(cast, "remedied"), count(cast, "overdue")) == (1, 0)


def test_a_report_knows_when_a_visit_that_it_counted_was_written_on(
    cast: Cast, team: Team, house: House, held: Held
) -> None:
    visit = held(house())
    (counted,) = COUNTING.measure_all(
        [MeasureQuery("visits")], unit=cast.units["099.CA"], start=START, end=END, year=YEAR
    )
    assert not has_changed_since("inspections", counted.rows, counted.digest)
    sanctions.create_sanction(
        visit=visit.pk, version=visit.version, kind="warning", act="", act_on=visit.day, amount=None,
        number="1/QĐ", decided_on=visit.day, by=team.head, at=AT,
    )  # fmt: skip
    assert has_changed_since("inspections", counted.rows, counted.digest)


told = st.tuples(
    st.dates(date(2021, 3, 15), date(2021, 6, 22)),
    st.integers(0, 2),
    st.sampled_from(["planned", "surprise"]),
    st.booleans(),
    st.none() | st.integers(1, 9),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(told, max_size=6, unique_by=lambda one: (one[0], one[1])))
def test_the_measures_equal_a_count_written_a_second_way(
    cast: Cast,
    team: Team,
    house: House,
    held: Held,
    visits_told: list[tuple[date, int, str, bool, int | None]],
) -> None:
    for model in (Sanction, ChecklistAnswer):
        model._default_manager.all().delete()
    Visit.objects.update(recheck_of=None)
    Visit.objects.all().delete()
    houses = [Establishment.objects.filter(title=title).first() or house(title) for title in ("Một", "Hai", "Ba")]
    rounds, fines, seen, found, sanctioned = set(), 0, set(), 0, 0
    for number, (day, which, manner, wanting, million) in enumerate(sorted(visits_told)):
        answers = {"hop_dong": "not_met" if wanting else "met", "luu_tru": "met"}
        remedy_by = date(2021, 12, 1) if wanting else None
        visit = held(houses[which], day=day, manner=manner, answers=answers, remedy_by=remedy_by)
        if million:
            sanctions.create_sanction(
                visit=visit.pk, version=visit.version, kind="fine", act="", act_on=day, amount=million * 10**6,
                number=f"{number}/QĐ", decided_on=day, by=team.head, at=AT,
            )  # fmt: skip
        seen.add(which)
        if day >= START:
            rounds.add((day, manner))
            fines += (million or 0) * 10**6
            sanctioned += million is not None
            found += wanting or million is not None
    within = [one for one in visits_told if one[0] >= START]
    expected = (len(rounds), len(within), fines, sanctioned, found) if within else (None,) * 5
    names = ("rounds", "visits", "fines", "sanctioned", "wanting")
    assert tuple(count(cast, name) for name in names) == expected
    assert count(cast, "establishments") == (len(seen) or None)
