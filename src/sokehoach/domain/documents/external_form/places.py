"""Find the places of a blank form that have to be filled, each with its labels."""

import re
from collections.abc import Iterator

from sokehoach.domain.documents.external_form.form_structure import ExternalForm, Grid, Line
from sokehoach.domain.documents.external_form.place import Place, TableContext, find_holes, is_measure_note, is_title
from sokehoach.domain.documents.external_form.tables import find_table_places

__all__ = ["Place", "list_all_places", "list_places", "list_totals"]

_NUMBERED = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])\s*[.)/]\s*\S")
_LONGEST_HEADING = 200


def list_places(blank: ExternalForm) -> tuple[Place, ...]:
    """The places to fill in, without totals."""
    return tuple(place for place in list_all_places(blank) if not place.formula)


def list_totals(blank: ExternalForm) -> tuple[Place, ...]:
    """The places that the form computes itself."""
    return tuple(place for place in list_all_places(blank) if place.formula)


def list_all_places(blank: ExternalForm) -> tuple[Place, ...]:
    return tuple(_find_places(blank))


def _find_places(blank: ExternalForm) -> Iterator[Place]:
    heading: Line | None = None  # the last one, if there is no text below it
    preceding_lines: list[Line] = []  # since the last table with places
    titles: tuple[str, ...] = ()
    for block in blank.blocks:
        if isinstance(block, Grid):
            heading = None
            context = _build_context(preceding_lines, titles)
            titles = context.title
            table_places = list(find_table_places(block, context))
            if any(place.line >= 0 for place in table_places):
                preceding_lines = []
            yield from table_places
            continue
        if block.part:
            yield from find_holes(block, block.part)
            continue
        preceding_lines.append(block)
        if block.empty:
            if heading is not None:
                yield Place(block.at, row=heading.text.strip(), is_narrative=True)
                heading = None
            continue
        if heading is not None and _is_heading(block) and not block.holes:
            yield Place(f"{heading.at}+", row=heading.text.strip(), is_narrative=True)
        heading = block if _is_heading(block) and not block.holes else None
        yield from find_holes(block, "")
    if heading is not None:
        yield Place(f"{heading.at}+", row=heading.text.strip(), is_narrative=True)


def _build_context(preceding_lines: list[Line], titles: tuple[str, ...]) -> TableContext:
    """A title above this table replaces the earlier ones; the last heading is the section."""
    texts = [line.text.strip() for line in preceding_lines if not line.empty]
    own_titles = tuple(text for text in texts if is_title(text))
    headings = [line.text.strip() for line in preceding_lines if _is_heading(line) and not line.empty]
    notes = [text for text in texts if is_measure_note(text)]
    return TableContext(own_titles or titles, tuple(headings[-1:]), notes[-1] if notes else "")


def _is_heading(line: Line) -> bool:
    numbered = _NUMBERED.match(line.text.strip()) is not None
    return bool(line.level) or (numbered and len(line.text) < _LONGEST_HEADING)
