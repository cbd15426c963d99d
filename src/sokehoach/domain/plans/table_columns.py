"""Recognise the columns of a table of tasks by their heads.

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sokehoach.domain.plans.numbering import find_row_marker
from sokehoach.domain.plans.passages import Passage

_HEADS = (
    ("label", re.compile(r"^(?:s\s?tt|tt|số tt|số thứ tự)\W{0,9}$")),
    ("coordinating", re.compile(r"phối hợp")),
    ("lead", re.compile(
        r"chủ trì|đầu mối|phụ trách|chịu trách nhiệm|tham mưu"
        r"|^(?:cơ quan|đơn vị|bộ phận|phòng|tổ|khoa|người|cá nhân|ban, ngành)"
        r"(?:(?:,| ?/|,? và) ?(?:cơ quan|đơn vị|tổ chức|bộ phận|người|cá nhân|phòng|khoa))?"
        r" (?:thực hiện|được giao|làm)"
        r"|^đoàn (?:thanh tra|kiểm tra|giám sát)$"
        r"|^(?:phân công|trách nhiệm)(?: thực hiện)?$"
    )),
    ("deadline", re.compile(r"^hạn(?!\w)|thời gian|thời hạn|tiến độ|thời điểm|hoàn thành|lộ trình|^xong(?!\w)")),
    ("product", re.compile(r"sản phẩm|kết quả|đầu ra")),
    ("note", re.compile(r"^(?:ghi chú$|kinh phí|nguồn)")),
    ("task", re.compile(
        r"nội dung|nhiệm vụ|công việc|^việc(?!\w)|hạng mục|hoạt động|chỉ tiêu|giải pháp|tên|mục tiêu|"
        r"dự án|đề án|văn bản"
    )),
)  # fmt: skip
_LONGEST = 80  # letters of a head


@dataclass(frozen=True)
class Columns:
    """Index of each known column; `width` is the number of columns."""

    places: dict[str, int]
    width: int

    def cell(self, name: str, cells: Sequence[Passage]) -> Passage | None:
        """The cell of the named column; None if it is empty or absent from the row."""
        place = self.places.get(name)
        if place is None or place >= len(cells) or not cells[place].text:
            return None
        return cells[place]


def find_columns(heads: Sequence[Passage]) -> Columns | None:
    """The columns by their heads; None if it is not a table of tasks."""
    if heads and find_row_marker(heads[0].text) is not None:
        return None  # a numbered row that mentions «văn bản», «thời điểm»
    places: dict[str, int] = {}
    for place, head in enumerate(heads):
        name = _find_column_name(head.lower)
        if name is not None and name not in places:
            places[name] = place
    if "task" not in places or not ({"lead", "deadline"} & places.keys()):
        return None
    return Columns(places, len(heads))


def _find_column_name(head: str) -> str | None:
    head = head.strip(" .*:")
    if not 0 < len(head) <= _LONGEST:
        return None
    return next((name for name, pattern in _HEADS if pattern.search(head)), None)
