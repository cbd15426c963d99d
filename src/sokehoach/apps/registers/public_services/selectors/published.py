"""What the public page lists: no account, no scope, since everyone may read it."""

from dataclasses import dataclass
from datetime import date

from sokehoach.apps.registers.public_services.models import PublicService


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    services: tuple[PublicService, ...]


def published() -> list[Kind]:
    """Services on show by kind, in the order of the pack's list: one query."""
    rows = PublicService.objects.filter(published=True, struck=False).select_related("kind")
    kinds: dict[str, list[PublicService]] = {}
    for row in rows.order_by("kind__position", "title", "provider"):
        kinds.setdefault(row.kind.name, []).append(row)
    return [Kind(name, tuple(services)) for name, services in kinds.items()]


def reviewed(kinds: list[Kind]) -> date | None:
    """The day on which the least recently looked after of them was made sure of."""
    return min((service.day for kind in kinds for service in kind.services), default=None)
