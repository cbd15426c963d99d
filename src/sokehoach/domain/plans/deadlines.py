"""Deadlines and frequencies as printed in duties and reporting rules."""

import re

from sokehoach.domain.plans.passages import Passage

_DAY = r"(?:ngày )?\d{1,2}(?:/\d{1,2}(?:/\d{4})?| tháng \d{1,2}(?: năm \d{4})?)"
_EACH = r"(?:hằng|hàng) (?:tháng|quý|năm)|của tháng|tháng cuối quý"
_DUE = re.compile(
    r"(?:(?:hoàn thành|xong|chậm nhất|muộn nhất)[^.;,]{0,20}? )?"
    r"(?:trước|chậm nhất|không muộn hơn)(?: ngày| vào ngày| là ngày)? ?"
    rf"(?:{_DAY}|\d{{1,2}}) ?(?:{_EACH})?"
    r"|trong thời hạn \d+ ngày(?: làm việc)?[^.;,)]{0,60}"
    r"|(?:xong|hoàn thành) (?:trong|trước|vào) (?:tháng|quý|năm) [\divx]+(?:/\d{4}| năm \d{4})?"
    r"|(?:trong|trước) (?:tháng|quý) [\divx]+(?:/| năm )\d{4}"
    r"|ngày \d{1,2} (?:hằng|hàng) tháng"
)
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


def due(text: Passage) -> str | None:
    """The first deadline, as printed; None where there is none."""
    match = _DUE.search(text.lower)
    return text.part(match.start(), match.end()).text if match else None


def frequencies(lower: str) -> list[str]:
    """The frequencies named in the text (lower case): week, month, quarter, six-month, nine-month, year."""
    return [name for name, pattern in _FREQUENCIES if pattern.search(lower)]
