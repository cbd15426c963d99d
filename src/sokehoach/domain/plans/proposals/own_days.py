"""The day of one period in a sentence that asks for reports of several: «quý trước ngày 15, năm trước 05/12»."""

import re

from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.text import fold_tones

# «quý», «6 tháng», «năm» as periods; no «tháng 12», «tháng cuối quý», «năm 2026», «năm sau».
_PERIODS = {
    PeriodType.MONTH: r"(?:hằng|hàng|định kỳ|báo cáo)(?: kết quả)? tháng(?! (?:\d|cuối|đầu|sau))|theo tháng",
    PeriodType.QUARTER: r"(?<!cuối )(?<!đầu )(?<!của )quý(?! (?:sau|liền|tiếp|\d|[ivx]+(?!\w)))",
    PeriodType.SIX_MONTH: r"(?:0?6|sáu) tháng",
    PeriodType.YEAR: r"(?<!đầu )(?<!cuối )(?<!cùng )năm(?! (?:\d|sau|học|trước(?! (?:ngày )?\d)))|tổng kết",
}
_PERIOD = re.compile(
    "|".join(rf"(?P<p{at}>(?<!\w)(?:{pattern})(?!\w))" for at, pattern in enumerate(_PERIODS.values()))
)
_DAY = re.compile(
    r"(?<!\w)(?:(?:(?:trước|chậm nhất|vào|muộn nhất)(?: là)? ){0,2}ngày )?(?:mùng )?\d{1,2}"
    r"(?:(?: ?/ ?\d{1,2}(?: ?/ ?20\d\d)?| tháng \d{1,2})(?: (?:hằng|hàng) năm)?|"
    r"(?<=ngày \d)(?P<q1> (?:của )?tháng (?:cuối|đầu) (?:quý|kỳ)(?: sau)?)?|"
    r"(?<=ngày \d\d)(?P<q2> (?:của )?tháng (?:cuối|đầu) (?:quý|kỳ)(?: sau)?)?)(?![\d/])"
)
_MOST_LETTERS = 600
_OF_QUARTER, _OF_YEAR = re.compile(r" quý(?!\w)"), re.compile(r"(?:hằng|hàng) năm$")


def find_own_day(sentence: str, every: str, printed_day: str) -> str:
    """The words of the day that the sentence sets for the period, where `printed_day` is that of another; else «».

    A day is that of the last period named before it. Where several periods are named together the day is of them all.
    """
    lower = fold_tones(" ".join(sentence.split()))[:_MOST_LETTERS]
    periods = [(match.start(), list(_PERIODS)[int((match.lastgroup or "p0")[1:])]) for match in _PERIOD.finditer(lower)]
    days = [(match.start(), match[0]) for match in _DAY.finditer(lower)]
    if len(days) < 2 or len({kind for _start, kind in periods}) < 2:
        return ""
    owners: dict[PeriodType, list[str]] = {}
    previous = 0
    for start, day in days:
        printed_period = (
            PeriodType.QUARTER if _OF_QUARTER.search(day) else PeriodType.YEAR if _OF_YEAR.search(day) else None
        )
        kinds = {kind for place, kind in periods if previous <= place < start}
        for kind in (
            {printed_period}
            if printed_period is not None and (not kinds or printed_period in kinds or previous)
            else kinds
        ):
            owners.setdefault(kind, []).append(day)
        previous = start
    days_of_period = [day for kind, found_days in owners.items() if kind == every for day in found_days]
    days_of_more_periods = [day for kind, found_days in owners.items() if kind != every for day in found_days]
    plain_day = fold_tones(" ".join(printed_day.split()))
    if (
        len(days_of_period) != 1
        or days_of_period[0] in days_of_more_periods
        or (every == PeriodType.SIX_MONTH and days_of_period[0] in plain_day)
    ):
        return ""  # the day of the year's report is that of the second half-year too
    is_of_another = any(day in plain_day or plain_day in day for day in days_of_more_periods if day and plain_day)
    day = (
        days_of_period[0]
        if days_of_period[0].lstrip().startswith(("trước", "chậm", "vào", "muộn", "ngày", "mùng"))
        else f"trước ngày {days_of_period[0]}"
    )
    return day if is_of_another or not plain_day else ""
