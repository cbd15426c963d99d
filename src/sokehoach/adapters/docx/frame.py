"""The parts around the body, in the places of NĐ 30/2020, Phụ lục I, Mục IV."""

from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement

from sokehoach.adapters.docx import xml
from sokehoach.adapters.docx.measure import bold_width, snug
from sokehoach.domain.documents.content import Annex, Document
from sokehoach.domain.documents.numbering import annex_label
from sokehoach.domain.documents.parts import MOTTO, NATION, Letterhead, SignatureBlock, addressee_lines

# Columns of the head in millimetres: the right one takes the nation's name at 12 pt on one line. What the left one
# says keeps clear of it.
_LEFT, _RIGHT, _CLEAR = 71.0, 94.0, 67.0
# Lines below issuer and title: between a third and a half of the text (Mục II.2, II.5).
_SHARE = 0.42
# Where «Kính gửi:» begins, and how far right of that its colon stands, in millimetres.
_ADDRESSEES, _COLON = 35.0, 18.0
# Space for signature and seal between the signer's office and name, and above both, in points.
_SIGNING_ROOM, _ABOVE = 76, 6
# What the table of widths may be out by in a line, in millimetres.
_SLACK = 2.0
# Columns of the end in millimetres: recipients (or a second signer), signer.
_SIGNING = (80.0, 85.0)


def letterhead(head: Letterhead, *, about: str = "") -> BaseOxmlElement:
    """Boxes 1 to 4: one table without borders, two rows, so that number and date stand level.

    `about` is box 5b, the «V/v …» of a công văn, which stands below its number.
    """
    day = [xml.run(head.day_line, italic=True, size=13)] if head.dated else []
    number = [xml.paragraph("Letterhead", xml.run(head.number_line, size=13), before=4)]
    if about:
        number.append(_even("Letterhead", f"V/v {about}", size=12, room=_CLEAR, column=_LEFT, before=6))
    superior = [
        _even("Letterhead", line.upper(), size=12, room=_CLEAR, column=_LEFT) for line in head.superior
    ]
    issuer = [
        _even("Letterhead", line.upper(), size=12, room=_CLEAR, column=_LEFT, bold=True)
        for line in head.issuer
    ]
    longest = max(snug(line.upper(), size=12, room=_CLEAR) for line in head.issuer)
    return xml.frame(
        (_LEFT, _RIGHT),
        (
            [*superior, *issuer, xml.rule(length=longest * _SHARE, room=_LEFT)],
            [
                xml.paragraph("Letterhead", xml.run(NATION, bold=True)),
                xml.paragraph("Letterhead", xml.run(MOTTO, bold=True, size=13)),
                xml.rule(length=bold_width(MOTTO, size=13), room=_RIGHT),
            ],
        ),
        (
            number,
            [xml.paragraph("Letterhead", *day, before=4)],
        ),
    )


def title(document: Document, *, room: float) -> Iterator[BaseOxmlElement]:
    """Box 5a: kind, subject, and the line below it; a công văn has none, its subject stands below the number."""
    if not document.kind:
        return
    yield xml.paragraph("Title", xml.run(document.kind.upper()), before=18)
    yield _even("Title", document.title, size=14, room=room)
    yield xml.rule(length=snug(document.title, size=14, room=room) * _SHARE, room=room, after=12)


def addressees(names: tuple[str, ...], *, letter: bool) -> Iterator[BaseOxmlElement]:
    """Box 9a: several addressees stand one per line, their dashes below the colon.

    `letter`: they follow the head itself, without the title and the line that keep them apart from it.
    """
    lines = addressee_lines(names)
    before = 12 if letter else None
    if len(lines) == 1:
        yield xml.paragraph("List", xml.run(f"Kính gửi: {lines[0]}"), align="center", before=before, after=12)
    elif lines:
        yield xml.paragraph("List", xml.run("Kính gửi:"), left=_ADDRESSEES, before=before)
        *others, last = (xml.run(line) for line in lines)
        for line in others:
            yield xml.paragraph("List", line, left=_ADDRESSEES + _COLON)
        yield xml.paragraph("List", last, left=_ADDRESSEES + _COLON, after=12)


def signature(document: Document) -> BaseOxmlElement:
    """Boxes 7 and 9b side by side; never split over two pages."""
    lines = document.recipients.lines(as_above=bool(document.addressees))
    head = xml.run("Nơi nhận:", bold=True, italic=True, size=12)
    left = [xml.paragraph("List", head, before=_ABOVE)]
    left += [xml.paragraph("List", xml.run(line, size=11)) for line in lines]
    right = _signer(document.signature)
    if document.beside is None:
        return xml.frame(_SIGNING, (left, right))
    return xml.frame(_SIGNING, (_signer(document.beside), right), (left, [xml.paragraph("List")]))


def _signer(block: SignatureBlock) -> list[BaseOxmlElement]:
    room = _SIGNING[1]
    office = [
        _even("Title", line.upper(), size=14, room=room, before=None if place else _ABOVE)
        for place, line in enumerate(block.authority)
    ]
    return [*office, xml.paragraph("Title", xml.run(block.name or ""), before=_SIGNING_ROOM)]


def annex_head(document: Document, annex: Annex, *, position: int, room: float) -> Iterator[BaseOxmlElement]:
    """Mục III.1: number, title, and the document that the annex belongs to."""
    yield xml.paragraph("Title", xml.run(annex_label(position, len(document.annexes))))
    yield _even("Title", annex.title.upper(), size=14, room=room)
    yield xml.paragraph("Letterhead", xml.run(document.attached_to, italic=True, size=14), after=10)


def _even(
    style: str,
    text: str,
    *,
    size: int,
    room: float,
    column: float | None = None,
    before: float | None = None,
    bold: bool = False,
) -> BaseOxmlElement:
    """Text in the middle of `column` (`room` where they are one) whose lines are about equal; `size` is the style's."""
    taken = min(snug(text, size=size, room=room) + _SLACK, room)
    side = ((column or room) - taken) / 2 if bold_width(text, size=size) > room else 0
    return xml.paragraph(style, xml.run(text, bold=bold), before=before, left=side, right=side)
