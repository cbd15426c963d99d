"""Limits that come back on a printed day: «trước ngày 20 hằng tháng», «01/6 và 15/11 hằng năm».

All patterns look at lower case with tone marks placed as `same_tone_style` places them.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from sokehoach.domain.plans.when.calendar import DAY, MONTHS, QUARTERS, Days, Frame, day_of_year, stretch_in
from sokehoach.domain.plans.when.deadline import Kind
from sokehoach.domain.plans.when.found import EACH, EACH_YEAR, LEAD, Found
from sokehoach.domain.plans.when.recurrence import DayOf, Each, Recurrence

type _Rule = tuple[re.Match[str], Recurrence | Days]

_WEEKDAYS = {"hai": 1, "2": 1, "ba": 2, "3": 2, "tư": 3, "4": 3, "năm": 4, "5": 4, "sáu": 5, "6": 5,
             "bảy": 6, "7": 6}  # fmt: skip

_MONTHLY = re.compile(
    rf"(?:{LEAD})?(?:(?:các )?ngày (?P<day>\d{{1,2}}(?:(?:,| và)(?: ngày)? \d{{1,2}}){{0,11}})(?: của)?,? "
    rf"(?:{EACH} tháng|tháng (?:sau|kế tiếp|tiếp theo)(?! (?:\d|quý))|của tháng(?! (?:\d|đầu|cuối|thứ|liền)))"
    rf"|(?P<bare>\d{{1,2}}) {EACH} tháng)"
    rf"|{EACH} tháng,? ?\((?P<lead2>trước|chậm nhất|vào)[^\d()]{{0,16}}(?P<inner>\d{{1,2}})\)"
)
_QUARTERLY = re.compile(
    rf"(?:{LEAD})?(?:ngày )?(?P<day>\d{{1,2}})(?: của)? tháng (?P<which>đầu(?: tiên)?|thứ hai|thứ 2|cuối(?: cùng)?)"
    rf"(?: của)?(?: {EACH})? (?P<period>quý|kỳ)(?: sau| tiếp theo)?"
)
_YEARLY_RANGE = re.compile(
    rf"từ (?P<start>{DAY}|ngày \d{{1,2}}|\d{{1,2}})(?: {EACH_YEAR})? (?:đến|tới)(?: hết)? (?P<last>{DAY}),? {EACH_YEAR}"
)
_DAYS = rf"{DAY}(?:(?:,| và|;| hoặc)(?: trước)? {DAY}){{0,11}}"
_YEARLY = re.compile(
    rf"(?:{LEAD})?(?P<days>{_DAYS})(?: của)?,? {EACH_YEAR}"
    rf"|{EACH_YEAR},? ?\(?(?:báo cáo )?(?P<lead2>trước|chậm nhất|vào)(?: là| vào)? (?P<after>{_DAYS})\)?"
    rf"|(?:(?<!\d)0?6|sáu) tháng[^.;\d]{{0,30}}(?P<lead3>trước|chậm nhất)(?: là)? (?P<half>{DAY})"
    rf"[^.\d]{{0,30}}(?:(?<!\d)0?1 )?năm[^.;\d]{{0,30}}(?:trước|chậm nhất)(?: là)? (?P<whole>{DAY})"
)
# «trước ngày 10/6 và 10/12», «ngày 15/4/2021 và 15/7/2021»: several days of one year, without «hằng năm».
_SEVERAL = re.compile(
    rf"{LEAD}(?P<days>{DAY}(?:(?:,| và|;| và,)(?: (?:trước|chậm nhất)(?: là)?)? {DAY}){{1,11}})"
)
_YEAR = re.compile(r"(?:[/.-]| năm )\d{4}$")
_ONE = timedelta(days=1)
_FEWEST_MONTHS = 2  # between two of them: nearer days are those of two things
_YEARLY_STRETCH = re.compile(
    rf"(?:(?P<lead>trước|trong|vào) )?(?P<stretch>{MONTHS}|{QUARTERS})(?: của)?,? {EACH_YEAR}"
)
_SOME_YEAR = Frame(signed=date(2001, 1, 1))  # no leap year: the end of February is its 28th
_PERIODS = (
    (Each.QUARTER, re.compile(r"(?<!\w)quý(?!\w)")),
    (Each.SIX_MONTH, re.compile(r"(?<!\d)0?6 tháng(?!\w)")),
    (Each.YEAR, re.compile(r"(?<!\w)năm(?! \d)")),
)
_WEEKLY = re.compile(rf"(?:{LEAD})?thứ (?P<day>hai|ba|tư|năm|sáu|bảy|[2-7])(?: của)? {EACH} tuần")


def _named(before: str) -> tuple[Each, ...]:
    """The periods named shortly before «tháng cuối kỳ»."""
    found = tuple(each for each, word in _PERIODS if word.search(before[-100:]))
    return found or (Each.QUARTER,)


def _strict(match: re.Match[str], *names: str) -> bool:
    return any(match[name] == "trước" for name in ("lead", *names))


def recurring_day(text: str, frame: Frame, told: bool) -> Iterator[Found]:
    """«trước ngày 20 hằng tháng», «ngày 15 tháng cuối quý», «01/6 và 15/11 hằng năm», «thứ Sáu hằng tuần»."""
    forms = (_yearly_ranges, _yearly, _several, _quarterly, _monthly, _yearly_stretches, _weekly)
    found = [one for form in forms for one in form(text)]
    for match, rule in sorted(found, key=lambda one: (one[0].start(), -one[0].end())):
        if isinstance(rule, Days):
            yield Found(match.start(), match.end(), Kind.RANGE, days=rule)
        else:
            yield Found(match.start(), match.end(), Kind.EVERY, every=rule)


def _yearly_ranges(text: str) -> Iterator[_Rule]:
    for match in _YEARLY_RANGE.finditer(text):
        last, start = day_of_year(match["last"]), match["start"]
        if last is not None:
            whole = "/" in start or "tháng" in start
            opens = day_of_year(start if whole else f"{start}/{last[0]}")
            if opens is not None:
                yield match, Recurrence((Each.YEAR,), (DayOf(*last),), opens=DayOf(*opens))


def _yearly(text: str) -> Iterator[_Rule]:
    for match in _YEARLY.finditer(text):
        printed = match["days"] or match["after"] or f"{match['half']} và {match['whole']}"
        days = [day_of_year(one[0]) for one in re.finditer(DAY, printed)]
        wanted = tuple(DayOf(*one) for one in days if one is not None)
        if len(wanted) == len(days):
            yield match, Recurrence((Each.YEAR,), wanted, strict=_strict(match, "lead2", "lead3"))


def _several(text: str) -> Iterator[_Rule]:
    """Days of half-years or quarters come back each year; of others, those printed with their year do not."""
    for match in _SEVERAL.finditer(text):
        printed = [one[0] for one in re.finditer(DAY, match["days"])]
        years = {year[0][-4:] for one in printed if (year := _YEAR.search(one))}
        days = [day_of_year(_YEAR.sub("", one)) for one in printed]
        known = tuple(DayOf(*one) for one in days if one is not None)
        apart = all(later.month - one.month >= _FEWEST_MONTHS for one, later in pairwise(known))
        if len(known) < len(days) or len(years) > 1 or not apart:
            continue
        rule = Recurrence((Each.YEAR,), known, strict=_strict(match))
        once = _days_in(int(*years), known) if years and rule.period is Each.YEAR else None
        yield match, once or rule


def _days_in(year: int, days: tuple[DayOf, ...]) -> Days | None:
    """From the first to the last of the days; None where the year has not all of them (29 February)."""
    try:
        return Days(date(year, days[0].month, days[0].day), date(year, days[-1].month, days[-1].day) + _ONE)
    except (ValueError, OverflowError):
        return None


def _quarterly(text: str) -> Iterator[_Rule]:
    for match in _QUARTERLY.finditer(text):
        which, day = match["which"], int(match["day"])
        month = 0 if which.startswith("cuối") else 1 if which.startswith("đầu") else 2
        each = _named(text[: match.start()]) if match["period"] == "kỳ" else (Each.QUARTER,)
        if 1 <= day <= 31:
            yield match, Recurrence(each, (DayOf(month, day),), strict=_strict(match))


def _monthly(text: str) -> Iterator[_Rule]:
    for match in _MONTHLY.finditer(text):
        days = [int(number) for number in re.findall(r"\d+", match["day"] or match["bare"] or match["inner"])]
        if all(1 <= day <= 31 for day in days):
            wanted = tuple(DayOf(0, day) for day in days)
            yield match, Recurrence((Each.MONTH,), wanted, strict=_strict(match, "lead2"))


def _yearly_stretches(text: str) -> Iterator[_Rule]:
    for match in _YEARLY_STRETCH.finditer(text):
        days = stretch_in(match["stretch"], _SOME_YEAR)
        if days is None or days.start is None or days.last is None:
            continue
        before = match["lead"] == "trước"
        last = days.start - _ONE if before else days.last
        opens = None if before else DayOf(days.start.month, days.start.day)
        yield match, Recurrence((Each.YEAR,), (DayOf(last.month, last.day),), opens=opens)


def _weekly(text: str) -> Iterator[_Rule]:
    for match in _WEEKLY.finditer(text):
        yield match, Recurrence((Each.WEEK,), (DayOf(0, _WEEKDAYS[match["day"]]),), strict=_strict(match))
