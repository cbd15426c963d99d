"""Loads area borders for the page that imports them."""

from dataclasses import dataclass
from datetime import date

from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.home import permissions
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.level_names import name_base_areas
from sokehoach.apps.orgunits.queries.levels import is_base
from sokehoach.apps.orgunits.queries.units import Borders, list_borders
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.charts import MapPlace, PlaceMap
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day


@dataclass(frozen=True, slots=True)
class AreaRow:
    unit: Unit
    borders: Borders | None


@dataclass(frozen=True, slots=True)
class AreaBorders:
    rows: tuple[AreaRow, ...]

    @property
    def missing(self) -> int:
        return sum(row.borders is None for row in self.rows)

    @property
    def place_map(self) -> PlaceMap | None:
        """Returns a map of the communes with the date of their borders; None until every one has borders."""
        places = tuple(
            MapPlace(row.unit.short_name, write_day(row.borders.since) if row.borders else "", 1,
                  rings=row.borders.rings if row.borders else None)
            for row in self.rows
            if is_base(row.unit)
        )  # fmt: skip
        place_map = PlaceMap(say("Ranh giới các %(areas)s", areas=name_base_areas()), places)
        return place_map if place_map.shaped else None


def load_area_borders(scope: Scope, day: date) -> AreaBorders:
    """Loads the areas that the account administers, with two queries. Raises NotFoundError where there is none."""
    rows = list(units.list_areas(day).filter(pk__in=permissions.list_border_unit_ids(scope)).order_by("code"))
    if not any(not is_base(row) for row in rows):  # a commune does not edit its neighbours' borders
        raise NotFoundError
    borders_by_code = list_borders([row.code for row in rows], day)
    return AreaBorders(tuple(AreaRow(row, borders_by_code.get(row.code)) for row in rows))


def list_area_codes(scope: Scope, day: date) -> frozenset[str]:
    """Returns the codes, on that day, of the areas whose borders the account may import."""
    return frozenset(
        units.list_areas(day).filter(pk__in=permissions.list_border_unit_ids(scope)).values_list("code", flat=True)
    )
