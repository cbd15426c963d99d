"""Formulas in tables of Word, worked out again after cells were filled: «=SUM(ABOVE)», «=B2+B3».

Word's own rules: a column is counted by the cells of its row; ABOVE and LEFT end at an empty cell, pass over words, and
take in a number of the heads: «3» is 3, «(3)» is minus 3.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from sokehoach.adapters.blank import formulas, word
from sokehoach.adapters.blank.formulas import At, Failure, Scalar, Sheets, Unknown
from sokehoach.adapters.blank.package import content
from sokehoach.adapters.blank.sheet import address
from sokehoach.adapters.blank.word import Node, w
from sokehoach.domain.documents.foreign.filling import Entry
from sokehoach.domain.documents.foreign.repeating import copy_of
from sokehoach.domain.values.value import plain, show

_NUMBER = re.compile(
    r"(?P<minus>[-−(])?\s*(?P<digits>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<decimals>\d+))?\s*%?\)?"
)
_SWITCH = re.compile(r"\\[#*].*$")
_CELL = re.compile(r"t(\d+)\.r(\d+)\.c(\d+)")
_TABLE = ""


def refresh(parts: Mapping[str, bytes], entries: Iterable[Entry]) -> tuple[dict[str, bytes], dict[str, str]]:
    """The part that changes, if any, and what each formula comes to by the address of its cell in the form as it came;
    its shown result is written anew. One that is not known keeps what it shows. `parts`: as they are filled.
    """
    counted = word.counted(parts)[""]
    copies = _copies(entries)
    found: dict[str, str] = {}
    for number, table in enumerate(counted.tables):
        cells = {
            (r, c): cell for r, row in enumerate(word.rows(table)) for c, cell in enumerate(word.cells(row))
        }
        for (row, column), cell in cells.items():
            formula = word.formula(cell)
            value = _work_out(formula, row, column, cells) if formula else None
            if value is not None:
                found[f"t{number}.r{_row_as_it_came(row, copies[number])}.c{column}"] = plain(value)
                _show(cell, show(value))
    return ({counted.part: content(counted.tree, parts[counted.part])} if found else {}), found


def _copies(entries: Iterable[Entry]) -> dict[int, dict[int, int]]:
    """By table and row, how often the row was copied below itself."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for entry in entries:
        at, number = copy_of(entry.at)
        if number and (cell := _CELL.fullmatch(at)):
            rows = found[int(cell[1])]
            rows[int(cell[2])] = max(rows.get(int(cell[2]), 0), number)
    return found


def _row_as_it_came(row: int, copies: Mapping[int, int]) -> int:
    for at, number in sorted(copies.items()):
        if row > at:
            row = max(row - number, at)
    return row


def _work_out(formula: str, row: int, column: int, cells: dict[tuple[int, int], Node]) -> Decimal | None:
    def held(at: At) -> Scalar:
        cell = cells.get((at[1], at[2]))
        return None if cell is None else _number(_text(cell))

    text = _SWITCH.sub("", formula).strip().removeprefix("=").upper().replace(";", ",")
    for word_of_place, places in (
        ("ABOVE", _run(cells, row, column, -1, 0)),
        ("LEFT", _run(cells, row, column, 0, -1)),
    ):
        text = re.sub(rf"\b{word_of_place}\b", ",".join(places) or "0", text)
    try:
        value = formulas.work_out(text, Sheets(held, lambda _name: sorted(cells)), at=(_TABLE, row, column))
    except (Unknown, RecursionError):
        return None
    return None if isinstance(value, (Failure, str, bool)) or value is None else value


def _run(cells: dict[tuple[int, int], Node], row: int, column: int, down: int, right: int) -> list[str]:
    """The cells in that direction up to an empty one."""
    found = []
    row, column = row + down, column + right
    while (row, column) in cells and _text(cells[row, column]).strip():
        found.append(address(row, column))
        row, column = row + down, column + right
    return found


def _text(cell: Node) -> str:
    return "\n".join(word.said(node) for node in word.blocks(cell) if node.tag == w("p"))


def _number(text: str) -> Decimal | None:
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    number = Decimal(f"{found['digits'].replace('.', '')}.{found['decimals'] or 0}")
    return -number if found["minus"] else number


def _show(cell: Node, text: str) -> None:
    """In place of the result that the field shows."""
    shown = list(_result(cell))
    for number, node in enumerate(shown):
        node.text = "" if number else text


def _result(cell: Node) -> Iterator[Node]:
    within = False
    for node in cell.iter(w("fldChar"), w("t")):
        if node.tag == w("fldChar"):
            within = node.get(w("fldCharType")) == "separate"
        elif within or next(node.iterancestors(w("fldSimple")), None) is not None:
            yield node
