"""Targets in the rows of a table with a column for each year: «Chỉ tiêu (%) | TH 2023 | Năm 2024 | Năm 2025».

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sokehoach.domain.plans.figures import PrintedFigure, find_figures
from sokehoach.domain.plans.numbering import find_row_marker
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.units import cut_unit
from sokehoach.domain.text import lower_first

CELL_SEPARATOR = " | "  # between the cells of a quoted row
_LONGEST_HEAD = 80  # letters
_LABEL = re.compile(r"(?:s\s?tt|tt|số tt|số thứ tự)")
_UNIT_HEAD = re.compile(r"(?:đơn vị(?: tính)?|đvt)")
_PAST_HEAD = re.compile(r"(?<!\w)(?:th|thực hiện|hiện (?:trạng|nay|tại|có)|kết quả|ước|đã đạt|ban đầu)(?!\w)")
_LEVEL_HEAD = re.compile(r"(?:mức|kết quả )?(?:mục tiêu|chỉ tiêu|kế hoạch|phấn đấu|cần đạt|phải đạt)(?!\w)")
_GOAL_HEAD = re.compile(r"(?<!\w)(?:mục tiêu|chỉ tiêu|kế hoạch|kh|phấn đấu|đến|hết|năm|giai đoạn)(?!\w)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS_ALONE = re.compile(r"(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?")  # «2026», «2025 - 2026»
_OTHER_HEAD = re.compile(r"chủ trì|phối hợp|thời gian|thời hạn|tiến độ|ghi chú|kinh phí|sản phẩm|nguồn|báo cáo")
# «Tỷ lệ chôn lấp trực tiếp (không quá)», «Số vụ (tối thiểu)»: the bound stands in the name of a row or column.
_AT_MOST = re.compile(r"\((?:không quá|tối đa|dưới|không vượt quá|≤|<=)\)|(?:không quá|tối đa)(?: \([^()]{1,20}\))?$")
_AT_LEAST = re.compile(r"\((?:tối thiểu|ít nhất|trở lên|≥|>=)\)$")
_LAST_BRACKETS = re.compile(r"\([^()]{0,30}\)$")
_IN_BRACKETS = re.compile(r"\((?:đơn vị(?: tính)?|đvt)?:? ?(%|[^\W\d_][^()\d]{0,30})\)\s*$")
_IN_ANY_BRACKETS = re.compile(r"\((?:(?:đơn vị(?: tính)?|đvt):? ?)?(%|[^\W\d_][^()\d]{0,30}[23²³]?)\)$")
_SHARE, _NUMBER_OF = re.compile(r"tỷ (?:lệ|trọng)(?!\w)"), re.compile(r"(?:tổng )?số (?=[^\W\d_])")
# A head that names what is counted without «số»: «Lượt xét nghiệm», «Bệnh nhân mới».
_COUNTED = re.compile(
    r"(?:lượt|người|hộ|khách|bệnh nhân|học sinh|sinh viên|học viên|trẻ|lao động|hội viên|đoàn viên|ca|vụ|lớp|buổi|cuộc|"
    r"hội nghị|mô hình|dự án|công trình|căn|nhà|sản phẩm|hồ sơ|thẻ|câu lạc bộ|tổ|đội|điểm|trạm|cơ sở|doanh nghiệp|"
    r"hợp tác xã|tin|bài|mẫu)(?: \w+){1,6}"
)
_SOME_UNIT = "mức"  # stands in for the unit, which may be one of time


@dataclass(frozen=True, slots=True)
class YearColumns:
    """Places of the columns: what is to be reached, its unit, and the levels of the years to come."""

    name: int
    unit: int | None
    goals: tuple[int, ...]
    heads: tuple[Passage, ...]

    def get_year(self, place: int) -> int | None:
        """The last year that the head of the column names; None where it names none."""
        return max(map(int, _YEAR.findall(self.heads[place].text)), default=None)


def find_year_columns(heads: Sequence[Passage], signed: date | None) -> YearColumns | None:
    """The columns by their heads; None if the row is no head of such a table. Years before `signed` are past."""
    if heads and find_row_marker(heads[0].text) is not None:
        return None  # a numbered row
    name: int | None = None
    unit: int | None = None
    goals: list[int] = []
    for place, head in enumerate(heads):
        lower = head.lower.strip(" .*:")
        if len(lower) > _LONGEST_HEAD or _LABEL.fullmatch(lower):
            continue
        if _UNIT_HEAD.fullmatch(lower):
            unit = place
        elif name is None and lower and _YEAR.search(lower) is None:
            name = place
        elif name is not None and _is_goal(lower, signed):
            goals.append(place)
    return YearColumns(name, unit, tuple(goals), tuple(heads)) if name is not None and goals else None


def _is_goal(head: str, signed: date | None) -> bool:
    if (_PAST_HEAD.search(head) and not _LEVEL_HEAD.search(head)) or _OTHER_HEAD.search(head):
        return False
    years = [int(year) for year in _YEAR.findall(head)]
    if years:
        bare = _YEARS_ALONE.fullmatch(head) is not None
        return (bare or _GOAL_HEAD.search(head) is not None) and (signed is None or max(years) >= signed.year)
    return _LEVEL_HEAD.search(head) is not None


def find_row_levels(columns: YearColumns, cells: Sequence[Passage]) -> Iterator[tuple[PrintedFigure, str, int | None]]:
    """The levels of a row's years to come, each with its unit and year."""
    if columns.name >= len(cells) or not any(letter.isalpha() for letter in cells[columns.name].text):
        return
    for place in columns.goals:
        level = cells[place] if place < len(cells) else None
        if level is None or not level.text:
            continue
        unit = _find_unit(columns, cells, place) if _is_bare(level) else ""
        figures = parse_level(level, unit)
        if len(figures) == 1:
            figure = figures[0]
            if figure.bound == "=":
                figure = replace(figure, bound=find_named_bound(cells[columns.name].lower))
            unit = "%" if figure.percent else unit or cut_unit(level.text.split(" ", 1)[-1])
            yield figure, unit, columns.get_year(place)


def _is_bare(level: Passage) -> bool:
    """Whether a cell is a number without its unit."""
    return not any(letter.isalpha() or letter == "%" for letter in level.text)


def parse_level(level: Passage, unit: str) -> list[PrintedFigure]:
    """The figures of a cell. `unit`: of a number that stands alone."""
    if not level.text:
        return []
    return find_figures(f"đạt {level.lower} {('%' if unit == '%' else _SOME_UNIT) if _is_bare(level) else ''}")


def is_label_head(head: Passage) -> bool:
    """Whether a column only numbers the rows."""
    return _LABEL.fullmatch(head.lower.strip(" .*:")) is not None


def is_past_head(head: Passage, signed: date | None) -> bool:
    """Whether a column is of what is reached already, or of who, when and with what means."""
    lower, years = head.lower, parse_years(head)
    if (_PAST_HEAD.search(lower) and not _LEVEL_HEAD.search(lower)) or _OTHER_HEAD.search(lower):
        return True
    return bool(years) and signed is not None and max(years) < signed.year


def parse_years(head: Passage) -> list[int]:
    """The years that a head names."""
    return [int(year) for year in _YEAR.findall(head.text)]


def find_head_unit(head: Passage) -> str:
    """The unit of measure that a head names: «(thẻ)», «Tỷ lệ …», «Số lớp», «Lượt khám»; «» where it names none."""
    name, lower = head.text.rstrip(" .*:"), head.lower.rstrip(" .*:")
    aside = _LAST_BRACKETS.search(lower)
    if aside is not None and find_named_bound(aside[0]) != "=":
        name, lower = name[: aside.start()].rstrip(), lower[: aside.start()].rstrip()
    bracket = _IN_ANY_BRACKETS.search(lower)
    if bracket is not None:
        return bracket[1]
    if _SHARE.match(lower):
        return "%"
    noun = _NUMBER_OF.match(lower)
    if noun is None and _COUNTED.fullmatch(lower):
        return cut_unit(lower_first(name))
    return cut_unit(name[noun.end() :]) if noun is not None else ""


def find_named_bound(lower_name: str) -> str:
    """«>=» of «số vụ (tối thiểu)», «<=» of «tỷ lệ nghèo (tối đa)»; «=» where a name sets neither."""
    lower = lower_name.rstrip(" .*:")
    return "<=" if _AT_MOST.search(lower) else ">=" if _AT_LEAST.search(lower) else "="


def _find_unit(columns: YearColumns, cells: Sequence[Passage], place: int) -> str:
    if columns.unit is not None and columns.unit < len(cells):
        return cells[columns.unit].text
    name = cells[columns.name]
    for printed in (name, columns.heads[columns.name], columns.heads[place]):
        bracket = _IN_BRACKETS.search(printed.lower)
        if bracket is not None:
            return bracket[1]
    if _SHARE.match(name.lower):
        return "%"
    noun = _NUMBER_OF.match(name.lower)
    return cut_unit(name.text[noun.end() :]) if noun is not None else ""
