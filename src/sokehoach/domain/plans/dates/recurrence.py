"""Recurring work: each week, month, quarter, half-year or year, with its due day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sokehoach.domain.plans.dates.calendar import format_short_day


class Frequency(StrEnum):
    """Periods after which work recurs, with the codes of reporting rules."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SIX_MONTH = "six-month"
    NINE_MONTH = "nine-month"
    YEAR = "year"


_NAMES = {
    Frequency.WEEK: "tuần",
    Frequency.MONTH: "tháng",
    Frequency.QUARTER: "quý",
    Frequency.SIX_MONTH: "6 tháng",
    Frequency.NINE_MONTH: "9 tháng",
    Frequency.YEAR: "năm",
}
_MONTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.SIX_MONTH: 6, Frequency.YEAR: 12}
_QUARTERS_OF_YEAR, _HALVES_OF_YEAR = 4, 2
_AFTER_FIRST_HALF, _AT_YEAR_END = range(4, 8), range(10, 13)  # months in which half-yearly work is due
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True, order=True)
class DayOfPeriod:
    """A day within a period: its month (from 1; 0: the last one) and day of the month.

    The 31st of a shorter month is its last day. In a week `day` is the weekday, Monday 1, and `month` is 0.
    """

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Due on `days` of each period of `frequencies`; without days, on the last day of the period.

    `opens`: the first day, if the plan prints a range («từ 15/11 đến 15/12 hằng năm»). `strict`: printed «trước», which
    offices count through the day itself.
    """

    frequencies: tuple[Frequency, ...]
    days: tuple[DayOfPeriod, ...] = ()
    opens: DayOfPeriod | None = None
    strict: bool = False

    def next_due(self, from_day: date) -> date:
        """The first due day on or after `from_day`."""
        return min(self._next(period, from_day) for period in self.frequencies)

    def _next(self, frequency: Frequency, from_day: date) -> date:
        if frequency is Frequency.WEEK:
            due_days = self.days or (DayOfPeriod(0, 7),)
            return min(from_day + timedelta(days=(due_day.day - from_day.isoweekday()) % 7) for due_day in due_days)
        if frequency is Frequency.NINE_MONTH:  # the first nine months of a year, not every nine months
            return min(_get_due_date(year, 1, 9, DayOfPeriod(0, 31)) for year in (from_day.year, from_day.year + 1)
                       if _get_due_date(year, 1, 9, DayOfPeriod(0, 31)) >= from_day)  # fmt: skip
        length = _MONTHS[frequency]
        first = (from_day.month - 1) // length * length + 1
        due_days = self.days or (DayOfPeriod(0, 31),)
        this_period = [_get_due_date(from_day.year, first, length, due_day) for due_day in due_days]
        next_period = [
            _get_due_date(*_get_next_period(from_day.year, first, length), length, due_day) for due_day in due_days
        ]
        return min(day for day in (*this_period, *next_period) if day >= from_day)

    @property
    def period(self) -> Frequency:
        """The period that each due day is about: two days of a year, in summer and at its end, mean half-years."""
        if self.frequencies == (Frequency.YEAR,) and self.opens is None:
            months = [due_day.month for due_day in self.days]
            if len(months) == _QUARTERS_OF_YEAR:
                return Frequency.QUARTER
            if len(months) == _HALVES_OF_YEAR and months[0] in _AFTER_FIRST_HALF and months[1] in _AT_YEAR_END:
                return Frequency.SIX_MONTH
        return self.frequencies[0]

    @property
    def text_vi(self) -> str:
        if not self.days:
            if len(self.frequencies) == 1 and _NAMES[self.frequencies[0]].isalpha():
                return f"hằng {_NAMES[self.frequencies[0]]}"
            return f"định kỳ {', '.join(_NAMES[frequency] for frequency in self.frequencies)}"
        first_frequency = self.frequencies[0]
        if first_frequency is Frequency.WEEK:
            return f"{', '.join(_WEEKDAYS[due_day.day - 1] for due_day in self.days)} hằng tuần"
        several = len(self.frequencies) > 1
        days = " và ".join(
            _format_day(Frequency.QUARTER if several else first_frequency, due_day) for due_day in self.days
        )
        lead = "trước" if self.strict else "chậm nhất"
        if several or first_frequency is Frequency.SIX_MONTH:
            return f"định kỳ {', '.join(_NAMES[frequency] for frequency in self.frequencies)} ({lead} ngày {days} kỳ)"
        if first_frequency is Frequency.QUARTER:
            return f"{lead} ngày {days} quý"
        period = "hằng tháng" if first_frequency is Frequency.MONTH else "hằng năm"
        if self.opens is not None:
            return f"từ ngày {_format_day(first_frequency, self.opens)} đến ngày {days} {period}"
        return f"{lead} ngày {days} {period}"

    @property
    def on(self) -> tuple[str, ...]:
        """The days as text: «20» of the month, «11-30» of the year, «last-month-20»."""
        return tuple(_format_code(self.frequencies[0], due_day) for due_day in self.days)


def _format_code(frequency: Frequency, due_day: DayOfPeriod) -> str:
    if frequency in (Frequency.WEEK, Frequency.MONTH):
        return str(due_day.day)
    return f"{due_day.month:02}-{due_day.day:02}" if due_day.month else f"last-month-{due_day.day}"


def _format_day(frequency: Frequency, due_day: DayOfPeriod) -> str:
    if frequency is Frequency.MONTH:
        return f"{due_day.day:02}"
    if frequency is Frequency.YEAR:
        return format_short_day(due_day.month, due_day.day)
    return f"{due_day.day:02} {('tháng cuối', 'tháng đầu', 'tháng thứ hai')[due_day.month]}"


def _get_due_date(year: int, first: int, length: int, due_day: DayOfPeriod) -> date:
    """The due day in the period of `length` months that begins with month `first`."""
    month = first + (due_day.month or length) - 1
    return date(year, month, min(due_day.day, monthrange(year, month)[1]))


def _get_next_period(year: int, first: int, length: int) -> tuple[int, int]:
    return (year, first + length) if first + length <= 12 else (year + 1, 1)
