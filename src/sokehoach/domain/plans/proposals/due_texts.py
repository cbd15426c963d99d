"""A due rule as an official writes it in one field: «2 ngày làm việc», «ngày 18», «ngày 5 tháng sau», «15/6, 15/12»,
«thứ Năm hằng tuần».
"""

import re

from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, DueRule, SingleDueRule, WorkingDaysAfter
from sokehoach.domain.periods.due_text import format_typed_due, parse_weekday

_WORKING_DAYS = re.compile(r"0*([1-9][0-9]{0,2})(?: ngày làm việc)?", re.ASCII)
_DAY = re.compile(r"ngày 0*([1-9]|[12][0-9]|3[01])(?: tháng cuối (?:kỳ|quý)|(?P<next> tháng sau))?", re.ASCII)
_DATE = re.compile(r"(?:ngày )?0*([1-9]|[12][0-9]|3[01])/0*([1-9]|1[0-2])", re.ASCII)
_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def parse_due_text(text: str) -> SingleDueRule | None:
    """The due rule; None for anything else."""
    folded = " ".join(text.lower().split()).rstrip(".")
    if match := _WORKING_DAYS.fullmatch(folded):
        return WorkingDaysAfter(int(match[1]))
    if match := _DAY.fullmatch(folded):
        return DayOfMonth(int(match[1]), 1 if match["next"] else 0)
    if (weekday := parse_weekday(folded)) is not None:
        return weekday
    dates = [_DATE.fullmatch(part.strip()) for part in re.split(r",| và ", folded)]
    pairs = [(int(match[2]), int(match[1])) for match in dates if match is not None]
    if len(pairs) < len(dates) or any(day > _LAST_DAYS[month - 1] for month, day in pairs):
        return None
    return DatesOfYear(tuple(sorted(set(pairs))))


def format_due_text(due: DueRule, every: str = "month") -> str:
    """The text that `parse_due_text` reads back. `every`: the period; only of a month is its last month not said."""
    text = format_typed_due(due)
    return text.removesuffix(" tháng cuối kỳ") if every == "month" else text
