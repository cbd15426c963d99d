"""The due rule of a stage or form, as the item of its file has it; what has faults is read as far as it goes."""

from collections.abc import Mapping
from typing import Any

from sokehoach.adapters.programme_files.writing import write_due
from sokehoach.domain.periods.due import (
    DatesOfYear,
    DayOfMonth,
    DayOfWeek,
    DueRule,
    SingleDueRule,
    WorkingDaysAfter,
    join_dues,
)
from sokehoach.domain.periods.period import PeriodType


def read_due_item(item: Mapping[str, Any]) -> DueRule | None:
    """The rule of the keys `due` or `due_days`; None for none that can be read."""
    try:
        due = item.get("due")
        if isinstance(due, dict) and "by_period_type" in due:
            rules = {PeriodType(row["period_type"]): _read_single_rule(row) for row in due["by_period_type"]}
            return join_dues(rules) if rules else None
        return _read_single_rule(item)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        return None


def _read_single_rule(item: Mapping[str, Any]) -> SingleDueRule:
    due = item.get("due")
    if not isinstance(due, dict):
        days = item["due_days"]
        if not isinstance(days, int):
            raise TypeError(days)
        return WorkingDaysAfter(days)
    if "dates" in due:
        pairs = [text.split("/") for text in list_texts(due["dates"])]
        return DatesOfYear(tuple((int(month), int(day)) for day, month in pairs))
    if "weekday" in due:
        return DayOfWeek(int(due["weekday"]))
    return DayOfMonth(int(due["day"]), int(due.get("months_after") or 0))


def write_due_item(rule: DueRule) -> dict[str, Any]:
    """Both keys of a due rule; None for the one that must not be there."""
    return {"due_days": None, "due": None} | write_due(rule)


def list_texts(value: Any) -> list[str]:
    """The texts of a list; none of anything else."""
    return [str(text) for text in value] if isinstance(value, list) else []
