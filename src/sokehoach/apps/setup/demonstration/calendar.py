"""When things happen in the demonstration: the first half of 2021 in Tuần Giáo."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

# What is done, told when; done in the order of time, so that the audit trail reads as a year does.
type Take = Callable[[datetime], object]
type Step = tuple[datetime, Take]

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2021, 6, 22)
PERIOD = "2021S1"
SINCE = date(2020, 1, 1)  # accounts hold their roles from this day


def at(month: int, day: int, hour: int = 8, minute: int = 0, *, year: int = 2021) -> datetime:
    return datetime.combine(date(year, month, day), time(hour, minute), tzinfo=HERE)


def live(steps: Iterable[Step], progress: Callable[[int, int], None] = lambda _done, _all: None) -> None:
    """Take each step at its time; `progress` hears how many of all are done."""
    ordered = sorted(steps, key=lambda step: step[0])
    for done, (when, take) in enumerate(ordered, start=1):
        take(when)
        progress(done, len(ordered))
