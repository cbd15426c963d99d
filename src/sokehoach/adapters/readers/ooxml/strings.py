"""Extract all strings of a DOCX or XLSX package, to be scanned for names and numbers of persons.

Besides visible text: names of sheets, bookmarks and content controls, number formats, formulas, fields, headers,
links, XML comments, names of parts. Figures of the format itself (sizes, positions, identifiers) are left out: nobody
reads them, and nine digits of a position are no identity card number.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, LexicalHandler, property_lexical_handler

import defusedxml.sax
from defusedxml import DefusedXmlException

from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say

_MARKUP = re.compile(r"\.(?:xml|rels|vml|svg)$", re.I)
_PICTURE = re.compile(r"\.(?:jpe?g|jfif|png|gif|bmp|dib|tiff?|emf|wmf|wdp)$", re.I)
_FONT = re.compile(r"\.(?:odttf|fntdata|ttf|otf)$", re.I)
_ROUND = re.compile(r"\d*000|\d*\.\d+")  # a sum of money, a share: no personal number is round
_FIGURE = re.compile(r"(?<![\w.])-?(?:0|[1-9]\d*+)(?:\.\d+)?(?![\w.])")
_STYLE_FIGURE = re.compile(r"(?<=:)[1-9]\d*+(?=;|\Z)")  # «z-index:251661312;»
_LEADING_ZERO = re.compile(r"(?<!\d)0\d")  # as telephone and identity card numbers begin, and no figure of the format
_IDENTIFIER = re.compile(
    r"[0-9A-Fa-f]{6}|\{?[0-9A-Fa-f]{8}(?:(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?)?|_x0000_[a-z]\d{1,9}"
)
_OF_THE_FORMAT = re.compile(r"rsid\w*|paraId|textId|durableId|(?:hash|salt)Value|algorithmName")
_LITERAL = re.compile(r'"((?:[^"]|"")*+)"')
# «&C» in a sheet's page header: the text after it is centred.
_CODE = re.compile(r'&(?:[A-Z]|"[^"]*+")')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SPACE_ELEMENTS = frozenset(("tab", "br", "cr"))
_LINE_ELEMENTS = frozenset(("p", "row", "si", "comment", "sp", "c", "pt"))
# Elements whose text continues within a line.
_RUNNING_TEXT = frozenset(("t", "v", "delText", "instrText", "delInstrText", "text"))
# Attributes in which even a bare figure was typed by a person.
_TYPED = re.compile(
    "name|title|descr|alias|tooltip|display|displayName|prompt|promptTitle|error|errorTitle|formatCode|instr|anchor"
    "|location|comment|caption|uniqueName|description|Target|string"
)
_TYPED_VALUE = re.compile("alias|tag|docVar|statusText|helpText|default|listEntry|name|description|title|caption")
_SEPARATOR = "\n" * 10  # longer than any separator within one name or number


def extract_strings(parts: Mapping[str, bytes]) -> str:
    """Return visible text, a line for each paragraph, cell or comment, then every other string, widely separated.

    Raises FileRefusedError for a part that is neither markup nor a picture nor a font: its text cannot be checked.
    """
    reader = _Reader()
    for name, content in parts.items():
        reader.others[unquote(name)] = None
        if _MARKUP.search(name):
            reader.read(content)
        elif content and not (_PICTURE.search(name) or _FONT.search(name)):
            raise FileRefusedError(
                say("Tệp có phần bên trong mà phần mềm không đọc được chữ. Hãy lưu lại thành tệp mới rồi tải lên lại.")
            )
    return _SEPARATOR.join(["".join(reader.running_text), *reader.others])


class _Reader(ContentHandler):
    """A SAX handler. `running_text` collects visible text, `others` every other string once, in order of first
    occurrence.
    """

    def __init__(self) -> None:
        super().__init__()
        self.running_text: list[str] = []
        self.others: dict[str, None] = {}
        self.open: list[tuple[str, list[str]]] = []
        self.cell = ""  # type of the current cell

    def read(self, content: bytes) -> None:
        parser = defusedxml.sax.make_parser()
        parser.forbid_dtd = True
        parser.setContentHandler(self)
        parser.setProperty(property_lexical_handler, _Remarks(self))
        self.open.clear()
        try:
            parser.parse(io.BytesIO(content))
        except (SAXException, DefusedXmlException, ValueError) as error:
            raise FileRefusedError(say("Tệp hỏng, không mở được. Hãy lưu lại văn bản rồi tải lên lại.")) from error
        self.running_text.append("\n")

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        local = name.rsplit(":", 1)[-1]
        self.open.append((local, []))
        if local in _SPACE_ELEMENTS:
            self.running_text.append(" ")
        if local == "c":
            self.cell = attrs.get("t") or "n"
        for key, value in attrs.items():
            attribute = key.rsplit(":", 1)[-1]
            typed = _TYPED.fullmatch(attribute) or (attribute == "val" and _TYPED_VALUE.fullmatch(local))
            if not _OF_THE_FORMAT.fullmatch(attribute):
                self.keep(value, typed=bool(typed))

    def endElement(self, name: str) -> None:  # noqa: N802
        local, text = self.open.pop()
        if text and local not in _RUNNING_TEXT:
            content = "".join(text).strip()
            self.keep(content, typed=not _FIGURE.fullmatch(content))
        if local in _LINE_ELEMENTS:
            self.running_text.append("\n")
            self.cell = "" if local == "c" else self.cell

    def characters(self, content: str) -> None:
        local, text = self.open[-1]
        if local not in _RUNNING_TEXT:
            text.append(content)
        elif not (local == "v" and (self.cell == "s" or (self.cell == "n" and _ROUND.fullmatch(content)))):
            self.running_text.append(_unescape(content))

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        self.keep(f"{target} {data}", typed=True)

    def keep(self, value: str, *, typed: bool) -> None:
        value = value.strip()
        if not typed and _IDENTIFIER.fullmatch(value):
            return
        if not typed:
            value = _STYLE_FIGURE.sub(" ", value)
            value = value if _LEADING_ZERO.search(value) else _FIGURE.sub(" ", value).strip()
        if value:
            self.others.update(dict.fromkeys(_iter_readings(value)))


class _Remarks(LexicalHandler):
    """Passes XML comments to the reader."""

    def __init__(self, reader: _Reader) -> None:
        self.reader = reader

    def comment(self, content: str) -> None:
        self.reader.keep(content, typed=True)


def _iter_readings(value: str) -> Iterator[str]:
    """Yield a string as it is, and as the program that opens the file would show it."""
    plain = _unescape(value)
    yield plain
    if "%" in plain:
        yield unquote(plain)
    if "&" in plain:
        yield _CODE.sub(" ", plain)
    if '"' in plain:  # «="Lò "&"Thị Hoa"», and a format's words
        yield "".join(_iter_literals(plain))
    if "\\" in plain:
        yield plain.replace("\\", "").replace('"', "")


def _iter_literals(value: str) -> Iterable[str]:
    return (match[1].replace('""', '"') for match in _LITERAL.finditer(value))


def _unescape(value: str) -> str:
    """Decode escapes such as «_x0041_», which a sheet uses for characters that XML cannot contain."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value) if "_x" in value else value
