"""A filled form as its page shows it, beside what each number rests on."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.urls import reverse

from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.selectors.filled_forms import Filling, Put
from sokehoach.apps.documents.selectors.form_figures import Ground
from sokehoach.domain.documents.foreign.blank import Box, Grid, Line, from_json
from sokehoach.domain.documents.foreign.places import Place
from sokehoach.domain.documents.foreign.repeating import spread
from sokehoach.domain.values.value import show


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the form, or (`put`) of a place; `url` of the figure that its number rests on first."""

    text: str
    put: Put | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A number that is no single figure: how it was made, and the figures that it rests on."""

    put: Put
    grounds: tuple[tuple[str, str], ...]  # what it says, its address


@dataclass(frozen=True, slots=True)
class Cell:
    box: Box
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the text, or a table."""

    pieces: tuple[Piece, ...] = ()
    heading: bool = False
    name: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()


def made(found: Filling, area: str) -> tuple[Made, ...]:
    return tuple(
        Made(one, tuple((ground.said, _url(ground, area)) for ground in one.answer.grounds))
        for one in found.puts
        if one.answer and one.answer.told
    )


@dataclass(frozen=True, slots=True)
class Left:
    """Places of one label that stay open for the same reason: `units` of how many rows."""

    place: Place
    why: str
    units: tuple[str, ...]


def left(found: Filling) -> tuple[Left, ...]:
    grouped: dict[tuple[str, str, tuple[str, ...], str], list[Put]] = defaultdict(list)
    for one in found.left:
        grouped[one.place.grid, one.place.row, one.place.column, one.why].append(one)
    return tuple(
        Left(puts[0].place, puts[0].why, tuple(one.unit for one in puts if one.unit))
        for puts in grouped.values()
    )


def shown(row: SuperiorForm, found: Filling, area: str, results: Mapping[str, str]) -> tuple[Part, ...]:
    """`results`: what the form's own formulas come to, by address."""
    puts = {at: Piece(_number(text)) for at, text in results.items()}
    puts |= {one.at: _piece(one, area) for one in found.puts}
    blank = spread(from_json(row.layout), puts)
    return tuple(part for block in blank.blocks for part in _parts(block, puts))


def _parts(block: Line | Grid, puts: Mapping[str, Piece]) -> list[Part]:
    if isinstance(block, Grid):
        rows = tuple(tuple(Cell(box, _in_box(box, puts)) for box in line) for line in block.full_rows)
        return [Part(name=block.name, rows=rows)]
    heading = not block.part and (bool(block.level) or block.bold)
    below = puts.get(f"{block.at}+")
    line = Part(_in_line(block, puts), heading, block.part)
    return [line, *([Part((below,))] if below else [])]


def _in_box(box: Box, puts: Mapping[str, Piece]) -> tuple[Piece, ...]:
    if box.at in puts:
        return (puts[box.at],)
    if box.formula:
        return (Piece(box.formula),)
    return tuple(piece for line in box.lines for piece in _in_line(line, puts))


def _in_line(line: Line, puts: Mapping[str, Piece]) -> tuple[Piece, ...]:
    if line.at in puts:
        return (puts[line.at],)
    pieces, end = [], 0
    for number, (start, stop) in enumerate(line.holes):
        if put := puts.get(f"{line.at}#{number}"):
            pieces += [Piece(line.text[end:start]), put]
            end = stop
    return (*pieces, Piece(line.text[end:]))


def _piece(put: Put, area: str) -> Piece:
    grounds = put.answer.grounds if put.answer else ()
    return Piece(put.entry.text if put.entry else "……", put, _url(grounds[0], area) if grounds else "")


def _url(ground: Ground, area: str) -> str:
    asked = {"phan-to": ground.operand.disaggregation} | ({"don-vi": ground.unit} if ground.unit else {})
    args = [area, ground.period, ground.form, ground.operand.element]
    return f"{reverse('consolidation:figure', args=args)}?{urlencode(asked)}"


def _number(text: str) -> str:
    """As a sheet keeps it → as a person reads it."""
    try:
        return show(round(Decimal(text), 2))
    except InvalidOperation:
        return text
