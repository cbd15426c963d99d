"""A finding of the linter: the departure, its clause, the actual and the required format."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sokehoach.domain.documents.rules.measured_document import MeasuredLine
from sokehoach.domain.messages import join_messages, say, say_count

DECREE = say("NĐ 30/2020/NĐ-CP")
_MAX_QUOTE = 60  # letters


class Severity(StrEnum):
    """ERROR: departs from a clause. ADVICE: should be checked; the decree leaves it open, or it cannot be measured."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Location:
    """Page of a PDF, paragraph in reading order, its first words. All empty: the whole document."""

    page: int | None = None
    paragraph: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class FormatFinding:
    """A departure from the decree. `more` counts further places with the same problem."""

    severity: Severity
    rule: str
    clause: str
    place: Location
    actual: str
    expected: str
    more: int = 0

    def as_json(self) -> dict[str, str | int | None]:
        return {
            "severity": self.severity.value,
            "rule": self.rule,
            "clause": self.clause,
            "page": self.place.page,
            "paragraph": self.place.paragraph,
            "quote": self.place.quote,
            "found": self.actual,
            "wanted": self.expected,
            "more": self.more,
        }

    @classmethod
    def from_json(cls, payload: Mapping[str, Any]) -> "FormatFinding":
        """Parse the output of the process that measured the file, or what is stored of it."""
        return cls(
            Severity(payload["severity"]),
            str(payload["rule"]),
            str(payload["clause"]),
            Location(payload["page"], payload["paragraph"], str(payload["quote"])),
            str(payload["found"]),
            str(payload["wanted"]),
            int(payload["more"]),
        )


def clause(item: str, point: str = "") -> str:
    """Reference to a clause of Phần I of Phụ lục I of the decree: `clause("II.3", "c")`."""
    section, _, number = item.partition(".")
    parts = [say("điểm %(point)s", point=point)] if point else []
    parts += [say("khoản %(number)s", number=number)] if number else []
    parts.append(say("Mục %(section)s Phần I Phụ lục I %(decree)s", section=section, decree=DECREE))
    return join_messages(" ", parts)


def locate_line(line: MeasuredLine) -> Location:
    text = line.words
    quote = text if len(text) <= _MAX_QUOTE else text[:_MAX_QUOTE].rsplit(" ", 1)[0] + " …"
    return Location(line.page, line.number, quote)


def merge_findings(findings: Iterable[FormatFinding]) -> Iterator[FormatFinding]:
    """Merge findings with the same problem into one: the first place, and the number of others."""
    merged: dict[tuple[str, ...], FormatFinding] = {}
    for finding in findings:
        key = (finding.severity, finding.rule, finding.clause, finding.actual, finding.expected)
        first = merged.get(key)
        merged[key] = finding if first is None else replace(first, more=first.more + 1)
    yield from merged.values()


def render_finding(finding: FormatFinding) -> str:
    """One line of text, as the command prints it."""
    severity = say("LỖI") if finding.severity is Severity.ERROR else say("LƯU Ý")
    actual = finding.actual
    if finding.more:
        actual = say_count("%(actual)s (và %(n)s chỗ nữa)", finding.more, actual=actual, n=finding.more)
    return say(
        "%(severity)s\t%(location)s: %(actual)s; đúng: %(expected)s [%(clause)s]",
        severity=severity, location=_describe_location(finding.place), actual=actual, expected=finding.expected,
        clause=finding.clause,
    )  # fmt: skip


def _describe_location(place: Location) -> str:
    if place.page:
        location = say("trang %(page)s", page=place.page)
    elif place.quote:
        location = say("đoạn %(paragraph)s", paragraph=place.paragraph)
    else:
        location = say("toàn văn bản")
    return join_messages(" ", (location, f"«{place.quote}»")) if place.quote else location


def format_decimal(value: float) -> str:
    """Format a number in Vietnamese notation with at most one decimal: «12,7», «13»."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def format_range(low: float, high: float, unit: str) -> str:
    """Format a range: «từ 20 đến 25 mm»; «13 pt» if both are equal."""
    if low == high:
        return f"{format_decimal(low)} {unit}"
    return say("từ %(low)s đến %(high)s %(unit)s", low=format_decimal(low), high=format_decimal(high), unit=unit)
