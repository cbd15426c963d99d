"""Superior's forms: those an account may open, and one of them as its page shows it."""

import uuid
from collections.abc import Mapping, Set
from dataclasses import dataclass

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.permissions import may_take
from sokehoach.apps.documents.selectors.form_words import source_words
from sokehoach.domain.documents.foreign.blank import Box, Grid, Line, from_json
from sokehoach.domain.documents.foreign.carrying import Carried, carry
from sokehoach.domain.documents.foreign.likeness import Vocabulary
from sokehoach.domain.documents.foreign.places import Place, places
from sokehoach.domain.documents.foreign.source import Source
from sokehoach.domain.documents.foreign.source import from_json as source_from_json


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of a line: words, or a place with what stands in it in words («»: not settled)."""

    text: str
    at: str = ""
    source: str = ""


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


def aside(row: SuperiorForm) -> tuple[Line, ...]:
    """What asks for something and is not filled."""
    return from_json(row.layout).aside


def changes(row: SuperiorForm) -> Carried:
    """Against the form that it follows."""
    assert row.follows is not None
    before = row.follows
    return carry(places_of(before), settled(before), places_of(row))


def unseen(row: SuperiorForm) -> bool:
    """Whether it follows another and nobody has looked at what changed: until then it is not filled."""
    return row.follows_id is not None and row.looked_at is None and changes(row).told


def shown(row: SuperiorForm, words: Vocabulary) -> tuple[Part, ...]:
    """The form as it looks, with its places."""
    known = settled(row)
    told = {
        at: source_words(known[at], words) if at in known else "" for at in (one.at for one in places_of(row))
    }
    each = {at for one in places_of(row) for at in one.each[1:]}
    parts = []
    for block in from_json(row.layout).blocks:
        if isinstance(block, Grid):
            rows = tuple(
                tuple(Cell(box, _in_box(box, told, each)) for box in line) for line in block.full_rows
            )
            parts.append(Part(name=block.name, rows=rows))
            continue
        pieces = (Shown("", block.at, told[block.at]),) if block.at in told else _in_line(block, told)
        parts.append(
            Part(pieces, heading=not block.part and (bool(block.level) or block.bold), name=block.part)
        )
        if f"{block.at}+" in told:
            parts.append(Part((Shown("", f"{block.at}+", told[f"{block.at}+"]),)))
    return tuple(parts)


def _in_box(box: Box, told: Mapping[str, str], each: Set[str]) -> tuple[Shown, ...]:
    if box.at in told:
        return (Shown("", box.at, told[box.at]),)
    if box.formula:
        return (Shown(box.formula),)
    if box.at in each:
        return (Shown("″"),)
    return tuple(piece for line in box.lines for piece in _in_line(line, told))


def _in_line(line: Line, told: Mapping[str, str]) -> tuple[Shown, ...]:
    pieces, end = [], 0
    for number, (start, stop) in enumerate(line.holes):
        at = f"{line.at}#{number}"
        if at not in told:
            continue
        pieces += [Shown(line.text[end:start]), Shown("", at, told[at])]
        end = stop
    return (*pieces, Shown(line.text[end:]))
