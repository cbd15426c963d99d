"""Windows and due rules as they are stored in the JSON of forms, reporting schedules and outlines."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sokehoach.domain.periods.due import (
    DatesOfYear,
    DayOfMonth,
    DayOfWeek,
    DueByKind,
    DueRule,
    SingleDueRule,
    WorkingDaysAfter,
)
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import ND09, POLICE, WindowEdge, WindowRule

# By code alone, as definitions were stored before windows were data.
_WINDOWS = {rule.code: rule for rule in (ND09, POLICE)}


def parse_window(stored: str | Mapping[str, Any]) -> WindowRule:
    if isinstance(stored, str):
        return _WINDOWS[stored]
    edges = {name: WindowEdge(**stored[name]) for name in ("start", "end")}
    return WindowRule(**{**stored, **edges})


def serialize_window(rule: WindowRule) -> dict[str, Any]:
    """The fields of the rule; without that of weeks where it moves none, as windows were stored before weeks."""
    stored = asdict(rule)
    return stored if rule.days_back else {name: value for name, value in stored.items() if name != "days_back"}


def serialize_due(due: DueRule) -> dict[str, Any]:
    """`parse_due(serialize_due(due)) == due`; the field names of the rules differ."""
    if isinstance(due, DueByKind):
        return {"by_kind": [[kind.value, serialize_due(rule)] for kind, rule in due.by_kind]}
    return {"dates": [list(day) for day in due.dates]} if isinstance(due, DatesOfYear) else asdict(due)


def parse_due(stored: int | Mapping[str, Any]) -> DueRule:
    """The due rule; a number alone is one of working days, as it was stored before due rules were data."""
    if isinstance(stored, Mapping) and "by_kind" in stored:
        return DueByKind(tuple((PeriodType(kind), _parse_single_due(rule)) for kind, rule in stored["by_kind"]))
    return _parse_single_due(stored)


def _parse_single_due(stored: int | Mapping[str, Any]) -> SingleDueRule:
    match stored:
        case int():
            return WorkingDaysAfter(stored)
        case {"days": days}:
            return WorkingDaysAfter(days)
        case {"weekday": weekday}:
            return DayOfWeek(weekday)
        case {"dates": dates}:
            return DatesOfYear(tuple((month, day) for month, day in dates))
        case _other:
            return DayOfMonth(**stored)


def parse_day(stored: str | None) -> date | None:
    return None if stored is None else date.fromisoformat(stored)
