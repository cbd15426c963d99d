"""The period that a column head or row label names."""

import re
from collections.abc import Iterable

from sokehoach.domain.documents.external_form.source import PeriodRole
from sokehoach.domain.text import fold_accents, fold_tones, normalize_nfc

_CLEAR_PERIODS = (
    (PeriodRole.LAST_YEAR, re.compile(r"cùng kỳ(?: (?:của )?năm (?:trước|ngoái))?")),
    (PeriodRole.PREVIOUS, re.compile(r"kỳ (?:báo cáo )?(?:liền trước|trước liền kề|liền kề trước)")),
    (
        PeriodRole.YEAR,
        re.compile(r"lũy kế(?: (?:từ đầu năm|trong năm|năm|đến (?:cuối )?kỳ(?: báo cáo)?))?|cộng dồn|từ đầu năm"),
    ),
    (
        PeriodRole.NOW,
        re.compile(r"kỳ này|trong kỳ(?: báo cáo)?|kỳ báo cáo|6 tháng đầu năm(?! \d)|trong năm(?! \d)"),
    ),
)
# Ambiguous words for a period: «kỳ trước» is the period before or that of last year, «tháng trước» its last month.
_AMBIGUOUS_PERIOD = re.compile(
    r"(?<!\w)(?:kỳ trước|năm trước|năm ngoái|năm nay|cả năm|quý|tuần|tháng|năm \d{4}|20\d{2}|ước|dự kiến|"
    r"so (?:sánh|với)|tăng|giảm|chênh lệch|giai đoạn|nhiệm kỳ|từ khi|đến nay|kế hoạch năm|lũy kế)(?!\w)"
)

_TARGET = re.compile(r"^(?:ke hoach|chi tieu|muc tieu)(?: giao| duoc giao| nam| de ra)*$")


def parse_role(rows: Iterable[str], heads: Iterable[str]) -> PeriodRole | None:
    """The period named by row labels and column heads; NOW if none of them names one, None if it is ambiguous."""
    roles: set[PeriodRole] = set()
    for label in heads:
        text = _lower_label(label)
        for role, pattern in _CLEAR_PERIODS:
            text, times = pattern.subn(" ", text)
            roles |= {role} if times else set()
        if _AMBIGUOUS_PERIOD.search(text):
            return None
    for label in rows:
        text = _lower_label(label)
        roles |= {role for role, pattern in _CLEAR_PERIODS if pattern.search(text)}
    if len(roles - {PeriodRole.NOW}) > 1:
        return None
    return next(iter(roles - {PeriodRole.NOW}), PeriodRole.NOW)


def is_target_head(head: str) -> bool:
    """Whether the head names a target: «Kế hoạch giao», «Chỉ tiêu năm»."""
    return bool(_TARGET.match(fold_accents(head).strip(" .:;()%")))


def names_period_only(head: str) -> bool:
    """Whether the head names only a period: «6 tháng đầu năm 2020», «Năm trước»."""
    text = _lower_label(head)
    for _role, pattern in _CLEAR_PERIODS:
        text = pattern.sub(" ", text)
    text = _AMBIGUOUS_PERIOD.sub(" ", text)
    return not re.sub(r"[\W\d]|thực hiện|kết quả|số liệu|đầu|cuối|năm|sáu|của|đến|từ|cùng|với", "", text)


def _lower_label(label: str) -> str:
    return " ".join(fold_tones(normalize_nfc(label)).replace("luỹ", "lũy").split())
