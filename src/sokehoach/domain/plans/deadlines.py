"""Deadlines and frequencies as printed in duties and reporting rules, and the dates they come to."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sokehoach.domain.plans.passages import Passage, passage
from sokehoach.domain.plans.when import Days, Deadline, Frame, Kind
from sokehoach.domain.plans.when.forms import FORMS
from sokehoach.domain.plans.when.found import EACH, Found
from sokehoach.domain.plans.when.recurrence import Each
from sokehoach.domain.plans.when.rhythms import rhythm
from sokehoach.domain.plans.when.rules import recurring_day

# «… Thời gian hoàn thành: trước ngày 31/5», «(thời hạn: quý II)», inside the words of a duty.
_TOLD = re.compile(
    r"(?:thời (?:gian|hạn|điểm)|tiến độ|lộ trình)"
    r"(?: (?:thực hiện|hoàn thành|hoàn tất|triển khai|báo cáo|gửi|trình|tổ chức|dự kiến))*\s*:\s*"
)
_LONGEST_LINE = 240  # letters of what follows «Thời gian …:»
_TOLD_ENDS = re.compile(r"[.;)](?=\s|$)")
_RHYTHM = re.compile(EACH + " (?:tuần|tháng|quý|năm)")
_YEAR = re.compile(r"\d{4}")
_ANY_YEAR = Frame(signed=date(2000, 1, 1))  # to find what is printed without a year
_EVERY = r"(?:hằng|hàng|mỗi|theo|từng) "
_FREQUENCIES = (
    ("week", re.compile(_EVERY + "tuần")),
    ("month", re.compile(_EVERY + r"tháng|báo cáo tháng|(?:định kỳ|,) tháng(?=,| và| quý)|01 tháng/lần")),
    ("quarter", re.compile(
        _EVERY + r"quý|báo cáo quý|(?:định kỳ|tháng,|,) quý(?=,| và)|03 tháng(?: một lần|/lần)"
    )),
    ("six-month", re.compile(r"(?<![\d/])(?:0?6|sáu) tháng(?! (?:đến|tuổi|năm \d))|nửa năm")),
    ("nine-month", re.compile(r"(?<![\d/])(?:0?9|chín) tháng(?! (?:đến|tuổi|năm \d))")),
    ("year", re.compile(
        _EVERY + r"năm|(?:cuối|một) năm|(?<!\d)0?1 năm(?!\w)|(?:và|tháng,) năm(?! \d)|báo cáo năm|12 tháng"
    )),
)  # fmt: skip


def read(
    text: Passage | str,
    *,
    plan_date: date | None = None,
    plan_period: Days | None = None,
    told: bool = False,
) -> Deadline | None:
    """The time limit that a duty's words print, the firmest first; None where they print none.

    `plan_date` (of signing) and `plan_period` (half-open) give the year where none is printed; without them
    such a limit is kept without days. `told`: the text is the value of a line «Thời gian thực hiện: …».
    """
    words = passage(text) if isinstance(text, str) else text
    frame = Frame(plan_date, plan_period)
    unknown = plan_date is None and plan_period is None
    for start, end, is_told in _stretches(words.lower, told):
        lower = words.lower[start:end]
        found = _firmest(lower, _ANY_YEAR if unknown else frame, is_told)
        if found is not None:
            printed = words.part(start + found.start, start + found.end).text.strip(" .,;:")
            if printed.count("(") > printed.count(")"):
                printed += ")"
            after = found.after
            if after is not None and after.event:  # in the letters of the plan, not in small ones
                at = printed.lower().rfind(after.event)
                after = replace(after, event=printed[at:] if at >= 0 else after.event)
            deadline = Deadline(found.kind, printed, found.days, found.every, after, found.strict)
            no_year = unknown and _YEAR.search(printed) is None and found.kind is not Kind.EVERY
            return replace(deadline, days=None) if no_year else deadline
    return None


def _stretches(lower: str, told: bool) -> Iterator[tuple[int, int, bool]]:
    """Where to look, in turn: what follows «Thời gian …:», then the whole."""
    if not told:
        for label in _TOLD.finditer(lower):
            longest = min(len(lower), label.end() + _LONGEST_LINE)
            end = _TOLD_ENDS.search(lower, label.end(), longest)
            yield label.end(), end.start() if end else longest, True
    yield 0, len(lower), told


def _firmest(lower: str, frame: Frame, told: bool) -> Found | None:
    # «Hằng năm, giai đoạn 2026 - 2030»: the rhythm first, the years say how long
    forms = (recurring_day, rhythm, *FORMS) if told and _RHYTHM.match(lower) else FORMS
    return next((found for form in forms for found in form(lower, frame, told)), None)


def due(text: Passage) -> str | None:
    """The first day, stretch or term printed in the text, as printed; None where there is none."""
    found = _firmest(text.lower, _ANY_YEAR, False)
    if found is None or found.kind is Kind.STANDING or (found.every is not None and not found.every.days):
        return None
    return text.part(found.start, found.end).text


def frequencies(lower: str) -> list[str]:
    """The frequencies named in the text (lower case): week, month, quarter, six-month, nine-month, year."""
    return [name for name, pattern in _FREQUENCIES if pattern.search(lower)]


def periods_by_days(lower: str) -> list[str]:
    """The frequencies that several days of one year tell: «10/6 và 10/12» half-years and year, four days quarters."""
    rules = (found.every for found in recurring_day(lower, _ANY_YEAR, False) if found.every is not None)
    period = next((rule.period for rule in rules if rule.period is not rule.each[0]), None)
    if period is None:
        return []
    return [Each.SIX_MONTH.value, Each.YEAR.value] if period is Each.SIX_MONTH else [period.value]
