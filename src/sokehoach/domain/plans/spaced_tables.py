"""Read tables whose columns only wide gaps part, below a line of heads that begins with «TT», «Xã», «Đơn vị»."""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.numbering import find_row_marker
from sokehoach.domain.plans.passages import Passage, fold_passage
from sokehoach.domain.plans.stacked_tables import StackedRow

_LINE = re.compile(r"[^\n]+")
_HEADS = re.compile(r"[ ]{0,40}(?:S?TT|Số TT|Số thứ tự)\.?[ ]{2,40}\S")
_PLACE_HEADS = re.compile(
    r"[ ]{0,40}(?:Tên )?(?:Xã|Phường|Thôn|Bản|Ấp|Khu phố|Huyện|Đơn vị|Địa phương|Địa bàn)"
    r"(?:, (?:xã|phường|thị trấn|đặc khu)){0,3}[ ]{2,40}\S"
)
_MEASURED = re.compile(r"\((?:%|[^\W\d_][^()\d]{0,30})\)$|^(?:Tỷ lệ|Số) ")  # a head with a unit of measure
_FIGURE = re.compile(r"\d[\d.,]{0,14} ?%?|[-–]")
_CELL = re.compile(r"\S(?:\S| (?=\S))*")
_FEWEST_CELLS = 3


def parse_spaced_rows(source: str) -> Iterator[StackedRow]:
    """The rows of all such tables, including heads, in text order."""
    in_table = of_places = False
    for line in _LINE.finditer(source):
        is_head = _HEADS.match(line[0]) is not None
        is_place_head = not is_head and _PLACE_HEADS.match(line[0]) is not None
        if not (in_table or is_head or is_place_head):
            continue
        cells = tuple(_split(source, line))
        if is_head or is_place_head:
            of_places = is_place_head
            in_table = len(cells) >= _FEWEST_CELLS and (is_head or any(_MEASURED.search(cell.text) for cell in cells))
        elif of_places:
            in_table = len(cells) >= _FEWEST_CELLS and all(_FIGURE.fullmatch(cell.text) for cell in cells[1:])
        else:
            in_table = len(cells) >= _FEWEST_CELLS and find_row_marker(cells[0].text) is not None
        if in_table:
            yield StackedRow(cells[0].span.start, line.end(), cells)


def _split(source: str, line: re.Match[str]) -> Iterator[Passage]:
    for cell in _CELL.finditer(line[0]):
        yield fold_passage(source, line.start() + cell.start(), line.start() + cell.end())
