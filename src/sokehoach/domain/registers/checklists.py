"""Checklists of an inspection: items with their legal source, in versions by first day of use."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A question. It applies to these `kinds` of establishments and these inspecting `bodies`; empty: all."""

    code: str
    text: str
    source: str
    kinds: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()

    def asked_of(self, *, kind: str, body: str) -> bool:
        return (not self.kinds or kind in self.kinds) and (not self.bodies or body in self.bodies)


@dataclass(frozen=True, slots=True)
class Checklist:
    """One version; a visit uses the newest one that is in use on its day."""

    code: str
    name: str
    valid_from: date
    source: str
    items: tuple[ChecklistItem, ...]

    def items_for(self, *, kind: str, body: str) -> list[ChecklistItem]:
        return [item for item in self.items if item.asked_of(kind=kind, body=body)]
