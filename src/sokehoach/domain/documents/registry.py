"""The register of outgoing documents: which number follows, and whose name a certificate must bear.

NĐ 30/2020/NĐ-CP, Điều 15: numbers run through the year from 1, in one series for each kind of document.
"""

import re
from collections.abc import Iterable

from sokehoach.domain.text.folding import fold

_OFFICES = (
    ("uy ban nhan dan", "ubnd"), ("hoi dong nhan dan", "hdnd"), ("thuong binh va xa hoi", "tbxh"), ("tb&xh", "tbxh"),
)  # fmt: skip
_WORD = re.compile(r"\w+")


def following(taken: Iterable[int]) -> int:
    """The number after the highest that was given: what is written by hand in the book is not given again."""
    return max(taken, default=0) + 1


def same_holder(named: str, holder: str) -> bool:
    """Whether a certificate of `holder` is that of who is `named`, capitals, marks and common short forms apart."""
    wanted, held = _plain(named), _plain(holder)
    return bool(wanted) and f" {wanted} " in f" {held} "


def _plain(name: str) -> str:
    words = fold(name)
    for long, short in _OFFICES:
        words = words.replace(long, short)
    return " ".join(_WORD.findall(words))
