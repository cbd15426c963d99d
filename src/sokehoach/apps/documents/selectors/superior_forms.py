"""Superior's forms: those an account may open, and one of them as its page shows it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.permissions import may_take
from sokehoach.domain.documents.foreign.blank import Box, Grid, Line, from_json
from sokehoach.domain.documents.foreign.places import Place, places
from sokehoach.domain.documents.foreign.source import Source
from sokehoach.domain.documents.foreign.source import from_json as source_from_json


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of a line: words, or a place with what stands in it (None: not settled)."""

    text: str
    at: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    box: Box
    pieces: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the text, or a table."""

    pieces: tuple[Shown, ...] = ()
    heading: bool = False
    name: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()


def listed(user: User) -> list[SuperiorForm]:
    found = SuperiorForm.objects.select_related("unit__parent", "follows").defer("content", "layout")
    return [row for row in found if may_take(user, row.unit)]


def form_for(user: User, pk: uuid.UUID) -> SuperiorForm:
    """404 outside the scope."""
    row = SuperiorForm.objects.select_related("unit__parent").filter(pk=pk).first()
    if row is None or not may_take(user, row.unit):
        raise Http404
    return row


def places_of(row: SuperiorForm) -> tuple[Place, ...]:
    return places(from_json(row.layout))


def settled(row: SuperiorForm) -> dict[str, Source]:
    return {at: source_from_json(told) for at, told in row.settled.items()}


def shown(row: SuperiorForm) -> tuple[Part, ...]:
    """The form as it looks, with its places."""
    wanted = {place.at for place in places_of(row)}
    known = settled(row)
    parts = []
    for block in from_json(row.layout).blocks:
        if isinstance(block, Grid):
            rows = tuple(
                tuple(Cell(box, _in_box(box, wanted, known)) for box in line) for line in block.by_row
            )
            parts.append(Part(name=block.name, rows=rows))
            continue
        pieces = (Shown("", block.at, known.get(block.at)),) if block.at in wanted else _in_line(block, known)
        parts.append(Part(pieces, heading=bool(block.level) or block.bold))
        if f"{block.at}+" in wanted:
            parts.append(Part((Shown("", f"{block.at}+", known.get(f"{block.at}+")),)))
    return tuple(parts)


def _in_box(box: Box, wanted: set[str], known: Mapping[str, Source]) -> tuple[Shown, ...]:
    if box.at in wanted:
        return (Shown("", box.at, known.get(box.at)),)
    if box.formula:
        return (Shown(box.formula),)
    return tuple(piece for line in box.lines for piece in _in_line(line, known))


def _in_line(line: Line, known: Mapping[str, Source]) -> tuple[Shown, ...]:
    pieces, end = [], 0
    for number, (start, stop) in enumerate(line.holes):
        at = f"{line.at}#{number}"
        pieces += [Shown(line.text[end:start]), Shown("", at, known.get(at))]
        end = stop
    return (*pieces, Shown(line.text[end:]))
