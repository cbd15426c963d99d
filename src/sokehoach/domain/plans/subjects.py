"""Whether two plans have the same subject and year, by their titles."""

import re
from datetime import date

from sokehoach.domain.text import fold_accents

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Words that any plan's title may contain.
_COMMON = frozenset(
    re.findall(
        "[a-z]+",
        "ke hoach nam ve cua va cac tren dia ban huyen tinh xa phuong thi tran thanh pho quan cong tac thuc hien "
        "trien khai to chuc giai doan den dot thang quy phong chong",
    )
)
_MIN_SHARE = 0.6  # minimum share of the words of the shorter title


def plan_year(title: str, signed_on: date | None) -> int | None:
    """The year in the title, the last one of several; else that of the signature."""
    named = _YEAR.findall(title)
    return int(named[-1]) if named else signed_on.year if signed_on else None


def is_one_subject(title: str, other_title: str, *, place: str) -> bool:
    """Whether the titles share enough words, without common words and the name of the place."""
    common = _COMMON | _split_words(place)
    first, second = _split_words(title) - common, _split_words(other_title) - common
    shorter = min(len(first), len(second))
    return shorter > 0 and len(first & second) >= _MIN_SHARE * shorter


def _split_words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", fold_accents(title)))
