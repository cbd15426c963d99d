"""Plain values by which other apps pass messages to a person: texts, addresses and dates."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One line «Báo cáo …: hạn …» with its address; never a figure of a report."""

    text: str
    url: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    person: int
    lines: tuple[NoticeLine, ...]
