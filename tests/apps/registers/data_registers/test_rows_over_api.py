"""Rows inside an entry over the API: read, written, changed, taken out and refused by the rules of the page."""

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from sokehoach.apps.registers.core.queries.rows import MAX_ROWS
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from tests.apps.registers.data_registers.conftest import ProgrammeRegisters
from tests.apps.registers.data_registers.test_entries import CLASS
from tests.factories.api_tokens import make_token, program
from tests.factories.quang_ngai import morning

CLASSES, ROWS = "/api/v1/registers/lop-ky-nang-so", "hoc-vien-lop"
VALUES = {"day": "2026-02-10", **CLASS}
FIRST = {"area": "21484", "content": "payment", "learners": 12}
SECOND = {"area": "21548", "content": "payment", "learners": 1005, "day": "2026-02-12"}


@pytest.fixture
def machine(digital: ProgrammeRegisters) -> Client:
    return program(make_token(digital.people["cds-bato"]))


def write(client: Client, method: str, path: str, body: Any, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.generic(method, path, json.dumps(body), content_type="application/json", headers=named)


def add(client: Client, *rows: dict[str, Any], step: str = "") -> Any:
    entry = {"values": VALUES, "rows": {ROWS: [{"values": values} for values in rows]}}
    return write(client, "POST", f"{CLASSES}/entries{step}", {"entries": [entry]})


def read(client: Client, entry: str) -> tuple[list[dict[str, Any]], str]:
    reply = client.get(f"{CLASSES}/entries/{entry}")
    return reply.json()["rows"][ROWS], reply["ETag"]


def list_pointers(reply: Any) -> list[str]:
    assert reply.status_code == 422, reply.content
    return sorted(error["pointer"] for error in reply.json()["errors"])


def count_rows() -> int:
    return DataEntry.objects.filter(type__code="hoc_vien_lop", voided=False).count()


def test_rows_are_written_read_changed_and_taken_out(digital: ProgrammeRegisters, machine: Client) -> None:
    (table,) = machine.get(CLASSES).json()["rows"]
    assert table["slug"] == ROWS
    assert [field["name"] for field in table["fields"]] == ["day", "area", "content", "learners", "women", "completed"]
    tried = add(machine, FIRST, SECOND, step="?dry_run=true")
    assert (tried.json()["rows"], count_rows()) == (2, 0)
    added = add(machine, FIRST, SECOND)
    assert (added.status_code, added.json()["written"], added.json()["rows"]) == (200, 1, 2)
    entry = added.json()["entries"][0]["id"]
    rows, tag = read(machine, entry)
    assert [(row["day"], row["values"]["area"], row["values"]["learners"]) for row in rows] == [
        ("2026-02-10", "21484", 12), ("2026-02-12", "21548", 1005),
    ]  # fmt: skip
    assert add(machine, FIRST, SECOND).json() | {"entries": []} == {
        "written": 0, "known": 1, "rows": 0, "dry_run": False, "entries": [],
    }, "sent again, nothing is doubled"  # fmt: skip
    change = {
        "rows": {
            ROWS: [
                {"id": rows[0]["id"], "version": rows[0]["version"], "values": {"women": 5}},
                {"id": rows[1]["id"], "version": rows[1]["version"], "remove": True},
                {"values": FIRST | {"area": "21025", "learners": 7}},
            ]
        }
    }
    changed = write(machine, "PATCH", f"{CLASSES}/entries/{entry}", change, If_Match=tag)
    assert changed.status_code == 200, changed.content
    now, newer = read(machine, entry)
    assert [(row["values"]["area"], row["values"]["learners"], row["values"]["women"]) for row in now] == [
        ("21484", 12, 5), ("21025", 7, None),
    ]  # fmt: skip
    assert newer.partition(".")[0].strip('"') == changed["ETag"].strip('"') != tag.partition(".")[0].strip('"')
    stale = write(machine, "PATCH", f"{CLASSES}/entries/{entry}", change, If_Match=tag)
    assert stale.status_code == 412, "rows of the entry have changed, though its own fields have not"
    voided = write(machine, "POST", f"{CLASSES}/entries/{entry}/void", {"reason": "Ghi hai lần."}, If_Match=newer)
    assert voided.status_code == 200
    assert (count_rows(), [row["voided"] for row in read(machine, entry)[0]]) == (0, [True] * 3)
    assert write(machine, "POST", f"{CLASSES}/entries/{entry}/restore", {}, If_Match=voided["ETag"]).status_code == 200
    assert count_rows() == 2
    assert [*find_entry_faults()] == []


@pytest.mark.parametrize(("rows", "pointers"), [
    ([FIRST, {**SECOND, "women": 2000}], ["/1/values/women"]),
    ([{**FIRST, "learners": "1.005"}], ["/0/values/learners"]),
    ([{**FIRST, "area": "99999"}, {**SECOND, "content": "song"}], ["/0/values/area", "/1/values/content"]),
    ([FIRST, {**FIRST, "learners": 3}], ["/1/values/area"]),
    ([{}, {"colour": "red", **FIRST}], ["/0", "/1/values/colour"]),
    ([{**FIRST, "day": "12/2/2026"}], ["/0/values/day"]),
    ([{**FIRST, "day": "2026-09-01"}], ["/0/values/day"]),
    ([{**FIRST, "class": str(uuid4())}], ["/0/values/class"]),
    ([{**FIRST, "learners": -1}], ["/0/values/learners"]),
    ([FIRST] * (MAX_ROWS + 1), [""]),
])  # fmt: skip
def test_what_is_wrong_with_a_row_is_told_by_its_place(machine: Client, rows: Any, pointers: list[str]) -> None:
    told = list_pointers(add(machine, *rows))
    assert told == [f"/entries/0/rows/{ROWS}{pointer}" for pointer in pointers]
    assert not DataEntry.objects.exists(), "all or nothing"


def test_an_unknown_table_and_anothers_rows_are_refused(digital: ProgrammeRegisters, machine: Client) -> None:
    entry = {"values": VALUES, "rows": {"truyen-thong": [{"values": FIRST}]}}
    told = list_pointers(write(machine, "POST", f"{CLASSES}/entries", {"entries": [entry]}))
    assert told == ["/entries/0/rows/truyen-thong"]
    mine = add(machine, FIRST).json()["entries"][0]["id"]
    other = digital.add("lop_ky_nang_so", "cds-lyson", **CLASS)
    foreign = digital.add(
        "hoc_vien_lop", "cds-lyson", **{"class": other, "area": "21548", "content": "payment", "learners": 3}
    )
    for pk in (foreign, uuid4()):
        change = {"rows": {ROWS: [{"id": str(pk), "version": 1, "remove": True}]}}
        told = list_pointers(write(machine, "PATCH", f"{CLASSES}/entries/{mine}", change, If_Match="*"))
        assert told == [f"/rows/{ROWS}/0/id"]
    assert not DataEntry.objects.get(pk=foreign).voided
    assert write(machine, "PATCH", f"{CLASSES}/entries/{other}", {"rows": {}}, If_Match="*").status_code == 404


def test_a_row_that_changed_meanwhile_is_not_overwritten(digital: ProgrammeRegisters, machine: Client) -> None:
    entry = add(machine, FIRST).json()["entries"][0]["id"]
    (row,), _tag = read(machine, entry)
    rows = digital.get("hoc_vien_lop")
    by = digital.people["cds-bato"]
    stored = {"day": date(2026, 2, 10), **FIRST, "class": UUID(entry)}
    entries.update_entry(
        register=rows.code, entry=UUID(row["id"]), version=1,
        values=stored | {"learners": 40}, by=by, at=morning(),
    )  # fmt: skip
    change = {"rows": {ROWS: [{"id": row["id"], "version": row["version"], "values": {"learners": 2}}]}}
    refused = write(machine, "PATCH", f"{CLASSES}/entries/{entry}", change, If_Match="*")
    assert (refused.status_code, refused.json()["code"]) == (412, "version-conflict")
    assert read(machine, entry)[0][0]["values"]["learners"] == 40


def test_an_entry_has_no_more_rows_than_its_page_shows(
    digital: ProgrammeRegisters, machine: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever adds them, in one write or in several."""
    monkeypatch.setattr("sokehoach.apps.registers.core.queries.rows.MAX_ROWS", 1)
    entry = add(machine, FIRST).json()["entries"][0]["id"]
    assert list_pointers(
        write(machine, "PATCH", f"{CLASSES}/entries/{entry}", {"rows": {ROWS: [{"values": SECOND}]}}, If_Match="*")
    ) == [""]
    assert list_pointers(add(machine, FIRST, SECOND)) == ["/entries"]
    new = {"values": {"day": "2026-02-11", **SECOND, "class": entry}}
    assert write(machine, "POST", f"/api/v1/registers/{ROWS}/entries", {"entries": [new]}).status_code == 422
    assert count_rows() == 1
