"""The pages of a register that a programme defines are those of every register."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.queries.entries import get_entry_values, list_unscoped_entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.reporting.services.forms import import_forms
from sokehoach.domain.periods.window import CALENDAR
from tests.apps.registers.data_registers.conftest import ProgrammeRegisters
from tests.apps.registers.data_registers.test_entries import CLASS
from tests.factories.quang_ngai import morning

type Browser = Callable[[User], Client]
LIST = "/so/lop-ky-nang-so/"
TYPED = {"day": "10/2/2026", "title": "Học VNeID ở nhà văn hóa", "content": "public_service", "mode": "in_person",
         "place": "Nhà văn hóa thôn 1", "sessions": "3", "languages": ["viet", "hre"]}  # fmt: skip


def test_an_entry_is_written_found_changed_voided_and_restored(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    client = signed_in(digital.people["cds-bato"])
    assert "Lớp hướng dẫn kỹ năng số" in client.get("/so/").text
    page = client.post(f"{LIST}them/", TYPED, follow=True)
    assert "Đã ghi vào sổ." in page.text
    row = DataEntry.objects.get()
    register = digital.get("lop_ky_nang_so")
    values = get_entry_values(register, list_unscoped_entries(register).get(pk=row.pk))
    assert values == {"day": date(2026, 2, 10)} | CLASS
    assert client.post(f"{LIST}them/", TYPED).status_code == 422, "another of that day and name"
    for query in ("tim=hoc vneid", "content=public_service", "languages=hre", "mode=in_person", "ky=2026Q1"):
        assert CLASS["title"] in client.get(f"{LIST}?{query}").text, query
    for query in ("tim=xyz", "content=ai", "languages=bahnar", "mode=online", "ky=2025"):
        assert CLASS["title"] not in client.get(f"{LIST}?{query}").text, query
    entry = f"{LIST}{row.pk}/"
    page = client.post(f"{entry}sua/", TYPED | {"version": "1", "sessions": "5"}, follow=True)
    assert "Đã sửa." in page.text
    assert re.search(r"Số buổi.*?5", client.get(LIST).text, re.DOTALL), "the total above the list"
    page = client.post(f"{entry}gach-bo/", {"version": "2", "reason": "ghi nhầm"}, follow=True)
    assert "gạch bỏ" in page.text
    page = client.post(f"{entry}khoi-phuc/", {"version": "3"}, follow=True)
    assert "Đã khôi phục." in page.text
    assert [text for text in ("ghi vào sổ", "sửa", "gạch bỏ", "khôi phục") if text not in page.text] == []
    assert CLASS["title"] in client.get("/tim/?q=vneid nha van hoa").text


def test_a_period_is_the_days_that_the_forms_count_which_the_register_fills(
    digital: ProgrammeRegisters, signed_in: Browser
) -> None:
    """By the calendar 16/3 is in the first quarter, by NĐ 09/2019/NĐ-CP it is not."""
    row = Form.objects.get(programme__code=digital.programme, code="01-CDS")
    forms = [replace(row.definition, counting_window=CALENDAR)]
    import_forms(programme=row.programme, forms=forms, unit=row.programme.unit, by="tests", at=morning())
    point = digital.add("diem_dich_vu_cong", "cds-bato", title="Điểm một cửa", kind="one_stop", seats=2, assisted=True)
    digital.add("trang_thai_diem", "cds-bato", day=date(2026, 3, 16), point=point, state="active")
    client = signed_in(digital.people["cds-bato"])
    page = client.get("/so/trang-thai-diem/?ky=2026Q1").text
    assert "Quý I năm 2026 (01/01/2026 – 31/03/2026)" in page
    assert f"/so/trang-thai-diem/{DataEntry.objects.get(day=date(2026, 3, 16)).pk}/" in page
    page = client.get("/so/diem-dich-vu-cong/").text
    assert "Quý I năm 2026 (15/12/2025 – 14/03/2026)" in page, "no form takes its entries"


def test_a_form_with_mistakes_says_each_beside_its_field(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    page = signed_in(digital.people["cds-bato"]).post(f"{LIST}them/", TYPED | {"place": "", "sessions": "9999"})
    assert page.status_code == 422
    assert {name: [*errors] for name, errors in page.context["form"].errors.items()} == {
        "place": ["Chưa ghi nơi học."], "sessions": ["Số buổi phải là số nguyên từ 0 đến 60."],
    }  # fmt: skip


def send(client: Client, address: str, *rows: list[Any], headings: list[str]) -> Any:
    book = openpyxl.Workbook()
    book.active.append(headings)
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return client.post(f"{address}nhap/", {"file": SimpleUploadedFile("so.xlsx", buffer.getvalue())}, follow=True)


def test_excel_goes_in_whole_or_not_at_all_and_comes_back(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    client = signed_in(digital.people["cds-bato"])
    headings = [str(field.label) for field in digital.get("lop_ky_nang_so").fields]
    template = openpyxl.load_workbook(io.BytesIO(client.get(f"{LIST}mau/").content)).worksheets[0]
    assert [cell.value for cell in template[1]][: len(headings)] == headings
    good = [date(2026, 2, 10), "Lớp một", "Thanh toán không dùng tiền mặt", "Trực tiếp", "Bưu điện", 2, "Tiếng Hrê"]
    wrong = [date(2026, 2, 11), "Lớp hai", "Nấu ăn", "Trực tiếp", None, 2, None]
    page = send(client, LIST, good, wrong, headings=headings)
    assert [(problem.address, problem.typed) for problem in page.context["problems"]] == [("C3", "Nấu ăn"), ("E3", "")]
    assert not DataEntry.objects.exists()
    online = [date(2026, 2, 11), "Lớp hai", "Trí tuệ nhân tạo, công cụ số", "Trực tuyến", None, 4, None]
    assert "Đã ghi 2 dòng." in send(client, LIST, good, online, headings=headings).text
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{LIST}tai-ve/").content)).worksheets[0]
    exported = [[cell.value for cell in row] for row in book.iter_rows()]
    assert exported[0] == [*headings, "Đơn vị mở lớp", "STT"]
    rows = [[cell.date() if isinstance(cell, datetime) else cell for cell in row] for row in exported[1:]]
    assert sorted(rows, key=str) == sorted([[*good, "Xã Ba Tơ", 2], [*online, "Xã Ba Tơ", 1]], key=str)
    page = send(client, LIST, *rows, headings=exported[0])
    assert "2 dòng đã có trong sổ từ trước" in page.text


def test_rows_of_classes_go_in_by_their_own_sheet(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    """The class is named as it is called; a row of no class keeps all of them out."""
    client, rows = signed_in(digital.people["cds-bato"]), "/so/hoc-vien-lop/"
    digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    headings = [str(field.label) for field in digital.get("hoc_vien_lop").fields]
    good = [date(2026, 2, 10), CLASS["title"], "Xã Ba Tơ", "An toàn trên không gian mạng", 24, 11, None]
    wrong = [date(2026, 2, 10), "Lớp không có", "Đặc khu Lý Sơn", "An toàn trên không gian mạng", 9, None, None]
    page = send(client, rows, good, wrong, headings=headings)
    assert [(problem.address, problem.typed) for problem in page.context["problems"]] == [("B3", "Lớp không có")]
    assert DataEntry.objects.count() == 1
    wrong[1] = CLASS["title"]
    assert "Đã ghi 2 dòng." in send(client, rows, good, wrong, headings=headings).text
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{rows}tai-ve/").content)).worksheets[0]
    assert {(row[1].value, row[4].value) for row in book.iter_rows(min_row=2)} == {
        (CLASS["title"], 24), (CLASS["title"], 9),
    }  # fmt: skip
    course = DataEntry.objects.get(type__code="lop_ky_nang_so").pk
    assert client.get(f"{LIST}{course}/").text.count(f'href="{rows}') >= 2


def test_a_list_asks_no_more_for_many_entries(
    digital: ProgrammeRegisters, signed_in: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(digital.people["cds-bato"])
    course = digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    for number in range(12):
        digital.add("lop_ky_nang_so", "cds-bato", **CLASS | {"title": f"Lớp {number}"})
    digital.add("hoc_vien_lop", "cds-bato", **{"class": course}, area="21484", content="safety", learners=8)
    client.get(LIST)
    with django_assert_max_num_queries(16):
        assert client.get(LIST).text.count("Lớp ") >= 12
    with django_assert_max_num_queries(19):
        assert client.get("/so/hoc-vien-lop/").text.count(CLASS["title"]) >= 1


@pytest.mark.parametrize("username", ["cds-lyson", "cds-soyte", "cds-quantri"])
def test_entries_of_others_do_not_exist_for_them(
    digital: ProgrammeRegisters, signed_in: Browser, username: str
) -> None:
    pk = digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    client = signed_in(digital.people[username])
    assert client.get(f"{LIST}{pk}/").status_code == 404
    assert CLASS["title"] not in client.get("/tim/?q=vneid").text
    assert client.post(f"{LIST}{pk}/gach-bo/", {"version": "1", "reason": "x"}).status_code == 404
    assert not DataEntry.objects.get().voided
    assert client.get(LIST).status_code == (200 if username == "cds-lyson" else 404)
