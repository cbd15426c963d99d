"""What a visit asks: items with their legal source, in versions by the day from which they are used."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """`kinds` of establishments and `bodies` that inspect for which it is asked; empty: all."""

    code: str
    text: str
    source: str
    kinds: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()

    def asked_of(self, *, kind: str, body: str) -> bool:
        return (not self.kinds or kind in self.kinds) and (not self.bodies or body in self.bodies)


@dataclass(frozen=True, slots=True)
class Checklist:
    """One version; the newest of those that have begun by the day of a visit is asked."""

    code: str
    name: str
    valid_from: date
    source: str
    items: tuple[ChecklistItem, ...]

    def items_for(self, *, kind: str, body: str) -> list[ChecklistItem]:
        return [item for item in self.items if item.asked_of(kind=kind, body=body)]


def find_checklist(versions: Iterable[Checklist], day: date) -> Checklist | None:
    valid_versions = [version for version in versions if version.valid_from <= day]
    return max(valid_versions, key=lambda version: version.valid_from, default=None)
