"""Which committees and authorities have been briefed this year («đã quán triệt»), unit by unit."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.registers.briefings.models import Briefing
from sokehoach.apps.registers.shelf.catalogue import register
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.domain.periods.window import counted_in, window


@dataclass(frozen=True, slots=True)
class OfUnit:
    """The day on which each was first briefed in the year; None while no line says so."""

    name: str
    committee: date | None
    authority: date | None


def by_unit(user: User, day: date) -> list[OfUnit]:
    """The communes in the account's scope, all of them: four queries."""
    described, year = register("briefings"), window(counted_in(day))
    first: dict[tuple[int, str], date] = {}
    lines = cast("QuerySet[Briefing]", entries.lines(user, described))
    rows = lines.filter(struck=False, day__gte=year.start, day__lt=year.end)
    for row in rows.order_by("day"):
        for option in row.briefed.all():
            first.setdefault((row.unit_id, option.code), row.day)
    communes: list[Unit] = [
        unit
        for unit in entries.units_to_read(user, described)
        if unit.level in (Level.COMMUNE, Level.TOWNSHIP)
    ]
    return [
        OfUnit(unit.short_name, first.get((unit.pk, "committee")), first.get((unit.pk, "authority")))
        for unit in communes
    ]
