"""What the register counts for a report."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.measure_definitions import (
    MeasureScope,
    ReportingArea,
    ScopedQuery,
    compute_measures,
)
from sokehoach.apps.registers.core.measure_query import MeasureQuery, MeasureResult, compute_digest
from sokehoach.apps.registers.core.queries import source_entries
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.queries.registers import list_countings
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import hash_leaf
from tests.apps.registers.conftest import LINE, OPTIONS
from tests.factories.cast import AT, Cast
from tests.factories.first_registers import delete_entries, list_first_types

type Added = Callable[..., DataEntry]
START, END = date(2020, 12, 15), date(2021, 6, 15)  # 2021S1 by NĐ 09/2019


MEASURES = list_first_types()["activities"].MEASURES


def measure_all(asks: Sequence[MeasureQuery], **scope: Any) -> list[MeasureResult]:
    return list_countings()["activities"].measure_all(asks, **scope)


def measured(cast: Cast, *asks: MeasureQuery, unit: str = "03304") -> list[MeasureResult]:
    return measure_all(asks, unit=cast.units[unit], start=START, end=END)


def number(cast: Cast, measure: str, *where: tuple[str, str]) -> int | None:
    return measured(cast, MeasureQuery(measure, where))[0].number


def test_it_works(cast: Cast, added: Added) -> None:
    first, second = added(people=46, women=21), added(people=54, women=30, day=date(2021, 6, 14))
    (sessions, people, women) = measured(cast, MeasureQuery("sessions"), MeasureQuery("people"), MeasureQuery("women"))
    assert (sessions.number, people.number, women.number) == (2, 100, 51)
    assert people.rows == (str(first.pk), str(second.pk))


def test_a_register_without_a_line_tells_nothing_and_one_with_a_line_tells_nought(cast: Cast, added: Added) -> None:
    assert number(cast, "sessions", ("kind", "broadcast")) is None
    added()
    assert number(cast, "sessions", ("kind", "broadcast")) == 0
    assert number(cast, "people", ("kind", "broadcast")) == 0


def test_a_number_left_blank_is_not_taken_for_nought(cast: Cast, added: Added) -> None:
    added(people=10, women=None)
    added(people=10, women=4, place="Bản Huổi Anh")
    assert number(cast, "women") is None
    assert number(cast, "people") == 20


def test_the_window_is_half_open(cast: Cast, added: Added) -> None:
    for day in (date(2020, 12, 14), date(2020, 12, 15), date(2021, 6, 14), date(2021, 6, 15)):
        added(day=day)
    assert number(cast, "sessions") == 2


def test_an_event_counts_for_its_organiser_alone(cast: Cast, added: Added) -> None:
    added(unit="03269")
    assert measured(cast, MeasureQuery("sessions"), unit="03269")[0].number == 1
    assert number(cast, "sessions") is None


def test_voided_lines_never_count(cast: Cast, added: Added) -> None:
    kept, line = added(), added(people=1000)
    entries.void_entry(register="activities", entry=line.pk, version=1, reason="nhầm", by=cast.commune, at=AT)
    (told,) = measured(cast, MeasureQuery("people"))
    assert (told.number, told.rows) == (46, (str(kept.pk),))


def test_different_fields_must_all_hold_and_of_one_field_any(cast: Cast, added: Added) -> None:
    added(kind="visual", items=3, people=None, women=None)
    added(kind="leaflet", items=40, people=None, women=None)
    added(kind="leaflet", items=500, people=None, women=None, languages=["thai"])
    added()
    assert number(cast, "items", ("kind", "visual"), ("kind", "leaflet")) == 543
    assert number(cast, "items", ("kind", "visual"), ("kind", "leaflet"), ("language", "hmong")) == 43


def test_a_line_for_two_audiences_is_counted_under_each(cast: Cast, added: Added) -> None:
    added(audiences=["pupils", "residents"], people=30)
    assert number(cast, "people", ("audience", "pupils")) == 30
    assert number(cast, "people", ("audience", "residents")) == 30
    assert number(cast, "people") == 30


def test_a_commune_is_reached_when_every_required_content_has_been_given_since_the_year_began(
    cast: Cast, added: Added
) -> None:
    added(contents=["harm", "law"], day=date(2020, 12, 20))
    second_half = {"unit": cast.units["03304"], "start": date(2021, 6, 15), "end": date(2021, 12, 15)}
    asks = (MeasureQuery("contents"), MeasureQuery("reached"))
    assert [one.number for one in measure_all(asks, **second_half, year=START)] == [2, 0]
    added(contents=["hiv_sti", "safe_behaviour"], day=date(2021, 6, 20))
    assert [one.number for one in measure_all(asks, **second_half, year=START)] == [4, 1]
    assert [one.number for one in measure_all(asks, **second_half)] == [2, 0]  # the half-year alone


def test_lines_of_other_units_count_where_the_form_names_them(cast: Cast, added: Added) -> None:
    added()
    added(unit="03269")
    (told,) = measure_all(
        [MeasureQuery("sessions")], unit=cast.units["03304"], start=START, end=END, also=[cast.units["03269"]]
    )
    assert told.number == 2


@pytest.mark.parametrize("ask", [MeasureQuery("arrests"), MeasureQuery("people", (("weather", "rain"),))])
def test_what_the_register_does_not_have_is_a_mistake_of_the_programme(cast: Cast, ask: MeasureQuery) -> None:
    with pytest.raises(ValueError, match="activities has no"):
        measured(cast, ask)


def test_one_query_for_any_number_of_asks(
    cast: Cast, added: Added, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for people in range(10):
        added(people=people, women=0)
    get_levels()  # a page has asked for them already
    with django_assert_num_queries(1):
        measured(
            cast,
            *(MeasureQuery(measure, (("audience", "pupils"),)) for measure in MEASURES for _ in range(20)),
        )


def test_one_query_for_all_registers_and_each_tells_of_its_own_lines(
    cast: Cast, added: Added, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    added(people=10, women=4)
    asked = MeasureScope(ReportingArea(cast.units["03304"]), (), START, END, START)
    wanted = [
        ScopedQuery(counts, MeasureQuery(measure), asked)
        for counts in list_countings().values()
        for measure in sorted(counts.MEASURES)
    ]
    get_levels()
    with django_assert_num_queries(1):
        told = compute_measures(wanted)
    known = {one.query.measure: of.number for one, of in zip(wanted, told, strict=True) if of.rows}
    assert known["sessions"] == 1
    assert known["people"] == 10
    assert known.keys() == MEASURES


def test_a_later_change_of_a_counted_line_shows(cast: Cast, added: Added) -> None:
    line = added()
    (told,) = measured(cast, MeasureQuery("people"))
    assert not source_entries.has_changed_since("activities", told.rows, told.digest)
    entries.update_entry(
        register="activities", entry=line.pk, version=1, values=LINE | {"day": date(2021, 6, 15)},
        by=cast.commune, at=AT,
    )  # fmt: skip
    assert source_entries.has_changed_since("activities", told.rows, told.digest)
    assert number(cast, "people") is None


def test_a_figure_tells_the_lines_that_it_came_from(cast: Cast, added: Added) -> None:
    line = added()
    (row,) = source_entries.list_source_entries(cast.commune, "activities", [str(line.pk)])
    assert (row.day, row.title, row.kind, row.place, row.unit, row.voided) == (
        date(2021, 6, 12),
        "Tuyên truyền tại họp bản Ten Hon",
        "Tuyên truyền trực tiếp",
        "Bản Ten Hon",
        "Tênh Phông",
        False,
    )
    assert row.url == f"/so/truyen-thong/{line.pk}/"
    (row,) = source_entries.list_source_entries(cast.other_commune, "activities", [str(line.pk)])
    assert row.url == ""  # it may not open the entry


codes = {name: st.sampled_from([code for code, _ in options]) for name, options in OPTIONS.items()}
several = {name: st.lists(code, min_size=1, max_size=3, unique=True) for name, code in codes.items()}
lines = st.fixed_dictionaries(
    {
        "day": st.dates(START - timedelta(days=40), date(2021, 6, 22)),
        "title": st.just("Họp bản"),
        "place": st.just("Bản Ten Hon"),
        "kind": codes["kind"],
        "channel": codes["channel"],
        "audiences": several["audience"],
        "contents": several["content"],
        "languages": several["language"],
        "people": st.integers(0, 100_000),
        "women": st.none(),
        "items": st.none() | st.integers(0, 1_000_000),
    }
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, max_size=6), codes["kind"], codes["audience"])
def test_measures_equal_a_count_written_a_second_way(
    cast: Cast, told: list[dict[str, Any]], kind: str, audience: str
) -> None:
    delete_entries(get_register("activities"))
    entries.import_entries(
        register="activities", lines=[(cast.units["03304"], line) for line in told], by=cast.commune, at=AT
    )
    within = [line for line in told if START <= line["day"] < END]
    counted = [line for line in within if line["kind"] == kind and audience in line["audiences"]]
    where = (("kind", kind), ("audience", audience))
    expected = (len(counted), sum(line["people"] for line in counted)) if within else (None, None)
    assert (number(cast, "sessions", *where), number(cast, "people", *where)) == expected


@given(st.lists(st.tuples(st.uuids(), st.integers(1, 10**6)), max_size=6))
def test_the_digest_is_of_the_canonical_json_of_ids_and_versions(versions: list[tuple[UUID, int]]) -> None:
    pairs = sorted([str(entry), version] for entry, version in versions)
    assert compute_digest(reversed(versions)) == hash_leaf(encode_canonical_json(pairs))
    assert compute_digest((str(entry), version) for entry, version in versions) == compute_digest(versions)
