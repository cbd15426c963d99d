"""Limits by days, months, quarters and years: «từ … đến …», «trước ngày …», «trong quý …».

All patterns look at lower case with tone marks placed as `same_tone_style` places them.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from sokehoach.domain.plans.when.calendar import DAY, STRETCH, YEARS, Days, Frame, day_in, stretch_in
from sokehoach.domain.plans.when.deadline import Kind
from sokehoach.domain.plans.when.found import LEAD, Found
from sokehoach.domain.plans.when.recurrence import Each, Recurrence

_ONE = timedelta(days=1)
_ENDS = rf"(?P<last>{DAY}|{STRETCH}|(?:hết )?năm \d{{4}}|khi [^.;,()]{{3,60}})"
_RANGE = re.compile(
    rf"từ (?:đầu )?(?P<start>{DAY}|{STRETCH}|ngày \d{{1,2}}|\d{{1,2}}) ?(?:cho )?(?:đến|tới|[-–])(?: hết)? ?{_ENDS}"
)
_TOLD_RANGE = re.compile(rf"(?P<start>{DAY}|{STRETCH}) ?(?:[-–]|đến|tới)(?: hết)? ?{_ENDS}")

# «Từ ngày 01/7/2025», «Từ năm 2026»: it goes on.
_FROM = re.compile(rf"(?:kể |bắt đầu )?từ (?P<start>{DAY}|{STRETCH})(?! ?(?:đến|tới|[-–]))")


def ranging(text: str, frame: Frame, told: bool) -> Iterator[Found]:
    """«từ ngày 01/6 đến ngày 30/6/2026», «Quý IV/2025 - Quý II/2026», «từ tháng 11/2025 đến khi kết thúc»."""
    for match in (*_RANGE.finditer(text), *(_TOLD_RANGE.finditer(text) if told else ())):
        last, end = match["last"], None
        if not last.startswith("khi"):
            stretch = _stretch(last.removeprefix("hết "), frame)
            if stretch is None or stretch.end is None:
                continue
            end = stretch.end
        start = _first(match["start"], last, end, frame)
        if start is not None and (end is None or start < end):
            yield Found(match.start(), match.end(), Kind.RANGE, days=Days(start, end))
    for match in _FROM.finditer(text) if told else ():
        opens = _stretch(match["start"], frame)
        if opens is not None:
            yield Found(match.start(), match.end(), Kind.RANGE, days=Days(opens.start, None))


def _first(printed: str, last: str, end: date | None, frame: Frame) -> date | None:
    """The first day of a range; what it leaves out (month, year) is that of the last day."""
    numbers = re.findall(r"\d+", printed)
    if end is not None and len(numbers) == 1 and not re.match(STRETCH, printed):
        printed = f"{numbers[0]}/{(end - _ONE).month}/{(end - _ONE).year}"
    elif end is not None and not re.search(r"\d{4}", printed):
        year = (end - _ONE).year
        stretch = _stretch(f"{printed}/{year}" if "/" in printed else f"{printed} năm {year}", frame)
        if stretch is not None and stretch.start is not None and stretch.start >= end:
            stretch = _stretch(
                f"{printed}/{year - 1}" if "/" in printed else f"{printed} năm {year - 1}", frame
            )
        return stretch.start if stretch is not None else None
    stretch = _stretch(printed, frame)
    return stretch.start if stretch is not None else None


def _stretch(printed: str, frame: Frame) -> Days | None:
    if re.fullmatch(DAY, printed):
        day = day_in(printed, frame)
        return Days(day, day + _ONE) if day is not None else None
    return stretch_in(printed, frame) if re.fullmatch(STRETCH, printed) else None


_BY = re.compile(rf"(?:{LEAD}|(?P<until>đến hết|hết|cuối|đến cuối|đến trước|đến) )(?P<when>{DAY}|{STRETCH})")
_YEAR_END = re.compile(r"(?:^|[.;:(] )(?:đến |vào )?cuối (?:mỗi )?năm(?= *(?:,|$))")


def by(text: str, frame: Frame, told: bool) -> Iterator[Found]:
    """«trước ngày 31/5/2026», «chậm nhất ngày 30/6», «đến hết năm 2026», «trước tháng 6/2026»."""
    for match in _BY.finditer(text):
        until, lead = match["until"] or "", match["lead"] or ""
        if (until == "đến" or lead in ("vào", "xong")) and not (told and until):
            continue
        stretch = _stretch(match["when"], frame)
        if stretch is None or stretch.end is None or stretch.start is None:
            continue
        day = re.fullmatch(DAY, match["when"]) is not None
        before = lead == "trước" or until == "đến trước"
        end = stretch.start if before and not day else stretch.end
        yield Found(match.start(), match.end(), Kind.BY, days=Days(None, end), strict=before and day)
    for match in _YEAR_END.finditer(text):
        start = match.start() if match.start() == 0 else match.start() + 2
        if frame.one_year is not None:
            yield Found(start, match.end(), Kind.BY, days=Days(None, date(frame.one_year + 1, 1, 1)))
        else:
            yield Found(start, match.end(), Kind.EVERY, every=Recurrence((Each.YEAR,)))


_IN = re.compile(
    rf"(?:(?:hoàn thành|xong|kết thúc|thực hiện|triển khai|ban hành|tổ chức)[^.;,()]{{0,12}}? )?"
    rf"(?P<in>trong|vào|hoàn thành|xong)(?: khoảng)? (?:thời gian )?(?P<when>{STRETCH}|{DAY})"
)
_TOLD_IN = re.compile(rf"(?P<when>{STRETCH}|{DAY})")
_OF_YEARS = re.compile(YEARS)
_DONE = ("hoàn thành", "xong", "kết thúc")


# «Quý IV năm 2025 và các năm tiếp theo»; «2026 - 2030».
_AND_ON = re.compile(r",?(?: và)? (?:các |những )?năm (?:tiếp theo|sau|kế tiếp)")
_THE_YEAR = re.compile(r"(?:thực hiện |hoàn thành )?(?:trong |cả )?năm[ .;]*")
_BARE_YEARS = re.compile(r"(?P<first>20\d\d)(?: ?(?:[-–]|đến) ?(?P<last>20\d\d))?[ .;]*")


def within(text: str, frame: Frame, told: bool) -> Iterator[Found]:
    """«trong tháng 11/2025», «hoàn thành trong quý II/2026»; told: «Quý IV/2026», «ngày 09/11/2026»."""
    for match in (*_IN.finditer(text), *(_TOLD_IN.finditer(text) if told else ())):
        if not told and _OF_YEARS.fullmatch(match["when"]) and not match[0].startswith(_DONE):
            continue  # «ngân sách trong năm 2026» is no limit
        stretch = _stretch(match["when"], frame)
        if stretch is None:
            continue
        on = _AND_ON.match(text, match.end())
        if on is not None:
            yield Found(match.start(), on.end(), Kind.RANGE, days=Days(stretch.start, None))
        else:
            yield Found(match.start(), match.end(), Kind.WITHIN, days=stretch)
    years = _BARE_YEARS.fullmatch(text) if told else None
    if told and frame.one_year is not None and _THE_YEAR.fullmatch(text):
        days = Days(date(frame.one_year, 1, 1), date(frame.one_year + 1, 1, 1))
        yield Found(0, len(text), Kind.WITHIN, days=days)
    if years is not None and years["first"] <= (years["last"] or years["first"]):
        days = Days(date(int(years["first"]), 1, 1), date(int(years["last"] or years["first"]) + 1, 1, 1))
        yield Found(0, years.end(), Kind.WITHIN, days=days)
