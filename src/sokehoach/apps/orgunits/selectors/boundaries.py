"""Finds borders as of a day, for maps."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sokehoach.apps.orgunits.models import Boundary
from sokehoach.domain.orgtree.shapes import Ring


@dataclass(frozen=True, slots=True)
class Borders:
    rings: tuple[Ring, ...]
    source: str
    since: date


def list_borders(codes: Collection[str], day: date) -> dict[str, Borders]:
    """Returns borders by unit code, with one query; empty where none were imported."""
    rows = Boundary.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), code__in=codes, valid_from__lte=day)
    return {
        row.code: Borders(
            tuple(tuple((east, north) for east, north in ring) for ring in row.rings),
            row.source,
            row.valid_from,
        )
        for row in rows
    }
