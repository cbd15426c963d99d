"""Counts working days around the day of a page."""

from dataclasses import dataclass
from datetime import date

from sokehoach.adapters import holidays
from sokehoach.domain.periods import working_days


@dataclass(frozen=True, slots=True)
class Calendar:
    today: date

    def left(self, due: date) -> int:
        """Returns the working days until a date; 0 on it and after it."""
        return working_days.count_working_days(self.today, due, self.holidays)

    def late(self, due: date) -> int:
        """Returns the working days since a date; 0 on it and before it."""
        return working_days.count_working_days(due, self.today, self.holidays)

    @property
    def holidays(self) -> frozenset[date]:
        year = self.today.year
        return holidays.list_holidays(year - 1, year, year + 1)
