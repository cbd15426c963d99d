"""The places of a blank that want something, each with the labels that say what."""

import re
from collections.abc import Iterator

from sokehoach.domain.documents.foreign.blank import Blank, Grid, Line
from sokehoach.domain.documents.foreign.place import Place, Surroundings, holes_of, is_measure_note, is_title
from sokehoach.domain.documents.foreign.tables import places_of_table

__all__ = ["Place", "all_places", "places", "totals"]

_NUMBERED = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])\s*[.)/]\s*\S")
_LONGEST_HEADING = 200


def places(blank: Blank) -> tuple[Place, ...]:
    """Those that are filled."""
    return tuple(place for place in all_places(blank) if not place.formula)


def totals(blank: Blank) -> tuple[Place, ...]:
    """Those that the form works out itself."""
    return tuple(place for place in all_places(blank) if place.formula)


def all_places(blank: Blank) -> tuple[Place, ...]:
    return tuple(_places(blank))


def _places(blank: Blank) -> Iterator[Place]:
    heading: Line | None = None  # the last one, while nothing stands below it
    before: list[Line] = []  # since the last table that has places
    titles: tuple[str, ...] = ()
    for block in blank.blocks:
        if isinstance(block, Grid):
            heading = None
            around = _surroundings(before, titles)
            titles = around.title
            found = list(places_of_table(block, around))
            if any(place.line >= 0 for place in found):
                before = []
            yield from found
            continue
        if block.part:
            yield from holes_of(block, block.part)
            continue
        before.append(block)
        if block.empty:
            if heading is not None:
                yield Place(block.at, row=heading.text.strip(), words=True)
                heading = None
            continue
        if heading is not None and _is_heading(block) and not block.holes:
            yield Place(f"{heading.at}+", row=heading.text.strip(), words=True)
        heading = block if _is_heading(block) and not block.holes else None
        yield from holes_of(block, "")
    if heading is not None:
        yield Place(f"{heading.at}+", row=heading.text.strip(), words=True)


def _surroundings(before: list[Line], titles: tuple[str, ...]) -> Surroundings:
    """A title above this table stands for the earlier ones; the last heading is the section."""
    texts = [line.text.strip() for line in before if not line.empty]
    own = tuple(text for text in texts if is_title(text))
    headings = [line.text.strip() for line in before if _is_heading(line) and not line.empty]
    notes = [text for text in texts if is_measure_note(text)]
    return Surroundings(own or titles, tuple(headings[-1:]), notes[-1] if notes else "")


def _is_heading(line: Line) -> bool:
    numbered = _NUMBERED.match(line.text.strip()) is not None
    return bool(line.level) or (numbered and len(line.text) < _LONGEST_HEADING)
