"""Deadlines by days, months, quarters and years: «từ … đến …», «trước ngày …», «trong quý …».

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from sokehoach.domain.plans.dates.calendar import (
    DAY,
    RANGE,
    YEARS,
    DateRange,
    PlanDates,
    parse_day,
    parse_range,
)
from sokehoach.domain.plans.dates.deadline import LEAD, DeadlineKind, DeadlineMatch
from sokehoach.domain.plans.dates.recurrence import Frequency, Recurrence

_ONE_DAY = timedelta(days=1)
_ENDS = rf"(?P<last>{DAY}|{RANGE}|(?:hết )?năm \d{{4}}|khi [^.;,()]{{3,60}})"
_RANGE = re.compile(
    rf"từ (?:đầu )?(?P<start>{DAY}|{RANGE}|ngày \d{{1,2}}|\d{{1,2}}) ?(?:cho )?(?:đến|tới|[-–])(?: hết)? ?{_ENDS}"
)
_LABELLED_RANGE = re.compile(rf"(?P<start>{DAY}|{RANGE}) ?(?:[-–]|đến|tới)(?: hết)? ?{_ENDS}")

# «Từ ngày 01/7/2025», «Từ năm 2026»: without an end.
_FROM = re.compile(rf"(?:kể |bắt đầu )?từ (?P<start>{DAY}|{RANGE})(?! ?(?:đến|tới|[-–]))")


def parse_open_ranges(text: str, plan_dates: PlanDates, is_labelled: bool) -> Iterator[DeadlineMatch]:
    """Ranges: «từ ngày 01/6 đến ngày 30/6/2026», «Quý IV/2025 - Quý II/2026», «từ tháng 11/2025 đến khi kết thúc»."""
    for match in (*_RANGE.finditer(text), *(_LABELLED_RANGE.finditer(text) if is_labelled else ())):
        last, end = match["last"], None
        if not last.startswith("khi"):
            date_range = _parse_range(last.removeprefix("hết "), plan_dates)
            if date_range is None or date_range.end is None:
                continue
            end = date_range.end
        start = _parse_first_day(match["start"], last, end, plan_dates)
        if start is not None and (end is None or start < end):
            yield DeadlineMatch(match.start(), match.end(), DeadlineKind.RANGE, days=DateRange(start, end))
    for match in _FROM.finditer(text) if is_labelled else ():
        opens = _parse_range(match["start"], plan_dates)
        if opens is not None:
            yield DeadlineMatch(match.start(), match.end(), DeadlineKind.RANGE, days=DateRange(opens.start, None))


def _parse_first_day(printed: str, last: str, end: date | None, plan_dates: PlanDates) -> date | None:
    """The first day of a range; a missing month or year is that of the last day."""
    numbers = re.findall(r"\d+", printed)
    if end is not None and len(numbers) == 1 and not re.match(RANGE, printed):
        printed = f"{numbers[0]}/{(end - _ONE_DAY).month}/{(end - _ONE_DAY).year}"
    elif end is not None and not re.search(r"\d{4}", printed):
        year = (end - _ONE_DAY).year
        date_range = _parse_range(f"{printed}/{year}" if "/" in printed else f"{printed} năm {year}", plan_dates)
        if date_range is not None and date_range.start is not None and date_range.start >= end:
            date_range = _parse_range(
                f"{printed}/{year - 1}" if "/" in printed else f"{printed} năm {year - 1}", plan_dates
            )
        return date_range.start if date_range is not None else None
    date_range = _parse_range(printed, plan_dates)
    return date_range.start if date_range is not None else None


def _parse_range(printed: str, plan_dates: PlanDates) -> DateRange | None:
    if re.fullmatch(DAY, printed):
        day = parse_day(printed, plan_dates)
        return DateRange(day, day + _ONE_DAY) if day is not None else None
    return parse_range(printed, plan_dates) if re.fullmatch(RANGE, printed) else None


_BY = re.compile(
    rf"(?:{LEAD}|(?P<until>đến hết|hết|(?<!tháng )(?<!nửa )cuối|đến cuối|đến trước|đến) )(?P<when>{DAY}|{RANGE})"
)
_DAY_OR_RANGE = re.compile(r"\d|quý | năm")  # one of these is in each day and range
_YEAR_END = re.compile(r"(?:^|[.;:(] )(?:đến |vào )?cuối (?:mỗi )?năm(?= *(?:,|$))")


def parse_due_days(text: str, plan_dates: PlanDates, is_labelled: bool) -> Iterator[DeadlineMatch]:
    """Due days: «trước ngày 31/5/2026», «chậm nhất ngày 30/6», «đến hết năm 2026», «trước tháng 6/2026»."""
    for match in _BY.finditer(text) if _DAY_OR_RANGE.search(text) is not None else ():
        until_word, lead = match["until"] or "", match["lead"] or ""
        if (until_word == "đến" or lead in ("vào", "xong")) and not (is_labelled and until_word):
            continue
        date_range = _parse_range(match["when"], plan_dates)
        if date_range is None or date_range.end is None or date_range.start is None:
            continue
        is_day = re.fullmatch(DAY, match["when"]) is not None
        is_before = lead == "trước" or until_word == "đến trước"
        end = date_range.start if is_before and not is_day else date_range.end
        yield DeadlineMatch(
            match.start(),
            match.end(),
            DeadlineKind.BY,
            days=DateRange(None, end),
            strict=is_before and is_day,
        )
    for match in _YEAR_END.finditer(text) if "cuối" in text else ():
        start = match.start() if match.start() == 0 else match.start() + 2
        if plan_dates.one_year is not None:
            yield DeadlineMatch(
                start, match.end(), DeadlineKind.BY, days=DateRange(None, date(plan_dates.one_year + 1, 1, 1))
            )
        else:
            yield DeadlineMatch(start, match.end(), DeadlineKind.EVERY, every=Recurrence((Frequency.YEAR,)))


_IN = re.compile(
    rf"(?:(?:hoàn thành|xong|kết thúc|thực hiện|triển khai|ban hành|tổ chức)[^.;,()]{{0,12}}? )?"
    rf"(?P<in>trong|vào|hoàn thành|xong)(?: khoảng)? (?:thời gian )?(?P<when>{RANGE}|{DAY})"
)
_LABELLED_IN = re.compile(rf"(?P<when>{RANGE}|{DAY})")
_OF_YEARS = re.compile(YEARS)
_COMPLETION = ("hoàn thành", "xong", "kết thúc")


# «Quý IV năm 2025 và các năm tiếp theo»; «2026 - 2030».
_AND_ON = re.compile(r",?(?: và)? (?:các |những )?năm (?:tiếp theo|sau|kế tiếp)")
_THE_YEAR = re.compile(r"(?:thực hiện |hoàn thành )?(?:trong |cả )?năm[ .;]*")
_BARE_YEARS = re.compile(r"(?P<first>20\d\d)(?: ?(?:[-–]|đến) ?(?P<last>20\d\d))?[ .;]*")


def parse_periods(text: str, plan_dates: PlanDates, is_labelled: bool) -> Iterator[DeadlineMatch]:
    """Periods: «trong tháng 11/2025», «trong quý II/2026»; if `is_labelled`, also «Quý IV/2026», «ngày 09/11/2026»."""
    for match in (*_IN.finditer(text), *(_LABELLED_IN.finditer(text) if is_labelled else ())):
        if not is_labelled and _OF_YEARS.fullmatch(match["when"]) and not match[0].startswith(_COMPLETION):
            continue  # «ngân sách trong năm 2026» is no deadline
        date_range = _parse_range(match["when"], plan_dates)
        if date_range is None:
            continue
        continuation = _AND_ON.match(text, match.end())
        if continuation is not None:
            yield DeadlineMatch(
                match.start(), continuation.end(), DeadlineKind.RANGE, days=DateRange(date_range.start, None)
            )
        else:
            yield DeadlineMatch(match.start(), match.end(), DeadlineKind.WITHIN, days=date_range)
    years = _BARE_YEARS.fullmatch(text) if is_labelled else None
    if is_labelled and plan_dates.one_year is not None and _THE_YEAR.fullmatch(text):
        days = DateRange(date(plan_dates.one_year, 1, 1), date(plan_dates.one_year + 1, 1, 1))
        yield DeadlineMatch(0, len(text), DeadlineKind.WITHIN, days=days)
    if years is not None and years["first"] <= (years["last"] or years["first"]):
        days = DateRange(date(int(years["first"]), 1, 1), date(int(years["last"] or years["first"]) + 1, 1, 1))
        yield DeadlineMatch(0, years.end(), DeadlineKind.WITHIN, days=days)
