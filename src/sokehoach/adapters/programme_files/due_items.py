"""The due rule of a stage or form, as the item of its file has it; what has faults is read as far as it goes."""

from collections.abc import Mapping
from typing import Any

from sokehoach.adapters.programme_files.writing import write_due
from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, DayOfWeek, DueRule, WorkingDaysAfter


def read_due_item(item: Mapping[str, Any]) -> DueRule | None:
    """The rule of the keys `due` or `due_days`; None for none that can be read."""
    due = item.get("due")
    if not isinstance(due, dict):
        days = item.get("due_days")
        return WorkingDaysAfter(days) if isinstance(days, int) else None
    try:
        if "dates" in due:
            pairs = [text.split("/") for text in list_texts(due["dates"])]
            return DatesOfYear(tuple((int(month), int(day)) for day, month in pairs))
        if "weekday" in due:
            return DayOfWeek(int(due["weekday"]))
        return DayOfMonth(int(due["day"]), int(due.get("months_after") or 0))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def write_due_item(rule: DueRule) -> dict[str, Any]:
    """Both keys of a due rule; None for the one that must not be there."""
    return {"due_days": None, "due": None} | write_due(rule)


def list_texts(value: Any) -> list[str]:
    """The texts of a list; none of anything else."""
    return [str(text) for text in value] if isinstance(value, list) else []
