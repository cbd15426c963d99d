"""Annexes in Excel: joined as on paper, figures are numbers, words stay words."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from sokehoach.adapters.writers.xlsx import annexes
from sokehoach.domain.documents.content import (
    Align,
    Annex,
    Cell,
    Column,
    Document,
    FigureRun,
    Missing,
    Operand,
    Reference,
    Row,
    Table,
    Text,
)
from sokehoach.domain.documents.parts import Letterhead, Recipients, SignatureBlock

REFERENCES = (Reference(Operand("TT01"), "2021S1"),)
TABLE = Table(
    (Column(6), Column(50), Column(13, Align.RIGHT)),
    (Row((Cell((Text("Mã"),)), Cell((Text("Chỉ tiêu"),)), Cell((Text("Số liệu"),)))),),
    (
        Row((Cell((Text("A. Truyền thông"),), columns=3),), strong=True),
        Row((Cell((Text("A1"),)), Cell((Text("=1+1"),)), Cell((FigureRun("1.234,5", REFERENCES),)))),
        Row((Cell((Text("A2"),)), Cell((Text("Lượt"),)), Cell((Missing(REFERENCES, "chưa có"),)))),
    ),
    notes=("Chỉ cộng báo cáo đã duyệt.",),
)


def document(*found: Annex) -> Document:
    head = Letterhead((), ("Ủy ban nhân dân", "xã A"), "/BC-UBND", 5, "A", date(2021, 6, 18))
    return Document(head, "Báo cáo", "X", (), "", SignatureBlock(("Chủ tịch",)), Recipients((), "VT"), annexes=found)


def test_it_works() -> None:
    book = load_workbook(
        io.BytesIO(annexes.write_annexes(document(Annex("Biểu", (TABLE,)), Annex("Biểu hai", (TABLE,)))))
    )
    assert book.sheetnames == ["Phụ lục I", "Phụ lục II"]
    page = book["Phụ lục I"]
    rows = list(page.iter_rows(values_only=True))
    assert rows[1][0] == "Biểu"
    assert "(Kèm theo Báo cáo số 05/BC-UBND" in rows[2][0]
    assert ("A1", "=1+1", 1234.5) in rows
    assert ("A2", "Lượt", "chưa có") in rows
    assert any("A6" in str(one) and "C6" in str(one) for one in page.merged_cells.ranges)
    assert [cell.data_type for cell in page["B"] if cell.value == "=1+1"] == ["s"]
    assert page.page_setup.orientation == "landscape"


def test_a_document_without_annexes_has_no_workbook() -> None:
    with pytest.raises(ValueError, match="no annex"):
        annexes.write_annexes(document())
