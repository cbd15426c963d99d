"""The rows that an app kept in a table of its own become entries with history, and are restored with their entry."""

import json
from datetime import timedelta
from typing import Any

import pytest
import yaml
from django.db import connection

from sokehoach.adapters.programme_files.canonical import compute_digest
from sokehoach.apps.programmes.models import DefinitionVersion, ProgrammeDraft
from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.models import RegisterOwnership, Revision, SearchText
from sokehoach.apps.registers.core.queries.entries import (
    format_entry,
    get_entry_values,
    list_revisions,
    list_unscoped_entries,
)
from sokehoach.apps.registers.core.queries.rows import list_rows
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.reporting.queries.registers import list_countings
from tests.apps.registers.data_registers.test_moved_registers import (
    MOVES,
    Earlier,
    earlier,
    publish,
    write_earlier_entries,
)
from tests.apps.registers.making import HALF
from tests.factories.cast import AT
from tests.factories.programmes import first_programme

__all__ = ["earlier"]
pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.sweep,
    pytest.mark.parametrize(
        "earlier", [move for move in MOVES if move.rows], indirect=True, ids=lambda move: move.code
    ),
]
ROWS = "training_attendance"
SAVED = AT + timedelta(minutes=30)


def write_history(earlier: Earlier, rows: list[Any]) -> None:
    """As the page of the table wrote it, and then what voided the second course."""
    office, leader = earlier.cast.office.pk, earlier.cast.leader.pk
    for number, row in enumerate(rows):
        Revision.objects.create(
            register="training", entry=row.pk, version=1, action="added", content={}, by_id=office, at=AT
        )
        Revision.objects.create(
            register="training", entry=row.pk, version=2, action="changed", content={}, by_id=leader,
            reason="ghi cán bộ dự của 2 đơn vị", at=SAVED,
        )  # fmt: skip
        if row.voided:
            Revision.objects.create(
                register="training", entry=row.pk, version=3, action="struck", content={}, reason="ghi nhầm lớp",
                by_id=office, at=AT + timedelta(hours=number),
            )  # fmt: skip


def find_rows(course: Any) -> dict[str, DataEntry]:
    rows: list[Any] = [*list_rows(get_registers()[ROWS], course.pk, with_voided=True)]
    return {row.content["staff_unit"]: row for row in rows}


def test_each_row_becomes_an_entry_with_history(earlier: Earlier) -> None:
    rows = write_earlier_entries(earlier)
    write_history(earlier, rows)
    history = [*Revision.objects.filter(register="training").order_by("pk").values()]
    earlier.migrate()

    assert [*Revision.objects.filter(register="training").order_by("pk").values()] == history
    numbers = {
        (number, code): tuple(row.content[name] for name in ("summoned", "sent", "trained", "in_charge"))
        for number, course in enumerate(rows)
        for code, row in find_rows(course).items()
    }
    assert numbers == {
        (number, code): told for number, table in earlier.move.rows.items() for code, told in table.items()
    }
    register = get_registers()[ROWS]
    entry: Any = list_unscoped_entries(register).get(pk=find_rows(rows[0])["03304"].pk)
    assert (entry.day, entry.unit_id, entry.voided, entry.version) == (rows[0].day, rows[0].unit_id, False, 1)
    assert (entry.created_by, entry.updated_at) == (earlier.cast.leader, SAVED), "who saved the table last"
    ((revision, _changes),) = list_revisions(register, entry)
    assert (revision.by, revision.at, revision.content) == (earlier.cast.leader, SAVED, format_entry(register, entry))
    voided = find_rows(rows[1])["03304"]
    assert [(line.action, line.reason) for line, _changes in list_revisions(register, voided)] == [
        ("struck", "ghi nhầm lớp"), ("added", ""),
    ]  # fmt: skip
    assert [*find_entry_faults()] == []
    assert "training_attendance" not in connection.introspection.table_names()
    texts = dict(SearchText.objects.filter(register=ROWS).values_list("line", "folded"))
    assert texts == {row.pk: row.folded for row in DataEntry.objects.filter(type__uid=ROWS)}
    assert len(texts) == 5


def test_a_row_is_as_the_service_would_have_written_it(earlier: Earlier) -> None:
    rows = write_earlier_entries(earlier)
    earlier.migrate()
    register = get_registers()[ROWS]
    entries.restore_entry(register="training", entry=rows[1].pk, version=rows[1].version, by=earlier.cast.office, at=AT)
    row = find_rows(rows[1])["03304"]
    assert (row.voided, row.version) == (False, 3), "restored with its course"
    moved = find_rows(rows[0])["099.CA"]
    values = get_entry_values(register, moved)
    built = register.storage.build_columns(register, moved.unit, values, None)  # type: ignore[arg-type]
    assert {name: getattr(moved, name) for name in built} == built


def test_units_count_the_rows_that_name_them(earlier: Earlier) -> None:
    write_earlier_entries(earlier)
    earlier.migrate()
    numbers = [
        list_countings()["training"].measure_all(
            [MeasureQuery(measure)], unit=earlier.cast.units["03304"], start=HALF[0], end=HALF[1], year=HALF[0]
        )[0].number
        for measure in ("summoned", "sent", "trained", "in_charge_trained")
    ]  # fmt: skip
    assert numbers == [8, 5, 4, 3]


def test_who_keeps_the_courses_keeps_their_rows(earlier: Earlier) -> None:
    publish([{"register": "budget"}, {"register": "training"}])
    owner = RegisterOwnership.objects.get(register="training")
    earlier.migrate()
    rows = RegisterOwnership.objects.get(register=ROWS)
    assert (rows.levels, rows.agencies, rows.clauses) == (owner.levels, owner.agencies, owner.clauses)
    definition = json.loads(DefinitionVersion.objects.get(number=2).definition)
    assert [row["register"] for row in definition["keepings"]] == ["budget", "training", ROWS]
    assert [item["code"] for item in definition["register_types"]] == ["training", ROWS]
    assert (
        compute_digest(DefinitionVersion.objects.get(number=2).definition)
        == DefinitionVersion.objects.get(number=2).digest
    )


@pytest.mark.parametrize(
    "text",
    [
        "# sổ\nregisters:\n  - code: training\n    levels: [commune]  # các xã\n  - code: budget\n    levels: []\n",
        "registers: [{code: training, levels: [commune]}, {code: budget, levels: []}]",
    ],
)
def test_a_draft_names_the_owners_of_the_rows(earlier: Earlier, text: str) -> None:
    publish([{"register": "training"}])
    ProgrammeDraft.objects.create(
        code="tuan_giao_2021", programme=first_programme(), unit=earlier.cast.units["099"], base=1,
        files={"registers.yaml": text}, begun_at=AT, saved_by="tests", saved_at=AT,
    )  # fmt: skip
    earlier.migrate()
    files = ProgrammeDraft.objects.get().files
    kept = {row["code"]: row["levels"] for row in yaml.safe_load(files["registers.yaml"])["registers"]}
    assert kept == {"training": ["commune"], "budget": [], ROWS: ["commune"]}
    assert ("# các xã" in files["registers.yaml"]) is ("# các xã" in text)
    assert yaml.safe_load(files[f"registers/{ROWS}.yaml"])["rows_by"] == "staff_unit"
