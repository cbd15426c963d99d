"""Borders of units as GeoJSON, as the map of a page draws them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sokehoach.apps.dhis2.queries.catalogues import MetadataContext
from sokehoach.apps.orgunits.queries.units import Borders, list_borders
from sokehoach.apps.shell import clock


def build_collection(context: MetadataContext, params: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A feature for each unit in force, of `parent` and `level` where they are given. Without borders it has none."""
    today = clock.today()
    objects = context.unit_objects["organisationUnits"]
    parents, levels = params.get("parent", ()), params.get("level", ())
    in_force = {
        uid: row
        for uid, row in context.units_by_uid.items()
        if row.valid_from <= today and (row.valid_to is None or today < row.valid_to)
    }
    borders = list_borders({row.code for row in in_force.values()}, today)
    features = []
    for uid, row in in_force.items():
        item = objects[uid]
        if levels and str(item["level"]) not in levels:
            continue
        if parents and not any(f"/{parent}" in item["path"] for parent in parents):
            continue
        features.append(
            {
                "type": "Feature",
                "id": uid,
                "geometry": _build_geometry(borders.get(row.code)),
                "properties": {
                    "code": row.code,
                    "name": row.name,
                    "level": str(item["level"]),
                    "parent": item["parent"].uid if item["parent"] else "",
                    "parentGraph": "/".join(item["path"].split("/")[1:-1]),
                },
            }
        )
    return {"type": "FeatureCollection", "features": features}


def _build_geometry(borders: Borders | None) -> dict[str, Any] | None:
    if borders is None:
        return None
    return {"type": "MultiPolygon", "coordinates": [[[list(point) for point in ring]] for ring in borders.rings]}
