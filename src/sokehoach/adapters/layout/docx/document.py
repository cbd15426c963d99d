"""The whole file: its parts are opened with care, its body is walked from top to bottom."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

import defusedxml.ElementTree

from sokehoach.adapters.guard import NotTaken, archive
from sokehoach.adapters.layout.docx.looks import Looks
from sokehoach.adapters.layout.docx.paragraphs import Paragraphs, Piece, boxes
from sokehoach.adapters.layout.docx.sections import Sections, room
from sokehoach.adapters.text.docx import tables
from sokehoach.adapters.text.docx.names import as_transitional, local, number, value, w
from sokehoach.adapters.text.docx.numbering import Numbering
from sokehoach.adapters.text.docx.styles import Styles
from sokehoach.domain.documents.rules.measured import SINGLE, Line, Measured, Sheet, Source

_KEPT = re.compile(
    r"(?:^|/)_rels/[^/]*\.rels$|^\[Content_Types\]\.xml$|^word/(?:.*/)?[^/]*\.xml$|^docProps/app\.xml$"
)
_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}
_TOP = 14  # paragraphs in which a head set with tabs may stand
_USUAL = 14.0  # points of an empty paragraph whose letters nobody sees
_TAB = 12.7  # millimetres between the stops that Word sets by itself
_LABEL = re.compile(r"nơi\s+nhận", re.IGNORECASE)
_SAVE = "Hãy mở bằng Word, lưu thành .docx rồi tải lên lại."


def measure(data: bytes) -> Measured:
    """Raises NotTaken for what is no DOCX, is broken, or would run, fetch or carry something."""
    parts = archive.parts(data, keep=lambda name: _KEPT.search(name) is not None)
    main = _main(parts)
    trees = _Trees(parts, posixpath.dirname(main), posixpath.basename(main))
    document = trees.part(main)
    body = None if document is None else document.find(w("body"))
    if body is None:
        raise NotTaken(f"Tệp không có nội dung văn bản. {_SAVE}")
    styles, numbering = trees.beside("styles.xml"), trees.beside("numbering.xml")
    looks = Looks(styles, trees.beside("theme/theme1.xml"), numbering)
    sections = [one for one in body.iter(w("sectPr")) if not _is_change(one)]
    if not sections:
        raise NotTaken(f"Tệp không ghi khổ giấy. {_SAVE}")
    walk = _Walk(Paragraphs(looks, Numbering(numbering, Styles(styles))), sections)
    walk.take(body)
    if not any(line.words for line in walk.lines):
        raise NotTaken(
            "Tệp không có chữ nào; có thể chỉ có ảnh. Hãy xin nơi gửi bản có chữ (.docx, .pdf gốc)."
        )
    sheets = Sections(looks, trees.story).sheets(sections)
    return Measured(Source.DOCX, _started(sheets, walk.lines), tuple(walk.lines), trees.pages())


def _main(parts: dict[str, bytes]) -> str:
    """Which part is the document: the package says, whatever its name."""
    relations = _tree(parts.get("_rels/.rels"))
    for one in relations if relations is not None else ():
        target = (one.get("Target") or "").lstrip("/")
        if (
            (one.get("Type") or "").endswith("/officeDocument")
            and target in parts
            and target.startswith("word/")
        ):
            return target
    raise NotTaken(f"Đây không phải văn bản Word (.docx). {_SAVE}")


def _tree(content: bytes | None) -> Element | None:
    if content is None:
        return None
    root: Element = defusedxml.ElementTree.fromstring(as_transitional(content), forbid_dtd=True)
    return root


def _is_change(section: Element) -> bool:
    """The section as it was before a tracked change says nothing of paper: it lies inside sectPrChange."""
    return section.find(w("pgSz")) is None and section.find(w("pgMar")) is None and not len(section)


class _Trees:
    def __init__(self, parts: dict[str, bytes], folder: str, name: str) -> None:
        self._parts, self._folder = parts, folder
        relations = self.part(f"{folder}/_rels/{name}.rels")
        self._targets = {
            one.get("Id") or "": one.get("Target") or ""
            for one in (relations if relations is not None else ())
        }

    def part(self, name: str) -> Element | None:
        return _tree(self._parts.get(name))

    def beside(self, name: str) -> Element | None:
        return self.part(f"{self._folder}/{name}")

    def story(self, relation: str) -> Element | None:
        target = self._targets.get(relation, "")
        name = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{self._folder}/{target}")
        )
        return self.part(name) if target else None

    def pages(self) -> int | None:
        """As Word counted when it last saved."""
        root = self.part("docProps/app.xml")
        found = next((one for one in root if local(one) == "Pages"), None) if root is not None else None
        return number(found.text, default=0) or None if found is not None else None


class _Walk:
    """Collects lines in the order of print."""

    def __init__(self, paragraphs: Paragraphs, sections: list[Element]) -> None:
        self.lines: list[Line] = []
        self._paragraphs = paragraphs
        self._sections = sections
        self._at = 0  # the section
        self._blank = 0.0  # points of empty lines since the last that holds letters
        self._foot = False  # «Nơi nhận» was met: what follows may be set in two columns by tabs

    def take(self, element: Element) -> None:
        for child in element:
            name = local(child)
            if name == "p":
                self._paragraph(child, room(self._section))
                if child.find(f"{w('pPr')}/{w('sectPr')}") is not None:
                    self._at = min(self._at + 1, len(self._sections) - 1)
                    self._foot = False
            elif name == "tbl":
                self._table(child)
            elif name in _WRAPPERS:
                self.take(child)

    @property
    def _section(self) -> Element:
        return self._sections[self._at]

    def _table(self, table: Element) -> None:
        style = value(table.find(f"{w('tblPr')}/{w('tblStyle')}"))
        laid = tables.is_layout(table)
        for row in tables.rows(table):
            for at, cell in enumerate(row):
                if cell.continues:
                    continue
                column = 0 if not laid or len(row) < 2 else 1 if at == 0 else 2
                width = value(cell.element.find(f"{w('tcPr')}/{w('tcW')}"), "w")
                cell_room = number(width) / 1440 * 25.4 if width else room(self._section) / len(row)
                self._cell(cell.element, cell_room, style, column, tabled=not laid)

    def _cell(self, cell: Element, space: float, style: str | None, column: int, *, tabled: bool) -> None:
        for child in cell:
            if local(child) == "p":
                self._paragraph(child, space, table=style, column=column, tabled=tabled)
            elif local(child) == "tbl":
                self._table(child)
            elif local(child) in _WRAPPERS:
                self._cell(child, space, style, column, tabled=tabled)

    def _paragraph(
        self,
        paragraph: Element,
        space: float,
        *,
        table: str | None = None,
        column: int = 0,
        tabled: bool = False,
    ) -> None:
        head = len(self.lines) < _TOP or self._foot
        for piece in self._paragraphs.pieces(paragraph, table=table, room=space, parted=head and not column):
            if not any(run.letters for run in piece.runs):
                self._below(piece, column)
                if not piece.strokes:  # an empty line keeps paragraphs apart as well as a gap does
                    self._blank += (piece.size or _USUAL) * SINGLE
                continue
            self._foot = self._foot or _LABEL.match(piece.text.strip()) is not None
            self.lines.append(self._line(piece, piece.column or column, tabled))
            self._blank = 0.0
        for box in boxes(paragraph):
            for inner in box.iter(w("p")):
                self._paragraph(inner, space, column=column, tabled=tabled)

    def _below(self, piece: Piece, column: int) -> None:
        """A paragraph without letters: the line that it draws belongs to the text above it."""
        for at in range(len(self.lines) - 1, max(len(self.lines) - 6, -1), -1):
            if piece.strokes and self.lines[at].column == column:
                line = self.lines[at]
                self.lines[at] = replace(line, strokes=(*line.strokes, *piece.strokes))
                return

    def _line(self, piece: Piece, column: int, tabled: bool) -> Line:
        setting = piece.setting
        return Line(
            number=len(self.lines) + 1,
            runs=piece.runs,
            sheet=self._at + 1,
            align=setting.align,
            first_indent=_first_indent(piece),
            left_indent=setting.left,
            before=(setting.before or 0) + self._blank if piece.first else 0,
            after=setting.after if piece.last else 0,
            line_height=setting.line_height(piece.size or 14),
            column=column,
            tabled=tabled,
            broken=not piece.first,
            width=piece.width,
            strokes=tuple(piece.strokes),
        )


def _first_indent(piece: Piece) -> float | None:
    """In millimetres. A tab typed in its place leads to Word's own stops; typed spaces cannot be measured."""
    lead = piece.text[: len(piece.text) - len(piece.text.lstrip())]
    first = piece.setting.first or 0
    if "\t" in lead:
        return (int(max(first, 0) / _TAB) + lead.count("\t")) * _TAB
    return None if len(lead) > 2 else first


def _started(sheets: tuple[Sheet, ...], lines: list[Line]) -> tuple[Sheet, ...]:
    """Sections that hold no line are none: Word leaves such behind."""
    used = {line.sheet for line in lines}
    kept: Iterator[Sheet] = (sheet for sheet in sheets if sheet.number in used)
    return tuple(kept) or sheets[:1]
