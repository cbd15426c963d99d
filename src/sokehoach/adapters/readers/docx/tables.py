"""Read tables of a Word document, and recognise those used only for layout."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sokehoach.adapters.readers.docx.names import get_value, local_name, parse_int, w

LAYOUT_WORDS = re.compile(
    r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN|Độc lập\s*[-–]|N[ơƠ][iI] n[hH][ậẬ][nN]", re.IGNORECASE
)
MAX_LAYOUT_COLUMNS, _SIDE_BY_SIDE = 4, 2
_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}


@dataclass(slots=True)
class TableCell:
    element: Element
    columns: int  # that it spans
    continues: bool  # merged into the cell above


def iter_rows(table: Element) -> Iterator[list[TableCell]]:
    """Yield the rows that are not deleted."""
    for row in _iter_nested(table, "tr"):
        properties = row.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            continue
        yield [_parse_cell(cell_element) for cell_element in _iter_nested(row, "tc")]


def is_layout(table: Element) -> bool:
    """Return whether the table is layout: letterhead («Quốc hiệu»), closing part («Nơi nhận»), or one cell per row."""
    if not any(True for _ in _iter_nested(table, "tr")):
        return True
    if all(len(row) == 1 for row in iter_rows(table)):
        return True
    text = "".join(text_element.text or "" for text_element in table.iter(w("t")))[:6000]
    return LAYOUT_WORDS.search(text) is not None and max(len(row) for row in iter_rows(table)) <= MAX_LAYOUT_COLUMNS


def arrange_layout(rows: list[list[str]]) -> list[str]:
    """The text of a layout table: two columns one after the other, anything else row by row.

    Cells between two columns may be empty; a row with one text is of the column in which its cell is.
    """
    filled_rows = [[(place, cell) for place, cell in enumerate(row) if cell] for row in rows]
    pairs = sum(len(row) == _SIDE_BY_SIDE for row in filled_rows)
    if pairs <= 1 or any(len(row) > _SIDE_BY_SIDE for row in filled_rows):
        return [cell for row in rows for cell in row if cell]
    left_column = [cell for row in filled_rows for place, cell in row if place == 0]
    right_column = [cell for row in filled_rows for place, cell in row if place > 0]
    return [column for column in ("\n".join(left_column), "\n".join(right_column)) if column]


def _iter_nested(element: Element, name: str) -> Iterator[Element]:
    for child in element:
        if local_name(child) == name:
            yield child
        elif local_name(child) in _WRAPPERS:
            yield from _iter_nested(child, name)


def _parse_cell(element: Element) -> TableCell:
    properties = element.find(w("tcPr"))
    if properties is None:
        return TableCell(element, 1, continues=False)
    merged = properties.find(w("vMerge"))
    return TableCell(
        element,
        min(max(parse_int(get_value(properties.find(w("gridSpan"))), default=1), 1), 60),
        merged is not None and get_value(merged) != "restart",
    )
