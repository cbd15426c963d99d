"""The forms in which plans print a time limit, one function for each: where it stands, and what it says.

All patterns look at lower case with tone marks placed as `same_tone_style` places them. `told`: the text is
what follows «Thời gian thực hiện:»; there a bare «Quý I/2026» is a limit, which in running text names a report.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sokehoach.domain.plans.when.calendar import (
    DAY,
    STRETCH,
    YEARS,
    Days,
    Frame,
    day_in,
    day_of_year,
    stretch_in,
)
from sokehoach.domain.plans.when.deadline import After, Kind
from sokehoach.domain.plans.when.recurrence import DayOf, Each, Recurrence

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Found:
    """Letters from `start` to `end` print a limit of this kind."""

    start: int
    end: int
    kind: Kind
    days: Days | None = None
    every: Recurrence | None = None
    after: After | None = None
    strict: bool = False


Form = Callable[[str, Frame, bool], Iterator[Found]]

_LEAD = (
    r"(?:(?:hoàn thành|hoàn tất|xong|kết thúc) )?"
    r"(?:(?P<lead>trước|chậm nhất|muộn nhất|không muộn hơn|không quá|hạn cuối|vào|xong)"
    r"(?: là| vào| đến| trong)*(?: \d{1,2}(?: giờ|h)(?: ?\d{2})?(?: phút)?,?)? )"
)
_EACH = r"(?:hằng|hàng|mỗi|từng)"
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
    rf"(?:{_LEAD})?(?:ngày (?P<day>\d{{1,2}})(?: của)?,? "
    rf"(?:{_EACH} tháng|tháng (?:sau|kế tiếp|tiếp theo)(?! (?:\d|quý))|của tháng(?! \d))"
    rf"|(?P<bare>\d{{1,2}}) {_EACH} tháng)"
    rf"|{_EACH} tháng,? ?\((?P<lead2>trước|chậm nhất|vào)[^\d()]{{0,16}}(?P<inner>\d{{1,2}})\)"
)
_QUARTERLY = re.compile(
    rf"(?:{_LEAD})?(?:ngày )?(?P<day>\d{{1,2}})(?: của)? tháng (?P<which>đầu|thứ hai|thứ 2|cuối(?: cùng)?)"
    rf"(?: của)?(?: {_EACH})? (?P<period>quý|kỳ|6 tháng)(?: sau| tiếp theo)?"
)
_YEARLY_RANGE = re.compile(
    rf"từ (?P<start>{DAY}|ngày \d{{1,2}}|\d{{1,2}})(?: {_EACH} năm)? (?:đến|tới)(?: hết)? (?P<last>{DAY}),? {_EACH} năm"
)
_DAYS = rf"{DAY}(?:(?:,| và|;| hoặc)(?: trước)? {DAY})*"
_YEARLY = re.compile(
    rf"(?:{_LEAD})?(?P<days>{_DAYS})(?: của)?,? {_EACH} năm"
    rf"|{_EACH} năm,? ?\(?(?:báo cáo )?(?P<lead2>trước|chậm nhất|vào)(?: là| vào)? (?P<after>{_DAYS})\)?"
    rf"|(?:(?<!\d)0?6|sáu) tháng[^.;\d]{{0,30}}(?P<lead3>trước|chậm nhất)(?: là)? (?P<half>{DAY})"
    rf"[^.\d]{{0,30}}(?:(?<!\d)0?1 )?năm[^.;\d]{{0,30}}(?:trước|chậm nhất)(?: là)? (?P<whole>{DAY})"
)
_WEEKLY = re.compile(rf"(?:{_LEAD})?thứ (?P<day>hai|ba|tư|năm|sáu|bảy|[2-7])(?: của)? {_EACH} tuần")


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


_ENDS = rf"(?P<last>{DAY}|{STRETCH}|(?:hết )?năm \d{{4}}|khi [^.;,()]{{3,60}})"
_RANGE = re.compile(
    rf"từ (?:đầu )?(?P<start>{DAY}|{STRETCH}|ngày \d{{1,2}}|\d{{1,2}}) (?:cho )?(?:đến|tới)(?: hết)? {_ENDS}"
)
_TOLD_RANGE = re.compile(rf"(?P<start>{DAY}|{STRETCH}) ?(?:[-–]|đến|tới)(?: hết)? ?{_ENDS}")


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


_COUNTED = re.compile(
    r"(?:(?:trong|không quá|chậm nhất|muộn nhất)(?: là)?(?: sau)?(?: thời hạn| vòng| thời gian)? |sau )"
    r"(?P<count>\d{1,3}) (?:\([^)]{2,20}\) )?(?P<unit>ngày làm việc|ngày|tháng)"
    r"(?:,? (?:kể từ|tính từ|từ|sau) (?P<event>(?:khi|ngày|thời điểm) [^.;,()]{2,70})"
    r"|,? (?P<after>sau khi [^.;,()]{2,70}))?"
)
_SIGNING = re.compile(r"ngày (?:ký|ban hành)(?!\w)(?! (?:hợp đồng|biên bản|quyết định thành|nghị))")
_EVENT = re.compile(
    r"(?:ngay )?(?:sau )?khi (?P<event>(?:kết thúc|tổng kết|sơ kết|có yêu cầu|có đề nghị)[^.;,()]{0,60})"
)
_UNITS = {"ngày làm việc": "working-day", "ngày": "day", "tháng": "month"}


def counted(text: str, frame: Frame, told: bool) -> Iterator[Found]:
    """«trong thời hạn 10 ngày kể từ ngày ký», «sau 05 ngày làm việc»; told also «khi có yêu cầu»."""
    for match in _COUNTED.finditer(text):
        event = match["event"] or match["after"] or ""
        if not event and not told:
            continue
        signing = _SIGNING.match(event) is not None
        rule = After(int(match["count"]), _UNITS[match["unit"]], event, signing)
        days = None
        if signing and frame.signed is not None:
            days = Days(frame.signed, rule.day(frame.signed) + _ONE)
        yield Found(match.start(), match.end(), Kind.RELATIVE, days=days, after=rule)
    for match in _EVENT.finditer(text):
        asked = match["event"].startswith("có ")
        if told or not asked:
            yield Found(match.start(), match.end(), Kind.RELATIVE, after=After(0, "day", match["event"]))


_BY = re.compile(rf"(?:{_LEAD}|(?P<until>đến hết|hết|cuối|đến cuối|đến trước|đến) )(?P<when>{DAY}|{STRETCH})")
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


def within(text: str, frame: Frame, told: bool) -> Iterator[Found]:
    """«trong tháng 11/2025», «hoàn thành trong quý II/2026»; told: «Quý IV/2026», «ngày 09/11/2026»."""
    for match in (*_IN.finditer(text), *(_TOLD_IN.finditer(text) if told else ())):
        if not told and _OF_YEARS.fullmatch(match["when"]) and not match[0].startswith(_DONE):
            continue  # «ngân sách trong năm 2026» is no limit
        stretch = _stretch(match["when"], frame)
        if stretch is not None:
            yield Found(match.start(), match.end(), Kind.WITHIN, days=stretch)


_PERIOD = (
    rf"(?:(?:{_EACH}|theo|các) )?(?:tuần|tháng|quý|năm)(?![\w/])(?! \d)"
    r"|(?<![\d/])(?:0?[1369]|12|một|ba|sáu|chín) (?:tháng|năm|quý|tuần)(?!\w)(?! (?:đầu|cuối|tuổi|đến|\d|năm \d))"
)
_TIMES = r"(?: một lần| 0?1 lần|/ ?(?:0?1 )?lần|/ ?1)?"
_PERIODS = re.compile(
    rf"(?P<often>định kỳ )?(?P<periods>(?:{_PERIOD}){_TIMES}(?:(?:,| và|;|,? cả) (?:{_PERIOD}){_TIMES})*)"
)
_EVERY = re.compile(rf"{_EACH} |lần$|/ ?1$")
_LENGTHS = (
    (Each.WEEK, re.compile(r"tuần")),
    (Each.SIX_MONTH, re.compile(r"(?<!\d)(?:0?6|sáu) tháng")),
    (Each.NINE_MONTH, re.compile(r"(?<!\d)(?:0?9|chín) tháng")),
    (Each.YEAR, re.compile(r"năm|12 tháng")),
    (Each.QUARTER, re.compile(r"quý|(?<!\d)(?:0?3|ba) tháng")),
    (Each.MONTH, re.compile(r"tháng")),
)
# «ngân sách hằng năm», «trợ cấp hàng tháng»: the rhythm of something else than the duty.
_OTHERS = re.compile(
    r"(?:ngân sách|dự toán|kế hoạch|kinh phí|chương trình|xã hội|công tác|cán bộ|tài chính|khen thưởng|thi đua|"
    r"chi|vốn|nhiệm vụ|viên chức|công chức|đời sống|trợ cấp|lương|bình quân|trung bình|tư pháp|bổ sung|đầu tư|"
    r"ngân sách nhà nước|phát triển|theo phân cấp|từng giai đoạn) ?$"
)
_ACTS = re.compile(
    r"báo cáo|sơ kết|tổng kết|đánh giá|kiểm tra|giao ban|họp|rà soát|tổ chức|cập nhật|thống kê|tổng hợp|gửi"
)
_OPENS = re.compile(r"(?:^|[.;:,(]) ?$")


def rhythm(text: str, frame: Frame, told: bool) -> Iterator[Found]:
    """«Hằng năm, tổ chức …», «định kỳ 6 tháng, năm», «3 tháng một lần»."""
    for match in _PERIODS.finditer(text):
        if not (match["often"] or told or _EVERY.search(match["periods"])):
            continue
        before = text[max(0, match.start() - 200) : match.start()]
        if not (told or match["often"]):
            sentence = re.split(r"[.;] ", before)[-1]
            if not _OPENS.search(before) and (_OTHERS.search(before) or not _ACTS.search(sentence)):
                continue
        each = tuple(dict.fromkeys(_lengths(match["periods"])))
        if each:
            yield Found(match.start(), match.end(), Kind.EVERY, every=Recurrence(each))


def _lengths(periods: str) -> Iterator[Each]:
    for one in re.split(r"(?:,| và|;| cả) ", periods):
        yield next(each for each, pattern in _LENGTHS if pattern.search(one))


_ALWAYS = re.compile(
    r"(?<!chi )(?<!nhiệm vụ )(?<!kinh phí )(?<!ngân sách )(?<!vốn )(?<!hoạt động )(?<!công việc )(?<!chỉ đạo )"
    r"(?<!công tác )(?<!quan hệ )(?<!không )(?<!làm việc )thường xuyên(?:,? liên tục)?"
    r"(?! (?:của|xảy ra|phải|trong dự toán|sinh sống|làm công tác|tiếp xúc))"
    r"|(?<!đời sống )(?<!sinh hoạt )(?:hằng|hàng) ngày"
)
_TOLD_ALWAYS = re.compile(
    r"liên tục|xuyên suốt|trong suốt|theo (?:lộ trình|kế hoạch|tiến độ|hướng dẫn|quy định|chỉ đạo|yêu cầu|chương trình)"
    r"[^.;()]{0,60}|khi có (?:yêu cầu|chỉ đạo)"
)


def standing(text: str, frame: Frame, told: bool) -> Iterator[Found]:
    """«thường xuyên», «hằng ngày»; told also «liên tục», «theo kế hoạch của Bộ»."""
    for match in (*_ALWAYS.finditer(text), *(_TOLD_ALWAYS.finditer(text) if told else ())):
        yield Found(match.start(), match.end(), Kind.STANDING)


# The stronger before the weaker: a duty with a day and «thường xuyên» has a day.
FORMS: tuple[Form, ...] = (recurring_day, ranging, counted, by, within, rhythm, standing)
