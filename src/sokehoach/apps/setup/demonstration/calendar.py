"""Orders the demonstration's steps in time: the first half of 2021 in Tuần Giáo."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

# Each step has a time and runs in that order, so that the audit trail reads like a real year.
type StepAction = Callable[[datetime], object]
type Step = tuple[datetime, StepAction]

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2021, 6, 22)
PERIOD = "2021S1"
ROLES_SINCE = date(2020, 1, 1)  # start of all roles


def demo_time(month: int, day: int, hour: int = 8, minute: int = 0, *, year: int = 2021) -> datetime:
    return datetime.combine(date(year, month, day), time(hour, minute), tzinfo=TIME_ZONE)


def run_steps(steps: Iterable[Step], progress: Callable[[int, int], None] = lambda _count, _all: None) -> None:
    """Runs each step at its time; `progress` gets the number done and the total."""
    ordered = sorted(steps, key=lambda step: step[0])
    for count, (when, action) in enumerate(ordered, start=1):
        action(when)
        progress(count, len(ordered))
