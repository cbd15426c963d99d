"""A superior's form comes in, is mapped, is filled with published figures; who may not see it has none."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
import xlwt
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.queries.superior_forms import get_places
from sokehoach.apps.documents.services import superior_forms
from sokehoach.apps.shell.outcomes import InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.source import PlaceSource, SourceKind
from tests.adapters.external_forms.layouts import saved
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District

Browser = Callable[[User], Client]
TAKERS = {"office", "leader"}
WHO = ("commune", "health", "leader", "office", "outsider", "police")


def units() -> bytes:
    made = docx.Document()
    table = made.add_table(4, 3)
    for column, head in enumerate(("Đơn vị", "Chỉ tiêu TT01", "Chỉ tiêu lạ")):
        table.cell(0, column).text = head
    for row, name in enumerate(("Xã Tênh Phông", "Xã Pú Xi", "Tổng cộng")):
        table.cell(row + 1, 0).text = name
    return saved(made)


def kept(district: District, data: bytes | None = None, name: str = "bieu.docx") -> SuperiorForm:
    told = superior_forms.FormDetails("Biểu của Sở", "Công văn 12/SLĐ", date(2021, 1, 1))
    done = superior_forms.import_form(
        details=told, data=data or units(), file_name=name, by=district.cast.office, at=AT
    )
    return SuperiorForm.objects.get(pk=done.answer["form"])


@pytest.mark.faults("superior_form.keep", "superior_form.settle")
def test_it_works(district: District, signed_in: Browser) -> None:
    district.report(district.cast.commune, {"B1": "12", "B2": "0"})
    client = signed_in(district.cast.office)
    file = SimpleUploadedFile("bieu.docx", units())
    answer = client.post(
        reverse("documents:superior_new"), {"name": "Biểu của Sở", "valid_from": "01/01/2021", "file": file}
    )
    row = SuperiorForm.objects.get()
    page = reverse("documents:superior_form", args=[row.pk])
    assert answer.url == page
    assert client.get(page).status_code == 200
    settled = client.post(f"{page}?o=t0.r1.c2", {"version": 1, "choice": "hand", "role": "now"})
    assert settled.status_code == 302
    listed = client.get(reverse("documents:superior_filled", args=[row.pk, PERIOD])).content.decode()
    assert "Xã Pú Xi" in listed
    assert "Điền được 2/6 ô, còn 3 ô chưa có số, 1 ô để điền bằng tay." in listed
    taken = client.get(reverse("documents:superior_file", args=[row.pk, PERIOD])).content
    table = docx.Document(io.BytesIO(taken)).tables[0]
    assert [cell.text for cell in table.columns[1].cells] == ["Chỉ tiêu TT01", "12", "chưa có số liệu", "12"]
    assert [cell.text for cell in table.columns[2].cells] == ["Chỉ tiêu lạ", "", "…", "…"]


def test_a_sum_with_a_gap_is_a_gap(district: District, signed_in: Browser) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["A2"], book.active["B2"] = (
        "Nội dung",
        "Số",
        "Hai thứ",
        None,
    )
    row = kept(district, saved(book), "a.xlsx")
    place = next(iter(get_places(row))).at
    both = PlaceSource(SourceKind.FIGURE, (Operand("TT01"), Operand("TT02")))
    superior_forms.assign_sources(form=row.pk, version=1, sources={place: both}, by=district.cast.office, at=AT)
    district.report(district.cast.commune, {"B1": "12"})
    taken = signed_in(district.cast.office).get(reverse("documents:superior_file", args=[row.pk, PERIOD])).content
    assert openpyxl.load_workbook(io.BytesIO(taken)).active[place.split("!")[1]].value == "chưa có số liệu"


def test_the_second_of_two_editors_is_told(district: District) -> None:
    row = kept(district)
    given: dict[str, Any] = {"form": row.pk, "by": district.cast.office, "at": AT}
    superior_forms.assign_sources(version=1, sources={"t0.r1.c2": PlaceSource(SourceKind.HAND)}, **given)
    with pytest.raises(VersionConflictError):
        superior_forms.assign_sources(version=1, sources={"t0.r1.c2": PlaceSource(SourceKind.NONE)}, **given)


def test_sources_are_chosen_for_places_of_the_form_by_who_may_edit_it(district: District) -> None:
    row = kept(district)
    by_hand = PlaceSource(SourceKind.HAND)
    for place, by in (("t9.r9.c9", district.cast.office), ("t0.r1.c2", district.cast.commune)):
        with pytest.raises(NotFoundError):
            superior_forms.assign_sources(form=row.pk, version=1, sources={place: by_hand}, by=by, at=AT)
    row.refresh_from_db()
    assert row.version == 1


def test_nothing_is_kept_of_what_is_not_taken(district: District) -> None:
    for data in (b"%PDF-1.7", b"\xd0\xcf\x11\xe0"):
        with pytest.raises(InvalidInput):
            kept(district, data)
    assert not SuperiorForm.objects.exists()


def test_an_old_workbook_is_kept_filled_and_taken_as_a_new_one(district: District, signed_in: Browser) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Biểu")
    for column, head in enumerate(("Đơn vị", "Chỉ tiêu TT01")):
        sheet.write(0, column, head, xlwt.easyxf("font: bold on; borders: bottom thin"))
    for row, name in enumerate(("Xã Tênh Phông", "Xã Pú Xi"), 1):
        sheet.write(row, 0, name)
    sheet.write(3, 0, "Tổng cộng")
    sheet.write(3, 1, xlwt.Formula("SUM(B2:B3)"))
    output = io.BytesIO()
    book.save(output)
    district.report(district.cast.commune, {"B1": "12", "B2": "0"})
    client = signed_in(district.cast.office)
    file = SimpleUploadedFile("Biểu 01.xls", output.getvalue())
    answer = client.post(
        reverse("documents:superior_new"),
        {"name": "Biểu của Sở", "valid_from": "01/01/2021", "file": file},
        follow=True,
    )
    row = SuperiorForm.objects.get()
    assert "đã được chuyển thành .xlsx" in answer.text
    assert (row.kind, row.file_name) == ("xlsx", "Biểu 01.xlsx")
    taken = client.get(reverse("documents:superior_file", args=[row.pk, PERIOD])).content
    filled = openpyxl.load_workbook(io.BytesIO(taken)).active
    assert (filled["B2"].value, filled["B4"].value) == (12, "=SUM(B2:B3)")
    assert filled["A1"].font.bold


def test_an_old_workbook_that_is_torn_is_refused(district: District, signed_in: Browser) -> None:
    torn = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0" * 600
    file = SimpleUploadedFile("bieu.xls", torn)
    answer = signed_in(district.cast.office).post(
        reverse("documents:superior_new"), {"name": "Biểu của Sở", "valid_from": "01/01/2021", "file": file}
    )
    assert (answer.status_code, "hỏng, không mở được" in answer.text) == (422, True)
    assert not SuperiorForm.objects.exists()
