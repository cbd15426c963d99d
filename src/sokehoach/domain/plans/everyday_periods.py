"""Periods of reports in everyday words: «vào thứ Sáu», «quý một lần», «tháng báo cáo …, quý báo cáo …».

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

import re
from collections.abc import Iterator

# Periods in everyday words: «vào thứ Sáu», «cuối tháng», «quý một lần».
_ONCE_IN = r"(?: (?:một|0?1) lần|/(?:một |0?1 )?lần)"


def _report_often(name: str) -> str:
    """«báo cáo 2 lần/tuần», «định kỳ một tuần hai lần báo cáo»; not «kiểm tra 2 lần/tuần, báo cáo»."""
    often = r"(?<![\w,.])0?(?:[2-9]|hai|ba|bốn) lần"
    counted = rf"{often} ?(?:/ ?(?:0?1 ?)?|(?:mỗi|một|0?1|trong|trên)(?: (?:một|mỗi|0?1))? ){name}(?!\w)"
    return (
        rf"(?:báo cáo|gửi|nộp|định kỳ)(?!\w)[^,.;]{{0,60}}? (?:{counted}|{name} {often})"
        rf"|(?:{counted}|(?<!\w){name} {often}) [^,.;]{{0,40}}?(?:báo cáo|gửi|nộp)(?!\w)"
    )


_EVERYDAY_PERIODS = (
    (
        "week",
        re.compile(
            rf"tuần{_ONCE_IN}|cuối tuần|giao ban tuần|"
            r"(?:vào|chiều|sáng|trước|mỗi) thứ (?:hai|ba|tư|năm|sáu|bảy)(?! ngày)|" + _report_often("tuần")
        ),
    ),
    (
        "month",
        re.compile(
            rf"(?<!\d )tháng{_ONCE_IN}|(?:cuối|đầu|mỗi|hết) tháng(?! \d)|(?:của )?tháng (?:sau|kế tiếp)|giao ban tháng|"
            + _report_often("tháng")
        ),
    ),
    (
        "quarter",
        re.compile(rf"(?<!\d )quý{_ONCE_IN}|(?<!tháng )(?:cuối|hết|mỗi) quý(?! [ivx\d])|" + _report_often("quý")),
    ),
    (
        "six-month",
        re.compile(
            r"(?:cuối|hết|kết thúc|sơ kết) (?:mỗi |từng )?(?:học kỳ|kỳ|hk i(?!\w))|giữa năm(?! \d)|"
            r"(?<!\d)(?:0?2|hai) lần(?:/| mỗi | một | trong )năm|(?:một |mỗi )?năm (?:0?2|hai) lần"
        ),
    ),
    ("year", re.compile(rf"(?<!\d )năm{_ONCE_IN}|(?:cuối|hết|kết thúc|tổng kết) năm(?: học)?(?! \d{{4}}[^-–\d])")),
)
# «Tháng báo cáo kết quả, quý báo cáo đánh giá gửi …»
_BARE_PERIOD = re.compile(r"(?:^|[,;] )(tuần|tháng|quý|năm) (?:có )?báo cáo ")
_QUARTER_AND_YEAR = re.compile(r"(?<!\w)quý(?:,| và) năm (?:về|gửi|cho|lên) ")
_BARE_NAMES = {"tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year"}


def find_last_period(lower: str) -> list[str]:
    """The period that stands last in the sentence; none if it has none in everyday words."""
    periods = {match.end(): name for name, pattern in _EVERYDAY_PERIODS for match in pattern.finditer(lower)}
    return [periods[max(periods)]] if periods else []


def list_bare_periods(lower: str) -> Iterator[str]:
    """Periods without «hằng» or «mỗi»: «Tháng báo cáo kết quả, quý báo cáo đánh giá», «báo cáo quý, năm về …»."""
    if _QUARTER_AND_YEAR.search(lower):
        yield from ("quarter", "year")
    for match in _BARE_PERIOD.finditer(lower):
        yield _BARE_NAMES[match[1]]
