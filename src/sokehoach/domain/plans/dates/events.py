"""Deadlines relative to an event: «trong thời hạn 10 ngày kể từ ngày ký», «khi tổng kết».

All patterns match lower case with tone marks as `same_tone_style` places them.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from sokehoach.domain.plans.dates.calendar import DateRange, PlanDates
from sokehoach.domain.plans.dates.deadline import DeadlineKind, DeadlineMatch, EventOffset

_ONE_DAY = timedelta(days=1)
_EVENT = re.compile(
    r"(?:ngay )?(?:sau )?khi (?P<event>(?:kết thúc|tổng kết|sơ kết|có yêu cầu|có đề nghị)[^.;,()]{0,60})"
)
_AFTER_EVENT = re.compile(r"(?:ngay )?sau khi (?P<event>[^.;()]{3,240})")
_OFFSET = re.compile(
    r"(?:(?:trong|không quá|chậm nhất|muộn nhất)(?: là)?(?: sau)?(?: thời hạn| vòng| thời gian)? |sau )"
    r"(?P<count>\d{1,3}) (?:\([^)]{2,20}\) )?(?P<unit>giờ|ngày làm việc|ngày|tháng)"
    r"(?:,? (?:kể từ|tính từ|từ|sau) (?P<event>(?:khi|ngày|thời điểm) [^.;,()]{2,70})"
    r"|,? (?P<after>sau khi [^.;,()]{2,70}))?"
)
_SIGNING = re.compile(r"ngày (?:ký|ban hành)(?!\w)(?! (?:hợp đồng|biên bản|quyết định thành|nghị))")
_UNITS = {"ngày làm việc": "working-day", "giờ": "hour", "ngày": "day", "tháng": "month"}


def parse_event_offsets(text: str, plan_dates: PlanDates, is_labelled: bool) -> Iterator[DeadlineMatch]:
    """Periods after an event: «trong thời hạn 10 ngày kể từ ngày ký»; if `is_labelled`, also «sau 05 ngày làm việc»."""
    for match in _OFFSET.finditer(text):
        event = match["event"] or match["after"] or ""
        if not event and not is_labelled:
            continue
        signing = _SIGNING.match(event) is not None
        offset = EventOffset(int(match["count"]), _UNITS[match["unit"]], event, signing)
        days = None
        if signing and plan_dates.signed is not None:
            days = DateRange(plan_dates.signed, offset.day(plan_dates.signed) + _ONE_DAY)
        yield DeadlineMatch(match.start(), match.end(), DeadlineKind.RELATIVE, days=days, offset=offset)


def parse_events(text: str, plan_dates: PlanDates, is_labelled: bool) -> Iterator[DeadlineMatch]:
    """Events: «khi tổng kết đợt thi đua»; if `is_labelled`, also «khi có yêu cầu», «sau khi có hướng dẫn»."""
    for match in _EVENT.finditer(text):
        is_request = match["event"].startswith("có ")
        if is_labelled or not is_request:
            yield DeadlineMatch(
                match.start(),
                match.end(),
                DeadlineKind.RELATIVE,
                offset=EventOffset(0, "day", match["event"]),
            )
    for match in _AFTER_EVENT.finditer(text) if is_labelled else ():
        yield DeadlineMatch(
            match.start(), match.end(), DeadlineKind.RELATIVE, offset=EventOffset(0, "day", match["event"])
        )
