"""Parse a due rule that an official types, in the words in which due rules are printed."""

import re

from sokehoach.domain.periods.due import (
    WEEKDAYS,
    DatesOfYear,
    DayOfMonth,
    DayOfWeek,
    DueByKind,
    DueRule,
    SingleDueRule,
    WorkingDaysAfter,
    join_dues,
)
from sokehoach.domain.periods.period import PeriodType

_WORKING_DAYS = re.compile(r"(?P<days>[0-9]{1,3}) ngày làm việc(?: sau ngày chốt số liệu)?", re.ASCII)
_DAY_OF_MONTH = re.compile(
    r"(?:ngày )?(?P<day>[0-9]{1,2})(?: (?P<same>tháng cuối kỳ)| (?P<next>tháng sau(?: kỳ)?)|"
    r" của tháng thứ (?P<after>[0-9]{1,2}) sau kỳ)?",
    re.ASCII,
)
_DAY_OF_WEEK = re.compile(
    rf"(?P<weekday>{'|'.join(WEEKDAYS)}|thứ [2-7])(?: (?:hằng|hàng) tuần| sau ngày chốt số liệu)?",
    re.ASCII | re.IGNORECASE,
)
_DATE = r"[0-9]{1,2}/[0-9]{1,2}"
_DATES = re.compile(rf"(?:ngày )?(?P<dates>{_DATE}(?:(?:, ?| và ){_DATE})*)(?: hằng năm)?", re.ASCII)

_KINDS = {kind.label_vi.removeprefix("hằng "): kind for kind in PeriodType}


def format_typed_due(rule: DueRule) -> str:
    """The rule as an official types it, which `parse_due_rule` reads back: «2 ngày làm việc», «15/6, 15/12»."""
    match rule:
        case DueByKind(by_kind):
            return "; ".join(f"{kind.label_vi}: {format_typed_due(own_rule)}" for kind, own_rule in by_kind)
        case WorkingDaysAfter(days):
            return f"{days} ngày làm việc"
        case DayOfWeek(weekday):
            return f"{WEEKDAYS[weekday - 1]} hằng tuần"
        case DatesOfYear(dates):
            return ", ".join(f"{day}/{month}" for month, day in dates)
        case DayOfMonth(day, 0):
            return f"ngày {day} tháng cuối kỳ"
        case DayOfMonth(day, 1):
            return f"ngày {day} tháng sau"
        case DayOfMonth(day, months_after):
            return f"ngày {day} của tháng thứ {months_after} sau kỳ"


def parse_due_rule(text: str) -> DueRule | None:
    """The rule that `due.format_due_rule` prints as the text, or that a short form means; None for other texts.

    «15/6, 15/12»: dates of the year. «20»: the 20th of the period's last month. «05 tháng sau»: of the month after it.
    «thứ Năm hằng tuần»: the first Thursday after the last day that counts. «hằng tháng: ngày 20; hằng năm: 5/12»: one
    for each type of period. Whether the rule suits a period is for `due.find_due_problems`.
    """
    typed_text = " ".join(text.split()).strip(" .")
    return _parse_by_kind(typed_text) if ":" in typed_text else _parse_single_rule(typed_text)


def _parse_by_kind(typed_text: str) -> DueRule | None:
    rules: dict[PeriodType, SingleDueRule] = {}
    for part in typed_text.strip(" ;").split(";"):
        name, _colon, rule_text = part.partition(":")
        kind = parse_period_type(name)
        rule = _parse_single_rule(rule_text.strip(" ."))
        if kind is None or rule is None or kind in rules:
            return None
        rules[kind] = rule
    return join_dues(rules)


def parse_period_type(text: str) -> PeriodType | None:
    """«hằng tháng», «6 tháng»; None for other texts."""
    return _KINDS.get(text.strip().lower().removeprefix("hàng ").removeprefix("hằng "))


def _parse_single_rule(typed_text: str) -> SingleDueRule | None:
    if match := _WORKING_DAYS.fullmatch(typed_text):
        return WorkingDaysAfter(int(match["days"]))
    if (weekday := parse_weekday(typed_text)) is not None:
        return weekday
    if match := _DATES.fullmatch(typed_text):
        dates = [date.split("/") for date in re.findall(_DATE, match["dates"])]
        return DatesOfYear(tuple(sorted({(int(month), int(day)) for day, month in dates})))
    if match := _DAY_OF_MONTH.fullmatch(typed_text):
        return DayOfMonth(int(match["day"]), 1 if match["next"] else int(match["after"] or 0))
    return None


def parse_weekday(text: str) -> DayOfWeek | None:
    """«thứ Năm hằng tuần», «Thứ 5», «Chủ nhật»; None for other texts."""
    match = _DAY_OF_WEEK.fullmatch(text)
    if match is None:
        return None
    name = match["weekday"].lower()
    if name[-1].isdigit():
        return DayOfWeek(int(name[-1]) - 1)
    return DayOfWeek([weekday.lower() for weekday in WEEKDAYS].index(name) + 1)
