"""Lays out a superior's form for a page: its text, with the given spans in its places."""

from collections.abc import Mapping
from dataclasses import dataclass

from sokehoach.domain.documents.external_form.form_structure import Box, ExternalForm, Grid, Line


@dataclass(frozen=True, slots=True)
class FormSpan:
    """Text of the form or, with the address `at`, of a place. `url`: its link; `why`: what the place lacks."""

    text: str
    at: str = ""
    url: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class LayoutCell:
    box: Box
    pieces: tuple[FormSpan, ...]


@dataclass(frozen=True, slots=True)
class LayoutPart:
    """A line of the text, or a table. `name`: of the table, or of the part that the line is in (header, note)."""

    pieces: tuple[FormSpan, ...] = ()
    heading: bool = False
    name: str = ""
    rows: tuple[tuple[LayoutCell, ...], ...] = ()


def build_layout(blank: ExternalForm, placed_spans: Mapping[str, FormSpan]) -> tuple[LayoutPart, ...]:
    """`placed_spans` by address; a hole that is not among them keeps its dots."""
    return tuple(part for block in blank.blocks for part in _build_parts(block, placed_spans))


def _build_parts(block: Line | Grid, placed_spans: Mapping[str, FormSpan]) -> list[LayoutPart]:
    if isinstance(block, Grid):
        rows = tuple(
            tuple(LayoutCell(box, _build_box_spans(box, placed_spans)) for box in line) for line in block.full_rows
        )
        return [LayoutPart(name=block.name, rows=rows)]
    heading = not block.part and (bool(block.level) or block.bold)
    span_below = placed_spans.get(f"{block.at}+")
    line = LayoutPart(_build_line_spans(block, placed_spans), heading, block.part)
    return [line, *([LayoutPart((span_below,))] if span_below else [])]


def _build_box_spans(box: Box, placed_spans: Mapping[str, FormSpan]) -> tuple[FormSpan, ...]:
    if box.at in placed_spans:
        return (placed_spans[box.at],)
    if box.formula:
        return (FormSpan(box.formula),)
    return tuple(span for line in box.lines for span in _build_line_spans(line, placed_spans))


def _build_line_spans(line: Line, placed_spans: Mapping[str, FormSpan]) -> tuple[FormSpan, ...]:
    if line.at in placed_spans:
        return (placed_spans[line.at],)
    spans, end = [], 0
    for number, (start, stop) in enumerate(line.holes):
        if span := placed_spans.get(f"{line.at}#{number}"):
            spans += [FormSpan(line.text[end:start]), span]
            end = stop
    return (*spans, FormSpan(line.text[end:]))
