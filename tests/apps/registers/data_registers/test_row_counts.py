"""What the measures of an entry say over its rows is what plain Python finds in them, and reports see them change."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.apps.indicators.models import Denominator, Option, OptionSet
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.queries import source_entries
from sokehoach.apps.registers.core.queries.rows import RowInput, list_rows
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.measures import RowSource, build_measures
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.registers.data_registers.queries.registers import load_registers
from sokehoach.domain.registers.register_type import (
    Condition,
    ConditionTest,
    MeasureDefinition,
    MeasureOperation,
    MeasureSpan,
    MeasureUnits,
)
from tests.apps.registers.data_registers.conftest import DAY, ProgrammeRegisters
from tests.apps.registers.data_registers.test_counts import CUT_OFF, FIRST, UNITS, WINDOW, days, whole
from tests.apps.registers.data_registers.test_entries import CLASS
from tests.factories.quang_ngai import BASE, morning

LATER = morning() + timedelta(minutes=1)
CLASSES, LEARNERS = "lop_ky_nang_so", "hoc_vien_lop"
MANY = Condition("learners", ConditionTest.AT_LEAST, number=20)
MEASURES: dict[str, dict[str, Any]] = {
    "told_at": {"operation": MeasureOperation.SUM, "field": "learners"},
    "rows_at": {"operation": MeasureOperation.COUNT},
    "areas_at": {"operation": MeasureOperation.DISTINCT, "field": "area"},
    "told": {"operation": MeasureOperation.SUM, "field": "learners", "through": "area"},
    "large": {"operation": MeasureOperation.SUM, "field": "learners", "through": "area", "adds_when": (MANY,)},
    "completed": {"operation": MeasureOperation.SUM, "field": "completed", "through": "area"},
    "classes_of_year": {"operation": MeasureOperation.COUNT, "through": "area", "span": MeasureSpan.YEAR},
    "long_ones": {"operation": MeasureOperation.SUM, "field": "learners", "through": "area",
                  "conditions": (Condition("sessions", ConditionTest.AT_LEAST, number=3),)},
    "areas_reached": {"operation": MeasureOperation.REACHES, "field": "learners", "through": "area",
                      "denominator": "households", "span": MeasureSpan.YEAR, "units": MeasureUnits.BASE_AREAS},
    "size_at": {"operation": MeasureOperation.AVERAGE, "field": "learners"},
    "organisers_reached": {"operation": MeasureOperation.REACHES, "field": "learners", "denominator": "households"},
}  # fmt: skip
classes = st.fixed_dictionaries(
    {
        "by": st.sampled_from([*UNITS]), "day": days, "sessions": st.integers(1, 5),
        "content": st.sampled_from(["payment", "safety"]), "void": st.booleans(),
        "rows": st.dictionaries(
            st.sampled_from([*BASE]),
            st.tuples(st.integers(0, 60), st.none() | st.integers(0, 60), st.booleans()),
            max_size=3,
        ),
    }
)  # fmt: skip


def know_households(digital: ProgrammeRegisters, **numbers: int) -> None:
    """`know_households(digital, x21484=9)`: in the year of the cut-off."""
    programme = Programme.objects.get(code=digital.programme)
    kinds, _ = OptionSet.objects.get_or_create(
        uid="denominator", defaults={"programme": programme, "code": "denominator", "name": "Mẫu số"}
    )
    kind, _ = Option.objects.get_or_create(option_set=kinds, code="households", defaults={"name": "Hộ", "position": 0})
    units = {code: digital.people[username].unit for username, code in UNITS.items()}
    Denominator.objects.bulk_create(
        Denominator(
            unit=units[code.removeprefix("x")], kind=kind, year=CUT_OFF.year, value=number, source="thống kê",
            updated_by=digital.people["cds-skhcn"], updated_at=morning(),
        )
        for code, number in numbers.items()
    )  # fmt: skip


def count(
    digital: ProgrammeRegisters, measure: str, username: str, *, start: date = WINDOW, content: str = ""
) -> int | None:
    registers = load_registers()
    register, rows = (registers[digital.get(code).code] for code in (CLASSES, LEARNERS))
    uid, sources = rows.type.uid, {rows.type.uid: RowSource(rows.definition.storage.type_id, "class")}  # type: ignore[attr-defined]
    definitions = tuple(MeasureDefinition(code, code, rows=uid, **of) for code, of in MEASURES.items())
    measures = build_measures(
        replace(register.type, measures=definitions),
        register.definition.storage,
        sources,  # type: ignore[arg-type]
    )
    field = register.type.find_field("content")
    where = ((field.option_set, content),) if field is not None and content else ()
    (result,) = measures.measure_all(
        [MeasureQuery(measure, where)], unit=digital.people[username].unit, start=start, end=CUT_OFF, year=FIRST
    )
    return result.number  # type: ignore[return-value]


def add_class(digital: ProgrammeRegisters, number: int, drawn: dict[str, Any]) -> None:
    by = digital.people[drawn["by"]]
    values = CLASS | {name: drawn[name] for name in ("day", "sessions", "content")} | {"title": f"Lớp {number}"}
    learners = digital.get(LEARNERS).code
    # The day of a row decides nothing: it counts by the day of its class.
    told = {area: {"area": area, "day": FIRST + timedelta(days=number), "content": "ai", "learners": people,
                   "completed": None if completed is None else min(completed, people)}
            for area, (people, completed, _void) in drawn["rows"].items()}  # fmt: skip
    result = entries.create_entry(
        register=digital.get(CLASSES).code, unit=by.unit, values=values, by=by, at=morning(),
        rows=[RowInput(learners, row) for row in told.values()],
    )  # fmt: skip
    course = str(result.answer["id"])
    voided = [area for area, (_people, _completed, void) in drawn["rows"].items() if void]
    DataEntry.objects.filter(content__class=course, content__area__in=voided).update(voided=True)
    DataEntry.objects.filter(pk=course).update(voided=drawn["void"])


def count_again(
    drawn: list[dict[str, Any]], measure: str, code: str, households: dict[str, int]
) -> int | Decimal | None:
    """Class by class, row by row, in plain loops."""
    of_year = measure in ("classes_of_year", "areas_reached")
    of_rows = measure not in ("told_at", "rows_at", "areas_at", "size_at", "organisers_reached")
    has_entries, numbers, areas, totals, unknown = False, [], set(), dict.fromkeys(BASE, -1), False
    for one in drawn:
        if one["void"] or not (FIRST if of_year else WINDOW) <= one["day"] < CUT_OFF:
            continue
        rows = {area: row for area, row in one["rows"].items() if not row[2]}
        if measure == "areas_reached":
            has_entries |= bool(rows)
        elif of_rows:
            rows = {area: row for area, row in rows.items() if area == code}
            has_entries |= bool(rows)
            if not rows or (measure == "long_ones" and one["sessions"] < 3):
                continue
        elif UNITS[one["by"]] != code:
            continue
        else:
            has_entries = True
            unknown |= not rows
        for area, (people, completed, _void) in rows.items():
            areas.add(area)
            unit = area if measure == "areas_reached" else UNITS[one["by"]]
            totals[unit] = max(totals[unit], 0) + people
            if measure == "completed":
                unknown |= completed is None
                numbers.append(min(completed or 0, people))
            elif measure in ("rows_at", "classes_of_year"):
                numbers.append(1)
            elif measure != "large" or people >= 20:
                numbers.append(people)
    if not has_entries or unknown:
        return None
    if measure == "areas_at":
        return len(areas)
    if measure in ("areas_reached", "organisers_reached"):
        told = [unit for unit, total in totals.items() if total >= 0]
        if any(unit not in households for unit in told):
            return None
        return sum(totals[unit] >= households[unit] for unit in told)
    if measure == "size_at":
        return (Decimal(sum(numbers)) / len(numbers)).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return sum(numbers)


@whole
@given(st.lists(classes, max_size=5), st.dictionaries(st.sampled_from([*BASE]), st.integers(1, 60), min_size=2))
def test_measures_of_rows_equal_a_count_in_plain_python(
    digital: ProgrammeRegisters, drawn: list[dict[str, Any]], households: dict[str, int]
) -> None:
    with transaction.atomic():
        know_households(digital, **{f"x{code}": number for code, number in households.items()})
        for number, one in enumerate(drawn):
            add_class(digital, number, one)
        assert [*find_entry_faults()] == []
        for measure in MEASURES:
            if measure == "areas_reached":
                assert count(digital, measure, "cds-skhcn") == count_again(drawn, measure, "", households)
                continue
            for username, code in UNITS.items():
                assert count(digital, measure, username) == count_again(drawn, measure, code, households), measure
        for username, code in UNITS.items():
            payment = [one for one in drawn if one["content"] == "payment"]
            if count_again(drawn, "told", code, {}) is not None:
                expected = count_again(payment, "told", code, {}) or 0
                assert count(digital, "told", username, content="payment") == expected
        transaction.set_rollback(True)


@pytest.fixture
def course(digital: ProgrammeRegisters) -> UUID:
    return digital.add(CLASSES, "cds-bato", **CLASS)


def read_version(course: UUID) -> int:
    return DataEntry.objects.get(pk=course).version


@pytest.mark.faults("entry.add", "entry.change", "entry.strike", "entry.restore")
def test_a_report_sees_that_rows_of_what_it_counted_have_changed(digital: ProgrammeRegisters, course: UUID) -> None:
    """Whichever way a row is written."""
    by, code, rows = digital.people["cds-bato"], digital.get(CLASSES).code, digital.get(LEARNERS)
    told = {"day": DAY, "class": course, "area": "21484", "content": "payment", "learners": 12}
    counted = digital.count(CLASSES, "learners_in_classes", "cds-bato")
    assert counted.number is None, "nobody has filled in the table"
    row = UUID(str(entries.create_entry(
        register=rows.code, unit=by.unit, values=told, by=by, at=morning()).answer["id"]))  # fmt: skip
    steps = {2: 12}
    assert (read_version(course), digital.count(CLASSES, "learners_in_classes", "cds-bato").number) == (2, steps[2])
    assert source_entries.has_changed_since(code, counted.rows, counted.digest)
    entries.update_entry(register=rows.code, entry=row, version=1, values=told | {"learners": 15}, by=by, at=morning())
    assert (read_version(course), digital.count(CLASSES, "learners_in_classes", "cds-bato").number) == (3, 15)
    entries.update_entry(register=rows.code, entry=row, version=2, values=told | {"learners": 15}, by=by, at=morning())
    assert read_version(course) == 3, "the same again changes nothing"
    entries.void_entry(register=rows.code, entry=row, version=2, reason="nhầm", by=by, at=morning())
    assert (read_version(course), digital.count(CLASSES, "learners_in_classes", "cds-bato").number) == (4, None)
    entries.restore_entry(register=rows.code, entry=row, version=3, by=by, at=morning())
    assert (read_version(course), digital.count(CLASSES, "learners_in_classes", "cds-bato").number) == (5, 15)
    entries.import_entries(register=rows.code, lines=[(by.unit, told | {"area": "21548"})], by=by, at=morning())
    assert (read_version(course), digital.count(CLASSES, "learners_in_classes", "cds-bato").number) == (6, 27)


@pytest.mark.faults("entry.change", "entry.strike", "entry.restore")
def test_one_write_of_an_entry_with_its_rows_is_one_version(digital: ProgrammeRegisters, course: UUID) -> None:
    by, rows = digital.people["cds-bato"], digital.get(LEARNERS)
    written = {"day": DAY} | CLASS
    told = {"day": DAY, "content": "payment", "learners": 12}

    def save(version: int, *sent: RowInput, **changed: Any) -> Any:
        return entries.update_entry(
            register=digital.get(CLASSES).code, entry=course, version=version, values=written | changed, by=by,
            at=morning(), rows=sent,
        ).answer["version"]  # fmt: skip

    areas = [RowInput(rows.code, told | {"area": area}) for area in ("21484", "21548")]
    assert save(1, *areas) == read_version(course) == 2
    first, second = list_rows(rows, course)
    same = [
        RowInput(rows.code, told | {"area": area}, row.pk, 1) for area, row in (("21484", first), ("21548", second))
    ]
    assert save(2, *same) == read_version(course) == 2
    more = [replace(row, values={**row.values, "learners": 20}) for row in same]
    assert save(2, *more, sessions=4) == read_version(course) == 3
    assert save(3, RowInput(rows.code, entry=first.pk, version=2, voided=True)) == read_version(course) == 4
    entries.void_entry(register=digital.get(CLASSES).code, entry=course, version=4, reason="nhầm", by=by, at=LATER)
    assert read_version(course) == 5
    entries.restore_entry(register=digital.get(CLASSES).code, entry=course, version=5, by=by, at=morning())
    assert (read_version(course), digital.count(CLASSES, "learners_in_classes", "cds-bato").number) == (6, 20)
