"""Yearly assessment of communes «lành mạnh» (NQLT 01/2008): scoring scheme, classes, and their change.

The points of the real scheme were not found (law.md 3): a scheme is data with its source, and states when it is
illustrative. Only process is scored; cases, persons and tips never count (limits.md, 6).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class HealthyClass:
    """A class of the programme, counted separately. `combines`: the codes of others that whoever has it has as well."""

    code: str
    combines: Collection[str] = ()


def get_granted_classes(granted: HealthyClass | None) -> frozenset[str]:
    """The codes of the classes that a decision grants."""
    return frozenset() if granted is None else frozenset({granted.code, *granted.combines})


class Outcome(StrEnum):
    """The change of one class between two decisions."""

    KEPT = "kept"
    NEW = "new"
    LOST = "lost"
    WITHOUT = "without"


def compute_outcome(healthy_class: str, *, previous: HealthyClass | None, current: HealthyClass | None) -> Outcome:
    """The change of the class with that code."""
    had, has = healthy_class in get_granted_classes(previous), healthy_class in get_granted_classes(current)
    if has:
        return Outcome.KEPT if had else Outcome.NEW
    return Outcome.LOST if had else Outcome.WITHOUT


def get_lost_classes(*, previous: HealthyClass | None, current: HealthyClass | None) -> frozenset[str]:
    """The codes of the classes that the previous decision granted and this one does not."""
    return get_granted_classes(previous) - get_granted_classes(current)


def is_declined(*, previous: HealthyClass | None, current: HealthyClass | None, disqualified: bool) -> bool:
    """Whether a decision needs a ground, because it refuses something: no class, disqualification, or a lost class."""
    return disqualified or current is None or bool(get_lost_classes(previous=previous, current=current))


def get_decision_deadline(year: int) -> date:
    """The last day for the decision: 5 December (procedure of Phú Xuyên, Hà Nội; law.md 3)."""
    return date(year, 12, 5)


@dataclass(frozen=True, slots=True)
class Content:
    """A scored criterion, with at most `most` points; entries of `registers` are shown as evidence."""

    code: str
    name: str
    most: int
    registers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """One version of the scheme, with its first day of use. `threshold`: minimum points to propose a class."""

    code: str
    name: str
    valid_from: date
    basis: str
    source: str
    illustrative: bool
    threshold: int
    contents: tuple[Content, ...]

    @property
    def most(self) -> int:
        return sum(content.most for content in self.contents)

    def total(self, scores: Mapping[str, int]) -> int | None:
        """The sum of the points, or None while a criterion has no points."""
        if any(content.code not in scores for content in self.contents):
            return None
        return sum(scores[content.code] for content in self.contents)

    def list_invalid_contents(self, scores: Mapping[str, int]) -> list[Content]:
        """Criteria with negative points, or more than their maximum."""
        return [content for content in self.contents if not 0 <= scores.get(content.code, 0) <= content.most]
