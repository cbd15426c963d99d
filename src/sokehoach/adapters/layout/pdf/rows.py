"""Letters → printed rows: what stands on one baseline, cut where a column begins."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum

from sokehoach.adapters.layout.pdf.letters import Letter, Look
from sokehoach.domain.documents.rules.measured import Run
from sokehoach.domain.text import nfc

_LEVEL = 0.35  # of the size: letters so near to a baseline stand on it
_WORD = 0.17  # of the size: a gap that is a space
_COLUMN = 1.5  # of the size: a gap between columns
_BLANKS = re.compile(r"(?<=\S{3}) {8,}(?=\S{3})")
_LABEL = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])[.)/]|[-–+•*]")
# Room is left for the pen in «Số:      /BC-UBND», «ngày      tháng      năm»; wider, another column begins.
_PEN = re.compile(r"(?:số:?|ngày|tháng)$", re.IGNORECASE)
_PEN_ROOM = 3.0  # of the size
_FADED = 0.6  # of the row's size: a mark of a footnote, not of the text


class Part(IntEnum):
    """Of a page, in reading order."""

    HEAD = 0
    TEXT = 1
    FOOT = 2
    ANNEX = 3


@dataclass(slots=True)
class Row:
    """`page` from 1; `x0`, `x1`, baseline `y` in points. `column` 1 and 2: left and right of another."""

    page: int
    y: float
    x0: float
    x1: float
    runs: tuple[Run, ...]
    size: float
    column: int = 0
    part: Part = Part.TEXT
    tabled: bool = False
    strokes: list[float] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    @property
    def letters(self) -> int:
        return sum(run.letters for run in self.runs)


def rows(letters: Iterable[Letter], page: int) -> list[Row]:
    """From the top down, left to right."""
    levels: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: (-one.y, one.x0)):
        level = levels[-1] if levels else None
        if level is not None and abs(level[0].y - letter.y) <= _LEVEL * max(
            level[0].look.size, letter.look.size
        ):
            level.append(letter)
        else:
            levels.append([letter])
    found: list[Row] = []
    for level in levels:
        pieces = _pieces(sorted(level, key=lambda one: one.x0))
        found += [_row(piece, page) for piece in pieces if any(one.text.strip() for one in piece)]
    return found


def _pieces(level: list[Letter]) -> list[list[Letter]]:
    """A row cut where columns part. The label of a list keeps what follows it."""
    pieces: list[list[Letter]] = [[]]
    for letter in level:
        piece = pieces[-1]
        size = max(letter.look.size, piece[-1].look.size) if piece else 0
        gap = letter.x0 - piece[-1].x1 if piece else 0
        if piece and gap > _COLUMN * size:
            written = "".join(one.text for one in piece).strip()
            penned = gap <= _PEN_ROOM * size and _PEN.search(written)
            if not _LABEL.fullmatch(written) and not penned:
                pieces.append([])
                piece = pieces[-1]
        piece.append(letter)
    return [cut for piece in pieces for cut in _cut_at_blanks(piece)]


def _cut_at_blanks(piece: list[Letter]) -> list[list[Letter]]:
    """Columns kept apart by typed spaces."""
    written = "".join(one.text if one.text.isprintable() else " " for one in piece)
    if len(written) != len(piece):
        return [piece]
    blanks = _BLANKS.search(written)
    if (
        blanks is None
        or min(len(written[: blanks.start()].strip()), len(written[blanks.end() :].strip())) < 8
    ):
        return [piece]
    return [piece[: blanks.start()], piece[blanks.end() :]]


def _row(piece: list[Letter], page: int) -> Row:
    seen = [one for one in piece if one.text.strip()]
    size = max(one.look.size for one in seen)
    main = [one for one in seen if one.look.size > _FADED * size] or seen
    spoken: list[tuple[str, Look]] = []
    before: Letter | None = None
    for one in piece:
        if (
            before is not None
            and one.x0 - before.x1 > _WORD * size
            and one.text.strip()
            and before.text.strip()
        ):
            spoken.append((" ", before.look))
        spoken.append((one.text, one.look))
        before = one
    baseline = sorted(one.y for one in main)[len(main) // 2]
    return Row(page, baseline, seen[0].x0, max(one.x1 for one in seen), _runs(spoken), size)


def _runs(spoken: list[tuple[str, Look]]) -> tuple[Run, ...]:
    made: list[tuple[str, Look]] = []
    for text, look in spoken:
        if made and made[-1][1] == look:
            made[-1] = (made[-1][0] + text, look)
        else:
            made.append((text, look))
    return tuple(
        Run(nfc(text), look.font, round(look.size * 10) / 10, look.bold, look.italic, look.colour)
        for text, look in made
    )


def joined(one: tuple[Run, ...], other: tuple[Run, ...]) -> tuple[Run, ...]:
    """Two rows of a paragraph: a space between them, runs of one look joined."""
    if not one or not other:
        return one or other
    last, first = one[-1], other[0]
    if replace(last, text="") == replace(first, text=""):
        return (*one[:-1], replace(last, text=f"{last.text.rstrip()} {first.text}"), *other[1:])
    return (*one[:-1], replace(last, text=f"{last.text.rstrip()} "), *other)
