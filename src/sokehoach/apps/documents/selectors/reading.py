"""A document as its page shows it: in the form of the paper, each figure open to where it is from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import may_view
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.documents.content import (
    Banner,
    Block,
    Document,
    Heading,
    Missing,
    Paragraph,
    Picture,
    Reference,
    Row,
    Run,
    Table,
    Text,
)
from sokehoach.domain.documents.parts import MOTTO, NATION, SignatureBlock, addressee_lines


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one look; `url`: where the figure opens, «» for plain words."""

    text: str
    url: str = ""
    missing: bool = False
    bold: bool = False
    italic: bool = False


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """`form`: heading, words, banner, caption, or table, whose cells stand in `head` and `rows`."""

    form: str
    pieces: Pieces = ()
    level: int = 0
    head: tuple[tuple[Pieces, ...], ...] = ()
    rows: tuple[tuple[Pieces, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """Lines as they are printed; `signers`: the one on the left of a record, then the signer."""

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    nation: str
    motto: str
    number: str
    about: str
    day: str
    kind: str
    title: str
    addressees: tuple[str, ...]
    shown: tuple[Shown, ...]
    lead: str
    last_words: str
    recipients: tuple[str, ...]
    signers: tuple[SignatureBlock, ...]


type Opens = Callable[[tuple[Reference, ...]], str]


def paper(said: Document, opens: Opens) -> Paper:
    """Without the annexes, which the file has."""
    head = said.letterhead
    return Paper(
        superior=_capitals(head.superior),
        issuer=_capitals(head.issuer),
        nation=NATION,
        motto=MOTTO,
        number=head.number_line,
        about="" if said.kind else f"V/v {said.title}",
        day=head.day_line,
        kind=said.kind.upper(),
        title=said.title,
        addressees=addressee_lines(said.addressees),
        shown=tuple(_shown((*said.preamble, *said.blocks), opens)),
        lead=said.lead,
        last_words=said.last_words,
        recipients=said.recipients.lines(as_above=bool(said.addressees)),
        signers=tuple(
            SignatureBlock(_capitals(one.authority), one.name) for one in (said.beside, said.signature) if one
        ),
    )


def opening_for(user: User, area: Unit | None) -> Opens:
    """Where a figure of the area opens for that account. One query, none for who may not see the area's figures."""
    if area is None or not may_view(user, area):
        return lambda references: ""
    known = elements()

    def opens(references: tuple[Reference, ...]) -> str:
        one = next((one for one in references if one.operand.element in known and not one.unit), None)
        if one is None:
            return ""
        element = known[one.operand.element]
        address = reverse("consolidation:figure", args=[area.code, one.period, element.form, element.code])
        return f"{address}?{urlencode({'phan-to': one.operand.disaggregation})}"

    return opens


def _shown(blocks: Iterable[Block], opens: Opens) -> Iterator[Shown]:
    for block in blocks:
        match block:
            case Heading(level, number, text):
                title = text.upper() if level == 1 else text
                yield Shown("heading", (Piece(f"{number} {title}".strip()),), level=level)
            case Paragraph(runs):
                yield Shown("words", _pieces(runs, opens))
            case Banner(text):
                yield Shown("banner", (Piece(text),))
            case Picture(caption=caption):
                yield Shown("caption", (Piece(caption),))
            case Table():
                if block.caption:
                    yield Shown("caption", (Piece(block.caption),))
                yield Shown("table", head=_cells(block.head, opens), rows=_cells(block.rows, opens))
                yield from (Shown("caption", (Piece(note),)) for note in block.notes)


def _cells(rows: tuple[Row, ...], opens: Opens) -> tuple[tuple[Pieces, ...], ...]:
    return tuple(tuple(_pieces(cell.runs, opens) for cell in row.cells) for row in rows)


def _pieces(runs: Iterable[Run], opens: Opens) -> Pieces:
    return tuple(
        Piece(run.text, bold=run.bold, italic=run.italic)
        if isinstance(run, Text)
        else Piece(run.text, opens(run.references), isinstance(run, Missing))
        for run in runs
    )


def _capitals(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line.upper() for line in lines)
