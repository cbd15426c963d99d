"""Which required contents each commune has been given this year, and which communes have been given all (II.2)."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.queries.levels import is_base
from sokehoach.apps.registers.activities.models import Activity
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.reports import get_register_year_window


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


def list_required_contents() -> list[Option]:
    return list(Option.objects.filter(option_set__uid="content").order_by("position"))


def list_contents_by_commune(user: User, day: date, contents: list[Option]) -> list[CommuneContents]:
    """The communes in the account's scope, all of them: four queries."""
    definition, year = get_register("activities"), get_register_year_window(user, "activities", day)
    first_days: dict[tuple[int, int], date] = {}
    lines = cast("QuerySet[Activity]", entries.list_entries_with_values(user, definition))
    rows = lines.filter(voided=False, day__gte=year.start, day__lt=year.end)
    for row in rows.order_by("day"):
        for option in row.contents.all():
            first_days.setdefault((row.unit_id, option.pk), row.day)
    return [
        CommuneContents(unit.short_name, tuple(first_days.get((unit.pk, content.pk)) for content in contents))
        for unit in entries.list_readable_units(user, definition)
        if is_base(unit)
    ]
