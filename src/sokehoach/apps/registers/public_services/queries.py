"""What the public page lists: no account, no scope, since everyone may read it."""

from dataclasses import dataclass
from datetime import date

from sokehoach.apps.registers.core.queries.register_owners import list_named_registers
from sokehoach.apps.registers.public_services.models import PublicService


def is_offered(_user: object = None) -> bool:
    """Whether a programme of this installation keeps the register; without it there is no such page."""
    return "public_services" in list_named_registers()


@dataclass(frozen=True, slots=True)
class Listed:
    """`lines` are telephones, as they are read and as a telephone dials them."""

    kind: str
    title: str
    provider: str
    hours: str
    lines: tuple[tuple[str, str], ...]
    day: date


def list_published() -> list[Listed]:
    """Services on show, in the order of the programme's list of kinds: one query."""
    rows = PublicService.objects.filter(published=True, voided=False).select_related("kind")
    return [_build_listed(row) for row in rows.order_by("kind__position", "title", "provider")]


def _build_listed(row: PublicService) -> Listed:
    lines = [line.strip() for line in row.hotline.split(";")]
    return Listed(
        kind=row.kind.name,
        title=row.title,
        provider=row.provider,
        hours=row.hours,
        lines=tuple((line, "".join(digit for digit in line if digit.isdigit())) for line in lines),
        day=row.day,
    )
