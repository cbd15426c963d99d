"""Which period the words of a head or a label speak of."""

import re
from collections.abc import Iterable

from sokehoach.domain.documents.foreign.source import Role
from sokehoach.domain.text import fold, nfc, same_tone_style

_PLAIN = (
    (Role.BEFORE, re.compile(r"cùng kỳ(?: (?:của )?năm (?:trước|ngoái))?")),
    (
        Role.YEAR,
        re.compile(
            r"lũy kế(?: (?:từ đầu năm|trong năm|năm|đến (?:cuối )?kỳ(?: báo cáo)?))?|cộng dồn|từ đầu năm"
        ),
    ),
    (
        Role.NOW,
        re.compile(r"kỳ này|trong kỳ(?: báo cáo)?|kỳ báo cáo|6 tháng đầu năm(?! \d)|trong năm(?! \d)"),
    ),
)
# Words of a period that may mean one or another: «kỳ trước» is the half-year before, or that of last year.
_VAGUE = re.compile(
    r"(?<!\w)(?:kỳ trước|kỳ liền trước|năm trước|năm ngoái|năm nay|cả năm|quý|tuần|tháng|năm \d{4}|20\d{2}|ước|dự kiến|"
    r"so (?:sánh|với)|tăng|giảm|chênh lệch|giai đoạn|nhiệm kỳ|từ khi|đến nay|kế hoạch năm|lũy kế)(?!\w)"
)

_TARGET = re.compile(r"^(?:ke hoach|chi tieu|muc tieu)(?: giao| duoc giao| nam| de ra)*$")


def read_role(rows: Iterable[str], heads: Iterable[str]) -> Role | None:
    """Of the labels of a row and the heads of a column: no word of a period means this one. None: it is not certain."""
    found: set[Role] = set()
    for label in heads:
        words = _lowered(label)
        for role, pattern in _PLAIN:
            words, times = pattern.subn(" ", words)
            found |= {role} if times else set()
        if _VAGUE.search(words):
            return None
    for label in rows:
        words = _lowered(label)
        found |= {role for role, pattern in _PLAIN if role is not Role.NOW and pattern.search(words)}
    if len(found - {Role.NOW}) > 1:
        return None
    return next(iter(found - {Role.NOW}), Role.NOW)


def is_target_head(head: str) -> bool:
    """«Kế hoạch giao», «Chỉ tiêu năm»: what a plan asks for."""
    return bool(_TARGET.match(fold(head).strip(" .:;()%")))


def names_period_only(head: str) -> bool:
    """«6 tháng đầu năm 2020», «Năm trước»: a head that says when, not what."""
    words = _lowered(head)
    for _role, pattern in _PLAIN:
        words = pattern.sub(" ", words)
    words = _VAGUE.sub(" ", words)
    return not re.sub(r"[\W\d]|thực hiện|kết quả|số liệu|đầu|cuối|năm|sáu|của|đến|từ|cùng|với", "", words)


def _lowered(label: str) -> str:
    return " ".join(same_tone_style(nfc(label).lower()).replace("luỹ", "lũy").split())
