"""What people bring: names without end, markup, sources that are no more, two hands at once."""

import io
from collections.abc import Callable

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.comments import Comment

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.services import superior_forms
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.source import PlaceSource, SourceKind
from tests.adapters.external_forms.layouts import saved
from tests.apps.documents.superior.test_forms import kept
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District

MARKUP = '<script>alert("x")</script> & <w:t>'


def one_place(label: str) -> bytes:
    made = docx.Document()
    made.add_paragraph(f"{label}: ……")
    return saved(made)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a" * 5_000, one_place("Kết quả"), "Nhiều nhất 300"),
        ("Biểu", b"\xd0\xcf\x11\xe0" + b"\0" * 99, "kiểu cũ"),
        ("Biểu", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu"),
        ("Biểu", b"", "Tệp trống"),
    ],
    ids=["name", "old", "locked", "empty"],
)
def test_what_is_refused_keeps_what_was_typed(
    district: District, signed_in: Callable[[User], Client], name: str, data: bytes, said: str
) -> None:
    told = {
        "name": name,
        "letter": "CV 12",
        "valid_from": "01/01/2021",
        "file": SimpleUploadedFile("a.docx", data),
    }
    answer = signed_in(district.cast.office).post(reverse("documents:superior_new"), told)
    page = answer.content.decode()
    assert (answer.status_code, said in page, 'value="CV 12"' in page) == (422, True, True)
    assert not SuperiorForm.objects.exists()


def test_markup_and_endless_labels_are_words(district: District, signed_in: Callable[[User], Client]) -> None:
    client = signed_in(district.cast.office)
    row = kept(district, one_place(f"{MARKUP} {'dài ' * 1_250}"))
    SuperiorForm.objects.filter(pk=row.pk).update(name=f"Biểu\r\n{MARKUP}")
    sources = {"p0#0": PlaceSource(SourceKind.TEXT, words=MARKUP)}
    superior_forms.assign_sources(form=row.pk, version=1, sources=sources, by=district.cast.office, at=AT)
    for route, args in (("superior_form", [row.pk]), ("superior_filled", [row.pk, PERIOD]), ("superior", [])):
        page = client.get(reverse(f"documents:{route}", args=args)).content.decode()
        assert "&lt;script&gt;alert" in page
        assert "<script>alert" not in page
    taken = client.get(reverse("documents:superior_file", args=[row.pk, PERIOD]))
    assert docx.Document(io.BytesIO(taken.content)).paragraphs[0].text.endswith(f": {MARKUP}")
    assert "\n" not in taken.headers["Content-Disposition"]


def test_a_source_that_is_no_more_is_told_and_not_kept_again(
    district: District, signed_in: Callable[[User], Client]
) -> None:
    row = kept(district, one_place("Kết quả"))
    gone = PlaceSource(SourceKind.FIGURE, (Operand("KHONG"),))
    superior_forms.assign_sources(form=row.pk, version=1, sources={"p0#0": gone}, by=district.cast.office, at=AT)
    page = f"{reverse('documents:superior_form', args=[row.pk])}?o=p0%230"
    client = signed_in(district.cast.office)
    assert "KHONG" in client.get(page).content.decode()
    answer = client.post(page, {"version": 2, "choice": "f:KHONG", "role": "now"})
    assert answer.status_code == 422
    assert "KHONG không còn trong bộ dữ liệu" in answer.content.decode()


def test_the_second_of_two_is_told_and_keeps_the_choice(
    district: District, signed_in: Callable[[User], Client]
) -> None:
    row = kept(district, one_place("Kết quả"))
    page = f"{reverse('documents:superior_form', args=[row.pk])}?o=p0%230"
    client = signed_in(district.cast.office)
    first = {"version": 1, "choice": "hand", "role": "now"}
    assert client.post(page, first).status_code == 302
    answer = client.post(page, {"version": 1, "choice": "text", "role": "now", "text": "không có"})
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "Người khác vừa sửa biểu này" in told
    assert ('value="không có"' in told, 'name="version" value="2"' in told) == (True, True)
    again = client.post(page, {"version": 2, "choice": "text", "role": "now", "text": "không có"})
    row.refresh_from_db()
    assert (again.status_code, row.settled["p0#0"]["words"]) == (302, "không có")


def test_one_choice_for_a_column_of_units(district: District, signed_in: Callable[[User], Client]) -> None:
    """«Chỉ tiêu lạ» has no source of its own; what is chosen for a commune is set for the column, the total too."""
    row = kept(district)
    page = f"{reverse('documents:superior_form', args=[row.pk])}?o=t0.r1.c2"
    answer = signed_in(district.cast.office).post(
        page,
        {
            "version": 1,
            "choice": "figures",
            "operands": ["TT02"],
            "role": "now",
            "unit": "03304",
            "scope": "column",
        },
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    told = {at: (one["operands"], one["unit"]) for at, one in row.settled.items() if at.endswith("c2")}
    assert told == {
        "t0.r1.c2": ([["TT02", ""]], "03304"),
        "t0.r2.c2": ([["TT02", ""]], "03269"),
        "t0.r3.c2": ([["TT02", ""]], ""),
    }


HIDDEN = "Lò Văn Pâng, CCCD 011190004567"


def _book(put: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for at, text in {
        "A1": "Đơn vị",
        "B1": "Số cuộc",
        "C1": "Số buổi",
        "D1": "Ghi chú",
        "A2": "Xã Pú Xi",
    }.items():
        sheet[at] = text
    put(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _hidden_sheet(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("Nguồn")
    sheet["A1"], sheet.sheet_state = HIDDEN, "veryHidden"


def _hidden_row(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["A9"] = HIDDEN
    book.worksheets[0].row_dimensions[9].hidden = True


def _remark(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["B2"].comment = Comment(HIDDEN, "x")


def _head(book: openpyxl.Workbook) -> None:
    book.worksheets[0].oddHeader.center.text = HIDDEN


def _in_word() -> bytes:
    made = docx.Document(io.BytesIO(one_place("Kết quả")))
    hidden = OxmlElement("w:bookmarkStart")
    hidden.set(qn("w:id"), "1")
    hidden.set(qn("w:name"), "Lò_Văn_Pâng_011190004567")
    made.paragraphs[0]._p.append(hidden)
    return saved(made)


@pytest.mark.parametrize(
    ("name", "data"),
    [*((f"{put.__name__}.xlsx", _book(put)) for put in (_hidden_sheet, _hidden_row, _remark, _head)),
     ("bookmark.docx", _in_word())],
    ids=lambda told: told if isinstance(told, str) else "",
)  # fmt: skip
def test_what_no_page_shows_is_looked_through_too(district: District, name: str, data: bytes) -> None:
    """The file is kept whole, and goes on as it came."""
    with pytest.raises(InvalidInput) as refused:
        kept(district, data, name)
    assert "Biểu có thông tin cá nhân" in refused.value.messages["file"][0]
    assert not SuperiorForm.objects.exists()


def test_who_drew_the_form_up_stops_nothing(district: District) -> None:
    def authored(book: openpyxl.Workbook) -> None:
        book.properties.creator = "Nguyễn Thị Hoa"
        book.worksheets[0]["B2"].comment = Comment("Ghi số nguyên", "Nguyễn Thị Hoa")

    assert kept(district, _book(authored), "bieu.xlsx").kind == "xlsx"
