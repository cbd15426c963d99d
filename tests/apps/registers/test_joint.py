"""What is done together with other programmes: written once, counted for each of them, over the whole district."""

from collections.abc import Callable
from datetime import date

import pytest

from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.queries.registers import list_countings
from tests.apps.registers.budget import samples as budget
from tests.apps.registers.making import HALF, make_options
from tests.apps.registers.training import samples as training
from tests.factories.cast import AT, Cast

type Added = Callable[..., DataEntry]
BOTH = ["drugs", "hiv"]


def numbers(cast: Cast, register: str, measure: str, unit: str = "099.LDTBXH") -> list[int | None]:
    """All of them, those for drugs, those for HIV."""
    asks = [MeasureQuery(measure, where) for where in ((), *((("joint_programme", one),) for one in BOTH))]
    told = list_countings()[register].measure_all(asks, unit=cast.units[unit], start=HALF[0], end=HALF[1])
    return [None if one.number is None else int(one.number) for one in told]


def test_one_entry_counts_for_each_programme_and_once_in_all(cast: Cast, added: Added) -> None:
    added(joint_programmes=BOTH)
    added(unit="03269", joint_programmes=["drugs"])
    added(day=date(2021, 5, 2), joint_programmes=[])
    assert numbers(cast, "activities", "joint") == [2, 2, 1]
    assert numbers(cast, "activities", "joint_people") == [92, 92, 46]


def test_any_measure_is_asked_by_programme(cast: Cast, added: Added) -> None:
    """So another programme's form counts the entries that this one has written."""
    added(joint_programmes=["hiv"])
    added(day=date(2021, 5, 2), joint_programmes=[])
    assert numbers(cast, "activities", "sessions", "03304") == [2, 0, 1]
    assert numbers(cast, "activities", "people", "03304") == [92, 0, 46]


def test_another_district_is_not_counted(cast: Cast, added: Added) -> None:
    added(joint_programmes=BOTH)
    DataEntry.objects.update(unit=cast.units["03247"])
    assert numbers(cast, "activities", "joint") == [None, None, None]


@pytest.mark.parametrize(
    ("register", "samples", "measure", "expected"),
    [
        ("training", training, "joint", [1, 1, 0]),
        ("budget", budget, "joint_allocated", [10_000_000, 10_000_000, 0]),
    ],
)
def test_courses_and_money_are_counted_alike(
    cast: Cast, register: str, samples: object, measure: str, expected: list[int]
) -> None:
    make_options(samples.OPTIONS)  # type: ignore[attr-defined]
    for more in ({}, {"title": "khác", "joint_programmes": []}):
        entries.create_entry(
            register=register, unit=cast.units[samples.UNIT],  # type: ignore[attr-defined]
            values=samples.VALUES | more, by=getattr(cast, samples.BY), at=AT,  # type: ignore[attr-defined]
        )  # fmt: skip
    assert numbers(cast, register, measure) == expected
