"""A paragraph as it is printed: insertions kept, deletions and hidden text left out, fields by their result."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from sokehoach.adapters.guard import NotTaken
from sokehoach.adapters.text import legacy
from sokehoach.adapters.text.docx.names import local, value, w
from sokehoach.adapters.text.docx.numbering import Numbering
from sokehoach.adapters.text.docx.styles import Styles, letters, place

_GONE = {
    "del", "moveFrom", "delText", "instrText", "pPr", "rPr", "footnoteReference", "endnoteReference",
    "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "Fallback", "softHyphen",
    "sdtPr", "sdtEndPr", "ruby", "object",
}  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "pgNum": ""}
_COMMAND = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_BOXES = {"txbxContent"}


@dataclass(slots=True)
class Printed:
    """`text` as typed; `joins`: its end was deleted, so the next paragraph goes on in it."""

    text: str
    label: str = ""
    joins: bool = False
    boxes: list[Element] = field(default_factory=list)  # the text boxes that hang on it

    @property
    def whole(self) -> str:
        lines = [line.strip() for line in self.text.replace("\xa0", " ").split("\n")]
        return f"{self.label} {'\n'.join(lines).strip()}".strip()


@dataclass(slots=True)
class _Walk:
    styles: Styles
    style: str | None
    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    field_codes: list[bool] = field(default_factory=list)  # for each open field: still in its code?


class Paragraphs:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles, self._numbering = styles, numbering
        self._old_fonts: set[legacy.Writing] = set()

    @property
    def old_fonts(self) -> frozenset[legacy.Writing]:
        """The old encodings met so far."""
        return frozenset(self._old_fonts)

    def printed(self, paragraph: Element) -> Printed:
        properties = paragraph.find(w("pPr"))
        style = None if properties is None else value(properties.find(w("pStyle")))
        walk = _Walk(self._styles, style)
        for child in paragraph:
            self._take(child, walk)
        mark = None if properties is None else properties.find(w("rPr"))
        gone = mark is not None and mark.find(w("del")) is not None
        label = self._numbering.label(place(properties), style)
        return Printed("".join(walk.pieces), label, gone, walk.boxes)

    def _take(self, element: Element, walk: _Walk) -> None:
        name = local(element)
        if name == "r":
            self._run(element, walk)
        elif name in _BOXES:
            walk.boxes.append(element)
        elif name == "AlternateContent":
            for child in element:
                if local(child) == "Choice":
                    self._take(child, walk)
                    return
            for child in element:  # no choice at all: what stands in its stead
                for inner in child:
                    self._take(inner, walk)
        elif name == "altChunk":
            raise NotTaken("Tệp chèn nội dung của tệp khác. Hãy mở bằng Word, lưu lại rồi tải lên lại.")
        elif name not in _GONE:
            for child in element:
                self._take(child, walk)

    def _run(self, run: Element, walk: _Walk) -> None:
        properties = run.find(w("rPr"))
        style = None if properties is None else value(properties.find(w("rStyle")))
        look = letters(properties).over(self._styles.letters(walk.style, style))
        deleted = properties is not None and properties.find(w("del")) is not None
        pieces: list[str] = []
        for child in run:
            name = local(child)
            if name == "instrText" and _COMMAND.search(child.text or ""):
                raise NotTaken(
                    "Tệp lấy nội dung từ tệp khác hoặc từ mạng. Hãy gỡ các liên kết đó rồi lưu lại."
                )
            if name == "fldChar":
                _field(value(child, "fldCharType"), walk)
            elif any(walk.field_codes):
                continue
            elif name == "t":
                pieces.append(child.text or "")
            elif name == "sym":
                pieces.append(_symbol(value(child, "char")))
            elif name in _SIGNS:
                pieces.append("\n" if name == "br" and value(child, "type") == "column" else _SIGNS[name])
            elif name not in _GONE:
                self._take(child, walk)
        if pieces and not look.hidden and not deleted:
            text = self._unicode("".join(pieces), look.font or "")
            walk.pieces.append(text.upper() if look.caps else text)

    def _unicode(self, text: str, font: str) -> str:
        """Text in a font of an old encoding; a capital font (.VnTimeH) shows small letters as capitals."""
        low = font.lower()
        if low.startswith(".vn") and not legacy.holds_vietnamese(text):
            self._old_fonts.add(legacy.Writing.TCVN3)
            text = legacy.from_tcvn3(text)
            return text.upper() if low.endswith("h") else text
        if low.startswith("vni-") and not legacy.holds_vietnamese(text):
            self._old_fonts.add(legacy.Writing.VNI)
            return legacy.from_vni(text)
        return text


def _field(kind: str | None, walk: _Walk) -> None:
    if kind == "begin":
        walk.field_codes.append(True)
    elif kind == "separate" and walk.field_codes:
        walk.field_codes[-1] = False
    elif kind == "end" and walk.field_codes:
        walk.field_codes.pop()


def _symbol(code: str | None) -> str:
    """A sign of Symbol or Wingdings: a bullet for us, but for the few that are letters in disguise."""
    try:
        letter = chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
    return {"\uf02d": "-", "\uf0b3": "≥", "\uf0a3": "≤", "\uf0b4": "×"}.get(
        letter, "•" if "\ue000" <= letter <= "\uf8ff" else letter
    )
