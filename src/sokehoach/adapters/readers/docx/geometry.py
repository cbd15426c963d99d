"""Measure a whole .docx file: open its parts and walk its body from top to bottom."""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from sokehoach.adapters.readers.docx import tables
from sokehoach.adapters.readers.docx.geometry_formats import FormatResolver
from sokehoach.adapters.readers.docx.geometry_paragraphs import ParagraphGeometryReader, Segment, find_text_boxes
from sokehoach.adapters.readers.docx.geometry_sections import Sections, text_width
from sokehoach.adapters.readers.docx.names import get_value, local_name, parse_int, w
from sokehoach.adapters.readers.docx.numbering import Numbering
from sokehoach.adapters.readers.docx.package import SAVE_AS_DOCX, DocxPackage
from sokehoach.adapters.readers.docx.styles import Styles
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.documents.rules.measured_document import (
    SINGLE,
    MeasuredDocument,
    MeasuredLine,
    MeasuredSheet,
    SourceFormat,
)
from sokehoach.domain.messages import say

_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}
_HEAD_PARAGRAPHS = 14  # paragraphs in which a letterhead set with tabs may occur
_DEFAULT_SIZE = 14.0  # points of an empty paragraph
_TAB = 12.7  # millimetres between Word's default tab stops
_LABEL = re.compile(r"nơi\s+nhận", re.IGNORECASE)


def measure_docx(data: bytes) -> MeasuredDocument:
    """Measure a .docx file. FileRefusedError if it is no DOCX, is broken, or has active or external content."""
    package = DocxPackage(data)
    body, numbering = package.body, package.parse_sibling("numbering.xml")
    styles = Styles(package.parse_sibling("styles.xml"))
    formats = FormatResolver(styles, package.parse_sibling("theme/theme1.xml"), numbering)
    sections = [section for section in body.iter(w("sectPr")) if not _is_change(section)]
    if not sections:
        raise FileRefusedError(say("Tệp không ghi khổ giấy. %(save_as_docx)s", save_as_docx=SAVE_AS_DOCX))
    reader = _BodyReader(ParagraphGeometryReader(formats, Numbering(numbering, styles)), sections)
    reader.read_body(body)
    if not any(line.words for line in reader.lines):
        raise FileRefusedError(
            say("Tệp không có chữ nào; có thể chỉ có ảnh. Hãy xin nơi gửi bản có chữ (.docx, .pdf gốc).")
        )
    targets = package.list_targets()
    sheets = Sections(formats, lambda relation: package.parse_part(targets.get(relation, ""))).sheets(sections)
    return MeasuredDocument(
        SourceFormat.DOCX,
        _drop_empty_sheets(sheets, reader.lines),
        tuple(reader.lines),
        _read_page_count(package),
    )


def _is_change(section: Element) -> bool:
    """Return whether the section is empty: so is the one in sectPrChange, the state before a tracked change."""
    return section.find(w("pgSz")) is None and section.find(w("pgMar")) is None and not len(section)


def _read_page_count(package: DocxPackage) -> int | None:
    """Return the page count that Word stored when it last saved."""
    root = package.parse_part("docProps/app.xml")
    for element in root if root is not None else ():
        if local_name(element) == "Pages":
            return parse_int(element.text) or None
    return None


class _BodyReader:
    """Collects lines in print order."""

    def __init__(self, paragraphs: ParagraphGeometryReader, sections: list[Element]) -> None:
        self.lines: list[MeasuredLine] = []
        self._paragraphs = paragraphs
        self._sections = sections
        self._section_index = 0  # index of the current section
        self._blank_space = 0.0  # points of empty lines since the last line with text
        self._is_in_foot = False  # after «Nơi nhận» text may be set in two columns by tabs

    def read_body(self, element: Element) -> None:
        for child in element:
            name = local_name(child)
            if name == "p":
                self._read_paragraph(child, text_width(self._section))
                if child.find(f"{w('pPr')}/{w('sectPr')}") is not None:
                    self._section_index = min(self._section_index + 1, len(self._sections) - 1)
                    self._is_in_foot = False
            elif name == "tbl":
                self._read_table(child)
            elif name in _WRAPPERS:
                self.read_body(child)

    @property
    def _section(self) -> Element:
        return self._sections[self._section_index]

    def _read_table(self, table: Element) -> None:
        style = get_value(table.find(f"{w('tblPr')}/{w('tblStyle')}"))
        is_layout_table = tables.is_layout(table)
        for row in tables.iter_rows(table):
            for index, cell in enumerate(row):
                if cell.continues:
                    continue
                column = 0 if not is_layout_table or len(row) < 2 else 1 if index == 0 else 2
                width = get_value(cell.element.find(f"{w('tcPr')}/{w('tcW')}"), "w")
                cell_room = parse_int(width) / 1440 * 25.4 if width else text_width(self._section) / len(row)
                self._read_cell(cell.element, cell_room, style, column, tabled=not is_layout_table)

    def _read_cell(self, cell: Element, space: float, style: str | None, column: int, *, tabled: bool) -> None:
        for child in cell:
            if local_name(child) == "p":
                self._read_paragraph(child, space, table=style, column=column, tabled=tabled)
            elif local_name(child) == "tbl":
                self._read_table(child)
            elif local_name(child) in _WRAPPERS:
                self._read_cell(child, space, style, column, tabled=tabled)

    def _read_paragraph(
        self,
        paragraph: Element,
        space: float,
        *,
        table: str | None = None,
        column: int = 0,
        tabled: bool = False,
    ) -> None:
        head = len(self.lines) < _HEAD_PARAGRAPHS or self._is_in_foot
        for segment in self._paragraphs.split_segments(
            paragraph, table=table, room=space, may_split_columns=head and not column
        ):
            if not any(run.letters for run in segment.runs):
                self._attach_strokes(segment, column)
                if not segment.strokes:  # an empty line separates paragraphs as well as spacing does
                    self._blank_space += (segment.size or _DEFAULT_SIZE) * SINGLE
                continue
            self._is_in_foot = self._is_in_foot or _LABEL.match(segment.text.strip()) is not None
            self.lines.append(self._build_line(segment, segment.column or column, tabled))
            self._blank_space = 0.0
        for box in find_text_boxes(paragraph):
            for inner in box.iter(w("p")):
                self._read_paragraph(inner, space, column=column, tabled=tabled)

    def _attach_strokes(self, segment: Segment, column: int) -> None:
        """Attach the lines drawn by a paragraph without text to the text line above it."""
        for index in range(len(self.lines) - 1, max(len(self.lines) - 6, -1), -1):
            if segment.strokes and self.lines[index].column == column:
                line = self.lines[index]
                self.lines[index] = replace(line, strokes=(*line.strokes, *segment.strokes))
                return

    def _build_line(self, segment: Segment, column: int, tabled: bool) -> MeasuredLine:
        setting = segment.setting
        return MeasuredLine(
            number=len(self.lines) + 1,
            runs=segment.runs,
            sheet=self._section_index + 1,
            align=setting.align,
            first_indent=_first_indent(segment),
            left_indent=setting.left_indent,
            space_before=(setting.space_before or 0) + self._blank_space if segment.first else 0,
            space_after=setting.space_after if segment.last else 0,
            line_height=setting.line_height(segment.size or 14),
            column=column,
            tabled=tabled,
            broken=not segment.first,
            width=segment.width,
            strokes=tuple(segment.strokes),
        )


def _first_indent(segment: Segment) -> float | None:
    """Return the first-line indent in millimetres. A typed tab leads to Word's default stops; typed spaces
    give None.
    """
    leading_space = segment.text[: len(segment.text) - len(segment.text.lstrip())]
    first = segment.setting.first or 0
    if "\t" in leading_space:
        return (int(max(first, 0) / _TAB) + leading_space.count("\t")) * _TAB
    return None if len(leading_space) > 2 else first


def _drop_empty_sheets(sheets: tuple[MeasuredSheet, ...], lines: list[MeasuredLine]) -> tuple[MeasuredSheet, ...]:
    """Drop sections without lines: Word leaves such behind."""
    used_numbers = {line.sheet for line in lines}
    used_sheets: Iterator[MeasuredSheet] = (sheet for sheet in sheets if sheet.number in used_numbers)
    return tuple(used_sheets) or sheets[:1]
