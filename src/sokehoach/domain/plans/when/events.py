"""Limits that hang on an event: «trong thời hạn 10 ngày kể từ ngày ký», «khi tổng kết».

All patterns look at lower case with tone marks placed as `same_tone_style` places them.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from sokehoach.domain.plans.when.calendar import Days, Frame
from sokehoach.domain.plans.when.deadline import After, Kind
from sokehoach.domain.plans.when.found import Found

_ONE = timedelta(days=1)
_EVENT = re.compile(
    r"(?:ngay )?(?:sau )?khi (?P<event>(?:kết thúc|tổng kết|sơ kết|có yêu cầu|có đề nghị)[^.;,()]{0,60})"
)
_AFTER = re.compile(r"(?:ngay )?sau khi (?P<event>[^.;()]{3,240})")
_COUNTED = re.compile(
    r"(?:(?:trong|không quá|chậm nhất|muộn nhất)(?: là)?(?: sau)?(?: thời hạn| vòng| thời gian)? |sau )"
    r"(?P<count>\d{1,3}) (?:\([^)]{2,20}\) )?(?P<unit>giờ|ngày làm việc|ngày|tháng)"
    r"(?:,? (?:kể từ|tính từ|từ|sau) (?P<event>(?:khi|ngày|thời điểm) [^.;,()]{2,70})"
    r"|,? (?P<after>sau khi [^.;,()]{2,70}))?"
)
_SIGNING = re.compile(r"ngày (?:ký|ban hành)(?!\w)(?! (?:hợp đồng|biên bản|quyết định thành|nghị))")
_UNITS = {"ngày làm việc": "working-day", "giờ": "hour", "ngày": "day", "tháng": "month"}


def counted(text: str, frame: Frame, told: bool) -> Iterator[Found]:
    """«trong thời hạn 10 ngày kể từ ngày ký»; told also «sau 05 ngày làm việc»."""
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


def happening(text: str, frame: Frame, told: bool) -> Iterator[Found]:
    """«khi tổng kết đợt thi đua»; told also «khi có yêu cầu», «sau khi có hướng dẫn»."""
    for match in _EVENT.finditer(text):
        asked = match["event"].startswith("có ")
        if told or not asked:
            yield Found(match.start(), match.end(), Kind.RELATIVE, after=After(0, "day", match["event"]))
    for match in _AFTER.finditer(text) if told else ():
        yield Found(match.start(), match.end(), Kind.RELATIVE, after=After(0, "day", match["event"]))
