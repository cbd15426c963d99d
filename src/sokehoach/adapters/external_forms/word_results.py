"""Recompute formulas in tables of Word after cells were filled: «=SUM(ABOVE)», «=B2+B3».

Word's rules apply: a column is counted by the cells of its row. ABOVE and LEFT end at an empty cell, skip words, and
include a number in the header: «3» is 3, «(3)» is minus 3.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from sokehoach.adapters.external_forms import formulas, word
from sokehoach.adapters.external_forms.formulas import CellAddress, Failure, Scalar, Sheets, UnsupportedFormulaError
from sokehoach.adapters.external_forms.package import serialize_part
from sokehoach.adapters.external_forms.sheet import format_address
from sokehoach.adapters.external_forms.word import Node, w
from sokehoach.domain.documents.external_form.place import PlaceContent
from sokehoach.domain.documents.external_form.row_repeat import parse_copy
from sokehoach.domain.values.value import format_plain, format_value

_NUMBER = re.compile(r"(?P<minus>[-−(])?\s*(?P<digits>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<decimals>\d+))?\s*%?\)?")
_SWITCH = re.compile(r"\\[#*].*$")
_CELL = re.compile(r"t(\d+)\.r(\d+)\.c(\d+)")
_TABLE = ""


def refresh_results(
    parts: Mapping[str, bytes], entries: Iterable[PlaceContent]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Recompute all formulas and replace the results that the document shows.

    Returns the changed part, if any, and each result by the address of its cell in the original form. `parts` are
    those of the filled form. A formula that cannot be evaluated keeps its old result.
    """
    part = word.index_parts(parts)[""]
    copies = _count_copies(entries)
    results: dict[str, str] = {}
    for number, table in enumerate(part.tables):
        cells = {
            (r, c): cell for r, row in enumerate(word.list_rows(table)) for c, cell in enumerate(word.list_cells(row))
        }
        for (row, column), cell in cells.items():
            formula = word.get_formula(cell)
            value = _evaluate_formula(formula, row, column, cells) if formula else None
            if value is not None:
                results[f"t{number}.r{_get_original_row(row, copies[number])}.c{column}"] = format_plain(value)
                _set_result(cell, format_value(value))
    return ({part.part: serialize_part(part.tree, parts[part.part])} if results else {}), results


def _count_copies(entries: Iterable[PlaceContent]) -> dict[int, dict[int, int]]:
    """Return by table and row how often the row was copied below itself."""
    copies_by_table: dict[int, dict[int, int]] = defaultdict(dict)
    for entry in entries:
        at, number = parse_copy(entry.at)
        if number and (cell := _CELL.fullmatch(at)):
            rows = copies_by_table[int(cell[1])]
            rows[int(cell[2])] = max(rows.get(int(cell[2]), 0), number)
    return copies_by_table


def _get_original_row(row: int, copies: Mapping[int, int]) -> int:
    for at, number in sorted(copies.items()):
        if row > at:
            row = max(row - number, at)
    return row


def _evaluate_formula(formula: str, row: int, column: int, cells: dict[tuple[int, int], Node]) -> Decimal | None:
    def get_value(at: CellAddress) -> Scalar:
        cell = cells.get((at[1], at[2]))
        return None if cell is None else _parse_number(_get_cell_text(cell))

    text = _SWITCH.sub("", formula).strip().removeprefix("=").upper().replace(";", ",")
    for word_of_place, places in (
        ("ABOVE", _list_adjacent_cells(cells, row, column, -1, 0)),
        ("LEFT", _list_adjacent_cells(cells, row, column, 0, -1)),
    ):
        text = re.sub(rf"\b{word_of_place}\b", ",".join(places) or "0", text)
    try:
        value = formulas.evaluate_formula(
            text, Sheets(get_value, lambda _name: sorted(cells)), at=(_TABLE, row, column)
        )
    except (UnsupportedFormulaError, RecursionError):
        return None
    return None if isinstance(value, (Failure, str, bool)) or value is None else value


def _list_adjacent_cells(cells: dict[tuple[int, int], Node], row: int, column: int, down: int, right: int) -> list[str]:
    """Return the addresses of the cells in that direction up to an empty one."""
    addresses = []
    row, column = row + down, column + right
    while (row, column) in cells and _get_cell_text(cells[row, column]).strip():
        addresses.append(format_address(row, column))
        row, column = row + down, column + right
    return addresses


def _get_cell_text(cell: Node) -> str:
    return "\n".join(word.get_paragraph_text(node) for node in word.iter_blocks(cell) if node.tag == w("p"))


def _parse_number(text: str) -> Decimal | None:
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    number = Decimal(f"{match['digits'].replace('.', '')}.{match['decimals'] or 0}")
    return -number if match["minus"] else number


def _set_result(cell: Node, text: str) -> None:
    """Replace the result that the field shows."""
    result_nodes = list(_iter_result_nodes(cell))
    for number, node in enumerate(result_nodes):
        node.text = "" if number else text


def _iter_result_nodes(cell: Node) -> Iterator[Node]:
    is_in_result = False
    for node in cell.iter(w("fldChar"), w("t")):
        if node.tag == w("fldChar"):
            is_in_result = node.get(w("fldCharType")) == "separate"
        elif is_in_result or next(node.iterancestors(w("fldSimple")), None) is not None:
            yield node
