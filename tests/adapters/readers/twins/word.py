"""The DOCX twin: styles and numbering as Word keeps them, so that no label of a list is in the text."""

import io
import re

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from sokehoach.domain.plans.numbering import MarkerKind
from tests.adapters.readers.twins.plan import Block

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_OUTLINE, _BULLETS = 1, 2
_LEVELS = (
    (0, "upperRoman", "%1.", MarkerKind.ROMAN),
    (1, "decimal", "%2.", MarkerKind.ARABIC),
    (2, "decimal", "%2.%3.", MarkerKind.DOTTED),
    (3, "lowerLetter", "%4)", MarkerKind.LETTER),
)
_HEADING = "Muc La Ma"  # a style that brings its own numbering


def made(blocks: list[Block]) -> bytes:
    document = docx.Document()
    _add_numbering(document)
    counter = _Counter()
    for block in blocks:
        if block.columns:
            table = document.add_table(1, len(block.columns))
            for cell, lines in zip(table.rows[0].cells, block.columns, strict=True):
                _fill(cell, lines)
        else:
            _add(document, block, counter)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _fill(cell, lines: tuple[str, ...]) -> None:
    cell.paragraphs[0].text = lines[0] if lines else ""
    for line in lines[1:]:
        cell.add_paragraph(line)


class _Counter:
    """What Word would print next at each level: a label that differs has to be typed."""

    def __init__(self) -> None:
        self.counts = [0, 0, 0, 0]

    def level(self, label: str) -> int | None:
        for at, _form, text, _kind in _LEVELS:
            counts = [*self.counts[:at], self.counts[at] + 1, 0, 0, 0]
            if self._printed(counts, text) == label and (at == 0 or self.counts[0]):
                self.counts = counts[:4]
                return at
        return None

    def _printed(self, counts: list[int], text: str) -> str:
        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            number = counts[at] or 1
            form = _LEVELS[at][1]
            if form == "upperRoman":
                return _ROMAN[number] if number < len(_ROMAN) else "?"
            return chr(96 + number) if form == "lowerLetter" else str(number)

        return re.sub(r"%(\d)", one, text)


def _add(document: Document, block: Block, counter: _Counter) -> None:
    if block.label in ("-", "+"):
        _number(document.add_paragraph(block.text), _BULLETS, 0 if block.label == "-" else 1)
        return
    level = counter.level(block.label) if block.label else None
    if level == 0:
        document.add_paragraph(block.text, _HEADING)
        return
    if level is not None:
        _number(document.add_paragraph(block.text), _OUTLINE, level)
        return
    paragraph = document.add_paragraph(f"{block.label} {block.text}".strip())
    if block.centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _number(paragraph, list_id: int, level: int) -> None:
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )


def _add_numbering(document: Document) -> None:
    style = document.styles.add_style(_HEADING, 1)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{_OUTLINE}"/></w:numPr>'))
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        + (f'<w:pStyle w:val="{style.style_id}"/>' if at == 0 else "")
        + f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, form, text, _kind in _LEVELS
    )
    bullets = "".join(
        f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="bullet"/><w:lvlText w:val="{sign}"/></w:lvl>'
        for at, sign in enumerate(("-", "+"))
    )
    xml = (
        f"<w:numbering {nsdecls('w')}>"
        f'<w:abstractNum w:abstractNumId="7"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8">{bullets}</w:abstractNum>'
        f'<w:num w:numId="{_OUTLINE}"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="{_BULLETS}"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
    )
    for relation in list(document.part.rels.values()):
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            del document.part.rels[relation.rId]
    part = Part(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
