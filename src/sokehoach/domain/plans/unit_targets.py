"""Targets in the cells of a table whose rows are areas, units or years: «Xã | Thẻ bảo hiểm (thẻ) | Tỷ lệ bao phủ (%)».

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sokehoach.domain.plans.figures import PrintedFigure
from sokehoach.domain.plans.numbering import find_row_marker
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.yearly_targets import (
    CELL_SEPARATOR,
    find_head_unit,
    find_named_bound,
    is_label_head,
    is_past_head,
    parse_level,
    parse_years,
)
from sokehoach.domain.text import same_tone_style

PLACE_SIGN = " · "  # between the place and what is set for it, in the first cell of a quoted row
_KIND = r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|thôn|bản|ấp|buôn|xóm|khu phố|tổ dân phố)"
_ONE_KIND = re.compile(_KIND)
_PLACE_HEAD = re.compile(
    rf"(?:tên )?(?:các )?(?:{_KIND}|địa phương|địa bàn|khu vực|đơn vị(?: hành chính)?|tên đơn vị|trường|trạm|đồn)"
    rf"(?:(?:, ?| và | ?/ ?| ?- ?)(?:{_KIND}|đơn vị|trường)){{0,4}}"
    r"(?: (?:thực hiện|được giao|trực thuộc))?"
)
_YEAR_HEAD = re.compile(r"(?:các )?(?:năm|mốc(?: thời gian)?|thời (?:gian|điểm)|giai đoạn|lộ trình)(?: thực hiện)?")
_YEAR = re.compile(r"(?:(?:đến|hết|cuối) )*(?:năm )?(?P<year>20\d\d)")
_SUM = re.compile(r"(?:tổng(?: cộng| số)?|cộng|toàn (?:tỉnh|huyện|xã|phường|thành phố|vùng|ngành))(?!\w)")
_PART_OF = re.compile(r"(?:trong đó|gồm|tr\.đ)\s*:?\s*", re.IGNORECASE)
_LONGEST_PLACE = 60  # letters
_FEWEST_FIGURES = 0.5  # of the cells of a row that may have one


@dataclass(frozen=True, slots=True)
class UnitColumns:
    """Places of the columns: the area, unit or year, and by place what is set, its unit and its year. `first_year`: of
    rows that are years the first to come; None where rows are areas.
    """

    place: int
    kind: str
    goals: dict[int, tuple[str, str, int | None]]
    first_year: int | None = None


def find_unit_columns(heads: Sequence[Passage], signed: date | None) -> UnitColumns | None:
    """The columns by their heads; None if the row is no head of such a table. Years before `signed` are past."""
    place = next((at for at, head in enumerate(heads) if head.text and not is_label_head(head)), None)
    if place is None:
        return None
    place_head = heads[place].lower.strip(" .*:")
    has_years = _YEAR_HEAD.fullmatch(place_head) is not None
    if not has_years and _PLACE_HEAD.fullmatch(place_head) is None:
        return None
    if find_row_marker(heads[0].text) is not None:
        return None
    goals: dict[int, tuple[str, str, int | None]] = {}
    whole_head = whole_unit = ""
    for at, head in enumerate(heads[place + 1 :], place + 1):
        unit = find_head_unit(head)
        name = head.text.strip(" .*:")
        part = _PART_OF.match(name)
        if part is not None and part.end() < len(name):
            unit = unit or whole_unit
            name = f"{whole_head}, trong đó {name[part.end() :]}" if whole_head else name[part.end() :]
        elif name:
            whole_head, whole_unit = name.partition(" (")[0], unit
        if not unit or is_past_head(head, signed):
            continue
        goals[at] = (name, unit, max(parse_years(head), default=None))
    kind = heads[place].text.strip(" .*:") if _ONE_KIND.fullmatch(place_head) else ""
    first_year = (signed.year if signed is not None else 0) if has_years else None
    return UnitColumns(place, kind, goals, first_year) if goals else None


def find_unit_levels(
    columns: UnitColumns, cells: Sequence[Passage]
) -> Iterator[tuple[PrintedFigure, str, int | None, str]]:
    """The levels of the unit of a row, each with the unit of measure, the year, and what is set for whom."""
    name = cells[columns.place] if columns.place < len(cells) else None
    if name is None or not name.text or len(name) > _LONGEST_PLACE:
        return
    named = _name_row(columns, name)
    if named is None:
        return
    stated_levels = [
        (goal, figures[0])
        for at, goal in columns.goals.items()
        if at < len(cells) and len(figures := parse_level(cells[at], goal[1])) == 1
    ]
    if len(stated_levels) < max(1, _FEWEST_FIGURES * len(columns.goals)):
        return
    row_name, row_year = named
    for (head, unit, year), figure in stated_levels:
        if figure.bound == "=":
            figure = replace(figure, bound=find_named_bound(same_tone_style(head.lower())))
        yield figure, unit, year if row_year is None else row_year, f"{row_name}{PLACE_SIGN}{head}"


def _name_row(columns: UnitColumns, name: Passage) -> tuple[str, int | None] | None:
    """The area, unit or year of a row, and the year; None for a row of neither, or of a year that is over."""
    if columns.first_year is None:
        return (_name_place(name, columns.kind), None) if name.text[0].isalpha() else None
    year = _YEAR.fullmatch(name.lower)
    if year is None or int(year["year"]) < columns.first_year:
        return None
    return f"Năm {year['year']}", int(year["year"])


def is_year_row(place: str) -> bool:
    """Whether a row is of a year: «Năm 2027»."""
    return _YEAR.fullmatch(place.lower()) is not None


def is_sum_row(place: str) -> bool:
    """Whether a row is that of the whole area: «Cộng», «Toàn xã»."""
    return _SUM.match(place.lower()) is not None


def _name_place(name: Passage, kind: str) -> str:
    """«Xã Thanh Lâm» below the head «Xã»; a sum, or a name with its kind, as printed."""
    if not kind or is_sum_row(name.lower) or _ONE_KIND.match(name.lower) or not name.text[0].isupper():
        return name.text
    return f"{kind} {name.text}"


def format_row(words: str, cells: Sequence[Passage]) -> str:
    """The quote of a level: what is set for whom, and the cells of the row behind its name."""
    return CELL_SEPARATOR.join([words, *(cell.text for cell in cells if cell.text)])
