"""The plan's text as the reading page shows it: lines joined again, every mark in its exact place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sokehoach.apps.plans.models import Clause, Duty, Item, ItemState, Plan
from sokehoach.apps.plans.selectors.items import uncertain

SHORT = 140  # letters: a clause's first paragraph up to this length is a heading


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters that bear the same marks; `codes` are of the items that end after them."""

    text: str
    agency: bool
    codes: tuple[str, ...]


@dataclass(slots=True)
class Run:
    """Pieces that belong to one item, or to none. `anchor`: here the item begins."""

    item: Item | None
    anchors: tuple[str, ...] = ()
    pieces: list[Piece] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """The CSS classes: what kind of item, and whether it wants a look."""
        if self.item is None:
            return ""
        if uncertain(self.item):
            return "m-doubt"
        return f"m-{self.item.kind.value}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    number: int
    start: int
    end: int
    clause: str  # path, where a clause begins here
    anchor: str
    level: int  # 2 or 3 for a heading, 0 for a paragraph
    unread: bool
    first_unread: bool
    runs: tuple[Run, ...]


def stretches(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The paragraphs of a text as offsets, and between them whatever holds a letter: together all of it."""
    found: list[list[int]] = []
    at = 0
    for start, end in [*paragraphs, (len(text), len(text))]:
        left = text[at:start]
        if left.strip():
            begin = at + len(left) - len(left.lstrip())
            found.append([begin, begin + len(left.strip())])
        if end > start:
            found.append([start, end])
        at = max(at, end)
    return found


def page_of_text(plan: Plan, clauses: Sequence[Clause], items: Iterable[Item]) -> list[Paragraph]:
    """The whole text in order: nothing is left out, what is in no clause is marked so."""
    shown = [item for item in items if item.state != ItemState.DISMISSED]
    starting = {clause.start: clause for clause in clauses}
    agencies = sorted(
        {
            (item.agency_start, item.agency_end)
            for item in shown
            if isinstance(item, Duty) and item.agency_start is not None and item.agency_end is not None
        }
    )
    found: list[Paragraph] = []
    was_unread = False
    for number, (start, end) in enumerate(plan.paragraphs):
        clause = next((starting[at] for at in range(start, end) if at in starting), None)
        heading = clause is not None and end - start <= SHORT
        unread = any(left < end and right > start for left, right in plan.unread)
        found.append(
            Paragraph(
                number=number,
                start=start,
                end=end,
                clause=clause.path if clause else "",
                anchor=f"c-{clause.position}" if clause else "",
                level=(2 if "." not in clause.path else 3) if clause and heading else 0,
                unread=unread,
                first_unread=unread and not was_unread,
                runs=tuple(_runs(plan.text, start, end, shown, agencies)),
            )
        )
        was_unread = unread
    return found


def _runs(
    text: str, start: int, end: int, items: list[Item], agencies: list[tuple[int, int]]
) -> Iterable[Run]:
    here = [item for item in items if item.start < end and item.end > start]
    names = [(left, right) for left, right in agencies if left < end and right > start]
    cuts = {start, end}
    for left, right in [(item.start, item.end) for item in here] + names:
        cuts |= {min(max(left, start), end), min(max(right, start), end)}
    edges = sorted(cuts)
    run: Run | None = None
    for left, right in pairwise(edges):
        covering = [item for item in here if item.start <= left and item.end >= right]
        # Of items one within another the shortest is what a reader points at.
        item = min(covering, key=lambda one: one.end - one.start, default=None)
        anchors = tuple(one.code for one in here if max(one.start, start) == left)
        piece = Piece(
            re.sub(r"\s+", " ", text[left:right]),
            any(a <= left and b >= right for a, b in names),
            tuple(one.code for one in here if one.end == right),
        )
        if run is None or run.item is not item or anchors:
            if run is not None:
                yield run
            run = Run(item, tuple(code for code in anchors if _begins(code, here, left)))
        run.pieces.append(piece)
    if run is not None:
        yield run


def _begins(code: str, here: list[Item], at: int) -> bool:
    """An item that runs over several paragraphs is found at the first of them."""
    return any(item.code == code and item.start == at for item in here)
