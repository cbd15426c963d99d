"""Parse the deadlines and frequencies that duties and reporting rules print."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sokehoach.domain.plans.dates import DateRange, Deadline, DeadlineKind, PlanDates
from sokehoach.domain.plans.dates.deadline import EVERY, DeadlineMatch, DeadlineParser
from sokehoach.domain.plans.dates.events import parse_event_offsets, parse_events
from sokehoach.domain.plans.dates.ranges import parse_due_days, parse_open_ranges, parse_periods
from sokehoach.domain.plans.dates.recurrence import Frequency
from sokehoach.domain.plans.dates.recurrences import parse_recurrences, parse_standing_limits
from sokehoach.domain.plans.dates.recurring_days import find_several_days, parse_recurring_days
from sokehoach.domain.plans.passages import Passage, fold_passage

# «… Thời gian hoàn thành: trước ngày 31/5», «(thời hạn: quý II)», within the text of a duty.
_TIME_LABEL = re.compile(
    r"(?:thời (?:gian|hạn|điểm)|tiến độ|lộ trình)"
    r"(?: (?:thực hiện|hoàn thành|hoàn tất|triển khai|báo cáo|gửi|trình|tổ chức|dự kiến))*\s*:\s*"
)
_LONGEST_LINE = 240  # characters after «Thời gian …:»
_LABEL_END = re.compile(r"[.;)](?=\s|$)")
_RHYTHM = re.compile(EVERY + " (?:tuần|tháng|quý|năm)")
_EACH_YEAR = re.compile(rf"{EVERY} năm")
_OPENING_PERIOD = re.compile(rf"(?:định kỳ,? )?({EVERY} (?:tuần|tháng|quý|năm))(?=,| (?!của )|:)")
_YEAR = re.compile(r"\d{4}")
_NO_YEAR = PlanDates(signed=date(2000, 1, 1))  # to find dates printed without a year
_EVERY = r"(?:hằng|hàng|mỗi|theo|từng) "
# A school year has two terms: «cuối mỗi học kỳ», «cuối kỳ 1 và cuối năm học».
_SCHOOL_TERM = (
    r"(?:mỗi|từng|các|hằng|hàng|báo cáo) học kỳ(?! (?:1|2|i|ii)(?!\w))"
    r"|(?:học )?kỳ (?:1|i)(?: và |, | & )(?:(?:cuối|tổng kết|kết thúc|hết) )?(?:năm học|(?:học )?kỳ (?:2|ii))"
)
_FREQUENCIES = (
    ("week", re.compile(
        _EVERY + r"tuần|giao ban tuần|báo cáo tuần|tuần (?:một|0?1) lần|(?:một|0?1) lần(?:/| một | mỗi )tuần"
    )),
    ("month", re.compile(
        _EVERY + r"tháng|báo cáo tháng|(?:cuối cùng|làm việc cuối) của tháng(?! \d)"
        r"|(?:định kỳ|,) tháng(?=,| và| quý)|01 tháng/lần"
    )),
    ("quarter", re.compile(
        _EVERY + r"quý|báo cáo quý|(?:định kỳ|tháng,|,) quý(?=,| và)|03 tháng(?: một lần|/lần)"
    )),
    ("six-month", re.compile(r"(?<![\d/])(?:0?6|sáu) tháng(?! (?:đến|tuổi|năm \d))|nửa năm|" + _SCHOOL_TERM)),
    ("nine-month", re.compile(r"(?<![\d/])(?:0?9|chín) tháng(?! (?:đến|tuổi|năm \d))")),
    ("year", re.compile(
        _EVERY + r"năm|(?<!và )(?<!, )cuối năm|cuối năm(?! học)|kết thúc năm(?! \d)|(?<=tổng hợp )cả năm"
        r"|một năm|(?<!\d)0?1 năm(?!\w)"
        r"|(?:và|tháng,) năm(?! \d)|báo cáo năm|(?<!trong )12 tháng(?! (?:sau|kể từ))|"
        r"(?:kết quả|thực hiện|công tác) năm(?= trước ngày| gửi| về | ?\()"
    )),
)  # fmt: skip
# «báo cáo tháng, quý gửi …», «số liệu tuần», «sơ kết 6 tháng, tổng kết năm»: periods without «hằng».
_BARE_PERIOD = (
    r"(?:(?:0?[369] )?tháng|tuần|quý|năm)"
    r"(?! ?(?:\d|[ivx]+(?!\w)|học|nay|qua|tới|sau|trước(?! ngày)|đầu|cuối))(?!\w)"
)
_LISTED = re.compile(
    r"(?<!\w)(?:báo cáo|định kỳ|số liệu|sơ kết|tổng kết)(?: định kỳ)? "
    rf"(?P<periods>{_BARE_PERIOD}(?:(?:,| và|, và|;|/) ?{_BARE_PERIOD}){{0,5}})"
)
_LISTED_WORD = re.compile(r"0?[369] tháng|tuần|tháng|quý|năm")
_LISTED_NAMES = {"tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year"} | {
    f"{zero}{number} tháng": name
    for zero in ("", "0")
    for number, name in ((3, "quarter"), (6, "six-month"), (9, "nine-month"))
}

_SEVERAL = 2
_MAX_LATER_DAYS = 11  # as many as a year has months, with the first
_SPREAD_KINDS = (DeadlineKind.EVERY, DeadlineKind.RANGE)  # what several spread days are parsed to
_MENTIONS = dict(_FREQUENCIES) | {
    "year": re.compile(_FREQUENCIES[-1][1].pattern + r"|cả năm|tổng kết|báo cáo [^.;,]{0,60}năm \d{4}")
}

# «trước ngày 25 tháng cuối quý đối với báo cáo quý và trước ngày 15/12 đối với báo cáo năm»: of which report a day is.
_FREQUENCIES_BY_WORD = {
    "tuần": "week", "tháng": "month", "quý": "quarter", "6 tháng": "six-month", "sáu tháng": "six-month",
    "9 tháng": "nine-month", "năm": "year",
}  # fmt: skip
_KIND = rf"(?P<kind>{'|'.join(sorted(_FREQUENCIES_BY_WORD, key=len, reverse=True))})"
_OF_REPORT = re.compile(rf" ?[(,]? ?(?:đối với|cho|với) (?:các )?báo cáo (?:định kỳ )?(?:(?:hằng|hàng) )?{_KIND}(?!\w)")
# «…: tháng trước ngày 20 hằng tháng, quý trước ngày 25 của tháng cuối quý, năm trước ngày 31 tháng 12».
_REPORT_BY = re.compile(
    rf"(?:^|[:,;] ?| và )(?:báo cáo )?(?:(?:hằng|hàng) )?{_KIND}(?: (?:gửi|nộp|báo cáo))? "
    r"(?=(?:trước|chậm nhất|muộn nhất|vào)(?: là| vào)? (?:ngày )?\d)"
)
_LONGEST_LEAD = 12  # letters before such a day


def parse_deadline(
    text: Passage | str,
    *,
    plan_date: date | None = None,
    plan_period: DateRange | None = None,
    is_labelled: bool = False,
) -> Deadline | None:
    """The deadline in the text of a duty, the most specific one; None if there is none.

    `plan_date` (of signing) and `plan_period` (half-open) supply a missing year; without them such a deadline has no
    days. `is_labelled`: the text is the value of a line «Thời gian thực hiện: …».
    """
    source = fold_passage(text) if isinstance(text, str) else text
    plan_dates = PlanDates(plan_date, plan_period)
    is_undated = plan_date is None and plan_period is None
    for start, end, is_span_labelled in _list_search_spans(source.lower, is_labelled):
        lower = source.lower[start:end]
        match = _find_firmest(lower, _NO_YEAR if is_undated else plan_dates, is_span_labelled)
        if match is not None:
            printed = source.part(start + match.start, start + match.end).text.strip(" .,;:")
            if printed.count("(") > printed.count(")"):
                printed += ")"
            offset = match.offset
            if offset is not None and offset.event:  # as printed, not in lower case
                at = printed.lower().rfind(offset.event)
                offset = replace(offset, event=printed[at:] if at >= 0 else offset.event)
            deadline = Deadline(match.kind, printed, match.days, match.every, offset, match.strict)
            no_year = is_undated and _YEAR.search(printed) is None and match.kind is not DeadlineKind.EVERY
            return replace(deadline, days=None) if no_year else deadline
    return None


def _list_search_spans(lower: str, is_labelled: bool) -> Iterator[tuple[int, int, bool]]:
    """The spans to search, in order: after «Thời gian …:», then the whole text."""
    if not is_labelled:
        for label in _TIME_LABEL.finditer(lower):
            longest = min(len(lower), label.end() + _LONGEST_LINE)
            end = _LABEL_END.search(lower, label.end(), longest)
            yield label.end(), end.start() if end else longest, True
    yield 0, len(lower), is_labelled


def _find_firmest(lower: str, plan_dates: PlanDates, is_labelled: bool) -> DeadlineMatch | None:
    # «Hằng năm, giai đoạn 2026 - 2030»: the frequency first; the years are its duration
    parsers = (parse_recurring_days, parse_recurrences, *PARSERS) if is_labelled and _RHYTHM.match(lower) else PARSERS
    return next((match for parser in parsers for match in parser(lower, plan_dates, is_labelled)), None)


def find_period(lower: str) -> str:
    """The period with which an introduction begins: «hằng năm» of «hằng năm thực hiện:»; «» where it has none."""
    period = _OPENING_PERIOD.match(lower)
    return period[1] if period is not None else ""


def add_period(text: str, period: str) -> str:
    """The text of an item with the period of its introduction before it, unless it names one or a year."""
    lower = text.lower()
    if not period or _YEAR.search(lower) or list_frequencies(lower):
        return text
    return f"{period}, {text[:1].lower()}{text[1:]}"


def find_due_text(text: Passage) -> str | None:
    """The first day, range or time limit in the text, as printed; None if there is none."""
    match = _find_firmest(text.lower, _NO_YEAR, False)
    if match is None or match.kind is DeadlineKind.STANDING or (match.every is not None and not match.every.days):
        return None
    return text.part(match.start, match.end).text


def find_due_text_of(text: Passage, frequency: str) -> str | None:
    """The day printed for one of several periods: «6 tháng trước ngày 10/6, cả năm trước ngày 10/12».

    That which is said to be its own («quý trước ngày 25»), else the first day after the words for the period, as
    printed; that of `find_due_text` if there are not several days.
    """
    match = _find_firmest(text.lower, _NO_YEAR, False)
    days = list(parse_due_days(text.lower, _NO_YEAR, False))
    pattern = _MENTIONS.get(frequency)
    own_days = _list_days_of(text.lower, frequency, days)
    if own_days:
        return text.part(own_days[0].start, own_days[0].end).text
    mention = pattern.search(text.lower) if pattern is not None else None
    if match is None or match.kind is not DeadlineKind.BY or len(days) < _SEVERAL or mention is None:
        return find_due_text(text)
    own_day = next((day for day in days if day.start >= mention.end()), None)
    return text.part(own_day.start, own_day.end).text if own_day is not None else find_due_text(text)


def _list_days_of(lower: str, frequency: str, days: Sequence[DeadlineMatch]) -> list[DeadlineMatch]:
    """The days that the text says are those of the reports of this frequency, before it or behind it."""
    ends = [match.start() for match in _OF_REPORT.finditer(lower) if _FREQUENCIES_BY_WORD[match["kind"]] == frequency]
    starts = [match.end() for match in _REPORT_BY.finditer(lower) if _FREQUENCIES_BY_WORD[match["kind"]] == frequency]
    if not ends and not starts:
        return []
    recurring = parse_recurring_days(lower, _NO_YEAR, False)
    return [
        day
        for day in (*recurring, *days)
        if day.end in ends or any(0 <= day.start - place <= _LONGEST_LEAD for place in starts)
    ]


def list_due_days(text: Passage | str) -> list[str]:
    """The days by which something is due in the text, as printed, without repetitions."""
    source = fold_passage(text) if isinstance(text, str) else text
    matches = (match for match in parse_due_days(source.lower, _NO_YEAR, False) if match.kind is DeadlineKind.BY)
    printed_by_day = {match.days: source.part(match.start, match.end).text for match in matches}
    return list(printed_by_day.values())


def set_later_days(
    deadline: Deadline, text: Passage | str, *, plan_date: date | None, plan_period: DateRange | None
) -> Deadline:
    """The deadline with the due days after its first, where the text prints several days of which none recurs.

    «Trước ngày 15/4 và 20/11» is due twice, on days of the plan's year, and recurs no longer.
    """
    source = fold_passage(text) if isinstance(text, str) else text
    plan_dates = PlanDates(plan_date, plan_period)
    if deadline.kind is DeadlineKind.BY:
        matches = parse_due_days(source.lower, plan_dates, False)
        ends = {match.days.last for match in matches if match.kind is DeadlineKind.BY and match.days is not None}
        first = deadline.last_day
        later = sorted(day for day in ends if day is not None and first is not None and day > first)
        return replace(deadline, later_days=tuple(later[:_MAX_LATER_DAYS]))
    days = find_several_days(deadline.text.lower(), plan_dates) if deadline.kind in _SPREAD_KINDS else []
    if not days:
        return deadline
    by_first = DateRange(None, days[0] + timedelta(days=1))
    return replace(
        deadline, kind=DeadlineKind.BY, days=by_first, every=None, later_days=tuple(days[1 : _MAX_LATER_DAYS + 1])
    )


def list_frequencies(lower: str) -> list[str]:
    """The frequencies named in the text (lower case): week, month, quarter, six-month, nine-month, year."""
    listed = {
        _LISTED_NAMES[period[0]]
        for match in _LISTED.finditer(lower)
        for period in _LISTED_WORD.finditer(match["periods"])
    }
    listed |= {_FREQUENCIES_BY_WORD[match["kind"]] for match in _REPORT_BY.finditer(lower)}
    return [name for name, pattern in _FREQUENCIES if name in listed or pattern.search(lower)]


def list_day_frequencies(lower: str) -> list[str]:
    """Frequencies implied by several days of one year: «10/6 và 10/12» half-years and year, four days quarters."""
    rules = (match.every for match in parse_recurring_days(lower, _NO_YEAR, False) if match.every is not None)
    period = next((rule.period for rule in rules if rule.period is not rule.frequencies[0]), None)
    if period is None:
        return []
    return [Frequency.SIX_MONTH.value, Frequency.YEAR.value] if period is Frequency.SIX_MONTH else [period.value]


def has_year_by_days(lower: str) -> bool:
    """Whether only two days beside «hằng năm» speak of a year: the second may be that of the second half of a year."""
    rest_text = _EACH_YEAR.sub("", lower)
    return Frequency.YEAR.value in list_day_frequencies(lower) and _MENTIONS["year"].search(rest_text) is None


# Specific before general: a duty with a day and «thường xuyên» has a day.
PARSERS: tuple[DeadlineParser, ...] = (
    parse_recurring_days,
    parse_open_ranges,
    parse_event_offsets,
    parse_due_days,
    parse_periods,
    parse_recurrences,
    parse_standing_limits,
    parse_events,
)
