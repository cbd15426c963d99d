"""The reading page: the plan's text with marks at their exact offsets, progress, and the neighbours of an item."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sokehoach.apps.plans.models import Clause, Duty, Item, ItemState, Plan
from sokehoach.apps.plans.models.item import SURE_ITEM

MAX_HEADING_LETTERS = 140  # a clause's first paragraph up to this length is a heading


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """The progress of the reading. `settled` counts confirmed and dismissed items."""

    total: int
    settled: int
    uncertain: int
    unassigned: int
    requests: int
    sure: int  # open, and certain enough to be confirmed together
    tasks: int  # duties without a named agency
    open_tasks: int

    @property
    def is_complete(self) -> bool:
        return self.settled == self.total


def is_task(item: Item) -> bool:
    return isinstance(item, Duty) and not item.named


def is_uncertain(item: Item) -> bool:
    """Whether a person should look at the item; tasks are in a group of their own."""
    if not item.open or is_task(item):
        return False
    clear = item.clear if isinstance(item, Duty) else True
    return bool(item.doubts) or item.likelihood < SURE_ITEM or not clear


def is_unassigned(item: Item) -> bool:
    return item.unassigned and item.state != ItemState.DISMISSED


def is_request(item: Item) -> bool:
    return isinstance(item, Duty) and item.nature == Duty.Nature.REQUEST and item.state != ItemState.DISMISSED


FILTERS: dict[str, Callable[[Item], bool]] = {
    "": lambda item: True,
    "chua-ro": is_uncertain,
    "chua-phan-cong": is_unassigned,
    "de-nghi": is_request,
    "viec-chung": is_task,
}


def compute_progress(plan_items: list[Item]) -> ReadingProgress:
    return ReadingProgress(
        total=len(plan_items),
        settled=sum(not item.open for item in plan_items),
        uncertain=sum(map(is_uncertain, plan_items)),
        unassigned=sum(map(is_unassigned, plan_items)),
        requests=sum(map(is_request, plan_items)),
        sure=sum(item.open and item.sure for item in plan_items),
        tasks=sum(map(is_task, plan_items)),
        open_tasks=sum(item.open and is_task(item) for item in plan_items),
    )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Codes of the items before and after the current one; «» where there is none."""

    previous: str
    following: str
    next_open: str  # next open item, those that the filter shows first
    next_doubt: str  # next uncertain item


def find_neighbours(plan_items: list[Item], code: str, only: str = "") -> Neighbours:
    codes = [item.code for item in plan_items]
    at = codes.index(code)
    open_items = [item for item in (*plan_items[at + 1 :], *plan_items[:at]) if item.open]
    matches_filter = FILTERS.get(only, FILTERS[""])
    return Neighbours(
        previous=codes[at - 1] if at else "",
        following=codes[at + 1] if at + 1 < len(codes) else "",
        next_open=next((item.code for item in (*filter(matches_filter, open_items), *open_items)), ""),
        next_doubt=next((item.code for item in filter(is_uncertain, open_items)), ""),
    )


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of text with the same marks; `codes` are of the items that end after it."""

    text: str
    agency: bool
    codes: tuple[str, ...]


@dataclass(slots=True)
class TextRun:
    """Consecutive pieces of one item, or of none. `anchor` is set where the item begins."""

    item: Item | None
    anchors: tuple[str, ...] = ()
    pieces: list[TextPiece] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """Returns the CSS classes: the kind of item, and whether it is uncertain."""
        if self.item is None:
            return ""
        if is_uncertain(self.item):
            return "m-doubt"
        return f"m-{self.item.kind.value}"


@dataclass(frozen=True, slots=True)
class PageParagraph:
    number: int
    start: int
    end: int
    clause: str  # path of the clause that begins here
    anchor: str
    level: int  # 2 or 3 for a heading, 0 for a paragraph
    unread: bool
    first_unread: bool
    runs: tuple[TextRun, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for run in self.runs for piece in run.pieces)


def list_contents(paragraphs: Sequence[PageParagraph]) -> list[PageParagraph]:
    """The headings of the plan's parts, of a plan with one part those of the next level; none where there is one."""
    for level in (2, 3):
        headings = [paragraph for paragraph in paragraphs if paragraph.level == level]
        if len(headings) > 1:
            return headings
    return []


def build_paragraphs(plan: Plan, clauses: Sequence[Clause], items: Iterable[Item]) -> list[PageParagraph]:
    """Builds all paragraphs in order; text outside any clause is marked as such."""
    current_items = [item for item in items if item.state != ItemState.DISMISSED]
    starting = {clause.start: clause for clause in clauses}
    agencies = sorted(
        {
            (item.agency_start, item.agency_end)
            for item in current_items
            if isinstance(item, Duty) and item.agency_start is not None and item.agency_end is not None
        }
    )
    paragraphs: list[PageParagraph] = []
    was_unread = False
    for number, (start, end) in enumerate(plan.paragraphs):
        clause = next((starting[at] for at in range(start, end) if at in starting), None)
        heading = clause is not None and end - start <= MAX_HEADING_LETTERS
        unread = any(span_start < end and span_end > start for span_start, span_end in plan.unread)
        paragraphs.append(
            PageParagraph(
                number=number,
                start=start,
                end=end,
                clause=clause.path if clause else "",
                anchor=f"c-{clause.position}" if clause else "",
                level=(2 if "." not in clause.path else 3) if clause and heading else 0,
                unread=unread,
                first_unread=unread and not was_unread,
                runs=tuple(_build_runs(plan.text, start, end, current_items, agencies)),
            )
        )
        was_unread = unread
    return paragraphs


def _build_runs(
    text: str, start: int, end: int, items: list[Item], agencies: list[tuple[int, int]]
) -> Iterable[TextRun]:
    paragraph_items = [item for item in items if item.start < end and item.end > start]
    names = [(span_start, span_end) for span_start, span_end in agencies if span_start < end and span_end > start]
    cuts = {start, end}
    for span_start, span_end in [(item.start, item.end) for item in paragraph_items] + names:
        cuts |= {min(max(span_start, start), end), min(max(span_end, start), end)}
    edges = sorted(cuts)
    run: TextRun | None = None
    for piece_start, piece_end in pairwise(edges):
        covering = [item for item in paragraph_items if item.start <= piece_start and item.end >= piece_end]
        # Of nested items the shortest is the clickable one.
        item = min(covering, key=lambda item: item.end - item.start, default=None)
        anchors = tuple(item.code for item in paragraph_items if max(item.start, start) == piece_start)
        text_piece = TextPiece(
            re.sub(r"\s+", " ", text[piece_start:piece_end]),
            any(a <= piece_start and b >= piece_end for a, b in names),
            tuple(item.code for item in paragraph_items if item.end == piece_end),
        )
        if run is None or run.item is not item or anchors:
            if run is not None:
                yield run
            run = TextRun(item, tuple(code for code in anchors if _is_item_start(code, paragraph_items, piece_start)))
        run.pieces.append(text_piece)
    if run is not None:
        yield run


def _is_item_start(code: str, items: list[Item], at: int) -> bool:
    """Whether the item begins here, also where it runs over several paragraphs."""
    return any(item.code == code and item.start == at for item in items)
