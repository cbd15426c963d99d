"""Deadline: the due date or frequency of a duty."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sokehoach.domain.periods.working_days import add_working_days
from sokehoach.domain.plans.dates.calendar import DateRange, PlanDates, format_range_names, format_short_date
from sokehoach.domain.plans.dates.recurrence import Recurrence

# Words before a deadline, in lower case with tone marks as `same_tone_style` places them.
LEAD = (
    r"(?:(?:hoàn thành|hoàn tất|xong|kết thúc) )?"
    r"(?:(?P<lead>trước|chậm nhất|muộn nhất|không muộn hơn|không quá|hạn cuối|vào|xong)"
    r"(?: là| vào| đến| trong){0,4}(?: \d{1,2}(?: giờ|h)(?: ?\d{2})?(?: phút)?,?)? )"
)
EVERY = r"(?:hằng|hàng|mỗi|từng)"
YEARLY = rf"(?:{EVERY} năm|năm báo cáo)"


class DeadlineKind(StrEnum):
    BY = "by"  # until a day, inclusive
    WITHIN = "within"  # within a month, a quarter or a year; on one day
    RANGE = "range"  # from … to …; open if an event ends it
    EVERY = "every"  # recurs by a rule
    STANDING = "standing"  # permanent, or according to another plan
    RELATIVE = "relative"  # relative to an event


@dataclass(frozen=True, slots=True)
class EventOffset:
    """A number of days (working days, months) after an event; `count` 0: at the event.

    `signing`: the event is the signing or issue of the plan itself.
    """

    count: int
    unit: str  # hour, day, working-day, month
    event: str
    signing: bool = False

    def day(self, event_on: date, holidays: Collection[date] = ()) -> date:
        """The last day, counted from the day after the event (Bộ luật Dân sự 2015, điều 147)."""
        if self.unit == "working-day":
            return add_working_days(event_on, self.count, holidays)
        if self.unit in ("hour", "day"):
            days = -(-self.count // 24) if self.unit == "hour" else self.count
            return event_on + timedelta(days=days)
        months = event_on.month - 1 + self.count
        first = date(event_on.year + months // 12, months % 12 + 1, 1)
        following = (first + timedelta(days=31)).replace(day=1)
        return min(first + timedelta(days=event_on.day - 1), following - timedelta(days=1))

    @property
    def text_vi(self) -> str:
        unit = {"hour": "giờ", "day": "ngày", "working-day": "ngày làm việc", "month": "tháng"}[self.unit]
        limit = f"trong thời hạn {self.count:02} {unit}" if self.count else ""
        if not self.event:
            return limit
        return f"{limit} kể từ {self.event}" if limit else f"khi {self.event}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline. `text` as printed; `days` half-open; for kind BY only the end is known.

    `later_days`: the due days after it, where the text prints several for the same work.

    «Trước ngày 20/11» (`strict`) includes the 20th, as offices count it, so that nobody is late because of one
    ambiguous word. «Trước tháng 6» ends with May.
    """

    kind: DeadlineKind
    text: str
    days: DateRange | None = None
    every: Recurrence | None = None
    offset: EventOffset | None = None
    strict: bool = False
    later_days: tuple[date, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last day in time; None if it recurs, never ends or is unknown."""
        return self.days.last if self.days is not None else None

    @property
    def due_days(self) -> tuple[date, ...]:
        """The last day in time and those after it; none where it recurs, never ends or is unknown."""
        return () if self.last_day is None else (self.last_day, *self.later_days)

    @property
    def is_dated(self) -> bool:
        """Whether there is a due day: not for permanent work, or work at an event."""
        if self.kind is DeadlineKind.RELATIVE:
            return self.offset is not None and self.offset.count > 0
        if self.kind is DeadlineKind.RANGE:
            return self.last_day is not None
        return self.kind is not DeadlineKind.STANDING

    def next_due(self, from_day: date) -> date | None:
        """The first due day on or after `from_day`; None if there is none."""
        if self.every is not None:
            return self.every.next_due(from_day)
        last = self.last_day
        return last if last is not None and last >= from_day else None

    @property
    def text_vi(self) -> str:
        """The deadline in standard words, which `deadlines.parse_deadline` parses to the same deadline."""
        if self.every is not None:
            return self.every.text_vi
        if self.offset is not None:
            return self.offset.text_vi
        if self.days is None:
            return self.text if self.kind is DeadlineKind.STANDING else ""
        start, last = self.days.start, self.days.last
        if self.kind is DeadlineKind.BY and last is not None:
            return f"{'trước' if self.strict else 'chậm nhất'} ngày {format_short_date(last)}"
        if start is not None and start == last:
            return f"ngày {format_short_date(start)}"
        name = next(format_range_names(self.days), None) if self.kind is DeadlineKind.WITHIN else None
        if name is not None:
            return f"trong {name}"
        end = f"ngày {format_short_date(last)}" if last is not None else "khi hoàn thành"
        return f"từ ngày {format_short_date(start)} đến {end}" if start is not None else f"đến {end}"

    def as_json(self) -> dict[str, Any]:
        """As JSON: ISO dates (`to` is the last day, inclusive), the rule of recurrence, the words."""
        start = self.days.start if self.days is not None else None
        return {
            "text": self.text,
            "kind": self.kind.value,
            "from": start.isoformat() if start is not None else None,
            "to": self.last_day.isoformat() if self.last_day is not None else None,
            "every": self.every.frequencies[0].value if self.every is not None else None,
            "also_every": [frequency.value for frequency in self.every.frequencies[1:]]
            if self.every is not None
            else [],
            "on": list(self.every.on) if self.every is not None else [],
            "after": self.offset.text_vi if self.offset is not None else None,
            "words": self.text_vi,
        }


@dataclass(frozen=True, slots=True)
class DeadlineMatch:
    """A deadline at characters `start` to `end` of the text."""

    start: int
    end: int
    kind: DeadlineKind
    days: DateRange | None = None
    every: Recurrence | None = None
    offset: EventOffset | None = None
    strict: bool = False


# Arguments: text in lower case, dates of the plan, whether it follows «Thời gian thực hiện:». Yields its deadlines.
type DeadlineParser = Callable[[str, PlanDates, bool], Iterator[DeadlineMatch]]
