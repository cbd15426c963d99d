"""Limits that come back on a printed day: «trước ngày 20 hằng tháng», «01/6 và 15/11 hằng năm».

All patterns look at lower case with tone marks placed as `same_tone_style` places them.
"""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.when.calendar import DAY, Frame, day_of_year
from sokehoach.domain.plans.when.deadline import Kind
from sokehoach.domain.plans.when.found import EACH, LEAD, Found
from sokehoach.domain.plans.when.recurrence import DayOf, Each, Recurrence

_WEEKDAYS = {
    "hai": 1,
    "2": 1,
    "ba": 2,
    "3": 2,
    "tư": 3,
    "4": 3,
    "năm": 4,
    "5": 4,
    "sáu": 5,
    "6": 5,
    "bảy": 6,
    "7": 6,
}

_MONTHLY = re.compile(
    rf"(?:{LEAD})?(?:ngày (?P<day>\d{{1,2}})(?: của)?,? "
    rf"(?:{EACH} tháng|tháng (?:sau|kế tiếp|tiếp theo)(?! (?:\d|quý))|của tháng(?! \d))"
    rf"|(?P<bare>\d{{1,2}}) {EACH} tháng)"
    rf"|{EACH} tháng,? ?\((?P<lead2>trước|chậm nhất|vào)[^\d()]{{0,16}}(?P<inner>\d{{1,2}})\)"
)
_QUARTERLY = re.compile(
    rf"(?:{LEAD})?(?:ngày )?(?P<day>\d{{1,2}})(?: của)? tháng (?P<which>đầu|thứ hai|thứ 2|cuối(?: cùng)?)"
    rf"(?: của)?(?: {EACH})? (?P<period>quý|kỳ|6 tháng)(?: sau| tiếp theo)?"
)
_YEARLY_RANGE = re.compile(
    rf"từ (?P<start>{DAY}|ngày \d{{1,2}}|\d{{1,2}})(?: {EACH} năm)? (?:đến|tới)(?: hết)? (?P<last>{DAY}),? {EACH} năm"
)
_DAYS = rf"{DAY}(?:(?:,| và|;| hoặc)(?: trước)? {DAY})*"
_YEARLY = re.compile(
    rf"(?:{LEAD})?(?P<days>{_DAYS})(?: của)?,? {EACH} năm"
    rf"|{EACH} năm,? ?\(?(?:báo cáo )?(?P<lead2>trước|chậm nhất|vào)(?: là| vào)? (?P<after>{_DAYS})\)?"
    rf"|(?:(?<!\d)0?6|sáu) tháng[^.;\d]{{0,30}}(?P<lead3>trước|chậm nhất)(?: là)? (?P<half>{DAY})"
    rf"[^.\d]{{0,30}}(?:(?<!\d)0?1 )?năm[^.;\d]{{0,30}}(?:trước|chậm nhất)(?: là)? (?P<whole>{DAY})"
)
_WEEKLY = re.compile(rf"(?:{LEAD})?thứ (?P<day>hai|ba|tư|năm|sáu|bảy|[2-7])(?: của)? {EACH} tuần")


def _strict(match: re.Match[str], *names: str) -> bool:
    return any(match[name] == "trước" for name in ("lead", *names))


def recurring_day(text: str, frame: Frame, told: bool) -> Iterator[Found]:
    """«trước ngày 20 hằng tháng», «ngày 15 tháng cuối quý», «01/6 và 15/11 hằng năm», «thứ Sáu hằng tuần»."""
    for match in _YEARLY_RANGE.finditer(text):
        last = day_of_year(match["last"])
        start = match["start"]
        opens = (
            day_of_year(start if "/" in start or "tháng" in start else f"{start}/{last[0]}") if last else None
        )
        if last and opens:
            rule = Recurrence((Each.YEAR,), (DayOf(*last),), opens=DayOf(*opens))
            yield Found(match.start(), match.end(), Kind.EVERY, every=rule)
    for match in _YEARLY.finditer(text):
        printed = match["days"] or match["after"] or f"{match['half']} và {match['whole']}"
        days = [day_of_year(one[0]) for one in re.finditer(DAY, printed)]
        wanted = tuple(DayOf(*one) for one in days if one is not None)
        if len(wanted) == len(days):
            rule = Recurrence((Each.YEAR,), wanted, strict=_strict(match, "lead2", "lead3"))
            yield Found(match.start(), match.end(), Kind.EVERY, every=rule)
    for match in _QUARTERLY.finditer(text):
        which = match["which"]
        month = 0 if which.startswith("cuối") else 1 if which == "đầu" else 2
        each = Each.SIX_MONTH if match["period"] == "6 tháng" else Each.QUARTER
        if 1 <= int(match["day"]) <= 31:
            rule = Recurrence((each,), (DayOf(month, int(match["day"])),), strict=_strict(match))
            yield Found(match.start(), match.end(), Kind.EVERY, every=rule)
    for match in _MONTHLY.finditer(text):
        day = int(match["day"] or match["bare"] or match["inner"])
        if 1 <= day <= 31:
            rule = Recurrence((Each.MONTH,), (DayOf(0, day),), strict=_strict(match, "lead2"))
            yield Found(match.start(), match.end(), Kind.EVERY, every=rule)
    for match in _WEEKLY.finditer(text):
        rule = Recurrence((Each.WEEK,), (DayOf(0, _WEEKDAYS[match["day"]]),), strict=_strict(match))
        yield Found(match.start(), match.end(), Kind.EVERY, every=rule)
