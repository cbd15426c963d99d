"""Borders that are drawn, as who imports them sees them."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.home import permissions
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.orgunits.selectors.boundaries import Borders, borders
from sokehoach.domain.charts import Place, PlaceMap

PLACES = (Level.COMMUNE, Level.TOWNSHIP)


@dataclass(frozen=True, slots=True)
class Row:
    unit: Unit
    borders: Borders | None


@dataclass(frozen=True, slots=True)
class Shown:
    rows: tuple[Row, ...]

    @property
    def missing(self) -> int:
        return sum(row.borders is None for row in self.rows)

    @property
    def drawn(self) -> PlaceMap | None:
        """The communes, each with the day since which its borders stand; None until every one has borders."""
        places = tuple(
            Place(row.unit.short_name, f"{row.borders.since:%d/%m/%Y}" if row.borders else "", 1,
                  rings=row.borders.rings if row.borders else None)
            for row in self.rows
            if row.unit.level in PLACES
        )  # fmt: skip
        made = PlaceMap("Ranh giới các xã, thị trấn", places)
        return made if made.shaped else None


def shown(scope: Scope, day: date) -> Shown:
    """Areas that the account administers: two queries. Http404 where there is none."""
    rows = list(units.areas(day).filter(pk__in=permissions.draws(scope)).order_by("code"))
    if not any(row.level not in PLACES for row in rows):  # a commune does not draw its neighbours' borders
        raise Http404
    known = borders([row.code for row in rows], day)
    return Shown(tuple(Row(row, known.get(row.code)) for row in rows))


def codes(scope: Scope, day: date) -> frozenset[str]:
    """Of the areas that the account may import borders of, as they stand on that day."""
    return frozenset(units.areas(day).filter(pk__in=permissions.draws(scope)).values_list("code", flat=True))
