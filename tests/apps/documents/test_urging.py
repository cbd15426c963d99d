"""The công văn đôn đốc names who is late, with which form, since when; and no figure."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from sokehoach.adapters.writers.docx import write_docx
from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.pages import reminder_letters
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.documents.content import Paragraph
from sokehoach.domain.documents.document_workflow import DocumentState
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.letters import OverdueForm, build_reminder_letter
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock
from tests.apps.documents.test_permissions import keep
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District

DAY = date(2021, 6, 22)


PAPER = Letterhead(("UBND huyện",), ("Phòng",), "/LĐTBXH", None, "Tuần Giáo", OpenDay(2021))


@pytest.fixture
def late(district: District, outline: dict[str, Any]) -> District:
    keep(district, "bc", outline, AT)
    district.report(district.cast.commune, {"B1": "3417"})
    return district


def printed(content: bytes) -> str:
    file = Document(BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def test_it_works(late: District) -> None:
    told = printed(write_docx(reminder_letters.build_letter(late.cast.office, period=PERIOD, day=DAY).content))
    assert "V/v đôn đốc gửi báo cáo 6 tháng đầu năm 2021" in told
    assert "/LĐTBXH" in told
    assert "BC-LĐTBXH" not in told  # a công văn has no type in its symbol
    assert "CÔNG VĂN" not in told
    assert "- UBND xã Pú Xi;" in told
    assert "hạn 16/06/2021: UBND xã Pú Xi, UBND xã Quài Cang." in told
    assert "Tênh Phông" not in told
    assert "3417" not in told


def test_a_part_of_the_issuer_is_asked_by_its_own_name(late: District) -> None:
    """A division of the police writes under the letterhead of the police: the letter went to its own issuer."""
    part, office = late.cast.units["03269"], late.cast.office.unit
    Unit.objects.filter(pk=part.pk).update(name="Bộ phận Pú Xi", letterhead=office.letterhead)
    told = printed(write_docx(reminder_letters.build_letter(late.cast.office, period=PERIOD, day=DAY).content))
    assert "hạn 16/06/2021: Bộ phận Pú Xi, UBND xã Quài Cang." in told


def test_nobody_late_is_no_letter() -> None:
    with pytest.raises(ValueError, match="nobody is late"):
        build_reminder_letter(
            overdue=(), period="6 tháng", day=DAY, letterhead=PAPER,
            signature=SignatureBlock(()), recipients=Recipients((), "VT"),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("units", "asked"),
    [
        (("UBND xã Nà Tòng",), "Đề nghị UBND xã Nà Tòng gửi báo cáo ngay"),
        (("UBND xã Nà Tòng", "Trung tâm Y tế"), "Đề nghị các đơn vị nêu trên gửi báo cáo ngay"),
    ],
)
def test_one_unit_is_asked_by_name_and_several_together(units: tuple[str, ...], asked: str) -> None:
    letter = build_reminder_letter(
        overdue=[OverdueForm("01-XA", "Kết quả", DAY, units)], period="6 tháng", day=DAY, letterhead=PAPER,
        signature=SignatureBlock(()), recipients=Recipients((), "VT"),
    )  # fmt: skip
    text = "\n".join("".join(run.text for run in block.runs) for block in letter.blocks if isinstance(block, Paragraph))
    assert asked in text
    assert ("các đơn vị" in text) == (len(units) > 1)


@pytest.mark.faults
def test_the_letter_is_drafted_checked_and_signed_like_any_document(
    late: District, signed_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sokehoach.apps.shell.clock.today", lambda: DAY)
    office = signed_in(late.cast.office)
    begun = office.post(reverse("documents:draft_reminder", args=[PERIOD]))
    row = OfficialDocument.objects.get(kind=DocumentKind.LETTER)
    assert begun.headers["Location"] == reverse("documents:words", args=[row.pk])
    assert (row.issuer.code, row.period, row.current_state, row.symbol) == (
        "099.LDTBXH", PERIOD, DocumentState.DRAFT, "/LĐTBXH",
    )  # fmt: skip
    office.post(reverse("documents:step", args=[row.pk]), {"action": "submit", "version": row.version})
    row.refresh_from_db()
    assert row.current_state is DocumentState.CHECKING
    assert "đôn đốc gửi báo cáo 6 tháng đầu năm 2021" in office.get(reverse("documents:list")).content.decode()


def test_the_page_of_documents_offers_it(
    late: District, signed_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sokehoach.apps.shell.clock.today", lambda: DAY)
    page = signed_in(late.cast.office).get(reverse("documents:list")).content.decode()
    assert "Công văn đôn đốc" in page
    assert "Công văn đôn đốc" not in signed_in(late.cast.leader).get(reverse("documents:list")).content.decode()
