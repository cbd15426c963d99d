"""Paragraphs of the body → clauses, and the blocks (items, bullets, paragraphs) of which they are made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.plans.likelihood import likelihood
from sokehoach.domain.plans.lines import Paragraph
from sokehoach.domain.plans.numbering import Kind, Marker, Trail, follows
from sokehoach.domain.plans.passages import Passage, Span, first_words, passage

LONGEST_PARAGRAPH = 10_000  # letters; the longest met has 2,600
_FIRST_LABELS = ("1", "01", "a", "I", "A", "i")
_RECENT = 60  # clauses among which the one before it in its series is looked for
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
    """One paragraph of the body and where it stands.

    `level`: 0 for numbered items and plain paragraphs, 1 for «*», 2 for «-», 3 for «+».
    `headings`: the numbered items above it (and itself, where it is one), the highest first.
    """

    path: str
    body: Passage
    numbered: bool
    level: int
    headings: tuple["Block", ...]
    cells: tuple[Passage, ...] = ()  # of a row of a table

    @property
    def title(self) -> Passage:
        """The heading: up to the first colon or full stop, else the whole."""
        end = _TITLE_END.search(self.body.lower)
        return self.body.part(0, end.start()) if end else self.body.part(0, len(self.body.text.rstrip(" .;")))

    @property
    def readable(self) -> bool:
        """Of a length a paragraph may have; longer ones stay in their clause, but no rule looks at them."""
        return 0 < len(self.body) <= LONGEST_PARAGRAPH

    @property
    def introduces(self) -> bool:
        """Ends in a colon: what it says is said by the items below it."""
        return self.body.text.endswith(":")


def blocks(body: list[Paragraph]) -> list[Block]:
    """The paragraphs of the body, each with its path."""
    trail = Trail()
    found: list[Block] = []
    above: list[tuple[int, Block]] = []
    for paragraph in body:
        marker = paragraph.marker
        if marker is None or marker.kind is Kind.BULLET:
            level = 0 if marker is None else _LEVELS.get(marker.label, 2)
            headings = tuple(block for _, block in above)
            found.append(
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
        rank = trail.rank_of(marker)
        path = trail.enter(marker)
        above = [(one, block) for one, block in above if one < rank]
        headings = tuple(block for _, block in above)
        block = Block(path, paragraph.body, numbered=True, level=0, headings=headings)
        above.append((rank, block))
        found.append(block)
    return found


def clauses(source: str, body: list[Paragraph], found: list[Block]) -> list[Clause]:
    """The numbered items; `found` are the blocks of `body`, one for one."""
    result: list[Clause] = []
    before: list[Marker | None] = []
    starts = [at for at, block in enumerate(found) if block.numbered]
    for at, following in zip(starts, [*starts[1:], len(found)], strict=True):
        block = found[at]
        signs = tuple(_signs(body[at], before))
        before.append(body[at].marker)
        span = Span(body[at].whole.span.start, body[following - 1].whole.span.end)
        result.append(
            Clause(
                block.path,
                first_words(block.body.text),
                block.title.text,
                passage(source, span.start, span.end).text,
                span,
                likelihood("clause", signs),
                signs,
            )
        )
    return result


def _signs(paragraph: Paragraph, before: list[Marker | None]) -> Iterator[str]:
    """What tells a clause from a number in the text: its kind, whether it carries on a series, how it begins."""
    marker = paragraph.marker
    if marker is None:
        return
    yield marker.kind.name.lower()
    begins_series = marker.label.rsplit(".", 1)[-1] in _FIRST_LABELS or marker.kind <= Kind.SECTION
    if not begins_series and not any(one is not None and follows(one, marker) for one in before[-_RECENT:]):
        yield "out-of-series"
    if paragraph.body.text[:1].islower():
        yield "small-letter"
    if len(paragraph.body) < _SHORT:
        yield "short"
