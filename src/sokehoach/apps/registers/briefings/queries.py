"""Which committees and authorities have been briefed this year («đã quán triệt»), unit by unit."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_base
from sokehoach.apps.registers.briefings.models import Briefing
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.reports import get_register_year_window


@dataclass(frozen=True, slots=True)
class BriefedUnit:
    """The day on which each was first briefed in the year; None while no line says so."""

    name: str
    committee: date | None
    authority: date | None


def list_briefed_units(user: User, day: date) -> list[BriefedUnit]:
    """The communes in the account's scope, all of them: four queries."""
    definition, year = get_register("briefings"), get_register_year_window(user, "briefings", day)
    first_days: dict[tuple[int, str], date] = {}
    lines = cast("QuerySet[Briefing]", entries.list_entries_with_values(user, definition))
    rows = lines.filter(voided=False, day__gte=year.start, day__lt=year.end)
    for row in rows.order_by("day"):
        for option in row.briefed.all():
            first_days.setdefault((row.unit_id, option.code), row.day)
    communes: list[Unit] = [unit for unit in entries.list_readable_units(user, definition) if is_base(unit)]
    return [
        BriefedUnit(unit.short_name, first_days.get((unit.pk, "committee")), first_days.get((unit.pk, "authority")))
        for unit in communes
    ]
