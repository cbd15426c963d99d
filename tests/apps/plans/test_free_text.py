"""A clerk tells of a result and names somebody: marked, redacted, saved; a document that names one stays outside."""

import io
from typing import Any

import docx
import openpyxl
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from sokehoach.apps.audit.models import Event
from sokehoach.apps.plans.models import Assignment, Duty, Evidence
from sokehoach.apps.plans.services import items
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.plans.conftest import ImportedPlan
from tests.apps.plans.test_assignments import at, named, told
from tests.factories.cast import AT

RESULT = "Đã tư vấn cho chị Lò Thị Inh, số 0912 345 678, giới thiệu học nghề."


@pytest.fixture
def mine(followed: ImportedPlan) -> Assignment:
    return Assignment.objects.filter(unit=followed.cast.units["03304"]).first()


@pytest.mark.faults("assignment.work", "plan.bring_into_force", "plan.import", "plan_item.confirm")
def test_it_works(followed: ImportedPlan, mine: Assignment, signed_in: Any) -> None:
    """Marked where it stands, nothing typed is lost; one press strikes and saves."""
    client = signed_in(followed.cast.commune)
    refused = client.post(at(mine), told(mine, state="doing", result=RESULT))
    assert refused.status_code == 422
    page = refused.content.decode()
    assert '<mark class="found__place">Lò Thị Inh<span class="found__kind">tên người</span></mark>' in page
    assert "số điện thoại" in page
    assert f">\n{RESULT}</textarea>" in page
    mine.refresh_from_db()
    assert mine.result == ""
    saved = client.post(at(mine), told(mine, state="doing", result=RESULT, che="result"))
    assert saved.status_code == 302
    mine.refresh_from_db()
    assert mine.result == "Đã tư vấn cho chị [đã che], số [đã che], giới thiệu học nghề."


def test_an_officials_name_passes(followed: ImportedPlan, mine: Assignment, signed_in: Any) -> None:
    name = followed.cast.leader.full_name
    sent = told(mine, state="doing", result=f"Đồng chí {name} đã chủ trì họp.")
    assert signed_in(followed.cast.commune).post(at(mine), sent).status_code == 302


def test_a_place_that_looks_like_a_name_is_waved_through_and_counted(
    followed: ImportedPlan, mine: Assignment, signed_in: Any
) -> None:
    client = signed_in(followed.cast.commune)
    text = "Treo pa nô ở Hồ Cửa Đạt."
    assert client.post(at(mine), told(mine, state="doing", result=text)).status_code == 422
    sent = told(mine, state="doing", result=text) | {"khong-phai": "Hồ Cửa Đạt"}
    assert client.post(at(mine), sent).status_code == 302
    event = Event.objects.filter(action="assignment.work").latest("seq")
    assert event.body["detail"]["waved_through"] == 1
    mine.refresh_from_db()
    again = told(mine, state="doing", result=text + " Xong.")
    assert client.post(at(mine), again).status_code == 302, "what stands already is not asked about again"


def test_a_number_cannot_be_waved_through(followed: ImportedPlan, mine: Assignment, signed_in: Any) -> None:
    sent = told(mine, state="doing", result="Gọi 0912 345 678") | {"khong-phai": "0912 345 678"}
    assert signed_in(followed.cast.commune).post(at(mine), sent).status_code == 422
    mine.refresh_from_db()
    assert mine.result == ""


def word(text: str, *, foot: str = "") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    document.sections[0].footer.paragraphs[0].text = foot
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def sheet(*cells: Any) -> bytes:
    book = openpyxl.Workbook()
    book.create_sheet("ẩn").append([*cells])
    book["ẩn"].sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def drawn(operators: bytes) -> bytes:
    """A PDF of one page with these operators; Helvetica as F1."""
    writer = PdfWriter()
    page = writer.add_blank_page(400, 400)
    stream = DecodedStreamObject()
    stream.set_data(operators)
    page[NameObject("/Contents")] = writer._add_object(stream)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def scanned() -> bytes:
    """A page that is one picture."""
    image = b"q 300 0 0 300 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"
    assert PdfReader(io.BytesIO(drawn(image))).pages
    return drawn(image)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (word("Đã gặp chị Lò Thị Inh và chị Quàng Thị Ón."), "a.docx", "2 tên người"),
        (word("Báo cáo", foot="Liên hệ 0912 345 678"), "a.docx", "1 số điện thoại"),
        (sheet("Số CCCD", "011190001234"), "a.xlsx", "1 số giấy tờ"),
        (drawn(b"BT /F1 12 Tf 20 200 Td (Goi so 0912 345 678) Tj ET"), "a.pdf", "1 số điện thoại"),
        (word("Báo cáo"), "Biên bản Lò Thị Inh.docx", "1 tên người"),
        (scanned(), "a.pdf", "bản quét"),
    ],
    ids=["names", "in the foot", "on a hidden sheet", "in a PDF", "in the file's name", "a scan"],
)
def test_a_document_that_names_somebody_is_not_kept(
    followed: ImportedPlan, mine: Assignment, signed_in: Any, data: bytes, name: str, said: str
) -> None:
    """Kinds and counts are told; the words are not repeated, and there is nothing to wave through."""
    sent = told(mine, state="doing", result="Đã làm", upload=named(data, name))
    reply = signed_in(followed.cast.commune).post(at(mine), sent)
    assert reply.status_code == 422
    assert said in reply.content.decode()
    assert "khong-phai" not in reply.content.decode()
    assert not Evidence.objects.exists()


def test_sums_of_money_in_a_sheet_are_nobodys_number(followed: ImportedPlan, mine: Assignment, signed_in: Any) -> None:
    data = sheet("Kinh phí", 145_123_000, 1_200_000_000, 98.5, "45/KH-UBND")
    sent = told(mine, state="doing", result="Đã chi", upload=named(data, "kinh phi.xlsx"))
    assert signed_in(followed.cast.commune).post(at(mine), sent).status_code == 302


def test_who_signs_a_document_may_be_named(followed: ImportedPlan, mine: Assignment, signed_in: Any) -> None:
    document = docx.Document()
    for line in ("BÁO CÁO", "Tổ chức 12 buổi.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Thông"):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    sent = told(mine, state="doing", result="Đã làm", upload=named(buffer.getvalue(), "a.docx"))
    assert signed_in(followed.cast.commune).post(at(mine), sent).status_code == 302
    assert Evidence.objects.count() == 1


def test_whom_the_signed_plan_names_may_stand_in_a_duty_and_nobody_else(imported_plan: ImportedPlan) -> None:
    """The plan is signed by Vừ A Hùng: an official text."""
    duty = imported_plan.item("NV1")

    def confirm(title: str) -> None:
        items.confirm_duty(
            plan=imported_plan.plan.pk, code=duty.code, version=duty.version, title=title,
            lead=f"u:{imported_plan.cast.units['099.CA'].pk}", coordinating=(), nature=Duty.Nature.STANDING,
            due_on=None, by=imported_plan.cast.office, at=AT,
        )  # fmt: skip

    with pytest.raises(InvalidInput) as refusal:
        confirm("Vận động chị Lò Thị Inh")
    assert list(refusal.value.messages) == ["title"]
    confirm("Đồng chí Vừ A Hùng chỉ đạo chung")
