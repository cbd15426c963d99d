"""Build the parts around the body at the positions of NĐ 30/2020, Phụ lục I, Mục IV."""

from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement

from sokehoach.adapters.writers.docx import xml
from sokehoach.adapters.writers.docx.measure import bold_width, measure_balanced
from sokehoach.domain.documents.content import Annex, Document
from sokehoach.domain.documents.numbering import format_annex_label
from sokehoach.domain.documents.parts import MOTTO, NATION, Letterhead, SignatureBlock, format_addressee_lines

# Columns of the letterhead in millimetres: the right one fits the nation's name at 12 pt on one line. Text of the
# left one keeps a distance from it.
_LEFT_WIDTH, _RIGHT_WIDTH, _LEFT_TEXT_WIDTH = 71.0, 94.0, 67.0
# Length of the rules below issuer and title: between a third and a half of the text (Mục II.2, II.5).
_SHARE = 0.42
# Position of «Kính gửi:», and distance of its colon to the right of that, in millimetres.
_ADDRESSEES, _COLON = 35.0, 18.0
# Space between the signer's office and name for signature and seal, and space above the block, in points.
_SIGNING_ROOM, _SPACE_ABOVE = 76, 6
# Tolerance of the width table for one line, in millimetres.
_SLACK = 2.0
# Columns of the closing part in millimetres: recipients (or a second signer), signer.
_SIGNING = (80.0, 85.0)


def build_letterhead(head: Letterhead, *, subject: str = "") -> BaseOxmlElement:
    """Build boxes 1 to 4: a table without borders in two rows, so that number and date are level.

    `subject` is box 5b, the «V/v …» of a công văn, below its number.
    """
    day = [xml.build_run(head.day_line, italic=True, size=13)] if head.dated else []
    number = [xml.build_paragraph("Letterhead", xml.build_run(head.number_line, size=13), space_before=4)]
    if subject:
        number.append(
            _build_balanced(
                "Letterhead",
                f"V/v {subject}",
                size=12,
                room=_LEFT_TEXT_WIDTH,
                column=_LEFT_WIDTH,
                space_before=6,
            )
        )
    superior = [
        _build_balanced("Letterhead", line.upper(), size=12, room=_LEFT_TEXT_WIDTH, column=_LEFT_WIDTH)
        for line in head.superior
    ]
    issuer = [
        _build_balanced("Letterhead", line.upper(), size=12, room=_LEFT_TEXT_WIDTH, column=_LEFT_WIDTH, bold=True)
        for line in head.issuer
    ]
    longest = max(measure_balanced(line.upper(), size=12, room=_LEFT_TEXT_WIDTH) for line in head.issuer)
    return xml.build_frame(
        (_LEFT_WIDTH, _RIGHT_WIDTH),
        (
            [*superior, *issuer, xml.build_rule(length=longest * _SHARE, room=_LEFT_WIDTH)],
            [
                xml.build_paragraph("Letterhead", xml.build_run(NATION, bold=True)),
                xml.build_paragraph("Letterhead", xml.build_run(MOTTO, bold=True, size=13)),
                xml.build_rule(length=bold_width(MOTTO, size=13), room=_RIGHT_WIDTH),
            ],
        ),
        (
            number,
            [xml.build_paragraph("Letterhead", *day, space_before=4)],
        ),
    )


def build_title(document: Document, *, room: float) -> Iterator[BaseOxmlElement]:
    """Yield box 5a: kind, subject and the rule below. A công văn has none: its subject is below the number."""
    if not document.kind:
        return
    yield xml.build_paragraph("Title", xml.build_run(document.kind.upper()), space_before=18)
    yield _build_balanced("Title", document.title, size=14, room=room)
    yield xml.build_rule(
        length=measure_balanced(document.title, size=14, room=room) * _SHARE, room=room, space_after=12
    )


def build_addressees(names: tuple[str, ...], *, letter: bool) -> Iterator[BaseOxmlElement]:
    """Yield box 9a; several addressees get one line each, their dashes below the colon.

    `letter` is for a công văn: the addressees directly follow the letterhead, without a title between.
    """
    lines = format_addressee_lines(names)
    space_before = 12 if letter else None
    if len(lines) == 1:
        yield xml.build_paragraph(
            "List",
            xml.build_run(f"Kính gửi: {lines[0]}"),
            align="center",
            space_before=space_before,
            space_after=12,
        )
    elif lines:
        yield xml.build_paragraph(
            "List", xml.build_run("Kính gửi:"), left_indent=_ADDRESSEES, space_before=space_before
        )
        *first_lines, last = (xml.build_run(line) for line in lines)
        for line in first_lines:
            yield xml.build_paragraph("List", line, left_indent=_ADDRESSEES + _COLON)
        yield xml.build_paragraph("List", last, left_indent=_ADDRESSEES + _COLON, space_after=12)


def build_signature(document: Document) -> BaseOxmlElement:
    """Build boxes 7 and 9b side by side; they are never split over two pages."""
    lines = document.recipients.lines(as_above=bool(document.addressees))
    head = xml.build_run("Nơi nhận:", bold=True, italic=True, size=12)
    left_column = [xml.build_paragraph("List", head, space_before=_SPACE_ABOVE)]
    left_column += [xml.build_paragraph("List", xml.build_run(line, size=11)) for line in lines]
    right_column = _build_signer(document.signature)
    if document.beside is None:
        return xml.build_frame(_SIGNING, (left_column, right_column))
    return xml.build_frame(
        _SIGNING, (_build_signer(document.beside), right_column), (left_column, [xml.build_paragraph("List")])
    )


def _build_signer(block: SignatureBlock) -> list[BaseOxmlElement]:
    room = _SIGNING[1]
    office = [
        _build_balanced("Title", line.upper(), size=14, room=room, space_before=None if place else _SPACE_ABOVE)
        for place, line in enumerate(block.authority)
    ]
    return [
        *office,
        xml.build_paragraph("Title", xml.build_run(block.name or ""), space_before=_SIGNING_ROOM),
    ]


def build_annex_head(document: Document, annex: Annex, *, position: int, room: float) -> Iterator[BaseOxmlElement]:
    """Yield an annex's number, title, and the document that it belongs to (Mục III.1)."""
    yield xml.build_paragraph("Title", xml.build_run(format_annex_label(position, len(document.annexes))))
    yield _build_balanced("Title", annex.title.upper(), size=14, room=room)
    yield xml.build_paragraph("Letterhead", xml.build_run(document.attached_to, italic=True, size=14), space_after=10)


def _build_balanced(
    style: str,
    text: str,
    *,
    size: int,
    room: float,
    column: float | None = None,
    space_before: float | None = None,
    bold: bool = False,
) -> BaseOxmlElement:
    """Build text with lines of about equal length, centred in `column` (default: `room`); `size` is that of the
    style.
    """
    used_width = min(measure_balanced(text, size=size, room=room) + _SLACK, room)
    indent = ((column or room) - used_width) / 2 if bold_width(text, size=size) > room else 0
    return xml.build_paragraph(
        style,
        xml.build_run(text, bold=bold),
        space_before=space_before,
        left_indent=indent,
        right_indent=indent,
    )
