"""Build clauses, and their blocks (items, bullets, paragraphs), from the paragraphs of the body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sokehoach.domain.plans.likelihood import compute_likelihood
from sokehoach.domain.plans.lines import PlanParagraph
from sokehoach.domain.plans.numbering import CAPITALS_RANK, Marker, MarkerKind, Trail, is_next_marker
from sokehoach.domain.plans.passages import Passage, Span, get_first_words

LONGEST_PARAGRAPH = 10_000  # letters; the longest one known has 2,600
_FIRST_LABELS = ("1", "01", "a", "I", "A", "i")
_RECENT = 60  # clauses to search back for the previous one in a series
_SHORT = 6  # letters
_LEVELS = {"*": 1, "-": 2, "+": 3}
_TITLE_END = re.compile(r":(?=\s|$)|\.(?=\s)")


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered item: path of printed labels, first words, title, text up to the next numbered item."""

    path: str
    starts: str
    title: str
    text: str
    span: Span
    likelihood: float
    signs: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """One paragraph of the body with its position.

    `level`: 0 for numbered items and plain paragraphs, 1 for «*», 2 for «-», 3 for «+». `headings`: the numbered items
    above it (and itself, if it is one), highest first.
    """

    path: str
    body: Passage
    numbered: bool
    level: int
    headings: tuple["Block", ...]
    cells: tuple[Passage, ...] = ()  # of a table row

    @cached_property
    def title(self) -> Passage:
        """The heading: up to the first colon or full stop, else the whole text."""
        end = _TITLE_END.search(self.body.lower)
        return self.body.part(0, end.start()) if end else self.body.part(0, len(self.body.text.rstrip(" .;")))

    @cached_property
    def is_readable(self) -> bool:
        """Whether its length is plausible; the rules skip longer paragraphs, which stay in their clause."""
        return 0 < len(self.body) <= LONGEST_PARAGRAPH

    @cached_property
    def is_introduction(self) -> bool:
        """Whether the paragraph ends with a colon, so that the items below it contain the statement."""
        return self.body.text.endswith(":")


def build_blocks(body: list[PlanParagraph]) -> list[Block]:
    """The paragraphs of the body, each with its path."""
    trail = Trail()
    blocks: list[Block] = []
    open_headings: list[tuple[int, Block]] = []
    table: _TableTrail | None = None
    within_article = _is_within_article(body)
    for paragraph in body:
        marker = paragraph.marker
        if within_article and marker is not None and marker.kind is MarkerKind.ARTICLE:
            trail, table = Trail(), None
            blocks.append(Block("", paragraph.body, numbered=False, level=0, headings=()))
            open_headings = [(marker.rank, blocks[-1])]
            continue
        if not paragraph.cells:
            table = None
        elif marker is not None:
            table = table or _TableTrail(trail.path, tuple(block for _, block in open_headings))
            blocks.append(table.enter(paragraph, marker))
            continue
        elif table is not None:
            blocks.append(table.build_unnumbered(paragraph))
            continue
        if marker is None or marker.kind is MarkerKind.BULLET:
            level = 0 if marker is None else _LEVELS.get(marker.label, 2)
            headings = tuple(block for _, block in open_headings)
            blocks.append(
                Block(
                    trail.path,
                    paragraph.body,
                    numbered=False,
                    level=level,
                    headings=headings,
                    cells=paragraph.cells,
                )
            )
            continue
        capitals = paragraph.body.text.isupper()
        if trail.raise_capitals(marker, capitals=capitals):
            open_headings[-1] = (CAPITALS_RANK, open_headings[-1][1])
        rank = trail.rank_of(marker, capitals=capitals)
        path = trail.enter(marker, capitals=capitals)
        open_headings = [(open_rank, block) for open_rank, block in open_headings if open_rank < rank]
        headings = tuple(block for _, block in open_headings)
        block = Block(path, paragraph.body, numbered=True, level=0, headings=headings)
        open_headings.append((rank, block))
        blocks.append(block)
    return blocks


def _is_within_article(body: list[PlanParagraph]) -> bool:
    """Whether the body began inside an article of a decision, so that later articles are no level of it."""
    first = next((paragraph.marker for paragraph in body if paragraph.marker is not None), None)
    return first is not None and first.kind in (MarkerKind.ROMAN, MarkerKind.UPPER)


class _TableTrail:
    """The numbered rows above the current row of a table; the numbering of each table begins anew."""

    def __init__(self, path: str, headings: tuple[Block, ...]) -> None:
        self._path = path
        self._trail = Trail()
        self._headings = headings
        self._rows: list[tuple[int, Block]] = []

    def build_unnumbered(self, paragraph: PlanParagraph) -> Block:
        """The block of a row without a number, which belongs to the numbered row above it."""
        headings = self._list_headings()
        return Block(
            headings[-1].path, paragraph.body, numbered=False, level=0, headings=headings, cells=paragraph.cells
        )

    def _list_headings(self) -> tuple[Block, ...]:
        return (*self._headings, *(row for _, row in self._rows))

    def enter(self, paragraph: PlanParagraph, marker: Marker) -> Block:
        """The block of the next numbered row."""
        rank = self._trail.rank_of(marker)
        path = self._trail.enter(marker)
        self._rows = [(row_rank, row) for row_rank, row in self._rows if row_rank < rank]
        path = f"{self._path}.{path}" if self._path else path
        block = Block(
            path, paragraph.body, numbered=True, level=0, headings=self._list_headings(), cells=paragraph.cells
        )
        self._rows.append((rank, block))
        return block


def build_clauses(source: str, body: list[PlanParagraph], blocks: list[Block]) -> list[Clause]:
    """The numbered items; `blocks` correspond to `body` one to one."""
    result: list[Clause] = []
    earlier_markers: list[Marker | None] = []
    starts = [at for at, block in enumerate(blocks) if block.numbered or _is_article(body[at])]
    for at, following in pairwise([*starts, len(blocks)]):
        block = blocks[at]
        if not block.numbered:
            continue
        signs = tuple(_list_signs(body[at], earlier_markers))
        earlier_markers.append(body[at].marker)
        span = Span(body[at].whole.span.start, body[following - 1].whole.span.end)
        result.append(
            Clause(
                block.path,
                get_first_words(block.body.text),
                block.title.text,
                " ".join(source[span.start : span.end].split()),
                span,
                compute_likelihood("clause", signs),
                signs,
            )
        )
    return result


def _is_article(paragraph: PlanParagraph) -> bool:
    return paragraph.marker is not None and paragraph.marker.kind is MarkerKind.ARTICLE


def _list_signs(paragraph: PlanParagraph, earlier_markers: list[Marker | None]) -> Iterator[str]:
    """Signs that distinguish a clause from a number in the text: kind, continuation of a series, first words."""
    marker = paragraph.marker
    if marker is None:
        return
    yield marker.kind.name.lower()
    begins_series = marker.label.rsplit(".", 1)[-1] in _FIRST_LABELS or marker.kind <= MarkerKind.SECTION
    if not begins_series and not any(
        earlier_marker is not None and is_next_marker(earlier_marker, marker)
        for earlier_marker in earlier_markers[-_RECENT:]
    ):
        yield "out-of-series"
    if paragraph.body.text[:1].islower():
        yield "small-letter"
    if len(paragraph.body) < _SHORT:
        yield "short"
