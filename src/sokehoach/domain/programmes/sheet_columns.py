"""Match the columns of somebody else's sheet to the fields that a list needs: guessed, changed by a person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz

from sokehoach.domain.text import fold_accents

_MOST_HEAD_ROWS = 12  # rows among which the one that names the columns is looked for
_SHOWN_LETTERS = 40  # of a head, where columns are chosen
_MIN_SIMILARITY = 75  # of 100, between a head and a name of the field

UNIT_NAMES = ("xã, phường", "đơn vị", "xã", "địa bàn")  # what sheets call the column of the unit of a row

type SheetRows = Sequence[Sequence[str]]
type Matching = Mapping[str, int]  # field → column, from 0


@dataclass(frozen=True, slots=True)
class SheetField:
    """`names`: what officials call it in the heads of their sheets, most usual first."""

    code: str
    names: tuple[str, ...]
    is_required: bool = False


def guess_head_row(rows: SheetRows, fields: Sequence[SheetField]) -> int:
    """The row (from 0) whose cells name the most fields; of two the first. 0 where none does."""
    counts = {row: len(guess_columns(read_heads(rows, row), fields)) for row in list_head_rows(rows)}
    return max(counts, key=counts.__getitem__, default=0)


def list_head_rows(rows: SheetRows) -> list[int]:
    """The rows, from 0, that may name the columns: the first ones with something in them."""
    return [*islice((number for number, row in enumerate(rows) if any(row)), _MOST_HEAD_ROWS)]


def read_heads(rows: SheetRows, head_row: int) -> tuple[str, ...]:
    """The names of the columns. A blank cell takes the text above it, as where the cells of two rows are merged."""
    width = max((len(row) for row in rows), default=0)
    return tuple(
        next((text for row in range(head_row, max(head_row - 2, -1), -1) if (text := _get_cell(rows[row], column))), "")
        for column in range(width)
    )


def name_column(column: int, head: str) -> str:
    """«B: Tên xã»: the column, from 0, as a spreadsheet names it, and its head."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}: {head[:_SHOWN_LETTERS]}" if head else letters


def guess_columns(heads: Sequence[str], fields: Sequence[SheetField]) -> dict[str, int]:
    """The column of each field that one of the heads names; each column is of one field, the most similar first."""
    scored = sorted(
        (
            (-_score_head(head, field), position, column, field.code)
            for position, field in enumerate(fields)
            for column, head in enumerate(heads)
        )
    )
    matching: dict[str, int] = {}
    for score, _position, column, code in scored:
        if -score >= _MIN_SIMILARITY and code not in matching and column not in matching.values():
            matching[code] = column
    return matching


def guess_key_columns(rows: SheetRows, entries: SheetRows, *, field_columns: Collection[int]) -> tuple[int, int]:
    """Which column of `rows` says what a column of `entries` says: the rows belong to those entries.

    A column of entries says something else in each. Words are surer than numbers, which count other things too, and a
    column that is no field (`field_columns`) is surer than one that is. (0, 0) where none does.
    """
    best_score, columns = (0.5, False, False), (0, 0)
    for entry_column in range(max((len(row) for row in entries), default=0)):
        keys = [text for row in entries if (text := _get_cell(row, entry_column))]
        if len(keys) != len(set(keys)) or not keys:
            continue
        for column in range(max((len(row) for row in rows), default=0)):
            texts = [text for row in rows if (text := _get_cell(row, column))]
            share = sum(text in keys for text in texts) / len(texts) if texts else 0.0
            score = share, column not in field_columns, not all(key.isdecimal() for key in keys)
            if score > best_score:
                best_score, columns = score, (column, entry_column)
    return columns


def list_data_rows(rows: SheetRows, head_row: int, matching: Matching) -> list[tuple[int, dict[str, str]]]:
    """The rows below the heads with the values of the matched fields: (number of the row from 1, values).

    Rows without any of them are left out.
    """
    listed = []
    for number, row in enumerate(rows[head_row + 1 :], head_row + 2):
        values = {field: _get_cell(row, column) for field, column in matching.items()}
        if any(values.values()):
            listed.append((number, values))
    return listed


def _get_cell(row: Sequence[str], column: int) -> str:
    return " ".join(row[column].split()) if 0 <= column < len(row) else ""


def _score_head(head: str, field: SheetField) -> float:
    folded = fold_accents(head).strip(" *:.")
    if not folded:
        return 0.0
    return max(_compare(folded, fold_accents(name)) for name in (*field.names, field.code))


def _compare(head: str, name: str) -> float:
    """100 for the same; a head that begins with the name («Mã xã (TCTK)») is nearly as good."""
    if head == name:
        return 100.0
    if head.startswith((f"{name} ", f"{name}(")):
        return 90.0
    return float(fuzz.ratio(head, name))
