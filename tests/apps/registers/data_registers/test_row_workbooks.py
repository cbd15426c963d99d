"""Rows in the workbook of their entries: template, import all or nothing with an error per cell, and back again."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries import registers
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from tests.apps.registers.data_registers.conftest import DAY, ProgrammeRegisters
from tests.apps.registers.data_registers.test_entries import CLASS
from tests.apps.registers.data_registers.test_pages import LIST
from tests.factories.quang_ngai import morning

type Browser = Callable[[User], Client]
ROWS = "Người dự lớp kỹ năng số"
CLASS_CELLS: dict[str, Any] = {
    "STT": 1, "Ngày mở lớp": "10/2/2026", "Tên lớp": "Học VNeID", "Nội dung chính": "Dịch vụ công trực tuyến, VNeID",
    "Cách học": "Trực tiếp", "Nơi học": "Nhà văn hóa thôn 1", "Số buổi": 3,
}  # fmt: skip
ROW_CELLS: dict[str, Any] = {
    "STT của lớp": 1, "Xã, phường, đặc khu": "Xã Ba Tơ", "Nội dung": "Thanh toán không dùng tiền mặt",
    "Lượt người dự": 12,
}  # fmt: skip


def open_template(client: Client) -> Any:
    return openpyxl.load_workbook(io.BytesIO(client.get(f"{LIST}mau/").content))


def fill(sheet: Any, number: int, cells: dict[str, Any]) -> None:
    heads = [cell.value for cell in sheet[1]]
    for head, value in cells.items():
        sheet.cell(number, heads.index(head) + 1).value = value


def send(client: Client, book: Any) -> Any:
    buffer = io.BytesIO()
    book.save(buffer)
    return client.post(f"{LIST}nhap/", {"file": SimpleUploadedFile("so.xlsx", buffer.getvalue())}, follow=True)


def send_classes(client: Client, *rows: dict[str, Any], classes: tuple[dict[str, Any], ...] = ({},)) -> Any:
    book = open_template(client)
    for number, cells in enumerate(classes, start=2):
        fill(book.worksheets[0], number, CLASS_CELLS | cells)
    for number, cells in enumerate(rows, start=2):
        fill(book[ROWS], number, ROW_CELLS | cells)
    return send(client, book)


def list_problems(page: Any) -> list[tuple[str, str, str]]:
    return [(problem.address, problem.typed, problem.message) for problem in page.context["problems"]]


def list_written() -> list[tuple[str, int]]:
    """The rows: the name of their class, and how many came."""
    titles = {str(pk): title for pk, title in DataEntry.objects.values_list("pk", "title")}
    rows = DataEntry.objects.filter(type__code="hoc_vien_lop", voided=False).order_by("created_at")
    return [(titles[row.content["class"]], row.content["learners"]) for row in rows]


def test_a_filled_template_brings_in_classes_with_their_rows(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    client = signed_in(digital.people["cds-bato"])
    assert [sheet.title for sheet in open_template(client)] == ["Lớp hướng dẫn kỹ năng số", ROWS, "Danh mục"]
    second = {"STT": 2, "Tên lớp": "Học ký số"}
    other = {
        "STT của lớp": 2,
        "Xã, phường, đặc khu": "Đặc khu Lý Sơn",
        "Lượt người dự": 30,
        "Ngày chốt số người dự": "12/2/2026",
    }
    page = send_classes(client, {}, other, classes=({}, second))
    assert "Đã ghi 2 dòng. Bảng kèm theo: ghi 2 dòng." in page.text
    assert list_written() == [("Học VNeID", 12), ("Học ký số", 30)]
    days = DataEntry.objects.filter(type__code="hoc_vien_lop").order_by("created_at").values_list("day", flat=True)
    assert [f"{day:%d/%m}" for day in days] == ["10/02", "12/02"], "a blank day is that of the class"
    detail = Event.objects.get(action="entry.bring_in").body["detail"]
    assert detail == {"written": 2, "known": 0, "rows": 2, "units": ["21484"]}
    assert Revision.objects.filter(action="brought_in").count() == 4
    assert digital.count("hoc_vien_lop", "learners", "cds-lyson").number == 30
    assert [*find_entry_faults()] == []


def test_what_goes_out_comes_back_and_only_what_lacks_is_added(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    client = signed_in(digital.people["cds-bato"])
    send_classes(client, {}, {"Xã, phường, đặc khu": "Đặc khu Lý Sơn", "Lượt người dự": 30})
    exported = openpyxl.load_workbook(io.BytesIO(client.get(f"{LIST}tai-ve/").content))
    assert [row[0].value for row in exported[ROWS].iter_rows(min_row=2)] == [1, 1]
    page = send(client, exported)
    assert "Đã ghi 0 dòng. 1 dòng đã có trong sổ từ trước, không ghi lại. Bảng kèm theo: ghi 0 dòng." in page.text
    fill(exported[ROWS], 4, ROW_CELLS | {"Xã, phường, đặc khu": "Phường Cẩm Thành", "Lượt người dự": 7})
    assert "Bảng kèm theo: ghi 1 dòng." in send(client, exported).text
    assert list_written() == [("Học VNeID", 12), ("Học VNeID", 30), ("Học VNeID", 7)]
    fill(exported[ROWS], 4, {"Lượt người dự": 8})
    page = send(client, exported)
    assert [(cell, "Sổ đã có một dòng cùng" in said) for cell, _typed, said in list_problems(page)] == [
        (f"{ROWS}!A4", True)
    ]
    DataEntry.objects.update(voided=True)
    assert "Bảng kèm theo: ghi 0 dòng." in send(client, exported).text, "a voided class gets no rows"
    assert [*find_entry_faults()] == []


@pytest.mark.parametrize(
    ("cells", "place", "said"),
    [
        ({"Lượt người dự": "nhiều"}, "E3", "số nguyên"),
        ({"Lượt người dự": 5, "Trong đó nữ": 6}, "F3", "Số nữ lớn hơn số lượt người dự."),
        ({"STT của lớp": 9}, "A3", "không có số này"),
        ({"STT của lớp": None}, "A3", "Ghi số của dòng"),
        ({"Lượt người dự": "=2+3"}, "E3", "công thức"),
        ({"Xã, phường, đặc khu": "Xã Ba Tơ"}, "A3", "Bảng có hai dòng cùng xã, phường, đặc khu."),
        ({"Ngày chốt số người dự": "hôm qua"}, "B3", "ngày/tháng/năm"),
        ({"Nội dung": None}, "D3", "Chưa chọn"),
    ],
)
def test_a_wrong_cell_of_a_row_is_named_and_nothing_is_kept(
    digital: ProgrammeRegisters, signed_in: Browser, cells: dict[str, Any], place: str, said: str
) -> None:
    page = send_classes(signed_in(digital.people["cds-bato"]), {}, {"Xã, phường, đặc khu": "Đặc khu Lý Sơn"} | cells)
    ((address, _typed, message),) = list_problems(page)
    assert address == f"{ROWS}!{place}"
    assert said in message
    assert address in page.text
    assert not DataEntry.objects.exists()


def test_all_wrong_cells_of_all_sheets_are_named_at_once(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    client = signed_in(digital.people["cds-bato"])
    page = send_classes(client, {"Lượt người dự": -1}, classes=({"Số buổi": "ba"}, {"Tên lớp": "Khác"}))
    assert [address for address, *_rest in list_problems(page)] == ["F2", "H3", f"{ROWS}!E2"]
    book = open_template(client)
    fill(book.worksheets[0], 2, CLASS_CELLS)
    fill(book[ROWS], 2, ROW_CELLS)
    book[ROWS].title = "Người dự"
    page = send(client, book)
    (row_form,) = page.context["matching"].row_forms
    assert (row_form["table"].value(), row_form["key"].value()) == ("1", "0"), "a sheet of another name is matched"
    assert len(page.context["result"].rows) == 1
    assert not DataEntry.objects.exists()


def test_a_total_over_rows_refuses_the_whole_file_on_its_page(
    digital: ProgrammeRegisters, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(definition: Any, changed: list[Any]) -> dict[str, list[str]]:
        rows = definition.code == digital.get("hoc_vien_lop").code and changed
        return {"learners": ["Cộng các dòng quá số của lớp."]} if rows else {}

    monkeypatch.setattr(entries, "_find_batch_problems", refuse)
    page = send_classes(signed_in(digital.people["cds-bato"]), {})
    assert page.status_code == 422
    assert list_problems(page) == [("", "", "Cộng các dòng quá số của lớp.")]
    assert not DataEntry.objects.exists()


def test_rows_of_the_service_are_those_of_its_registers(digital: ProgrammeRegisters) -> None:
    by, register = digital.people["cds-bato"], digital.get("lop_ky_nang_so").code
    line = (by.unit, {"day": DAY} | CLASS)
    with pytest.raises(entries.ActionRefused):
        entries.import_entries(
            register=register, lines=[line], rows=[(0, entries.RowInput(register, {}))], by=by, at=morning()
        )
    assert not DataEntry.objects.exists()


@pytest.mark.parametrize("name", ["Lớp/khóa: 2026?", "'Lớp'", "Danh mục", "[*]", "Lớp " * 12])
def test_a_register_of_any_name_has_a_template_that_comes_back(
    digital: ProgrammeRegisters, signed_in: Browser, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    register = digital.get("lop_ky_nang_so")
    all_registers = {**registers.list_registers()} | {register.code: replace(register, name=name)}
    monkeypatch.setattr(registers, "list_registers", lambda: all_registers)
    client = signed_in(digital.people["cds-bato"])
    book = open_template(client)
    assert book.worksheets[0].title not in (str(register.name), name)
    fill(book.worksheets[0], 2, CLASS_CELLS)
    assert "Đã ghi 1 dòng." in send(client, book).text
