"""A workbook that an office made itself: rows of entries in a sheet or in columns, matched, looked at, stored whole."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from tests.apps.registers.data_registers.conftest import ProgrammeRegisters
from tests.apps.registers.data_registers.test_pages import LIST
from tests.apps.registers.data_registers.test_row_workbooks import list_written

type Browser = Callable[[User], Client]
type Rows = list[list[Any]]
HEADS = ["TT", "Ngày mở", "Lớp học", "Nội dung chính", "Hình thức", "Buổi"]
CLASSES: Rows = [
    ["a", "10/2/2026", "Học VNeID", "Dịch vụ công trực tuyến, VNeID", "Trực tuyến", 3],
    ["b", "11/2/2026", "Học ký số", "Dịch vụ công trực tuyến, VNeID", "Trực tuyến", 2],
]
PAY = "Thanh toán không dùng tiền mặt"
LEARNERS: Rows = [
    ["Học VNeID", "Xã Ba Tơ", PAY, 12],
    [None, "Đặc khu Lý Sơn", PAY, 30],
    ["Học ký số", "Xã Ba Tơ", PAY, 7],
]
ROW_HEADS = ["Thuộc lớp", "Xã, phường", "Nội dung", "Số lượt người dự"]
CHOSEN = {
    "c-day": "1", "c-title": "2", "c-content": "3", "c-mode": "4", "c-sessions": "5",
    "r0-c-area": "1", "r0-c-content": "2", "r0-c-learners": "3",
}  # fmt: skip
WRITTEN = [("Học VNeID", 12), ("Học VNeID", 30), ("Học ký số", 7)]


def make_book(classes: Rows = CLASSES, learners: Rows = LEARNERS) -> bytes:
    book = openpyxl.Workbook()
    for row in (["THEO DÕI LỚP, NĂM 2026"], [], HEADS, *classes):
        book.active.append(row)
    sheet = book.create_sheet("Học viên")
    for row in (["Người dự"], ROW_HEADS, *learners):
        sheet.append(row)
    book.create_sheet("Ghi chú").append(["Số liệu của tổ công nghệ số"])
    return save(book)


def save(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def send(client: Client, data: bytes) -> Any:
    return client.post(f"{LIST}nhap/", {"file": SimpleUploadedFile("cua-co-quan.xlsx", data)}, follow=True)


def carry_on(client: Client, page: Any, **more: str) -> Any:
    """The page sent again as the browser does, with these choices."""
    matching = page.context["matching"]
    data = {"row_sheets": matching.packed_rows}
    for form in (matching.form, *matching.row_forms):
        shown = {name: form[name].value() for name in form.fields}
        data |= {form.add_prefix(name): "" if value is None else str(value) for name, value in shown.items()}
    return client.post(f"{LIST}nhap/", data | more, follow=True)


def list_problems(page: Any) -> list[tuple[str, str]]:
    return [(problem.address, str(problem.message)) for problem in page.context["problems"]]


def test_a_sheet_of_rows_is_guessed_looked_at_and_stored(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    client = signed_in(digital.people["cds-bato"])
    page = send(client, make_book())
    assert page.status_code == 200
    (row_form,) = page.context["matching"].row_forms
    shown = {name: str(row_form[name].value()) for name in ("table", "head_row", "key", "entry_key", "c-learners")}
    assert shown == {"table": "1", "head_row": "1", "key": "0", "entry_key": "2", "c-learners": "3"}
    assert page.context["matching"].unread_sheets == ["Ghi chú"]
    page = carry_on(client, page, **CHOSEN, preview="1")
    assert list_problems(page) == []
    assert page.context["entry_counts"] == [(4, "Học VNeID", 2), (5, "Học ký số", 1)]
    assert "Dòng kèm theo: 3." in page.text
    assert not DataEntry.objects.exists()
    page = carry_on(client, page, merge="1")
    assert "Đã ghi 2 dòng. Bảng kèm theo: ghi 3 dòng." in page.text
    assert list_written() == WRITTEN
    assert [*find_entry_faults()] == []
    page = carry_on(client, send(client, make_book()), **CHOSEN, merge="1")
    assert "Đã ghi 0 dòng. 2 dòng đã có trong sổ từ trước, không ghi lại. Bảng kèm theo: ghi 0 dòng." in page.text


@pytest.mark.parametrize("repeated", [True, False], ids=["each line repeats its class", "blank below the first"])
def test_rows_stand_in_columns_of_the_first_sheet(
    digital: ProgrammeRegisters, signed_in: Browser, repeated: bool
) -> None:
    client, book = signed_in(digital.people["cds-bato"]), openpyxl.Workbook()
    book.active.append([*HEADS[1:], "Xã, phường, đặc khu", "Chủ đề", "Lượt người dự"])
    for class_row, rows in zip(CLASSES, (LEARNERS[:2], LEARNERS[2:]), strict=True):
        for number, row in enumerate(rows):
            book.active.append([*(class_row[1:] if repeated or number == 0 else [None] * 5), *row[1:]])
    page = send(client, save(book))
    chosen = {"c-day": "0", "c-title": "1", "c-content": "2", "c-mode": "3", "c-sessions": "4", "c-unit": ""}
    page = carry_on(client, page, **chosen, **{"r0-table": "0", "r0-seen": ""}, preview="1")
    (row_form,) = page.context["matching"].row_forms
    assert (row_form["c-area"].value(), row_form["c-learners"].value()) == ("5", "7")
    page = carry_on(client, page, **{"r0-c-content": "6"}, preview="1")
    assert list_problems(page) == []
    page = carry_on(client, page, merge="1")
    assert "Đã ghi 2 dòng. Bảng kèm theo: ghi 3 dòng." in page.text
    assert list_written() == WRITTEN


@pytest.mark.parametrize(
    ("place", "value", "address", "said"),
    [
        ((1, 3), "nhiều", "Học viên!D4", "số nguyên"),
        ((2, 0), "Lớp khác", "Học viên!A5", "Trang đầu không có dòng này"),
        ((0, 0), None, "Học viên!A3", "của dòng nào"),
        ((1, 1), "Xã Ba Tơ", "Học viên!A4", "Bảng có hai dòng cùng"),
        ((1, 1), "Xã Không Có", "Học viên!B4", ""),
        ((2, 3), "=1+1", "Học viên!D5", "công thức"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_stored(
    digital: ProgrammeRegisters, signed_in: Browser, place: tuple[int, int], value: Any, address: str, said: str
) -> None:
    client, learners = signed_in(digital.people["cds-bato"]), [[*row] for row in LEARNERS]
    learners[place[0]][place[1]] = value
    keys = {"r0-key": "0", "r0-entry_key": "2"}
    page = carry_on(client, send(client, make_book(learners=learners)), **CHOSEN, **keys, merge="1")
    assert page.status_code == 422
    assert [problem for problem in list_problems(page) if problem[0] == address and said in problem[1]]
    assert address in page.text
    assert not DataEntry.objects.exists()


def test_two_entries_of_one_name_are_told_apart_by_another_column(
    digital: ProgrammeRegisters, signed_in: Browser
) -> None:
    client = signed_in(digital.people["cds-bato"])
    classes = [CLASSES[0], ["b", "11/2/2026", "Học VNeID", *CLASSES[1][3:]]]
    learners = [["a", *LEARNERS[0][1:]], ["b", *LEARNERS[2][1:]]]
    page = send(client, make_book(classes, learners))
    assert page.context["matching"].row_forms[0]["entry_key"].value() == "0", "the names are no key"
    by_name = carry_on(client, page, **CHOSEN, **{"r0-entry_key": "2"}, merge="1")
    assert ("C5", "Ô này giống dòng 4.") in list_problems(by_name)
    assert "Bảng kèm theo: ghi 2 dòng." in carry_on(client, page, **CHOSEN, merge="1").text
    assert list_written() == [("Học VNeID", 12), ("Học VNeID", 7)]


def test_without_a_sheet_of_rows_entries_alone_are_stored(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    client = signed_in(digital.people["cds-bato"])
    page = carry_on(client, send(client, make_book()), **CHOSEN, **{"r0-table": ""}, preview="1")
    assert page.context["matching"].unread_sheets == ["Học viên", "Ghi chú"]
    assert "Đã ghi 2 dòng." in carry_on(client, page, merge="1").text
    assert list_written() == []


@pytest.mark.parametrize(
    "sent",
    [{"row_sheets": "[1"}, {"row_sheets": '[["a", "x"]]'}, {"row_sheets": "5"}, {"r0-table": "9"}, {"r0-key": "99"},
     {"r0-head_row": "-1"}, {"r0-c-learners": "1"}],
)  # fmt: skip
def test_what_no_page_sends_stores_nothing(
    digital: ProgrammeRegisters, signed_in: Browser, sent: dict[str, str]
) -> None:
    client = signed_in(digital.people["cds-bato"])
    page = carry_on(client, send(client, make_book()), **CHOSEN | sent, merge="1")
    assert page.status_code in (200, 422)
    assert not DataEntry.objects.exists()
