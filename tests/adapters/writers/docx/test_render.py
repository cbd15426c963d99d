"""The pages as an office suite lays them out, beside those of the PDF; skipped where none is installed."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from bench.bench_documents import ANNEXES, PAGES, body_pages, district

from sokehoach.adapters.writers import docx, pdf
from sokehoach.domain.documents.content import Document, Heading, Paragraph, Table, Text, is_title_row
from tests.adapters.writers.kinds.written import written
from tests.adapters.writers.pdf.printed import keep_pages, letters, level, pages, quiet
from tests.golden.report import report
from tests.soak import LONG

KEPT = Path("build/documents/pages")  # of each run, to be looked at


def crowded(lines: int) -> Document:
    """Headings after a page that is nearly full."""
    filler = tuple(Paragraph((Text("Một dòng."),)) for _ in range(lines))
    ends = (Heading(1, "I.", "Tiêu đề"), Heading(2, "1.", "Nhỏ hơn"), Paragraph((Text("Lời."),)))
    return replace(report(), blocks=(*filler, *ends), annexes=())


def documents() -> dict[str, Document]:
    """In the long form every kind, the report of twelve pages with four annexes, and every place on the page."""
    told = {f"crowded-{lines}": crowded(lines) for lines in (range(18, 36) if LONG else (24, 25))}
    if not LONG:
        return {"report": report(), **told}
    long = next(made for lines in range(20, 400, 4) if body_pages(made := district(lines)) >= PAGES)
    return {**written(), "district": long, **told}


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Document, bytes, bytes]]:
    """Each document with its pages by the office suite and by us."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no soffice on this machine: the pages cannot be laid out here")
    folder = tmp_path_factory.mktemp("office")
    told = {name: level(quiet(one)) for name, one in documents().items()}
    for name, one in told.items():
        (folder / f"{name}.docx").write_bytes(docx.write_docx(one))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(folder / f"{name}.docx") for name in told]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=600)
    made = {name: (one, (folder / f"{name}.pdf").read_bytes(), pdf.write_pdf(one)) for name, one in told.items()}
    for name, (_, theirs, ours) in made.items():
        keep_pages(theirs, KEPT, f"{name}-office")
        keep_pages(ours, KEPT, f"{name}-typst")
    return made


type Laid = dict[str, tuple[Document, bytes, bytes]]


def test_it_works(laid: Laid) -> None:
    """The same pages upright and on their side, with the same words in the same order."""
    for name, (_, theirs, ours) in laid.items():
        assert _sides(theirs) == _sides(ours), name
        assert letters("".join(pages(theirs))) == letters("".join(pages(ours))), name


def test_no_heading_stands_alone_at_the_foot_of_a_page(laid: Laid) -> None:
    for name, (document, *files) in laid.items():
        titles = {letters(one) for one in _titles(document)}
        for data in files:
            ends = [letters(page) for page in pages(data)]
            assert [end for end in ends if any(end.endswith(title) for title in titles)] == [], name


def test_the_long_report_has_its_pages(laid: Laid) -> None:
    if "district" not in laid:
        pytest.skip("the report of twelve pages is laid out in the long form")
    document, theirs, _ = laid["district"]
    assert len(document.annexes) == ANNEXES
    assert _sides(theirs).index(True) >= PAGES  # the first annex lies on its side


def _sides(data: bytes) -> list[bool]:
    with pdfium.PdfDocument(data) as file:
        return [page.get_width() > page.get_height() for page in file]


def _titles(document: Document) -> list[str]:
    """Headings as they are printed, titles within tables."""
    told = []
    for block in (*document.blocks, *(block for annex in document.annexes for block in annex.blocks)):
        match block:
            case Heading(level, number, text):
                told.append(f"{number} {text.upper() if level == 1 else text}")
            case Table(columns=columns, rows=rows):
                told += [
                    "".join(run.text for run in row.cells[0].runs) for row in rows if is_title_row(row, len(columns))
                ]
    return told
