"""Rows that are sent wrongly, by pages, files and at the same time as others: told in a sentence, nothing lost."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from tests.apps.registers.data_registers.conftest import ProgrammeRegisters
from tests.apps.registers.data_registers.test_entries import CLASS
from tests.apps.registers.data_registers.test_pages import LIST, TYPED
from tests.apps.registers.data_registers.test_row_workbooks import (
    CLASS_CELLS,
    ROW_CELLS,
    fill,
    list_problems,
    open_template,
)
from tests.apps.registers.data_registers.test_row_workbooks import ROWS as SHEET
from tests.apps.registers.data_registers.test_rows import ROWS, of_class, row
from tests.factories.quang_ngai import morning

type Browser = Callable[[User], Client]
ATTENDANCE = {"area": "21484", "content": "payment", "learners": 5}


@pytest.fixture
def client(digital: ProgrammeRegisters, signed_in: Browser) -> Client:
    return signed_in(digital.people["cds-bato"])


def count_rows() -> int:
    return DataEntry.objects.filter(type__code="hoc_vien_lop", voided=False).count()


@pytest.mark.parametrize("count", ["201", "9999", "99999", "9" * 5000])
def test_more_rows_than_a_table_has_are_refused_as_a_whole(client: Client, count: str) -> None:
    page = client.post(f"{LIST}them/", TYPED | {f"{ROWS}-rows": count} | row(0) | row(200, area="21548"))
    assert (page.status_code, DataEntry.objects.count()) == (409, 0)
    assert "Bảng có nhiều nhất 200 dòng." in page.text


@pytest.mark.parametrize(("typed", "stored"), [
    ("1.005", 1005), ("1 005", None), ("1,005", None), ("1.5", None), ("1e3", None), ("１２", None), ("٣", None),
    ("0x10", None), ("+5", None), ("-0", 0), ("007", 7), ("1_000", None), ("∞", None), ("10001", None),
    ("9" * 400, None), ("5\u200b", None), ("5 người", None),
])  # fmt: skip
def test_a_number_is_read_as_officials_write_it_or_refused(client: Client, typed: str, stored: int | None) -> None:
    page = client.post(f"{LIST}them/", TYPED | {f"{ROWS}-rows": "1"} | row(0, learners=typed))
    told = [entry.content["learners"] for entry in of_class_or_none()]
    assert (page.status_code, told) == ((302, [stored]) if stored is not None else (422, []))


def of_class_or_none() -> list[DataEntry]:
    return [*DataEntry.objects.filter(type__code="hoc_vien_lop")]


@pytest.mark.parametrize("wrong", [
    {f"{ROWS}-0-id": "1", f"{ROWS}-0-version": "1"}, {f"{ROWS}-0-id": str(uuid4()), f"{ROWS}-0-version": "1"},
    {f"{ROWS}-0-id": str(uuid4()), f"{ROWS}-0-version": "x" * 99},
    {f"{ROWS}-0-id": "' OR 1=1 --", f"{ROWS}-0-version": "1"},
    {f"{ROWS}-0-id": str(uuid4()), f"{ROWS}-0-version": "9" * 5000},
])  # fmt: skip
def test_a_row_that_was_never_there_changes_no_other(client: Client, wrong: dict[str, str]) -> None:
    client.post(f"{LIST}them/", TYPED | {f"{ROWS}-rows": "1"} | row(0))
    (stored,) = of_class_or_none()
    address = f"{LIST}{stored.content['class']}/sua/"
    sent = TYPED | {f"{ROWS}-rows": "1", "version": "1"} | row(0, area="21548", learners="99") | wrong
    assert client.post(address, sent).status_code in (302, 409, 422)
    stored.refresh_from_db()
    assert (stored.version, stored.content["learners"]) == (1, 12)
    assert [*find_entry_faults()] == []


def test_another_units_row_is_not_taken_out(digital: ProgrammeRegisters, client: Client) -> None:
    theirs = digital.add("lop_ky_nang_so", "cds-lyson", **CLASS)
    foreign = digital.add("hoc_vien_lop", "cds-lyson", **ATTENDANCE | {"class": theirs})
    mine = digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    taken = {f"{ROWS}-0-id": str(foreign), f"{ROWS}-0-version": "1", f"{ROWS}-0-removed": "1", f"{ROWS}-rows": "1"}
    page = client.post(f"{LIST}{mine}/sua/", TYPED | taken | {"version": "1"})
    assert (page.status_code, DataEntry.objects.get(pk=foreign).voided) == (409, False)
    direct = {"day": "10/2/2026", "class": str(theirs), "area": "21548", "content": "payment", "learners": "3"}
    assert client.post(f"/so/{ROWS}/them/", direct).status_code == 422, "a row of a class of another unit"
    assert count_rows() == 1


def test_two_pages_that_were_open_at_once_do_not_double_a_unit(digital: ProgrammeRegisters, client: Client) -> None:
    course = digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    typed = TYPED | {"version": "1", f"{ROWS}-rows": "1"}
    assert client.post(f"{LIST}{course}/sua/", typed | row(0)).status_code == 302
    second = client.post(f"{LIST}{course}/sua/", typed | row(0, learners="40"))
    assert (second.status_code, [entry.content["learners"] for entry in of_class(digital)]) == (409, [12])
    assert 'value="40"' in second.text, "what was typed stays"
    again = client.post(f"{LIST}{course}/sua/", typed | {"version": "2"} | row(0, learners="40"))
    assert (again.status_code, [entry.content["learners"] for entry in of_class(digital)]) == (422, [12])
    stale = client.post(f"{LIST}{course}/sua/", typed | {"title": "Tên khác", "version": "0"} | row(0, area="21548"))
    assert (stale.status_code, count_rows()) == (409, 1)


def test_no_row_hangs_on_a_voided_entry(digital: ProgrammeRegisters, client: Client) -> None:
    course, register = digital.add("lop_ky_nang_so", "cds-bato", **CLASS), digital.get("lop_ky_nang_so").code
    by = digital.people["cds-bato"]
    entries.void_entry(register=register, entry=course, version=1, reason="lớp hoãn", by=by, at=morning())
    direct = {"day": "10/2/2026", "class": str(course), "area": "21548", "content": "payment", "learners": "3"}
    assert client.post(f"/so/{ROWS}/them/", direct).status_code == 422
    sent = TYPED | {"version": "2", f"{ROWS}-rows": "1"} | row(0)
    assert client.post(f"{LIST}{course}/sua/", sent).status_code == 409
    assert count_rows() == 0
    assert [*find_entry_faults()] == []


@pytest.mark.parametrize(("cells", "written"), [
    ({"Lượt người dự": "=10+2"}, None), ({"Lượt người dự": 12.5}, None), ({"Lượt người dự": float("inf")}, None),
    ({"Lượt người dự": "1.005"}, 1005), ({"Lượt người dự": 1e300}, None), ({"Lượt người dự": True}, None),
    ({"Lượt người dự": date(2026, 2, 1)}, None), ({"STT của lớp": 99}, None), ({"STT của lớp": "=1"}, None),
    ({"STT của lớp": -1}, None), ({"STT của lớp": None}, None),
    ({"Xã, phường, đặc khu": "=HYPERLINK(\"http://x\")"}, None),
    ({"Nội dung": "x" * 40_000}, None), ({"Lượt người dự": "#REF!"}, None),
])  # fmt: skip
def test_a_cell_of_a_row_sheet_is_read_or_named(client: Client, cells: dict[str, Any], written: int | None) -> None:
    book = open_template(client)
    fill(book.worksheets[0], 2, CLASS_CELLS)
    fill(book[SHEET], 2, ROW_CELLS | cells)
    buffer = io.BytesIO()
    book.save(buffer)
    page = client.post(f"{LIST}nhap/", {"file": SimpleUploadedFile("so.xlsx", buffer.getvalue())}, follow=True)
    told = [entry.content["learners"] for entry in of_class_or_none()]
    assert told == ([] if written is None else [written])
    assert DataEntry.objects.exists() is (written is not None), "all or nothing"
    if written is None:
        assert list_problems(page), page.text


def test_a_file_of_more_rows_than_a_table_has_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sokehoach.apps.registers.core.queries.rows.MAX_ROWS", 2)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{LIST}mau/").content))
    fill(book.worksheets[0], 2, CLASS_CELLS)
    for number, place in enumerate(("Xã Ba Tơ", "Đặc khu Lý Sơn", "Phường Cẩm Thành"), start=2):
        fill(book[SHEET], number, ROW_CELLS | {"Xã, phường, đặc khu": place})
    buffer = io.BytesIO()
    book.save(buffer)
    page = client.post(f"{LIST}nhap/", {"file": SimpleUploadedFile("so.xlsx", buffer.getvalue())}, follow=True)
    assert "nhiều nhất" in page.text
    assert not DataEntry.objects.exists()
