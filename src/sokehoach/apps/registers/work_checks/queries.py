"""Conclusions that wait to be mended, as an account may see them."""

from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.db.models import QuerySet

from sokehoach.adapters import holidays
from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.work_checks.models import WorkCheck
from sokehoach.domain.periods.working_days import count_working_days


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


def list_unmended(user: User, day: date) -> list[Unmended]:
    """What is due first stands first: one query."""
    lines = cast("QuerySet[WorkCheck]", entries.list_entries_with_values(user, get_register("work_checks")))
    rows = lines.filter(voided=False, remedied_on__isnull=True, remedy_by__isnull=False)
    return [
        Unmended(
            id=row.pk,
            checked=row.checked.name,
            village=row.village,
            conclusion=row.conclusion,
            by_whom=row.unit.short_name,
            day=row.day,
            remedy_by=row.remedy_by,
            late=_count_days_late(row.remedy_by, day),
        )
        for row in rows.order_by("remedy_by", "day")
        if row.remedy_by is not None
    ]


def _count_days_late(due: date, day: date) -> int:
    return count_working_days(due, day, holidays.list_holidays(*range(due.year, day.year + 1)))
