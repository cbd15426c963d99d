"""Group letters into printed rows by baseline, and split rows at column gaps."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum

from sokehoach.adapters.readers.pdf.geometry_letters import Letter, LetterFormat
from sokehoach.domain.documents.rules.measured_document import Run
from sokehoach.domain.text import normalize_nfc

_BASELINE_TOLERANCE = 0.35  # of the size: letters this near to a baseline are on it
_SPACE_WIDTH = 0.17  # of the size: from here a gap is a space
_COLUMN_GAP = 1.5  # of the size: from here a gap separates columns
_BLANKS = re.compile(r"(?<=\S{3}) {8,}(?=\S{3})")
_LABEL = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])[.)/]|[-–+•*]")
# Gaps left for handwriting, as in «Số:      /BC-UBND», «ngày      tháng      năm»; a wider gap begins a column.
_PEN = re.compile(r"(?:số:?|ngày|tháng)$", re.IGNORECASE)
_PEN_ROOM = 3.0  # of the size
_MIN_MAIN_SIZE = 0.6  # of the row's size: smaller letters are a footnote mark, not text


class PagePart(IntEnum):
    """Part of a page, in reading order."""

    HEAD = 0
    TEXT = 1
    FOOT = 2
    ANNEX = 3


@dataclass(slots=True)
class PrintedRow:
    """A row of text. `page` counts from 1; `x0`, `x1` and baseline `y` in points. `column` is 1 or 2 in two columns,
    else 0.
    """

    page: int
    y: float
    x0: float
    x1: float
    runs: tuple[Run, ...]
    size: float
    column: int = 0
    part: PagePart = PagePart.TEXT
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


def build_rows(letters: Iterable[Letter], page: int) -> list[PrintedRow]:
    """Return rows from the top down, left to right."""
    levels: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda candidate: (-candidate.y, candidate.x0)):
        level = levels[-1] if levels else None
        if level is not None and abs(level[0].y - letter.y) <= _BASELINE_TOLERANCE * max(
            level[0].look.size, letter.look.size
        ):
            level.append(letter)
        else:
            levels.append([letter])
    built: list[PrintedRow] = []
    for level in levels:
        segments = _split_level(sorted(level, key=lambda letter: letter.x0))
        built += [_build_row(segment, page) for segment in segments if any(member.text.strip() for member in segment)]
    return built


def _split_level(level: list[Letter]) -> list[list[Letter]]:
    """Split a row at column gaps. A list label is not split from the text after it."""
    segments: list[list[Letter]] = [[]]
    for letter in level:
        segment = segments[-1]
        size = max(letter.look.size, segment[-1].look.size) if segment else 0
        gap = letter.x0 - segment[-1].x1 if segment else 0
        if segment and gap > _COLUMN_GAP * size:
            text = "".join(member.text for member in segment).strip()
            is_pen_gap = gap <= _PEN_ROOM * size and _PEN.search(text)
            if not _LABEL.fullmatch(text) and not is_pen_gap:
                segments.append([])
                segment = segments[-1]
        segment.append(letter)
    return [cut for segment in segments for cut in _cut_at_blanks(segment)]


def _cut_at_blanks(segment: list[Letter]) -> list[list[Letter]]:
    """Split a row at a column gap made of typed spaces."""
    text = "".join(letter.text if letter.text.isprintable() else " " for letter in segment)
    if len(text) != len(segment):
        return [segment]
    blanks = _BLANKS.search(text)
    if blanks is None or min(len(text[: blanks.start()].strip()), len(text[blanks.end() :].strip())) < 8:
        return [segment]
    return [segment[: blanks.start()], segment[blanks.end() :]]


def _build_row(segment: list[Letter], page: int) -> PrintedRow:
    visible = [letter for letter in segment if letter.text.strip()]
    size = max(letter.look.size for letter in visible)
    main_letters = [letter for letter in visible if letter.look.size > _MIN_MAIN_SIZE * size] or visible
    formatted_text: list[tuple[str, LetterFormat]] = []
    previous: Letter | None = None
    for letter in segment:
        if (
            previous is not None
            and letter.x0 - previous.x1 > _SPACE_WIDTH * size
            and letter.text.strip()
            and previous.text.strip()
        ):
            formatted_text.append((" ", previous.look))
        formatted_text.append((letter.text, letter.look))
        previous = letter
    baseline = sorted(letter.y for letter in main_letters)[len(main_letters) // 2]
    return PrintedRow(
        page, baseline, visible[0].x0, max(letter.x1 for letter in visible), _merge_runs(formatted_text), size
    )


def _merge_runs(formatted_text: list[tuple[str, LetterFormat]]) -> tuple[Run, ...]:
    merged: list[tuple[str, LetterFormat]] = []
    for text, look in formatted_text:
        if merged and merged[-1][1] == look:
            merged[-1] = (merged[-1][0] + text, look)
        else:
            merged.append((text, look))
    return tuple(
        Run(normalize_nfc(text), look.font, round(look.size * 10) / 10, look.bold, look.italic, look.colour)
        for text, look in merged
    )


def join_runs(first_runs: tuple[Run, ...], second_runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Join two rows of a paragraph with a space between; adjacent runs of the same format are merged."""
    if not first_runs or not second_runs:
        return first_runs or second_runs
    last, first = first_runs[-1], second_runs[0]
    if replace(last, text="") == replace(first, text=""):
        return (*first_runs[:-1], replace(last, text=f"{last.text.rstrip()} {first.text}"), *second_runs[1:])
    return (*first_runs[:-1], replace(last, text=f"{last.text.rstrip()} "), *second_runs)
