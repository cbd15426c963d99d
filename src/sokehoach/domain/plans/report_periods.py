"""How often a sentence says that a report is due."""

import re

from sokehoach.domain.plans import deadlines
from sokehoach.domain.plans.dates.recurrences import leave_out_several_years
from sokehoach.domain.plans.everyday_periods import find_last_period, list_bare_periods

NO_PERIOD = "ad-hoc"
_OR_ON_REQUEST = re.compile(
    r"hoặc (?:theo (?:đề nghị|yêu cầu)|đột xuất|khi)|và (?:báo cáo )?đột xuất"
    r"|và (?:theo |từng )+giai đoạn|và (?:khi có|theo) yêu cầu"
    r"|báo cáo đột xuất(?: (?:theo|khi có) yêu cầu)?(?:,| và) (?:báo cáo )?định kỳ"
)
_END_OF_QUARTER = re.compile(r"(?:tháng )?cuối (?:mỗi |của )?quý")
_AT_ONCE = re.compile(r"(?<!\w)báo (?:cáo )?(?:ngay|gấp)(?!\w)|(?<!\w)ngay (?:lập tức|trong (?:ngày|tuần|ca))(?!\w)")
_IN_A_CASE = re.compile(r"(?:trong )?(?:tháng|quý|tuần|năm|kỳ) nào(?!\w)")  # «Tháng nào hệ thống dừng thì báo cáo»
_THREE_MONTHS = re.compile(r"(?<!\d)(?:0?3|ba) tháng(?:/| một )lần")
# «6 tháng một lần vào ngày 15/6 và ngày 15/12»: both days are of half-years.
_ONCE_A_HALF_YEAR = re.compile(r"(?<!\d)(?:0?6|sáu) tháng(?:/| một )lần|định kỳ (?:0?6|sáu) tháng, trước")
# «ngày 01 các tháng 3, 6, 9, 12»: as many reports a year as months are listed.
_LISTED_MONTHS = re.compile(
    r"(?<!\w)(?:các )?tháng (\d{1,2}(?:(?:, | và |,)\d{1,2}(?![/\d])){1,11})(?! (?:ngày|người))"
)
_MONTH = re.compile(r"\d+")
_BY_COUNT = {2: ("six-month", "year"), 4: ("quarter",), 12: ("month",)}
_WHOLE_YEAR = re.compile(r"(?:và|,|/) ?cả năm|báo cáo cả năm")
# «báo cáo 6 tháng trước ngày 10/6 và báo cáo đánh giá công tác năm 2014».
_AND_OF_YEAR = re.compile(r"(?:và|,) báo cáo [^.;,]{0,60}năm \d{4}")


def list_periods(lower: str) -> tuple[str, ...]:
    """The frequencies, from words or from printed days; none of what comes once in several years."""
    lower = leave_out_several_years(lower)
    if _AT_ONCE.search(lower) or _IN_A_CASE.match(lower):
        return (NO_PERIOD,)
    periods = deadlines.list_frequencies(lower)
    if not periods:
        periods += find_last_period(lower)
    periods += [name for name in list_bare_periods(lower) if name not in periods]
    if _THREE_MONTHS.search(lower) and "quarter" not in periods:
        periods.append("quarter")
    if _END_OF_QUARTER.search(lower) and "quarter" not in periods:
        periods.append("quarter")
    if _WHOLE_YEAR.search(lower) and "year" not in periods:
        periods.append("year")
    listed_months = _LISTED_MONTHS.search(lower) if not periods else None
    if listed_months is not None:
        periods += _BY_COUNT.get(len(_MONTH.findall(listed_months[1])), ())
    if "six-month" in periods and "year" not in periods and _AND_OF_YEAR.search(lower):
        periods.append("year")
    by_days = [] if _ONCE_A_HALF_YEAR.search(lower) else deadlines.list_day_frequencies(lower)
    periods = [*by_days, *(period for period in periods if period not in by_days)]
    if periods and _OR_ON_REQUEST.search(lower):
        periods.append(NO_PERIOD)
    return tuple(periods) or (NO_PERIOD,)
