"""Read tables of tasks of which a conversion printed every line of every cell on a line of its own.

Between two row numbers the lines are divided among the columns by what is likeliest to begin a cell of each column: a
name in the columns of bodies, a time in the column of times, a capital elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.passages import Passage, fold_passage
from sokehoach.domain.plans.stacked_tables import StackedRow
from sokehoach.domain.plans.table_columns import Columns, find_columns
from sokehoach.domain.text import fold_tones

_BEGINS = re.compile(r"^[ \t]*(?:S?TT|Số TT)\.?[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"[^\n]*\n?")
_NUMBER = re.compile(r"(\d{1,3})(?:[a-zđ]|\.\d{1,2})?[.)]?")
_GROUP = re.compile(r"[IVX]{1,5}[.)]?")
_END = re.compile(r"(?:[IVX]{1,5}\. ?\S|Nơi nhận|Ghi chú|PHỤ LỤC|Phụ lục|TM\.|KT\.|Phần |PHẦN )")
_WHEN = re.compile(
    r"(?:xong|trước|hết|quý|tháng|năm \d|ngày|hằng|hàng (?:tháng|quý|năm)|giai đoạn|\d{4}|\d{1,2}/\d|thường|"
    r"từ (?:\d|ngày|tháng|quý|năm)|đến (?:\d|hết|ngày|năm)|trong (?:năm|quý|tháng)|cuối|đầu)(?!\w)"
)
_MOST_LINES, _MOST_ROWS = 40, 200  # of a row; of a table
_MOST_HEADS = 10
_FEWEST_WRAPPED = 1.5  # lines of a cell on the average
_BODIES = ("lead", "coordinating")


def parse_wrapped_rows(source: str) -> list[StackedRow]:
    """The rows of all such tables, including heads, in text order."""
    rows: list[StackedRow] = []
    for begin in _BEGINS.finditer(source):
        if not rows or begin.start() >= rows[-1].end:
            rows += _parse_table(source, begin.start())
    return rows


def _parse_table(source: str, start: int) -> list[StackedRow]:
    lines = list(islice(_list_lines(source, start), _MOST_HEADS + 2))
    width = next((at for at in range(2, min(len(lines), _MOST_HEADS)) if _begins_row(lines, at, 0) is not None), 0)
    heads = find_columns(lines[:width]) if width and all(line.text for line in lines[:width]) else None
    if heads is None:
        return []
    lines = list(_list_lines(source, start))
    starts, last = [], 0
    for at in range(width, len(lines)):
        label = _begins_row(lines, at, last)
        if label is not None:
            starts.append(at)
            last = label
    spans = list(zip(starts, [*starts[1:], len(lines)], strict=True))[:_MOST_ROWS]
    is_group = [_GROUP.fullmatch(lines[at].text) is not None for at, _end in spans]
    counts = [end - at - 1 for (at, end), group in zip(spans, is_group, strict=True) if not group]
    if len(counts) <= 1 or sum(counts) < _FEWEST_WRAPPED * (width - 1) * len(counts) or max(counts) > _MOST_LINES:
        return []
    rows = [StackedRow(lines[0].span.start, lines[width - 1].span.end, tuple(lines[:width]))]
    for (at, end), group in zip(spans, is_group, strict=True):
        texts = lines[at + 1 : end]
        cells = [_join_lines(source, texts)] if group else _divide_lines(source, texts, heads)
        printed = [line for line in texts if line.text]
        rows.append(StackedRow(lines[at].span.start, printed[-1].span.end, (lines[at], *cells)))
    return rows


def _list_lines(source: str, start: int) -> Iterator[Passage]:
    """The lines up to the next section; one blank line is an empty cell, two end the table."""
    at, blanks = start, 0
    while at < len(source):
        match = _LINE.match(source, at)
        assert match is not None
        at = match.end()
        line = fold_passage(source, *match.span())
        blanks = 0 if line.text else blanks + 1
        if blanks > 1 or _END.match(line.text):
            return
        yield line


def _begins_row(lines: Sequence[Passage], at: int, last: int) -> int | None:
    """The number of the row, if line `at` is its label; that of the row before for a group."""
    text = lines[at].text
    if at + 1 >= len(lines) or not lines[at + 1].text:
        return None
    number = _NUMBER.fullmatch(text)
    if number is not None:
        value = int(number[1])
        is_next = value == last + 1 or (value == last and last > 0)
        return value if is_next and lines[at + 1].text[0].isupper() else None
    is_group = _GROUP.fullmatch(text) is not None and lines[at + 1].text.isupper()
    return last if is_group else None


def _join_lines(source: str, lines: Sequence[Passage]) -> Passage:
    printed = [line for line in lines if line.text]
    return fold_passage(source, printed[0].span.start, printed[-1].span.end) if printed else fold_passage("")


def _divide_lines(source: str, lines: list[Passage], heads: Columns) -> list[Passage]:
    """The cells of a row behind its label: the division of its lines that costs least."""
    names = {place: name for name, place in heads.places.items()}
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for column in (names.get(place, "") for place in range(1, heads.width)):
        costs = _CellCosts(lines, column)
        cheapest: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost_so_far, cuts) in best.items():
            for end in range(start, len(lines) + 1):
                total = cost_so_far + costs.compute(start, end)
                if end not in cheapest or total < cheapest[end][0]:
                    cheapest[end] = (total, (*cuts, end))
        best = cheapest
    ends = best[len(lines)][1]
    return [_join_lines(source, lines[start:end]) for start, end in zip((0, *ends[:-1]), ends, strict=True)]


class _CellCosts:
    """What it costs that some lines are one cell of a column: its first line, and each line on which it goes on."""

    def __init__(self, lines: Sequence[Passage], column: str) -> None:
        self._column = column
        self._texts = [line.text for line in lines]
        lowered = [fold_tones(text) for text in self._texts]
        self._is_name = [AGENCY.match(text) is not None for text in lowered]
        self._is_time = [_WHEN.match(text) is not None for text in lowered]
        self._printed = [0, *accumulate(bool(text) for text in self._texts)]
        self._going_on = [0.0, *accumulate(self._compute_going_on(at) for at in range(len(lines)))]

    def compute(self, start: int, end: int) -> float:
        if start == end:
            return 6.0 if self._column in ("task", "lead") else 2.0
        if self._printed[start] == self._printed[end]:
            return 1.0  # a cell that is left blank
        return self._compute_beginning(start) + self._going_on[end] - self._going_on[start + 1]

    def _compute_beginning(self, at: int) -> float:
        cost = 2.0 if self._texts[at][:1].islower() else 0.0
        if self._column in _BODIES:
            return cost + (0.0 if self._is_name[at] else 4.0)
        if self._column == "deadline":
            return cost + (0.0 if self._is_time[at] else 3.0)
        cost += 1.5 if self._is_time[at] else 0.0
        return cost + (1.0 if self._is_name[at] and self._column != "task" else 0.0)

    def _compute_going_on(self, at: int) -> float:
        text = self._texts[at]
        if not text:
            return 0.0 if self._column == "coordinating" else 1.0
        if text[0].islower() or (at and self._texts[at - 1].endswith((",", ";", "-", "/"))):
            return 0.0
        if self._column in _BODIES and self._is_time[at]:
            return 3.0
        if self._is_name[at]:
            return 3.0
        return 2.0 if self._is_time[at] else 1.0
