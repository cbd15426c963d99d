"""Which required contents each commune has been given this year, and which communes have been given all (II.2)."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Level
from sokehoach.apps.registers.activities.models import Activity
from sokehoach.apps.registers.shelf.catalogue import register
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.domain.periods.window import counted_in, window


@dataclass(frozen=True, slots=True)
class CommuneContents:
    """The day on which each content was first given, in the order of the required ones; None while none was."""

    name: str
    days: tuple[date | None, ...]

    @property
    def is_reached(self) -> bool:
        return all(self.days)

    @property
    def given(self) -> int:
        return sum(day is not None for day in self.days)


def required_contents() -> list[Option]:
    return list(Option.objects.filter(option_set__code="content").order_by("position"))


def contents_by_commune(user: User, day: date, contents: list[Option]) -> list[CommuneContents]:
    """The communes in the account's scope, all of them: four queries."""
    described, year = register("activities"), window(counted_in(day))
    first: dict[tuple[int, int], date] = {}
    lines = cast("QuerySet[Activity]", entries.lines(user, described))
    rows = lines.filter(struck=False, day__gte=year.start, day__lt=year.end)
    for row in rows.order_by("day"):
        for option in row.contents.all():
            first.setdefault((row.unit_id, option.pk), row.day)
    return [
        CommuneContents(unit.short_name, tuple(first.get((unit.pk, content.pk)) for content in contents))
        for unit in entries.units_to_read(user, described)
        if unit.level in (Level.COMMUNE, Level.TOWNSHIP)
    ]
