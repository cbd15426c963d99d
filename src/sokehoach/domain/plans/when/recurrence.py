"""Work that comes back: each week, month, quarter, half-year or year, by which day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sokehoach.domain.plans.when.calendar import short_day


class Each(StrEnum):
    """The periods after which work comes back, named as reporting rules name them."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SIX_MONTH = "six-month"
    NINE_MONTH = "nine-month"
    YEAR = "year"


_NAMES = {
    Each.WEEK: "tuần",
    Each.MONTH: "tháng",
    Each.QUARTER: "quý",
    Each.SIX_MONTH: "6 tháng",
    Each.NINE_MONTH: "9 tháng",
    Each.YEAR: "năm",
}
_MONTHS = {Each.MONTH: 1, Each.QUARTER: 3, Each.SIX_MONTH: 6, Each.YEAR: 12}
_QUARTERS_OF_YEAR, _HALVES_OF_YEAR = 4, 2
_AFTER_FIRST_HALF, _AT_YEAR_END = range(4, 8), range(10, 13)  # months in which a half-year's work is due
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True, order=True)
class DayOf:
    """A day in a period: in which of its months (from 1; 0: the last one), on which day.

    The 31st of a shorter month is its last day. In a week `day` is the weekday, Monday 1, and `month` is 0.
    """

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Due on `days` of each of the periods `each`; without days, on the last day of the period.

    `opens`: from which day on, where the plan prints a stretch («từ 15/11 đến 15/12 hằng năm»).
    `strict`: printed «trước», which offices count through the day itself.
    """

    each: tuple[Each, ...]
    days: tuple[DayOf, ...] = ()
    opens: DayOf | None = None
    strict: bool = False

    def next_due(self, after: date) -> date:
        """The first due day on or after `after`."""
        return min(self._next(period, after) for period in self.each)

    def _next(self, each: Each, after: date) -> date:
        if each is Each.WEEK:
            wanted = self.days or (DayOf(0, 7),)
            return min(after + timedelta(days=(one.day - after.isoweekday()) % 7) for one in wanted)
        if each is Each.NINE_MONTH:  # the first nine months of a year, not every nine
            return min(_in(year, 1, 9, DayOf(0, 31)) for year in (after.year, after.year + 1)
                       if _in(year, 1, 9, DayOf(0, 31)) >= after)  # fmt: skip
        length = _MONTHS[each]
        first = (after.month - 1) // length * length + 1
        wanted = self.days or (DayOf(0, 31),)
        here = [_in(after.year, first, length, one) for one in wanted]
        then = [_in(*_later(after.year, first, length), length, one) for one in wanted]
        return min(day for day in (*here, *then) if day >= after)

    @property
    def period(self) -> Each:
        """What each due day is about: two days of a year, in summer and at its end, are about half-years."""
        if self.each == (Each.YEAR,) and self.opens is None:
            months = [one.month for one in self.days]
            if len(months) == _QUARTERS_OF_YEAR:
                return Each.QUARTER
            if (
                len(months) == _HALVES_OF_YEAR
                and months[0] in _AFTER_FIRST_HALF
                and months[1] in _AT_YEAR_END
            ):
                return Each.SIX_MONTH
        return self.each[0]

    @property
    def text_vi(self) -> str:
        if not self.days:
            if len(self.each) == 1 and _NAMES[self.each[0]].isalpha():
                return f"hằng {_NAMES[self.each[0]]}"
            return f"định kỳ {', '.join(_NAMES[one] for one in self.each)}"
        each = self.each[0]
        if each is Each.WEEK:
            return f"{', '.join(_WEEKDAYS[one.day - 1] for one in self.days)} hằng tuần"
        several = len(self.each) > 1
        printed = " và ".join(_printed(Each.QUARTER if several else each, one) for one in self.days)
        lead = "trước" if self.strict else "chậm nhất"
        if several or each is Each.SIX_MONTH:
            return f"định kỳ {', '.join(_NAMES[one] for one in self.each)} ({lead} ngày {printed} kỳ)"
        if each is Each.QUARTER:
            return f"{lead} ngày {printed} quý"
        period = "hằng tháng" if each is Each.MONTH else "hằng năm"
        if self.opens is not None:
            return f"từ ngày {_printed(each, self.opens)} đến ngày {printed} {period}"
        return f"{lead} ngày {printed} {period}"

    @property
    def on(self) -> tuple[str, ...]:
        """The days in letters and figures: «20» of the month, «11-30» of the year, «last-month-20»."""
        return tuple(_code(self.each[0], one) for one in self.days)


def _code(each: Each, one: DayOf) -> str:
    if each in (Each.WEEK, Each.MONTH):
        return str(one.day)
    return f"{one.month:02}-{one.day:02}" if one.month else f"last-month-{one.day}"


def _printed(each: Each, one: DayOf) -> str:
    if each is Each.MONTH:
        return f"{one.day:02}"
    if each is Each.YEAR:
        return short_day(one.month, one.day)
    return f"{one.day:02} {('tháng cuối', 'tháng đầu', 'tháng thứ hai')[one.month]}"


def _in(year: int, first: int, length: int, one: DayOf) -> date:
    """The day in the period of `length` months that begins with month `first`."""
    month = first + (one.month or length) - 1
    return date(year, month, min(one.day, monthrange(year, month)[1]))


def _later(year: int, first: int, length: int) -> tuple[int, int]:
    return (year, first + length) if first + length <= 12 else (year + 1, 1)
