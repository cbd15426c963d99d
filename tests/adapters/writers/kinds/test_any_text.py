"""Any text in any place of a document comes out as it stands, in every format, and nothing of it is alive."""

import io
import zipfile
from collections import Counter
from datetime import date

import openpyxl
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sokehoach.adapters.writers import docx, pdf
from sokehoach.adapters.writers.xlsx import annexes
from sokehoach.domain.documents.content import (
    Annex,
    Banner,
    Cell,
    Column,
    Document,
    FigureRun,
    Heading,
    Missing,
    Operand,
    Paragraph,
    Picture,
    Reference,
    Row,
    Table,
    Text,
)
from sokehoach.domain.documents.parts import Letterhead, Recipients, SignatureBlock
from tests.adapters.writers.docx.opened import opened, words
from tests.adapters.writers.pdf.printed import alternatives, letters, pages, picture
from tests.soak import times

DOT = picture([b"\x80" * 24] * 4, 8)
markup = st.text("#*_<>&\\$@`~=/-+'\"[]{}()«»;,% aăđ1.:!?^|", min_size=1, max_size=40).filter(
    lambda text: bool(text.strip())
)


def everywhere(text: str, *, head: str | None = None) -> tuple[Document, list[str]]:
    """A document that holds the text in each place that a person or a register fills, and what it must print.

    `head`: what stands in the heads of tables instead, which each page repeats.
    """
    said: list[str] = []

    def told(capitals: bool = False) -> str:
        said.append(f"m{len(said):02d}{text}m")
        if capitals:
            said[-1] = said[-1].upper()
        return said[-1]

    references = (Reference(Operand("TT01"), "2021S1"),)

    def table() -> Table:
        cells = (Cell((Text(told()),)), Cell((FigureRun(told(), references),)), Cell((Missing(text=told()),)))
        return Table(
            (Column(1), Column(1), Column(1)),
            (Row(tuple(Cell((Text(told() if head is None else head),)) for _ in cells)),),
            (Row((Cell((Text(told()),), columns=3),), strong=True), Row(cells)),
            told(),
            (told(),),
        )

    document = Document(
        letterhead=Letterhead((told(True),), (told(True),), f"/{told()}", 7, told(), date(2021, 6, 4)),
        kind=told(True),
        title=told(),
        addressees=(told(), told()),
        preamble=(Paragraph((Text(told(), italic=True),)),),
        blocks=(
            Banner(told()), Heading(1, "I.", told(True)), Heading(2, "1.", told()), Heading(3, "a)", told()),
            Paragraph((Text(told()), FigureRun(told(), references), Missing(text=told()))), table(),
            Picture(DOT, 60, f"alt {text}", told()),
        ),
        closing=told(),
        signature=SignatureBlock((told(True),), told()),
        beside=SignatureBlock((told(True),), told()),
        recipients=Recipients((told(),), told()),
        annexes=(Annex(told(True), (table(),)),),
        lead=told(),
    )  # fmt: skip
    return document, said


@settings(max_examples=times(12, 300))
@given(markup)
@example("#let x = 1; *đậm* _nghiêng_ <nhãn> @ref $x^2$ \\n `mã` // chú thích /* */")
@example('= Tiêu đề - gạch + số / từ: nghĩa #include("x") #sys.inputs')
@example("https://example.invalid -- --- ... 'a' \"b\" ~ javascript:alert(1)")
@example("<w:p/><script>&amp;&lt; ]]> <!-- --> {{ 1 }} {% x %} %PDF")
@example('=HYPERLINK("x") @SUM(A1) +1 -1|cmd\' /C calc\'!A0 ;,"')
def test_it_works(text: str) -> None:
    document, said = everywhere(text)
    word, paper = docx.write_docx(document), pdf.write_pdf(document)
    package = opened(document)
    in_word, in_paper = letters(words(package.element.body)), letters("".join(pages(paper)))
    assert [one for one in said if letters(one) not in in_word] == []
    assert in_word == in_paper
    assert [one.get("descr") for one in package.element.body.iter(qn("wp:docPr"))] == [f"alt {text}"]
    assert alternatives(paper) == [f"alt {text}"]
    _nothing_lives_in_word(word)
    assert not any(key in paper for key in (b"/JavaScript", b"/URI", b"/Launch", b"/OpenAction"))
    _sheets_say_the_same(document)


def _nothing_lives_in_word(data: bytes) -> None:
    """One field, the number of the page, and no way out of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        told = {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}
    body = told["word/document.xml"]
    assert not any(tag in body for tag in ("<w:instrText", "<w:fldSimple", "<w:hyperlink", "<w:object"))
    assert all('TargetMode="External"' not in part for part in told.values())


def _sheets_say_the_same(document: Document) -> None:
    """Each cell of an annex as text, none of them a formula."""
    (page,) = openpyxl.load_workbook(io.BytesIO(annexes.write_annexes(document))).worksheets
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    held = [str(cell.value) for cell in cells]
    (table,) = document.annexes[0].blocks
    assert isinstance(table, Table)
    for row in (*table.head, *table.rows):
        for one in row.cells:
            assert "".join(run.text for run in one.runs) in held
    assert document.annexes[0].title in held
    assert table.notes[0] in held


def test_five_thousand_letters_in_any_place_are_printed_whole() -> None:
    document, said = everywhere("Đội kiểm tra liên ngành phòng, chống tệ nạn xã hội " * 100, head="Cột")
    in_word = letters(words(opened(document).element.body))
    assert [one for one in said if letters(one) not in in_word] == []
    in_paper = letters("".join(pages(pdf.write_pdf(document))))
    assert Counter(in_word) <= Counter(in_paper)  # the heads of tables are repeated
    assert len(in_paper) - len(in_word) < 1000
