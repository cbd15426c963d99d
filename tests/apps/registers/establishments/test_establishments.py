"""Licensed establishments: stock at the cut-off, whatever has become of them since."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.indicators.models import OptionSet
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.queries.source_entries import has_changed_since
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.inspections.establishments.measures import CHANGES, COUNTING
from sokehoach.apps.registers.inspections.establishments.models import Establishment, EstablishmentChange
from sokehoach.apps.registers.inspections.establishments.queries import list_existing
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.registers.establishments.samples import OPTIONS, VALUES
from tests.factories.cast import AT, Cast

type Opened = Callable[..., Establishment]
type Changed = Callable[..., EstablishmentChange]
START, END = date(2020, 12, 15), date(2021, 6, 15)


def count(
    unit: Unit, measure: str = "count", *where: tuple[str, str], end: date = END, of: Any = COUNTING
) -> int | None:
    (told,) = of.measure_all([MeasureQuery(measure, where)], unit=unit, start=START, end=end)
    number: int | None = told.number
    return number


def test_it_works(cast: Cast, opened: Opened) -> None:
    opened()
    opened(title="Karaoke Đêm Xanh", kind="karaoke", subkind=None, workers=6, contracts=6, committed=True)
    commune = cast.units["03304"]
    assert count(commune) == 2
    assert count(commune, "count", ("establishment_type", "lodging")) == 1
    assert count(commune, "count", ("establishment_subkind", "guesthouse")) == 1
    assert (count(commune, "workers"), count(commune, "contracts"), count(commune, "committed")) == (10, 9, 1)
    assert count(commune, "opened") == 2


def test_a_change_of_an_establishment_is_written_by_its_own_commune_alone(cast: Cast, opened: Opened) -> None:
    house = opened(unit="03304")
    with pytest.raises(InvalidInput) as refused:
        entries.create_entry(
            register="establishment_changes",
            unit=cast.units["03269"],
            values={"day": date(2021, 6, 1), "establishment": house.pk, "state": "closed"},
            by=cast.office,
            at=AT,
        )
    assert refused.value.messages == {"establishment": ["Cơ sở này không phải của Pú Xi."]}
    assert not EstablishmentChange.objects.exists()


def test_stock_stands_at_the_cut_off_across_a_closing_date(cast: Cast, opened: Opened, changed: Changed) -> None:
    house = opened(day=date(2019, 3, 1), licensed_on=None)
    changed(house, date(2021, 6, 15), "closed")
    commune = cast.units["03304"]
    assert count(commune) == 1  # on the last day that counts, 14/6, it was open
    assert count(commune, end=date(2021, 6, 16)) == 0
    assert list_existing(commune, date(2021, 6, 14)) == [house]
    assert list_existing(commune, date(2021, 6, 15)) == []
    closed = ("establishment_state", "closed")
    assert count(commune, "changes", closed, of=CHANGES) is None  # nothing was written of these days
    assert count(commune, "changes", closed, end=date(2021, 7, 1), of=CHANGES) == 1


def test_numbers_are_those_of_the_cut_off_too(cast: Cast, opened: Opened, changed: Changed) -> None:
    house = opened(day=date(2020, 3, 1), licensed_on=None)
    changed(house, date(2021, 3, 1), "suspended", workers=2, contracts=2, committed=True)
    commune = cast.units["03304"]
    assert [count(commune, name) for name in ("count", "workers", "suspended", "committed")] == [1, 2, 1, 1]
    before = date(2021, 3, 1)
    assert [count(commune, name, end=before) for name in ("workers", "suspended", "committed")] == [4, 0, 0]


def test_a_figure_knows_when_what_it_rests_on_has_changed(cast: Cast, opened: Opened, changed: Changed) -> None:
    house = opened(day=date(2020, 3, 1), licensed_on=None)
    (told,) = COUNTING.measure_all([MeasureQuery("count")], unit=cast.units["03304"], start=START, end=END)
    assert not has_changed_since("establishments", told.rows, told.digest)
    changed(house, date(2021, 3, 1), "closed")
    assert has_changed_since("establishments", told.rows, told.digest)


def test_a_change_is_written_where_the_establishment_stands(cast: Cast, opened: Opened) -> None:
    house = opened("03269")
    values = {"day": date(2021, 6, 14), "establishment": house.pk, "state": "closed"}
    with pytest.raises(InvalidInput) as refused:
        entries.create_entry(
            register="establishment_changes",
            unit=cast.units["03304"],
            values=values,
            by=cast.commune,
            at=AT,
        )
    assert "establishment" in refused.value.messages


def test_a_voided_change_never_happened(cast: Cast, opened: Opened, changed: Changed) -> None:
    house = opened(day=date(2020, 3, 1), licensed_on=None)
    change = changed(house, date(2021, 3, 1), "closed")
    entries.void_entry(
        register="establishment_changes", entry=change.pk, version=1, reason="nhầm", by=cast.office, at=AT
    )
    assert count(cast.units["03304"]) == 1


def test_an_agency_counts_its_whole_area_and_a_commune_its_own(cast: Cast, opened: Opened) -> None:
    opened()
    opened("03269", title="Nhà nghỉ Pú Xi")
    assert count(cast.units["099.LDTBXH"]) == count(cast.units["099"]) == 2
    assert count(cast.units["03269"]) == 1
    assert count(cast.units["03247"]) is None  # the other district has written nothing down


def test_an_unknown_number_is_not_zero(cast: Cast, opened: Opened) -> None:
    opened()
    opened(title="Homestay Hoa Ban", workers=None, contracts=None)
    assert count(cast.units["03304"], "workers") is None
    assert count(cast.units["03304"]) == 2


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"contracts": 5}, "contracts", "5 hợp đồng, nhiều hơn 4 người lao động."),
        ({"workers": None}, "contracts", "ghi cả số người lao động"),
        ({"kind": "karaoke"}, "subkind", "không thuộc loại hình đã chọn"),
        ({"licensed_on": date(2021, 6, 13)}, "licensed_on", "sau ngày bắt đầu hoạt động"),
        ({"day": date(2021, 6, 23)}, "day", "ở sau hôm nay"),
        ({"holder": ""}, "holder", "Chưa ghi"),
        ({"committed": None}, "committed", "Chưa chọn"),
    ],
)
def test_what_is_refused_and_why(opened: Opened, values: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        opened(**values)
    assert said in " ".join(refused.value.messages[field])


@pytest.mark.parametrize("kind", ["lodging", "karaoke", "other"])
def test_a_detail_that_belongs_to_no_kind_goes_with_any(opened: Opened, kind: str) -> None:
    assert opened(kind=kind, subkind="floating").subkind.code == "floating"


def test_a_detail_of_another_kind_is_refused_by_what_the_programme_says(opened: Opened) -> None:
    with pytest.raises(InvalidInput) as refused:
        opened(kind="lodging", subkind="cafe")
    assert refused.value.messages == {"subkind": ["Loại hình chi tiết này không thuộc loại hình đã chọn."]}
    OptionSet.objects.filter(uid="establishment_subkind").update(wider_set="")
    assert opened(kind="lodging", subkind="cafe").subkind.code == "cafe"


def test_nothing_changes_before_it_opened(opened: Opened, changed: Changed) -> None:
    house = opened()
    with pytest.raises(InvalidInput) as refused:
        changed(house, house.day, "closed")
    assert "sau ngày cơ sở bắt đầu hoạt động, 12/06/2021" in refused.value.messages["day"][0]


def test_the_database_holds_contracts_within_workers(opened: Opened) -> None:
    house = opened()
    with pytest.raises(IntegrityError, match="contracts_within_workers"), transaction.atomic():
        Establishment.objects.filter(pk=house.pk).update(contracts=9)


states = st.sampled_from([code for code, _ in OPTIONS["establishment_state"]])
days = st.dates(date(2020, 6, 1), date(2021, 6, 22))
numbers = st.none() | st.integers(0, 9)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(days, numbers, st.lists(st.tuples(st.integers(1, 200), states, numbers), max_size=4)),
        min_size=1,
        max_size=4,
    )
)
def test_the_measures_equal_a_count_written_a_second_way(
    cast: Cast, told: list[tuple[date, int | None, list[tuple[int, str, int | None]]]]
) -> None:
    EstablishmentChange.objects.all().delete()
    Establishment.objects.all().delete()
    unit, today = cast.units["03304"], date(2021, 6, 22)
    known, expected_count, expected_workers = False, 0, 0
    for number, (opening, workers, changes) in enumerate(told):
        done = entries.create_entry(
            register="establishments", unit=unit, by=cast.office, at=AT,
            values=VALUES | {"title": f"Cơ sở {number}", "day": opening, "licensed_on": None,
                             "workers": workers, "contracts": None},
        )  # fmt: skip
        timeline = [(opening, "open", workers)]
        for after, state, then in changes:
            day = date.fromordinal(opening.toordinal() + after)
            if day > today or day in [known_day for known_day, *_ in timeline]:
                continue
            entries.create_entry(
                register="establishment_changes", unit=unit, by=cast.office, at=AT,
                values={"day": day, "establishment": Establishment.objects.get(pk=done.answer["id"]).pk,
                        "state": state, "workers": then},
            )  # fmt: skip
            timeline.append((day, state, then))
        by_then = sorted(point for point in timeline if point[0] < END)
        if not by_then:
            continue
        known = True
        if by_then[-1][1] != "closed":
            expected_count += 1
            last = [point[2] for point in by_then if point[2] is not None]
            expected_workers += last[-1] if last else -1_000_000
    assert count(unit) == (expected_count if known else None)
    assert count(unit, "workers") == (expected_workers if known and expected_workers >= 0 else None)
