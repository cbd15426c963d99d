"""A column is decided once, a name explained once, money comes in the size that is asked, a wrong total is refused."""

import io
from collections.abc import Callable

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.indicators.models import DataElement
from tests.adapters.external_forms.layouts import saved
from tests.apps.documents.superior.test_forms import kept
from tests.factories.district import PERIOD, District

ROWS = ("X. Pú Xi", "Quai Cang", "Tênh Phông (xã)", "Trại giam")
HEADS = ("TT", "Xã, thị trấn", "Số buổi nói chuyện", "Kinh phí đã chi (nghìn đồng)", "Ghi chú")

Browser = Callable[[User], Client]


def sheet(rows: tuple[str, ...] = ROWS, heads: tuple[str, ...] = HEADS) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Biểu"
    book.active.append(heads)
    for number, name in enumerate(rows, 1):
        book.active.append((number, name))
    last = len(rows) + 1
    book.active.append(("", "Tổng cộng", f"=SUM(C2:C{last})", f"=SUM(D2:D{last})"))
    return saved(book)


@pytest.fixture
def reported(district: District) -> District:
    """Talks are counted; what was the second figure is money, in triệu đồng."""
    DataElement.objects.filter(code="TT02").update(name="Kinh phí đã chi", unit="triệu đồng", kind="money")
    district.report(district.cast.commune, {"B1": "3", "B2": "1,25"})
    district.report(district.cast.other_commune, {"B1": "4", "B2": "0,5"})
    return district


def page_of(row: SuperiorForm, at: str, query: str = "") -> str:
    return f"{reverse('documents:superior_form', args=[row.pk])}?o=s0!{at}{query}"


def taken(client: Client, row: SuperiorForm) -> dict[str, object]:
    answer = client.get(reverse("documents:superior_file", args=[row.pk, PERIOD]))
    assert answer.status_code == 200, answer.content.decode()
    told = openpyxl.load_workbook(io.BytesIO(answer.content), data_only=True).active
    return {cell.coordinate: cell.value for line in told for cell in line if cell.value is not None}


def test_a_column_is_decided_once_and_a_name_explained_once(reported: District, signed_in: Browser) -> None:
    client = signed_in(reported.cast.office)
    file = SimpleUploadedFile("a.xlsx", sheet())
    told = {"name": "Biểu theo xã", "valid_from": "01/01/2021", "file": file}
    client.post(reverse("documents:superior_new"), told)
    row = SuperiorForm.objects.get()
    page = client.get(reverse("documents:superior_form", args=[row.pk])).content.decode()
    assert "cả cột" in page
    assert "Còn 5/13 ô chưa rõ" in page, "the column that nobody knows, and the row that nobody knows"

    talks = {
        "version": 1,
        "choice": "figures",
        "operands": "TT01",
        "role": "now",
        "unit": "03269",
        "scope": "column",
    }
    assert client.post(page_of(row, "C2"), talks).status_code == 302
    row.refresh_from_db()
    units = {at: source["unit"] for at, source in row.settled.items() if at in ("s0!C2", "s0!C3", "s0!C4")}
    assert units == {"s0!C2": "03269", "s0!C3": "03289", "s0!C4": "03304"}
    assert "s0!C5" not in row.settled, "a name that nobody knows is not the whole area"

    asked = client.get(page_of(row, "C5")).content.decode()
    assert "«Trại giam» là đơn vị nào?" in asked
    said = {"version": row.version, "label": "Trại giam", "names": "outside"}
    assert client.post(page_of(row, "C5"), said).status_code == 302
    cells = taken(client, row)
    assert {at: cells.get(at) for at in ("C2", "C3", "C4", "C5", "C6", "D2", "D4", "D6")} == {
        "C2": 4, "C3": "chưa có số liệu", "C4": 3, "C5": None, "C6": 7, "D2": 500, "D4": 1250, "D6": 1750,
    }  # fmt: skip
    filled = client.get(reverse("documents:superior_filled", args=[row.pk, PERIOD])).content.decode()
    assert "1,25 triệu đồng = 1.250 nghìn đồng" in filled


def test_what_is_not_decided_is_never_written(reported: District, signed_in: Browser) -> None:
    cells = taken(signed_in(reported.cast.office), kept(reported, sheet(), "a.xlsx"))
    assert [cells.get(f"C{number}") for number in range(2, 7)] == ["…"] * 4 + [0]


def test_a_total_that_differs_from_what_is_consolidated_stops_the_file(reported: District, signed_in: Browser) -> None:
    """The table has no row for one commune: its own sum leaves out what that commune did."""
    row = kept(reported, sheet(ROWS[:2], ("TT", "Xã", "Chỉ tiêu TT01", "Kinh phí đã chi (nghìn đồng)", "")), "a.xlsx")
    client = signed_in(reported.cast.office)
    file = reverse("documents:superior_file", args=[row.pk, PERIOD])
    refused = client.get(file)
    assert refused.status_code == 409
    said = refused.content.decode()
    assert "Biểu!C4: công thức trong tệp ra 4, số tổng hợp là 7" in said
    assert "Biểu!D4: công thức trong tệp ra 500, số tổng hợp là 1.750" in said
    assert "không có dòng của Xã Tênh Phông" in said
    page = client.get(reverse("documents:superior_filled", args=[row.pk, PERIOD]))
    assert page.status_code == 422
    assert file not in page.content.decode()

    for version, cell in enumerate(("C4", "D4"), 1):
        shown = client.get(page_of(row, cell)).content.decode()
        assert "Ô tổng của biểu, chỉ để đối chiếu" in shown
        left = {"version": version, "choice": "hand", "role": "now"}
        assert client.post(page_of(row, cell), left).status_code == 302
    assert taken(client, row)["C4"] == 4


def test_a_figure_that_cannot_be_turned_into_the_measure_is_refused(reported: District, signed_in: Browser) -> None:
    row = kept(reported, sheet(), "a.xlsx")
    talks = {
        "version": 1,
        "choice": "figures",
        "operands": ["TT01"],
        "role": "now",
        "unit": "03269",
        "scope": "cell",
    }
    answer = signed_in(reported.cast.office).post(page_of(row, "D2"), talks)
    assert answer.status_code == 422
    assert "Ô này tính bằng «nghìn đồng», nguồn đã chọn tính bằng «cuộc»" in answer.content.decode()


def test_a_scope_that_says_nothing_is_refused(reported: District, signed_in: Browser) -> None:
    row = kept(reported, sheet(), "a.xlsx")
    for scope in ("row", "table"):
        talks = {
            "version": 1,
            "choice": "figures",
            "operands": "TT01",
            "role": "now",
            "unit": "03269",
            "scope": scope,
        }
        assert signed_in(reported.cast.office).post(page_of(row, "C2"), talks).status_code == 422
    row.refresh_from_db()
    assert row.version == 1


def test_an_explained_name_is_explained_again(reported: District, signed_in: Browser) -> None:
    row = kept(reported, sheet(), "a.xlsx")
    client = signed_in(reported.cast.office)
    said = {"version": 1, "label": "Trại giam", "names": "outside"}
    client.post(page_of(row, "D5"), said)
    row.refresh_from_db()
    assert row.settled["s0!D5"]["kind"] == "hand"
    again = client.get(page_of(row, "D5", "&nhan=1")).content.decode()
    assert "«Trại giam» là đơn vị nào?" in again
    client.post(page_of(row, "D5", "&nhan=1"), said | {"version": row.version, "names": "unit:03304"})
    row.refresh_from_db()
    assert (row.settled["s0!D5"]["kind"], row.settled["s0!D5"]["unit"]) == ("figure", "03304")


def test_another_office_may_not_explain_a_name(reported: District, signed_in: Browser) -> None:
    row = kept(reported, sheet(), "a.xlsx")
    said = {"version": 1, "label": "Trại giam", "names": "outside"}
    for who, status in ((reported.cast.leader, 404), (reported.cast.outsider, 404)):
        assert signed_in(who).post(page_of(row, "C5"), said).status_code == status


def test_a_total_of_word_is_worked_out_and_compared_too(reported: District, signed_in: Browser) -> None:
    made = docx.Document()
    grid = made.add_table(3, 2)
    for row, texts in enumerate((("Đơn vị", "Chỉ tiêu TT01"), ("Tênh Phông", ""), ("Tổng cộng", ""))):
        for column, text in enumerate(texts):
            grid.cell(row, column).text = text
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" =SUM(ABOVE) "><w:r><w:t>0</w:t></w:r></w:fldSimple>'
    grid.cell(2, 1).paragraphs[0]._p.append(parse_xml(field))
    row = kept(reported, saved(made))
    refused = signed_in(reported.cast.office).get(reverse("documents:superior_file", args=[row.pk, PERIOD]))
    assert refused.status_code == 409
    assert "Ô Bảng 1, dòng 3, cột 2: công thức trong tệp ra 3, số tổng hợp là 7" in refused.content.decode()
