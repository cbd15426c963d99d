"""Parse days, months, quarters and years as plans print them.

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)
_JOIN = r"(?: ?[-–,+&] ?| và | đến )"
_YEAR = r"(?: ?/ ?\d{4}| năm \d{4}| ?[-–] ?\d{4}| \d{4})"
_QUARTER = r"(?:iv|i{1,3}|[1-4])(?![\w/](?!\d{4}))"
# «30/6», «ngày 30/6/2026», «ngày 30 tháng 6 năm 2026», «30-6-2026».
DAY = (
    r"(?:ngày )?(?<![\d/])\d{1,2}(?:/\d{1,2}(?:/\d{4})?(?![\d/])| tháng \d{1,2}(?: năm \d{4})?(?!\d)"
    r"|-\d{1,2}-\d{4}|\.\d{1,2}\.\d{4})"
)
MONTHS = rf"tháng \d{{1,2}}(?:{_JOIN}(?:tháng )?\d{{1,2}}(?![\d/](?!\d{{4}}))){{0,11}}{_YEAR}?(?!\d)"
QUARTERS = rf"quý {_QUARTER}(?:{_JOIN}(?:quý )?{_QUARTER}){{0,3}}{_YEAR}?"
HALVES = r"(?:(?<!\d)(?:0?[69]|sáu|chín) tháng (?:đầu|cuối)(?: của)? năm|nửa (?:đầu|cuối)(?: của)? năm)(?: \d{4})?"
YEARS = r"(?:cả |các )?năm \d{4}(?:(?: ?[-–,] ?| và | đến )(?:năm )?\d{4}){0,9}|giai đoạn \d{4} ?[-–] ?\d{4}"
RANGE = rf"(?:{HALVES}|{MONTHS}|{QUARTERS}|{YEARS})"
_TO = re.compile(r"đến|[-–]")
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class DateRange:
    """Half-open: from `start` up to, not including, `end`; None if that side is open."""

    start: date | None
    end: date | None

    @property
    def last(self) -> date | None:
        return self.end - _ONE_DAY if self.end is not None else None


@dataclass(frozen=True, slots=True)
class PlanDates:
    """The dates of the plan itself, which supply the year of days printed without one."""

    signed: date | None = None
    period: DateRange | None = None

    @property
    def one_year(self) -> int | None:
        """The year of a one-year plan; None if it is before the signing, because it is that of a cited law."""
        period = self.period
        if period is None or period.start is None or period.end is None:
            return None
        if self.signed is not None and self.signed >= period.end:
            return None
        return period.start.year if period.end == date(period.start.year + 1, 1, 1) else None

    def year_for(self, month: int, day: int) -> int | None:
        """The year within the plan's period, else that of the first such day from the signing on."""
        year = self.one_year
        if year is not None and (self.signed is None or (year, month, day) >= _split_date(self.signed)):
            return year
        opens = self.period.start if self.period is not None else None
        start = max((day for day in (self.signed, opens) if day is not None), default=None)
        if start is None:
            return None
        return start.year + ((month, day) < (start.month, start.day))


def parse_period(title: str) -> DateRange | None:
    """The years that a title names («năm 2026», «giai đoạn 2021 - 2025»); None if it names none or several."""
    matches = re.findall(r"(?:giai đoạn|năm) (\d{4})(?: ?[-–] ?(\d{4}))?(?! ?(?:của|về|và))", title.lower())
    if len(matches) != 1:
        return None
    first, last = int(matches[0][0]), int(matches[0][1] or matches[0][0])
    return DateRange(date(first, 1, 1), date(last + 1, 1, 1)) if 1945 < first <= last < 2200 else None


def parse_day(text: str, plan_dates: PlanDates) -> date | None:
    """The day of a text that matched DAY; None if it does not exist or its year is unknown."""
    day, month, *year = (int(number) for number in re.findall(r"\d+", text))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    full_year = year[0] if year else plan_dates.year_for(month, day)
    return _build_date(full_year, month, day) if full_year is not None else None


def parse_day_of_year(text: str) -> tuple[int, int] | None:
    """Month and day of a text that matched DAY without a year; None if there is no such date."""
    day, month, *year = (int(number) for number in re.findall(r"\d+", text))
    return (month, day) if not year and _build_date(2024, month, day) is not None else None


def parse_range(text: str, plan_dates: PlanDates) -> DateRange | None:
    """The days of a text that matched RANGE."""
    years = [int(number) for number in re.findall(r"\d{4}", text)]
    if text.startswith(("giai đoạn", "năm", "cả năm", "các năm")):
        return _build_year_range(min(years), max(years))
    year = years[0] if years else None
    first, last = _parse_month_span(re.sub(r"\d{4}", "", text))
    if not (min(first, last) >= 1 and max(first, last) <= 12):
        return None
    if first > last:  # «tháng 11 đến tháng 01/2027»
        opening = year - 1 if year is not None else plan_dates.year_for(first, 1)
        if opening is None or not 1945 < opening < 2199:
            return None
        return DateRange(date(opening, first, 1), _get_next_month_start(opening + 1, last))
    if year is None:
        year = plan_dates.year_for(last, 31)
    if year is None or not 1945 < year < 2200:
        return None
    return DateRange(date(year, first, 1), _get_next_month_start(year, last))


def _parse_month_span(text: str) -> tuple[int, int]:
    """First and last month of a half-year, of months or of quarters.

    «tháng 11 đến tháng 01» goes on into the next year: its first month is the later one.
    """
    if "năm" in text and text.startswith(("6", "06", "9", "09", "sáu", "chín", "nửa")):
        is_nine = text.startswith(("9", "09", "chín"))
        if "đầu" in text:
            return 1, 9 if is_nine else 6
        return 4 if is_nine else 7, 12
    if text.startswith("quý"):
        numbers = [_NUMBERS.get(numeral) or int(numeral) for numeral in re.findall(r"(?<!\w)(?:[iv]+|\d)(?!\w)", text)]
        first, last = _find_ends(numbers, text)
        return 3 * first - 2, 3 * last
    return _find_ends([int(number) for number in re.findall(r"\d+", text)], text)


def _find_ends(numbers: Sequence[int], text: str) -> tuple[int, int]:
    """The least and the greatest of a list; both ends of a range as printed."""
    is_range = len(numbers) == 2 and _TO.search(text) is not None
    return (numbers[0], numbers[1]) if is_range else (min(numbers), max(numbers))


def format_range_names(days: DateRange) -> Iterator[str]:
    """Short names of a range that is a month, a quarter, a half-year or years: «quý IV/2026»."""
    start, end = days.start, days.end
    if start is None or end is None or start.day != 1 or end.day != 1:
        return
    months = (end.year - start.year) * 12 + end.month - start.month
    if months == 1:
        yield f"tháng {start:%m}/{start.year}" if start.month < 3 else f"tháng {start.month}/{start.year}"
    elif months == 3 and start.month % 3 == 1:
        yield f"quý {('I', 'II', 'III', 'IV')[start.month // 3]}/{start.year}"
    elif months == 6 and start.month in (1, 7):
        yield f"6 tháng {'đầu' if start.month == 1 else 'cuối'} năm {start.year}"
    elif months == 9 and start.month == 1:
        yield f"9 tháng đầu năm {start.year}"
    elif start.month == 1 and months == 12:
        yield f"năm {start.year}"
    elif start.month == 1 and months % 12 == 0:
        yield f"giai đoạn {start.year} - {end.year - 1}"


def format_short_date(day: date) -> str:
    """Format a date: «05/02/2026», «15/6/2026», with a leading zero for days 1 to 9 and months 1 and 2."""
    return f"{format_short_day(day.month, day.day)}/{day.year}"


def format_short_day(month: int, day: int) -> str:
    return f"{day:02}/{month:02}" if month < 3 else f"{day:02}/{month}"


def _build_year_range(first: int, last: int) -> DateRange | None:
    return DateRange(date(first, 1, 1), date(last + 1, 1, 1)) if first > 1945 and last < 2200 else None


def _get_next_month_start(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def _split_date(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _build_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
