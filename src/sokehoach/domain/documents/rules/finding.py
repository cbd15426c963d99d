"""What the linter says: one departure, its clause, how it is and how it should be."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sokehoach.domain.documents.rules.measured import Line

DECREE = "NĐ 30/2020/NĐ-CP"
_QUOTED = 60  # letters


class Severity(StrEnum):
    """ERROR: departs from a clause. ADVICE: worth a look; the decree leaves it open, or it cannot be measured."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the page of a PDF, the paragraph in reading order, how it begins. All empty: the whole document."""

    page: int | None = None
    paragraph: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """`more` counts the other places where the same is wrong in the same way."""

    severity: Severity
    rule: str
    clause: str
    place: Place
    found: str
    wanted: str
    more: int = 0

    def as_json(self) -> dict[str, str | int | None]:
        return {
            "severity": self.severity.value,
            "rule": self.rule,
            "clause": self.clause,
            "page": self.place.page,
            "paragraph": self.place.paragraph,
            "quote": self.place.quote,
            "found": self.found,
            "wanted": self.wanted,
            "more": self.more,
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Finding":
        """The way back from the process that measured the file."""
        return cls(
            Severity(told["severity"]),
            str(told["rule"]),
            str(told["clause"]),
            Place(told["page"], told["paragraph"], str(told["quote"])),
            str(told["found"]),
            str(told["wanted"]),
            int(told["more"]),
        )


def clause(item: str, point: str = "") -> str:
    """`clause("II.3", "c")`: where in Phần I of Phụ lục I of the decree."""
    section, _, number = item.partition(".")
    parts = [f"điểm {point}"] if point else []
    parts += [f"khoản {number}"] if number else []
    return f"{' '.join(parts)} Mục {section} Phần I Phụ lục I {DECREE}".strip()


def place(line: Line) -> Place:
    words = line.words
    quote = words if len(words) <= _QUOTED else words[:_QUOTED].rsplit(" ", 1)[0] + " …"
    return Place(line.page, line.number, quote)


def gathered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding for many places that are wrong in one way: the first place, and how many more."""
    kept: dict[tuple[str, ...], Finding] = {}
    for one in findings:
        key = (one.severity, one.rule, one.clause, one.found, one.wanted)
        first = kept.get(key)
        kept[key] = one if first is None else replace(first, more=first.more + 1)
    yield from kept.values()


def told(one: Finding) -> str:
    """A finding in one line, as the command prints it."""
    where = f"trang {one.place.page}" if one.place.page else "toàn văn bản"
    if one.place.quote:
        where = f"{where if one.place.page else f'đoạn {one.place.paragraph}'} «{one.place.quote}»"
    more = f" (và {one.more} chỗ nữa)" if one.more else ""
    severity = "LỖI" if one.severity is Severity.ERROR else "LƯU Ý"
    return f"{severity}\t{where}: {one.found}{more}; đúng: {one.wanted} [{one.clause}]"


def figure(value: float) -> str:
    """«12,7», «13»: at most one decimal, as printed in Vietnamese."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def between(low: float, high: float, unit: str) -> str:
    """«từ 20 đến 25 mm»; «13 pt» where both are one."""
    if low == high:
        return f"{figure(low)} {unit}"
    return f"từ {figure(low)} đến {figure(high)} {unit}"
