"""Deadlines of duties: calendar days and ranges, recurrences, and offsets from an event."""

from sokehoach.domain.plans.dates.calendar import DateRange, PlanDates, parse_period
from sokehoach.domain.plans.dates.deadline import Deadline, DeadlineKind, EventOffset
from sokehoach.domain.plans.dates.recurrence import DayOfPeriod, Frequency, Recurrence

__all__ = [
    "DateRange",
    "DayOfPeriod",
    "Deadline",
    "DeadlineKind",
    "EventOffset",
    "Frequency",
    "PlanDates",
    "Recurrence",
    "parse_period",
]
