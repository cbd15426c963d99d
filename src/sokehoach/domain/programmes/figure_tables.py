"""Figures of an office's own table: one to a row, or in columns whose heads say the period, indicator or unit."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sokehoach.domain.messages import say
from sokehoach.domain.programmes.sheet_columns import (
    UNIT_NAMES,
    SheetField,
    SheetRows,
    guess_columns,
    list_head_rows,
    read_heads,
)
from sokehoach.domain.text import fold_accents

UNIT, PERIOD, ELEMENT, PART, NUMBER, SOURCE = "unit", "period", "element", "part", "number", "source"
FIGURE_FIELDS = (
    SheetField(
        UNIT, (*UNIT_NAMES, "tên đơn vị", "tên xã", "tên xã, phường", "xã, phường, đặc khu", "địa phương", "mã đơn vị")
    ),
    SheetField(PERIOD, ("kỳ", "kỳ báo cáo", "thời kỳ", "thời gian", "năm")),
    SheetField(ELEMENT, ("chỉ tiêu", "mã chỉ tiêu", "tên chỉ tiêu", "nội dung", "chỉ số")),
    SheetField(PART, ("phân tổ", "chia ra", "trong đó")),
    SheetField(NUMBER, ("số", "số liệu", "giá trị", "số lượng", "kết quả", "thực hiện")),
    SheetField(SOURCE, ("nguồn", "nguồn số liệu", "căn cứ", "báo cáo số")),
)
NAMED = (ELEMENT, PERIOD, UNIT)  # what a figure needs, and the head of its column may say
_FILLED_DOWN = (UNIT, PERIOD, ELEMENT, SOURCE)
_MEASURE_HEADS = ("don vi tinh", "dvt")
_HEAD_DEPTH = 3  # rows that together are the head of a column
_SUM_WORDS = frozenset({"tong", "cong", "tong cong", "tong so"})
_COLUMN_NUMBER = re.compile(r"[(\[]?(?:\d{1,2}|[a-z])[)\]]?(?:\s?=.{1,40})?", re.ASCII)
_BARE_NUMBER = re.compile(r"\d[\d.,]*", re.ASCII)
_SPLIT = re.compile(r" [·–-] |;")

# What a text names: «element», «period» or «unit», and how it is written; None for anything else.
type NameFinder = Callable[[str], tuple[str, str] | None]
type ColumnMeaning = Mapping[str, str]  # «element», «period», «unit» → what the head of a column says


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A text and its column, from 0; None for what is said for the whole table or in the head of a column."""

    text: str
    column: int | None = None


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A number as it is written. `row`: from 1. `column`: from 0. `texts`: by field, what it is a figure of."""

    row: int
    column: int
    number: str
    texts: Mapping[str, TextPlace]


@dataclass(frozen=True, slots=True)
class FigureLayout:
    """How a table is read. `matching`: field → column. `common`: field → text for the whole table.

    `meanings`: of the columns with figures, by column; with a column for numbers there are none.
    """

    head_row: int
    matching: Mapping[str, int]
    common: Mapping[str, str]
    meanings: Mapping[int, ColumnMeaning] = field(default_factory=dict)
    fills_down: bool = True


@dataclass(slots=True)
class FigureRows:
    """`left_out`: rows (from 1) that hold no figures of their own, and why."""

    cells: list[FigureCell] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LayoutGuess:
    head_row: int
    matching: dict[str, int]
    meanings: dict[int, dict[str, str]]


def guess_layout(rows: SheetRows, find_name: NameFinder, head_row: int | None = None) -> LayoutGuess:
    """The row of heads that explains most columns, of two the first; `head_row`: one that was chosen."""
    if head_row is None:
        possible_rows = list_head_rows(rows)
        head_rows = [row for row in possible_rows if not _has_figure(rows[row], find_name)] or possible_rows
    else:
        head_rows = [head_row]
    guesses = [_guess_with_heads(rows, row, find_name) for row in head_rows]
    return max(guesses, key=_count_explained, default=LayoutGuess(0, {}, {}))


def parse_meaning(text: str, find_name: NameFinder) -> dict[str, str] | None:
    """What «TT01 · Quý I/2025» says; None where a part of it names nothing, or two name the same."""
    printed = " ".join(text.split())
    meaning = _name_all([printed], find_name)
    if meaning is None:
        meaning = _name_all([part.strip() for part in _SPLIT.split(printed) if part.strip()], find_name)
    return meaning


def list_figure_cells(rows: SheetRows, layout: FigureLayout) -> FigureRows:
    """The figures below the heads. A blank cell in a column of figures is none; sums of the table are left out."""
    result, texts_above = FigureRows(), dict[str, TextPlace]()
    matching = layout.matching
    figure_columns = [matching[NUMBER]] if NUMBER in matching else sorted(layout.meanings)
    for number, row in enumerate(rows[layout.head_row + 1 :], layout.head_row + 2):
        if not any(row):
            continue
        if _is_column_numbers(row):
            result.left_out.append((number, say("dòng đánh số cột")))
            continue
        if word := _find_sum_word(row, matching, figure_columns):
            result.left_out.append((number, say("dòng cộng: «%(word)s»", word=word)))
            continue
        filled_columns = [column for column in figure_columns if get_cell(row, column)]
        texts = {name: TextPlace(get_cell(row, column), column) for name, column in matching.items() if name != NUMBER}
        if layout.fills_down:
            for name in _FILLED_DOWN:
                if name in texts and not texts[name].text and name in texts_above:
                    texts[name] = TextPlace(texts_above[name].text, texts[name].column)
            texts_above = texts
        if not filled_columns and NUMBER not in matching:
            result.left_out.append((number, say("dòng không có số")))
            continue
        for column in [matching[NUMBER]] if NUMBER in matching else filled_columns:
            general_texts = {
                name: TextPlace(text) for name, text in {**layout.common, **layout.meanings.get(column, {})}.items()
            }
            result.cells.append(FigureCell(number, column, get_cell(row, column), {**general_texts, **texts}))
    return result


def get_cell(row: Sequence[str], column: int) -> str:
    return " ".join(row[column].split()) if 0 <= column < len(row) else ""


def _guess_with_heads(rows: SheetRows, head_row: int, find_name: NameFinder) -> LayoutGuess:
    stacks = list(_list_head_stacks(rows, head_row))
    heads = read_heads(rows, head_row)
    meanings = {column: _read_stack(stack, find_name) for column, stack in enumerate(stacks)}
    plain_heads = [
        "" if meanings.get(column) or fold_accents(head).startswith(_MEASURE_HEADS) else head
        for column, head in enumerate(heads)
    ]
    matching = guess_columns(plain_heads, FIGURE_FIELDS)
    names = {
        fold_accents(name) for sheet_field in FIGURE_FIELDS if sheet_field.code == NUMBER for name in sheet_field.names
    }
    meanings = {
        column: unmatched
        for column, meaning in meanings.items()
        if column not in matching.values() and (unmatched := {n: t for n, t in meaning.items() if n not in matching})
    }
    if NUMBER in matching and (meanings or fold_accents(heads[matching[NUMBER]]).strip(" *:.") not in names):
        del matching[NUMBER]
    return LayoutGuess(head_row, matching, {} if NUMBER in matching else meanings)


def _has_figure(row: Sequence[str], find_name: NameFinder) -> bool:
    """Whether a cell is a number that names nothing, as «2025» does: then the row names no columns."""
    return any(_BARE_NUMBER.fullmatch(text) and find_name(text) is None for text in map(str.strip, row))


def _count_explained(guess: LayoutGuess) -> int:
    return len(guess.matching) + sum(len(meaning) for meaning in guess.meanings.values())


def _list_head_stacks(rows: SheetRows, head_row: int) -> Iterator[tuple[str, ...]]:
    """The texts above each column from top to bottom; of merged cells each column gets the text."""
    width = max((len(row) for row in rows), default=0)
    levels = []
    for number in range(max(head_row - _HEAD_DEPTH + 1, 0), head_row + 1):
        texts = [get_cell(rows[number], column) for column in range(width)]
        if number == head_row:
            levels.append(texts)
        elif sum(map(bool, texts)) > 1:  # a row with one text is a title
            levels.append(_fill_right(texts))
    for column in range(width):
        yield tuple(dict.fromkeys(level[column] for level in levels if level[column]))


def _fill_right(texts: Sequence[str]) -> list[str]:
    filled: list[str] = []
    for text in texts:
        filled.append(text or (filled[-1] if filled else ""))
    return filled


def _read_stack(stack: Sequence[str], find_name: NameFinder) -> dict[str, str]:
    """What the texts above a column say; the lower text counts where two say the same."""
    meaning: dict[str, str] = {}
    for text in stack:
        meaning |= parse_meaning(text, find_name) or {}
    return meaning


def _name_all(parts: Sequence[str], find_name: NameFinder) -> dict[str, str] | None:
    names = [find_name(part) for part in parts]
    meaning = {name[0]: name[1] for name in names if name is not None}
    return meaning if meaning and len(meaning) == len(parts) else None


def _is_column_numbers(row: Sequence[str]) -> bool:
    """Whether the row counts the columns: «A, B, 1, 2, 3»."""
    texts = [fold_accents(text.strip()) for text in row if text.strip()]
    numbers = [int(text.strip("()[]")) for text in texts if text.strip("()[]").isdecimal() and len(text) < 5]
    return (
        len(texts) > 1
        and len(numbers) > 1
        and all(_COLUMN_NUMBER.fullmatch(text) for text in texts)
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] in (1, 2, 3)
    )


def _find_sum_word(row: Sequence[str], matching: Mapping[str, int], figure_columns: Sequence[int]) -> str:
    """«Tổng cộng», where it stands for the name of a unit or for none; an indicator may be called so."""
    read_columns = {*figure_columns, *(matching[name] for name in (ELEMENT, PART) if name in matching)}
    texts = (get_cell(row, column) for column in range(len(row)) if column not in read_columns)
    return next((text for text in texts if fold_accents(text).strip(" :.") in _SUM_WORDS), "")
