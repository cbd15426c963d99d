"""Every kind of document: the decree's layout in both formats, the same words in both, its text as it was agreed."""

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from sokehoach.adapters.readers.layout_files import lint_file
from sokehoach.adapters.writers import docx, pdf
from sokehoach.adapters.writers.xlsx import annexes
from sokehoach.domain.documents import serialization
from sokehoach.domain.documents.content import Table
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.plain_text import render_plain_text
from sokehoach.domain.values.value import format_value
from tests.adapters.writers.docx.opened import opened, words
from tests.adapters.writers.kinds.written import DISTRICT, written
from tests.adapters.writers.pdf.printed import keep_pages, letters, printed

GOLDEN = Path(__file__).parents[3] / "golden" / "kinds"
KEPT = Path("build/documents")  # the pages of each run, to be looked at
NAMES = sorted(written())


@pytest.mark.parametrize("name", NAMES)
def test_it_works(name: str) -> None:
    assert render_plain_text(written()[name]) == (GOLDEN / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_linter_finds_no_error(name: str) -> None:
    document = written()[name]
    KEPT.mkdir(parents=True, exist_ok=True)
    for ending, data in (("docx", docx.write_docx(document)), ("pdf", pdf.write_pdf(document))):
        (KEPT / f"{name}.{ending}").write_bytes(data)
        if ending == "pdf":
            keep_pages(data, KEPT / "pages", f"{name}-typst")
        found = lint_file(data, name=f"{name}.{ending}")
        assert [one for one in found if one.severity == "error"] == [], ending


@pytest.mark.parametrize("name", NAMES)
def test_both_formats_say_the_same(name: str) -> None:
    document = replace(written()[name], notice="")
    assert sorted(printed(document)) == sorted(letters(words(opened(document).element.body)))


@pytest.mark.parametrize("name", [name for name in NAMES if written()[name].annexes])
def test_the_workbook_has_the_cells_that_the_paper_has(name: str) -> None:
    """Of each annex in order; its figures are numbers that print as they do there."""
    document = written()[name]
    tables = [one for annex in document.annexes for one in annex.blocks if isinstance(one, Table)]
    on_paper = [one._tbl for one in opened(document).tables if one._tbl.find(f".//{qn('w:tblHeader')}") is not None]
    sheets = load_workbook(io.BytesIO(annexes.write_annexes(document))).worksheets
    for table, drawn, sheet in zip(tables, on_paper[-len(tables) :], sheets, strict=True):
        rows = (*table.head, *table.rows)
        cells = ["".join(run.text for run in cell.runs) for row in rows for cell in row.cells]
        assert letters("".join(cells)) == letters(words(drawn))
        held = [cell for row in sheet.iter_rows(min_row=4) for cell in row if cell.value is not None]
        assert [_shown(cell) for cell in held] == [*(one for one in cells if one), *table.notes]


def _shown(cell: Any) -> str:
    return format_value(Decimal(str(cell.value))) if cell.data_type == "n" else str(cell.value)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_stored_and_read_again(name: str) -> None:
    document = written()[name]
    assert serialization.load_document(serialization.dump_document(document)) == document


def test_symbols_follow_the_decree() -> None:
    assert {kind: DISTRICT.symbol(kind) for kind in DocumentKind} == {
        DocumentKind.REPORT: "/BC-UBND",
        DocumentKind.PLAN: "/KH-UBND",
        DocumentKind.MINUTES: "/BB-UBND",
        DocumentKind.DECISION: "/QĐ-UBND",
        DocumentKind.LETTER: "/UBND-LĐTBXH",
        DocumentKind.NOTICE: "/TB-UBND",
        DocumentKind.INVITATION: "/GM-UBND",
    }
