"""No entry to a file from outside opens it in the process of the server: not one, whatever the format."""

import contextlib
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from xml.sax import expatreader

import docx
import openpyxl
import pypdf
import pypdfium2
import pytest
from lxml import etree

from sokehoach.adapters import signature
from sokehoach.adapters.external_forms import form_files as blank
from sokehoach.adapters.readers import evidence_files as evidence
from sokehoach.adapters.readers import layout_files, ooxml, text_files
from sokehoach.adapters.readers.evidence_files import EvidenceDocument
from sokehoach.adapters.readers.pdf import cleaning
from sokehoach.adapters.readers.xlsx import reader as xlsx
from sokehoach.adapters.sandbox import FileRefusedError

pytestmark = pytest.mark.parser_process

SAID = "Kết quả tuyên truyền tháng 6"


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph(SAID)
    return saved(document)


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = SAID
    return saved(book)


def print_out() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


MADE = {"docx": word(), "xlsx": sheet(), "pdf": print_out()}
TYPES = {**ooxml.CONTENT_TYPES, "pdf": cleaning.CONTENT_TYPE}
NOW = datetime(2021, 6, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_parser_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened_here(*_words: object, **_named: object) -> None:
        raise AssertionError("opened in the process of the server")

    for owner, name in (
        (zipfile.ZipFile, "__init__"),
        (expatreader.ExpatParser, "feed"),
        (pypdf.PdfReader, "__init__"),
        (pypdfium2.PdfDocument, "__init__"),
        (openpyxl, "load_workbook"),
        (etree, "fromstring"),
    ):
        monkeypatch.setattr(owner, name, opened_here)


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize(
    "entry",
    [
        lambda data, name: evidence.clean_document(data, name=name).content,
        lambda data, name: evidence.read_words(EvidenceDocument(name, TYPES[name[2:]], data)),
        lambda data, name: text_files.open_file(data, name=name).text,
        lambda data, name: layout_files.lint_file(data, name=name),
        lambda data, name: blank.read_form(data, name=name),
        lambda data, name: blank.fill_form(data, []).content,
        lambda data, name: xlsx.read_workbook(data),
        lambda data, name: signature.read_signatures(data, at=NOW),
    ],
    ids=["evidence", "words", "text", "layout", "form", "filled form", "sheet", "signatures"],
)
def test_it_is_opened_apart(kind: str, entry: Callable[[bytes, str], object]) -> None:
    with contextlib.suppress(FileRefusedError):  # a format that this entry does not take
        entry(MADE[kind], f"a.{kind}")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_words_of_evidence_come_back(kind: str) -> None:
    assert SAID in evidence.read_words(EvidenceDocument(f"a.{kind}", TYPES[kind], MADE[kind]))


def test_a_package_that_cannot_be_read_is_refused_with_a_sentence() -> None:
    with pytest.raises(evidence.EvidenceRefusedError, match="hỏng"):
        evidence.read_words(EvidenceDocument("a.docx", TYPES["docx"], MADE["docx"][:200]))
