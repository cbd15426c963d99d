"""When things happen in the demonstration: the first half of 2021 in Tuần Giáo."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

# What is done, told when; done in the order of time, so that the audit trail reads as a year does.
type StepAction = Callable[[datetime], object]
type Step = tuple[datetime, StepAction]

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2021, 6, 22)
PERIOD = "2021S1"
ROLES_SINCE = date(2020, 1, 1)  # accounts hold their roles from this day


def demo_time(month: int, day: int, hour: int = 8, minute: int = 0, *, year: int = 2021) -> datetime:
    return datetime.combine(date(year, month, day), time(hour, minute), tzinfo=TIME_ZONE)


def run_steps(steps: Iterable[Step], progress: Callable[[int, int], None] = lambda _done, _all: None) -> None:
    """Take each step at its time; `progress` hears how many of all are done."""
    ordered = sorted(steps, key=lambda step: step[0])
    for count, (when, action) in enumerate(ordered, start=1):
        action(when)
        progress(count, len(ordered))
