"""What the apps above say to a person: plain texts, addresses and days."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """«Báo cáo …: hạn …» and the way there; no figure of a report."""

    text: str
    url: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    person: int
    lines: tuple[NoticeLine, ...]
