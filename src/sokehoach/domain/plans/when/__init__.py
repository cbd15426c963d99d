"""The time of duties: days and stretches of the calendar, what comes back, and what counts from an event."""

from sokehoach.domain.plans.when.calendar import Days, Frame, period_of
from sokehoach.domain.plans.when.deadline import After, Deadline, Kind
from sokehoach.domain.plans.when.recurrence import DayOf, Each, Recurrence

__all__ = ["After", "DayOf", "Days", "Deadline", "Each", "Frame", "Kind", "Recurrence", "period_of"]
