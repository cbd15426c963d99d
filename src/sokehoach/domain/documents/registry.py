"""The register of outgoing documents: the next number, and the required certificate holder.

NĐ 30/2020/NĐ-CP, Điều 15: numbers run through the year from 1, in one series for each kind of document.
"""

import re
from collections.abc import Iterable

from sokehoach.domain.text.folding import fold_accents

_OFFICES = (
    ("uy ban nhan dan", "ubnd"), ("hoi dong nhan dan", "hdnd"), ("thuong binh va xa hoi", "tbxh"), ("tb&xh", "tbxh"),
)  # fmt: skip
_WORD_PATTERN = re.compile(r"\w+")


def compute_next_number(numbers: Iterable[int]) -> int:
    """One more than the highest number in use, so that numbers written in the paper register are not reused."""
    return max(numbers, default=0) + 1


def is_same_holder(signer_name: str, holder: str) -> bool:
    """Whether the certificate holder is the signer, ignoring capitals, marks and common abbreviations."""
    plain_named, plain_holder = _normalize_name(signer_name), _normalize_name(holder)
    return bool(plain_named) and f" {plain_named} " in f" {plain_holder} "


def _normalize_name(name: str) -> str:
    normalized = fold_accents(name)
    for long, short in _OFFICES:
        normalized = normalized.replace(long, short)
    return " ".join(_WORD_PATTERN.findall(normalized))
