"""Read the lines of a draft's Word file that came back, with its controls and bookmarks (`writers.docx`)."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from sokehoach.adapters.readers.docx.names import get_value, local_name, w
from sokehoach.adapters.readers.docx.numbering import Numbering
from sokehoach.adapters.readers.docx.package import DocxPackage
from sokehoach.adapters.readers.docx.styles import Styles
from sokehoach.adapters.readers.docx.text_paragraphs import ParagraphReader, PrintedParagraph, ReadState
from sokehoach.adapters.readers.file_kinds import detect_kind
from sokehoach.adapters.readers.file_text import FileKind
from sokehoach.adapters.sandbox import FileRefusedError, limits, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.word_edits.lines import Control, LinePart, WordLine, WordLines, parse_word_lines
from sokehoach.domain.documents.word_edits.marks import parse_figure_mark
from sokehoach.domain.messages import say
from sokehoach.domain.text import normalize_nfc

MAX_BYTES = 10 * 1024 * 1024
MAX_LINES = 5_000
MAX_LINE_LETTERS = 20_000
_OPEN, _MIDDLE, _CLOSE = "\x01", "\x02", "\x03"  # around a control; XML cannot contain them
_CONTROL = re.compile(f"{_OPEN}([^{_OPEN}{_MIDDLE}{_CLOSE}]*){_MIDDLE}([^{_OPEN}{_MIDDLE}{_CLOSE}]*){_CLOSE}")
_SIGNS = re.compile(f"[{_OPEN}{_MIDDLE}{_CLOSE}]")
_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}
_TRACKED = ("ins", "del", "moveFrom", "moveTo")
_CORE = "docProps/core.xml"
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"


@slow_work
def read_draft_lines(data: bytes, *, name: str) -> WordLines:
    """Return the lines of a .docx of at most MAX_BYTES; it is opened in its own process. Raises FileRefusedError."""
    if not data.strip():
        raise FileRefusedError(say("Tệp trống. Hãy chọn lại tệp."))
    if len(data) > MAX_BYTES:
        raise FileRefusedError(
            say("Tệp lớn hơn %(max_bytes)s MB. Hãy giảm cỡ tệp rồi tải lên lại.", max_bytes=MAX_BYTES // 1024 // 1024)
        )
    if detect_kind(data, name=name) is not FileKind.DOCX:
        raise FileRefusedError(say("Tệp không phải Word .docx. Hãy mở bằng Word, lưu thành .docx rồi tải lên lại."))
    try:
        return parse_word_lines(process.run("draft_lines", data, name=name))
    except (ValueError, TypeError, KeyError) as error:
        if isinstance(error, FileRefusedError):
            raise
        raise FileRefusedError(say("Tệp hỏng, không mở được. Hãy lưu lại văn bản rồi tải lên lại.")) from error


def run_draft_lines_job(data: bytes, *, name: str) -> dict[str, Any]:
    """Run the job «draft_lines» of parser_jobs."""
    package = DocxPackage(data)
    styles = Styles(package.parse_sibling("styles.xml"))
    reader = _LineReader(_ControlReader(styles, Numbering(package.parse_sibling("numbering.xml"), styles)))
    reader.read_body(package.body)
    comments = package.parse_sibling("comments.xml")
    core = package.parse_part(_CORE)
    keywords = None if core is None else core.find(_KEYWORDS)
    return WordLines(
        tuple(reader.lines),
        "" if keywords is None else keywords.text or "",
        sum(1 for name in _TRACKED for change in package.body.iter(w(name)) if change.find(f".//{w('r')}") is not None),
        0 if comments is None else len(comments.findall(w("comment"))),
    ).to_json()


class _ControlReader(ParagraphReader):
    """Reads a paragraph with signs around the controls of figures."""

    def read_element(self, element: Element, state: ReadState) -> None:
        tag = _get_tag(element) if local_name(element) == "sdt" else None
        if tag is None or parse_figure_mark(tag) is None:
            super().read_element(element, state)
            return
        state.pieces += [_OPEN, tag, _MIDDLE]
        super().read_element(element, state)
        state.pieces.append(_CLOSE)


class _LineReader:
    """Collects the lines of the body from top to bottom."""

    def __init__(self, paragraphs: ParagraphReader) -> None:
        self.lines: list[WordLine] = []
        self._paragraphs = paragraphs
        self._section = 0
        self._letters = 0
        self._marks: list[str] = []  # that begin between two paragraphs
        self._pending: PrintedParagraph | None = None

    def read_body(self, element: Element) -> None:
        for child in element:
            name = local_name(child)
            if name == "p":
                self._read_paragraph(child)
            elif name == "tbl":
                self._add(
                    WordLine((_flatten_texts(self._list_table_texts(child)),), section=self._section, is_table=True)
                )
            elif name == "bookmarkStart":
                self._marks.append(get_value(child, "name") or "")
            elif name in _WRAPPERS:
                self.read_body(child)
            elif name == "altChunk":
                raise FileRefusedError(
                    say("Tệp chèn nội dung của tệp khác. Hãy mở bằng Word, lưu lại rồi tải lên lại.")
                )

    def _read_paragraph(self, element: Element) -> None:
        paragraph = self._paragraphs.read_paragraph(element)
        self._marks += [get_value(mark, "name") or "" for mark in element.iter(w("bookmarkStart"))]
        if self._pending is not None:
            paragraph = PrintedParagraph(self._pending.text + paragraph.text, self._pending.label, paragraph.joins)
        self._pending = paragraph if paragraph.joins else None
        if self._pending is None:
            style = element.find(f"{w('pPr')}/{w('pStyle')}")
            label = f"{paragraph.label} " if paragraph.label else ""
            parts = tuple(_split_controls(normalize_nfc(label + paragraph.text)))
            self._add(WordLine(parts, tuple(self._marks), get_value(style) or "", self._section))
            self._marks = []
        for box in paragraph.boxes:
            self.read_body(box)
        if element.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            self._section += 1

    def _list_table_texts(self, element: Element) -> Iterator[str]:
        for child in element:
            if local_name(child) == "p":
                yield self._paragraphs.read_paragraph(child).whole
            elif local_name(child) in {"tbl", "tr", "tc", *_WRAPPERS}:
                yield from self._list_table_texts(child)

    def _add(self, line: WordLine) -> None:
        letters = len(line.text)
        self._letters += letters
        if len(self.lines) >= MAX_LINES or self._letters > limits.MAX_LETTERS:
            raise FileRefusedError(say("Tệp dài quá mức của một văn bản. Hãy kiểm tra xem đã chọn đúng tệp chưa."))
        if letters > MAX_LINE_LETTERS and not line.is_table:
            raise FileRefusedError(say("Tệp có đoạn dài quá %(most)s chữ. Hãy tách đoạn đó.", most=MAX_LINE_LETTERS))
        self.lines.append(line)


def _get_tag(control: Element) -> str | None:
    return get_value(control.find(f"{w('sdtPr')}/{w('tag')}"))


def _flatten_texts(texts: Iterator[str]) -> str:
    return normalize_nfc(_SIGNS.sub("", _CONTROL.sub(r"\2", " | ".join(texts))))


def _split_controls(text: str) -> Iterator[LinePart]:
    for index, part in enumerate(_split_parts(text)):
        if isinstance(part, Control) or part or not index:
            yield part


def _split_parts(text: str) -> Iterator[LinePart]:
    end = 0
    for match in _CONTROL.finditer(text):
        yield _SIGNS.sub("", text[end : match.start()])
        yield Control(match[1], match[2])
        end = match.end()
    yield _SIGNS.sub("", text[end:])
