"""Figures of today's areas from those of the areas of then, for sheets, comparisons and charts by today's units."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import may_view
from sokehoach.apps.consolidation.queries.figures import Name, list_numbers_of_areas
from sokehoach.apps.indicators.queries import earlier_figures
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.kept_tree import load_known_tree
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.indicators.operators import aggregate_values
from sokehoach.domain.orgtree.succession import MergedUnits, Obstacle, ObstacleReason, Succession
from sokehoach.domain.periods.window import Window


class AreaHistory:
    """The units of all days, and the areas of which today's areas are made. One query."""

    def __init__(self, user: User, today: date) -> None:
        known_tree = load_known_tree()
        self._user = user
        self._rows = known_tree.rows
        self.succession = Succession(known_tree.tree, today)

    def find_area(self, code: str) -> Unit | None:
        """Today's consolidating area of that code; None where the code is of no such unit today."""
        version = self.succession.tree.version(code, self.succession.day)
        return self._rows[version.identity] if version is not None and version.level.consolidates else None

    def find_areas(self, area: Unit, cut_off: date) -> tuple[Unit, ...] | Obstacle:
        """The areas on the day that together are today's `area`. Those that the account may not see are missing."""
        version = self.succession.tree.get_version(area.code, area.valid_from)
        areas = self.succession.find_predecessors(version, start=cut_off, end=cut_off + timedelta(days=1))
        if isinstance(areas, Obstacle):
            return areas
        rows = tuple(self._rows[unit.identity] for unit in areas)
        hidden = tuple(row.name for row in rows if not may_view(self._user, row))
        return Obstacle(ObstacleReason.MISSING, (version,), hidden) if hidden else rows

    def merge_reporters(self, reporters: Iterable[Unit], window: Window) -> MergedUnits:
        """The reporters of a period by today's units."""
        versions = [self.succession.tree.get_version(row.code, row.valid_from) for row in reporters]
        return self.succession.merge_units(versions, start=window.start, end=window.end)

    def get_row(self, identity: tuple[str, date]) -> Unit:
        return self._rows[identity]

    def list_numbers(
        self, area: Unit, form: str, cut_offs: Mapping[str, date], elements: Mapping[str, DataElement]
    ) -> dict[str, dict[Name, Decimal | None]]:
        """The numbers of earlier periods by period and name; None unless each area of then has one. One query.

        `cut_offs`: the last day that counts, by period.
        """
        areas_by_period = self._list_areas_by_period(area, cut_offs)
        stored = list_numbers_of_areas(areas=_join(areas_by_period), form=form, periods=[*cut_offs])
        return {
            period: _add_numbers([stored.get((row.pk, period), {}) for row in areas], areas, elements)
            for period, areas in areas_by_period.items()
        }

    def list_imported(
        self, area: Unit, cut_offs: Mapping[str, date], elements: Mapping[str, DataElement]
    ) -> dict[str, dict[Name, Decimal | None]]:
        """The same of figures from before the product. One query."""
        areas_by_period = self._list_areas_by_period(area, cut_offs)
        imported = earlier_figures.list_figures_of_units(_join(areas_by_period), [*cut_offs])
        return {
            period: _add_numbers([imported.get((row.pk, period), {}) for row in areas], areas, elements)
            for period, areas in areas_by_period.items()
        }

    def _list_areas_by_period(self, area: Unit, cut_offs: Mapping[str, date]) -> dict[str, tuple[Unit, ...]]:
        areas = {period: self.find_areas(area, cut_off) for period, cut_off in cut_offs.items()}
        return {period: () if isinstance(rows, Obstacle) else rows for period, rows in areas.items()}


def _join(areas_by_period: Mapping[str, Collection[Unit]]) -> set[int]:
    return {row.pk for rows in areas_by_period.values() for row in rows}


def _add_numbers(
    numbers: Sequence[Mapping[Name, Decimal | None]], areas: Sequence[Unit], elements: Mapping[str, DataElement]
) -> dict[Name, Decimal | None]:
    """Aggregates over areas. Counts of persons stay out where one of the areas may have none (limits.md, 4)."""
    levels = [get_levels()[area.level] for area in areas]
    sums: dict[Name, Decimal | None] = {}
    for name in {name for by_name in numbers for name in by_name}:
        values = [by_name.get(name) for by_name in numbers]
        element = elements.get(name[0])
        if element is None or None in values or not all(element.may_exist_at(level, None) for level in levels):
            sums[name] = None
        else:
            sums[name] = values[0] if len(values) == 1 else aggregate_values(values, element.over_place)
    return sums
