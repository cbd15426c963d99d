"""Deadlines that recur on a printed day: «trước ngày 20 hằng tháng», «01/6 và 15/11 hằng năm».

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from sokehoach.domain.plans.dates.calendar import (
    DAY,
    MONTHS,
    QUARTERS,
    DateRange,
    PlanDates,
    parse_day_of_year,
    parse_range,
)
from sokehoach.domain.plans.dates.deadline import EVERY, LEAD, YEARLY, DeadlineKind, DeadlineMatch
from sokehoach.domain.plans.dates.recurrence import DayOfPeriod, Frequency, Recurrence

type _Rule = tuple[re.Match[str], Recurrence | DateRange]

_WEEKDAYS = {"hai": 1, "2": 1, "ba": 2, "3": 2, "tư": 3, "4": 3, "năm": 4, "5": 4, "sáu": 5, "6": 5,
             "bảy": 6, "7": 6}  # fmt: skip

_MONTHLY = re.compile(
    rf"(?:{LEAD})?(?:(?:các )?ngày (?P<day>\d{{1,2}}(?:(?:,| và)(?: ngày)? \d{{1,2}}){{0,11}})(?: của)?,? "
    rf"(?:{EVERY} tháng|tháng (?:sau|kế tiếp|tiếp theo)(?! (?:\d|quý))|của tháng(?! (?:\d|đầu|cuối|thứ|liền)))"
    rf"|(?<![\d/.-])(?P<bare>\d{{1,2}}) {EVERY} tháng)"
    rf"|{EVERY} tháng,? ?\((?P<lead2>trước|chậm nhất|vào)[^\d()]{{0,16}}(?P<inner>\d{{1,2}})\)"
)
# «Hằng tháng, các xã báo cáo Sở Y tế trước ngày 20»: the period first, the day after what is to be done.
_MONTH_FIRST = re.compile(rf"{EVERY} tháng,? [^.;:\d()]{{3,100}}? (?=(?:trước|chậm nhất|vào)(?: là| vào)? ngày \d)")
_LATER_DAY = re.compile(
    r"(?P<lead>trước|chậm nhất|vào)(?: là| vào)? ngày (?P<day>\d{1,2})(?![\d/.-]\d| (?:hằng|hàng|mỗi)? ?tháng|\d)"
)
# «Hằng năm, tham mưu công nhận trước ngày 30/12»: the same of a year; a printed year says that it is once.
_YEAR_FIRST = re.compile(
    rf"(?:^|[.;:] |định kỳ ){YEARLY},? [^.;:\d()]{{3,160}}? (?=(?:trước|chậm nhất|vào)(?: là| vào)? (?:ngày )?\d)"
)
_LATER_DAY_OF_YEAR = re.compile(
    rf"(?P<lead>trước|chậm nhất|vào)(?: là| vào)? (?P<day>{DAY})(?![\w/-]|\.\d|(?:,| và)(?: ngày)? \d| năm \d)"
)
_QUARTERLY = re.compile(
    rf"(?:{LEAD})?(?:ngày )?(?P<day>\d{{1,2}})(?: của)? tháng (?P<which>đầu(?: tiên)?|thứ hai|thứ 2|cuối(?: cùng)?)"
    rf"(?: của)?(?: {EVERY})? (?P<period>quý|kỳ)(?: sau| tiếp theo)?"
)
# «trong 05 ngày đầu của tháng sau»: until the fifth. Working days have no such day.
_FIRST_DAYS = re.compile(
    r"(?:trong|(?:chậm|muộn) nhất(?: là)?(?: trong)?) (?:vòng |thời hạn )?(?P<day>\d{1,2}) ngày đầu(?: tiên)?(?: của)? "
    rf"(?:(?:tháng đầu(?: tiên)?(?: của)? )?(?:{EVERY} )?(?P<period>quý)|(?:{EVERY} )?tháng)"
    r"(?: (?:sau|kế tiếp|tiếp theo))?(?! (?:\d|[ivx]+\b|đầu|cuối|thứ|liền))"
)
_YEARLY_RANGE = re.compile(
    rf"từ (?P<start>{DAY}|ngày \d{{1,2}}|\d{{1,2}})(?: {YEARLY})? (?:đến|tới)(?: hết)? (?P<last>{DAY}),? {YEARLY}"
)
_DAYS = rf"{DAY}(?:(?:,| và|;| hoặc)(?: trước)? {DAY}){{0,11}}"
_YEARLY = re.compile(
    rf"(?:{LEAD})?(?P<days>{_DAYS})(?: của)?,? {YEARLY}"
    rf"|{YEARLY},? ?\(?(?:báo cáo )?(?P<lead2>trước|chậm nhất|vào)(?: là| vào)? (?P<after>{_DAYS})\)?"
    rf"|(?:(?<!\d)0?6|sáu) tháng[^.;\d]{{0,30}}(?P<lead3>trước|chậm nhất)(?: là)? (?P<half>{DAY})"
    rf"[^.\d]{{0,30}}(?:(?<!\d)0?1 )?năm[^.;\d]{{0,30}}(?:trước|chậm nhất)(?: là)? (?P<whole>{DAY})"
)
# «trước ngày 10/6 và 10/12», «ngày 15/4/2021 và 15/7/2021», «ngày 10/7 và 10/01 năm sau»: several days of one year, or
# the last of them of the next, without «hằng năm».
_SEVERAL = re.compile(
    rf"{LEAD}(?P<days>{DAY}(?:(?:,| và|;| và,)(?: (?:trước|chậm nhất)(?: là)?)? {DAY}){{1,11}})"
    r"(?P<next>(?: của)? năm (?:sau|tiếp theo|kế tiếp))?"
)
_AND_YEARLY = re.compile(rf"(?: của)?,? ?\(?{YEARLY}")
_YEAR = re.compile(r"(?:[/.-]| năm )\d{4}$")
_ONE_DAY = timedelta(days=1)
_MIN_MONTHS = 2  # between two of them: closer days belong to different things
_YEARLY_PERIOD = re.compile(rf"(?:(?P<lead>trước|trong|vào) )?(?P<stretch>{MONTHS}|{QUARTERS})(?: của)?,? {YEARLY}")
_SOME_YEAR = PlanDates(signed=date(2001, 1, 1))  # not a leap year: February ends on the 28th
_PERIODS = (
    (Frequency.QUARTER, re.compile(r"(?<!\w)quý(?!\w)")),
    (Frequency.SIX_MONTH, re.compile(r"(?<!\d)0?6 tháng(?!\w)")),
    (Frequency.YEAR, re.compile(r"(?<!\w)năm(?! \d)")),
)
_DIGIT = re.compile(r"\d")
_DAY_OR_PERIOD = re.compile(r"\d|quý|thứ|tháng|kỳ")  # one of these is in each of the rules
_WEEKLY = re.compile(rf"(?:{LEAD})?thứ (?P<day>hai|ba|tư|năm|sáu|bảy|[2-7])(?: của)? {EVERY} tuần")


def _find_named_frequencies(preceding: str) -> tuple[Frequency, ...]:
    """The periods named shortly before «tháng cuối kỳ»."""
    frequencies = tuple(frequency for frequency, pattern in _PERIODS if pattern.search(preceding[-100:]))
    return frequencies or (Frequency.QUARTER,)


def _is_strict(match: re.Match[str], *names: str) -> bool:
    return any(match[name] == "trước" for name in ("lead", *names))


def parse_recurring_days(text: str, plan_dates: PlanDates, is_labelled: bool) -> Iterator[DeadlineMatch]:
    """«trước ngày 20 hằng tháng», «ngày 15 tháng cuối quý», «01/6 và 15/11 hằng năm», «thứ Sáu hằng tuần»."""
    if _DAY_OR_PERIOD.search(text) is None:
        return
    has_digit = _DIGIT.search(text) is not None
    parsed_rules = [
        parsed_rule
        for parser, literal, needs_digit in _RULES
        if literal in text and (has_digit or not needs_digit)
        for parsed_rule in parser(text)
    ]
    for match, rule in sorted(parsed_rules, key=lambda parsed_rule: (parsed_rule[0].start(), -parsed_rule[0].end())):
        if isinstance(rule, DateRange):
            yield DeadlineMatch(match.start(), match.end(), DeadlineKind.RANGE, days=rule)
        else:
            yield DeadlineMatch(match.start(), match.end(), DeadlineKind.EVERY, every=rule)


def _parse_yearly_ranges(text: str) -> Iterator[_Rule]:
    for match in _YEARLY_RANGE.finditer(text):
        last, start = parse_day_of_year(match["last"]), match["start"]
        if last is not None:
            has_month = "/" in start or "tháng" in start
            opens = parse_day_of_year(start if has_month else f"{start}/{last[0]}")
            if opens is not None:
                yield match, Recurrence((Frequency.YEAR,), (DayOfPeriod(*last),), opens=DayOfPeriod(*opens))


def _parse_yearly_days(text: str) -> Iterator[_Rule]:
    for match in _YEARLY.finditer(text):
        printed = match["days"] or match["after"] or f"{match['half']} và {match['whole']}"
        days = [parse_day_of_year(date_match[0]) for date_match in re.finditer(DAY, printed)]
        due_days = tuple(DayOfPeriod(*month_day) for month_day in days if month_day is not None)
        if len(due_days) == len(days):
            yield match, Recurrence((Frequency.YEAR,), due_days, strict=_is_strict(match, "lead2", "lead3"))


def _parse_later_day_of_year(text: str) -> Iterator[_Rule]:
    for period in _YEAR_FIRST.finditer(text):
        due_match = _LATER_DAY_OF_YEAR.match(text, period.end())
        if (
            due_match is not None
            and _YEAR.search(due_match["day"]) is None
            and (day := parse_day_of_year(due_match["day"]))
        ):
            yield due_match, Recurrence((Frequency.YEAR,), (DayOfPeriod(*day),), strict=_is_strict(due_match))


def find_several_days(text: str, plan_dates: PlanDates) -> list[date]:
    """The days of «trước ngày 15/4 và 20/11», from the signing on, where they do not recur: each has its own result.

    Their year is the printed one, else that of a one-year plan, or of the signing where the plan names no years.
    """
    match = _SEVERAL.search(text)
    if match is None or _AND_YEARLY.match(text, match.end()):
        return []
    printed = [date_match[0] for date_match in re.finditer(DAY, match["days"])]
    years = {int(year[0][-4:]) for day_text in printed if (year := _YEAR.search(day_text))}
    if not years:
        plan_year = plan_dates.signed.year if plan_dates.signed and plan_dates.period is None else plan_dates.one_year
        years = set() if plan_year is None else {plan_year}
    if len(years) != 1:
        return []
    (due_year,) = years
    days = {_build_day(due_year, parse_day_of_year(_YEAR.sub("", day_text))) for day_text in printed}
    if None in days:
        return []
    return sorted(day for day in days if day is not None and (plan_dates.signed is None or day >= plan_dates.signed))


def _build_day(year: int, month_day: tuple[int, int] | None) -> date | None:
    try:
        return None if month_day is None else date(year, *month_day)
    except ValueError:  # 29 February of a year without one
        return None


def _parse_several_days(text: str) -> Iterator[_Rule]:
    """Days of half-years or quarters recur each year; other days do not if they are printed with their year."""
    for match in _SEVERAL.finditer(text):
        printed = [date_match[0] for date_match in re.finditer(DAY, match["days"])]
        years = {year[0][-4:] for day_text in printed if (year := _YEAR.search(day_text))}
        days = [parse_day_of_year(_YEAR.sub("", day_text)) for day_text in printed]
        due_days = tuple(DayOfPeriod(*month_day) for month_day in days if month_day is not None)
        months = [day.month for day in due_days]
        if match["next"] and not years:
            months[-1] += 12
        are_spread = all(second - first >= _MIN_MONTHS for first, second in pairwise(months))
        if len(due_days) < len(days) or len(years) > 1 or not are_spread:
            continue
        rule = Recurrence((Frequency.YEAR,), due_days, strict=_is_strict(match))
        single_range = _build_year_days(int(*years), due_days) if years and rule.period is Frequency.YEAR else None
        yield match, single_range or rule


def _build_year_days(year: int, days: tuple[DayOfPeriod, ...]) -> DateRange | None:
    """From the first to the last of the days; None if the year lacks one of them (29 February)."""
    try:
        return DateRange(date(year, days[0].month, days[0].day), date(year, days[-1].month, days[-1].day) + _ONE_DAY)
    except (ValueError, OverflowError):
        return None


def _parse_quarterly_days(text: str) -> Iterator[_Rule]:
    for match in _QUARTERLY.finditer(text):
        position, day = match["which"], int(match["day"])
        month = 0 if position.startswith("cuối") else 1 if position.startswith("đầu") else 2
        frequencies = (
            _find_named_frequencies(text[: match.start()]) if match["period"] == "kỳ" else (Frequency.QUARTER,)
        )
        if 1 <= day <= 31:
            yield match, Recurrence(frequencies, (DayOfPeriod(month, day),), strict=_is_strict(match))


def _parse_monthly_days(text: str) -> Iterator[_Rule]:
    for match in _MONTHLY.finditer(text):
        days = [int(number) for number in re.findall(r"\d+", match["day"] or match["bare"] or match["inner"])]
        if all(1 <= day <= 31 for day in days):
            due_days = tuple(DayOfPeriod(0, day) for day in days)
            yield match, Recurrence((Frequency.MONTH,), due_days, strict=_is_strict(match, "lead2"))
    for period in _MONTH_FIRST.finditer(text):
        later = _LATER_DAY.match(text, period.end())
        if later is not None and 1 <= int(later["day"]) <= 31:
            yield later, Recurrence((Frequency.MONTH,), (DayOfPeriod(0, int(later["day"])),), strict=_is_strict(later))


def _parse_first_days(text: str) -> Iterator[_Rule]:
    for match in _FIRST_DAYS.finditer(text):
        day = int(match["day"])
        if 1 <= day <= 31:
            frequency, month = (Frequency.QUARTER, 1) if match["period"] else (Frequency.MONTH, 0)
            yield match, Recurrence((frequency,), (DayOfPeriod(month, day),))


def _parse_yearly_periods(text: str) -> Iterator[_Rule]:
    for match in _YEARLY_PERIOD.finditer(text):
        days = parse_range(match["stretch"], _SOME_YEAR)
        if days is None or days.start is None or days.last is None:
            continue
        is_before = match["lead"] == "trước"
        last = days.start - _ONE_DAY if is_before else days.last
        opens = None if is_before else DayOfPeriod(days.start.month, days.start.day)
        yield match, Recurrence((Frequency.YEAR,), (DayOfPeriod(last.month, last.day),), opens=opens)


def _parse_weekly_days(text: str) -> Iterator[_Rule]:
    for match in _WEEKLY.finditer(text):
        yield match, Recurrence((Frequency.WEEK,), (DayOfPeriod(0, _WEEKDAYS[match["day"]]),))


# Each with a word that its pattern needs and whether it needs a digit: looking for these takes no time.
_RULES: tuple[tuple[Callable[[str], Iterator[_Rule]], str, bool], ...] = (
    (_parse_yearly_ranges, "năm", True),
    (_parse_yearly_days, "năm", True),
    (_parse_later_day_of_year, "năm", True),
    (_parse_several_days, "", True),
    (_parse_quarterly_days, " tháng ", True),
    (_parse_monthly_days, " tháng", True),
    (_parse_first_days, " ngày đầu", True),
    (_parse_yearly_periods, " năm", False),
    (_parse_weekly_days, " tuần", False),
)
