"""A superior's form as a page shows it: its words, and in its places what a page puts there."""

from collections.abc import Mapping
from dataclasses import dataclass

from sokehoach.domain.documents.foreign.blank import Blank, Box, Grid, Line


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the form or, with the address `at`, of a place. `url`: where they lead; `why`: what the place lacks."""

    text: str
    at: str = ""
    url: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    box: Box
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the text, or a table. `name`: of the table, or of where the line stands beside the text."""

    pieces: tuple[Piece, ...] = ()
    heading: bool = False
    name: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()


def laid_out(blank: Blank, placed: Mapping[str, Piece]) -> tuple[Part, ...]:
    """`placed` by address; a hole that is not among them keeps its dots."""
    return tuple(part for block in blank.blocks for part in _parts(block, placed))


def _parts(block: Line | Grid, placed: Mapping[str, Piece]) -> list[Part]:
    if isinstance(block, Grid):
        rows = tuple(tuple(Cell(box, _in_box(box, placed)) for box in line) for line in block.full_rows)
        return [Part(name=block.name, rows=rows)]
    heading = not block.part and (bool(block.level) or block.bold)
    below = placed.get(f"{block.at}+")
    line = Part(_in_line(block, placed), heading, block.part)
    return [line, *([Part((below,))] if below else [])]


def _in_box(box: Box, placed: Mapping[str, Piece]) -> tuple[Piece, ...]:
    if box.at in placed:
        return (placed[box.at],)
    if box.formula:
        return (Piece(box.formula),)
    return tuple(piece for line in box.lines for piece in _in_line(line, placed))


def _in_line(line: Line, placed: Mapping[str, Piece]) -> tuple[Piece, ...]:
    if line.at in placed:
        return (placed[line.at],)
    pieces, end = [], 0
    for number, (start, stop) in enumerate(line.holes):
        if piece := placed.get(f"{line.at}#{number}"):
            pieces += [Piece(line.text[end:start]), piece]
            end = stop
    return (*pieces, Piece(line.text[end:]))
