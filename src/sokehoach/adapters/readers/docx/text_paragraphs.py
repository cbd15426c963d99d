"""Read a paragraph as printed: with insertions, without deletions and hidden text, and with the results of fields."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from sokehoach.adapters.readers.docx.names import get_value, local_name, w
from sokehoach.adapters.readers.docx.numbering import Numbering
from sokehoach.adapters.readers.docx.styles import Styles, parse_list_place, parse_run_format
from sokehoach.adapters.readers.txt import legacy
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say

_UNPRINTED = {
    "del", "moveFrom", "delText", "instrText", "pPr", "rPr", "footnoteReference", "endnoteReference",
    "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "Fallback", "softHyphen",
    "sdtPr", "sdtEndPr", "ruby", "object",
}  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "pgNum": ""}
_COMMAND = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_BOXES = {"txbxContent"}


@dataclass(slots=True)
class PrintedParagraph:
    """The text of a paragraph. `joins`: its paragraph mark was deleted, so the next paragraph continues it."""

    text: str
    label: str = ""
    joins: bool = False
    boxes: list[Element] = field(default_factory=list)  # text boxes anchored in the paragraph

    @property
    def whole(self) -> str:
        lines = [line.strip() for line in self.text.replace("\xa0", " ").split("\n")]
        return f"{self.label} {'\n'.join(lines).strip()}".strip()


@dataclass(slots=True)
class ReadState:
    styles: Styles
    style: str | None
    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    field_codes: list[bool] = field(default_factory=list)  # for each open field: still in its code?


class ParagraphReader:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles, self._numbering = styles, numbering
        self._old_fonts: set[legacy.LegacyEncoding] = set()

    @property
    def old_fonts(self) -> frozenset[legacy.LegacyEncoding]:
        """Return the legacy encodings found so far."""
        return frozenset(self._old_fonts)

    def read_paragraph(self, paragraph: Element) -> PrintedParagraph:
        properties = paragraph.find(w("pPr"))
        style = None if properties is None else get_value(properties.find(w("pStyle")))
        state = ReadState(self._styles, style)
        for child in paragraph:
            self.read_element(child, state)
        mark = None if properties is None else properties.find(w("rPr"))
        is_mark_deleted = mark is not None and mark.find(w("del")) is not None
        label = self._numbering.build_label(parse_list_place(properties), style)
        return PrintedParagraph("".join(state.pieces), label, is_mark_deleted, state.boxes)

    def read_element(self, element: Element, state: ReadState) -> None:
        name = local_name(element)
        if name == "r":
            self._read_run(element, state)
        elif name in _BOXES:
            state.boxes.append(element)
        elif name == "AlternateContent":
            for child in element:
                if local_name(child) == "Choice":
                    self.read_element(child, state)
                    return
            for child in element:  # without a choice: read the fallback
                for inner in child:
                    self.read_element(inner, state)
        elif name == "altChunk":
            raise FileRefusedError(say("Tệp chèn nội dung của tệp khác. Hãy mở bằng Word, lưu lại rồi tải lên lại."))
        elif name not in _UNPRINTED:
            for child in element:
                self.read_element(child, state)

    def _read_run(self, run: Element, state: ReadState) -> None:
        properties = run.find(w("rPr"))
        style = None if properties is None else get_value(properties.find(w("rStyle")))
        run_format = parse_run_format(properties).merge_over(self._styles.letters(state.style, style))
        deleted = properties is not None and properties.find(w("del")) is not None
        pieces: list[str] = []
        for child in run:
            name = local_name(child)
            if name == "instrText" and _COMMAND.search(child.text or ""):
                raise FileRefusedError(
                    say("Tệp lấy nội dung từ tệp khác hoặc từ mạng. Hãy gỡ các liên kết đó rồi lưu lại.")
                )
            if name == "fldChar":
                _track_field(get_value(child, "fldCharType"), state)
            elif any(state.field_codes):
                continue
            elif name == "t":
                pieces.append(child.text or "")
            elif name == "sym":
                pieces.append(_decode_symbol(get_value(child, "char")))
            elif name in _SIGNS:
                pieces.append("\n" if name == "br" and get_value(child, "type") == "column" else _SIGNS[name])
            elif name not in _UNPRINTED:
                self.read_element(child, state)
        if pieces and not run_format.hidden and not deleted:
            text = self._convert_to_unicode("".join(pieces), run_format.font or "")
            state.pieces.append(text.upper() if run_format.caps else text)

    def _convert_to_unicode(self, text: str, font: str) -> str:
        """Convert text in a font of a legacy encoding; a capital font (.VnTimeH) shows small letters as capitals."""
        low = font.lower()
        if low.startswith(".vn") and not legacy.holds_vietnamese(text):
            self._old_fonts.add(legacy.LegacyEncoding.TCVN3)
            text = legacy.from_tcvn3(text)
            return text.upper() if low.endswith("h") else text
        if low.startswith("vni-") and not legacy.holds_vietnamese(text):
            self._old_fonts.add(legacy.LegacyEncoding.VNI)
            return legacy.from_vni(text)
        return text


def _track_field(kind: str | None, state: ReadState) -> None:
    if kind == "begin":
        state.field_codes.append(True)
    elif kind == "separate" and state.field_codes:
        state.field_codes[-1] = False
    elif kind == "end" and state.field_codes:
        state.field_codes.pop()


def _decode_symbol(code: str | None) -> str:
    """Return a Symbol or Wingdings character as a bullet, except the few that stand for text."""
    try:
        letter = chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
    return {"\uf02d": "-", "\uf0b3": "≥", "\uf0a3": "≤", "\uf0b4": "×"}.get(
        letter, "•" if "\ue000" <= letter <= "\uf8ff" else letter
    )
