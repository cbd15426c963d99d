"""Tables of a Word document: those that only lay out the page, and those that hold figures or tasks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sokehoach.adapters.text.docx.names import local, number, value, w

_LAYOUT = re.compile(
    r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN|Độc lập\s*[-–]|N[ơƠ][iI] n[hH][ậẬ][nN]", re.IGNORECASE
)
_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}


@dataclass(slots=True)
class Cell:
    element: Element
    columns: int  # how many it spans
    continues: bool  # it is merged into the cell above


def rows(table: Element) -> Iterator[list[Cell]]:
    """Rows that were not deleted."""
    for row in _inside(table, "tr"):
        properties = row.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            continue
        yield [_cell(one) for one in _inside(row, "tc")]


def is_layout(table: Element) -> bool:
    """The head («Quốc hiệu») and the foot («Nơi nhận») of a document, and a frame of one cell to a row."""
    if not any(True for _ in _inside(table, "tr")):
        return True
    if all(len(row) == 1 for row in rows(table)):
        return True
    text = "".join(one.text or "" for one in table.iter(w("t")))[:6000]
    return _LAYOUT.search(text) is not None and max(len(row) for row in rows(table)) <= 4


def _inside(element: Element, name: str) -> Iterator[Element]:
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in _WRAPPERS:
            yield from _inside(child, name)


def _cell(element: Element) -> Cell:
    properties = element.find(w("tcPr"))
    if properties is None:
        return Cell(element, 1, continues=False)
    merged = properties.find(w("vMerge"))
    return Cell(
        element,
        min(max(number(value(properties.find(w("gridSpan"))), default=1), 1), 60),
        merged is not None and value(merged) != "restart",
    )
