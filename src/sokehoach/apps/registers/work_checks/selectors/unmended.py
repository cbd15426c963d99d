"""Conclusions that wait to be mended, as an account may see them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sokehoach.adapters import holidays
from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.shelf.catalogue import register
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.domain.periods.working_days import working_days_between


@dataclass(frozen=True, slots=True)
class Unmended:
    """`late` in working days, 0 while there is time."""

    id: UUID
    checked: str
    village: str
    conclusion: str
    by_whom: str
    day: date
    remedy_by: date
    late: int


def unmended(user: User, day: date) -> list[Unmended]:
    """What is due first stands first: one query."""
    rows = entries.lines(user, register("work_checks")).filter(
        struck=False, remedied_on__isnull=True, remedy_by__isnull=False
    )
    return [
        Unmended(
            id=row.pk,
            checked=row.checked.name,  # type: ignore[attr-defined]
            village=row.village,  # type: ignore[attr-defined]
            conclusion=row.conclusion,  # type: ignore[attr-defined]
            by_whom=row.unit.short_name,
            day=row.day,
            remedy_by=row.remedy_by,  # type: ignore[attr-defined]
            late=_late(row.remedy_by, day),  # type: ignore[attr-defined]
        )
        for row in rows.order_by("remedy_by", "day")
    ]


def _late(due: date, day: date) -> int:
    return working_days_between(due, day, holidays.of_years(*range(due.year, day.year + 1)))
