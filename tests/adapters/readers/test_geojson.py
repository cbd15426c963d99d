"""Borders from a file, or one sentence and nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from sokehoach.adapters.readers import geojson
from sokehoach.domain.orgtree.shapes import simplify_shapes

SQUARE = [[103.0, 21.0], [103.1, 21.0], [103.1, 21.1], [103.0, 21.1], [103.0, 21.0]]
BOW = [[103.0, 21.0], [103.1, 21.1], [103.1, 21.0], [103.0, 21.1], [103.0, 21.0]]


def file(*rings: Any, code: Any = "03304", **more: Any) -> bytes:
    feature = {"type": "Feature", "properties": {"code": code, "name": "<b>x</b>"}}
    feature["geometry"] = {"type": "Polygon", "coordinates": list(rings)}
    return json.dumps({"type": "FeatureCollection", "features": [feature], **more}).encode()


def test_it_works() -> None:
    found = geojson.read_borders(file(SQUARE), codes={"03304", "03269"})
    assert found == {"03304": (tuple(map(tuple, SQUARE)),)}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (file(SQUARE, code="99999"), "không có đơn vị mã «99999»"),
        (file(SQUARE, code=None), "không có đơn vị mã «»"),
        (file(BOW), "tự cắt"),
        (file(SQUARE[:-1]), "không khép kín"),
        (file(SQUARE[:2]), "dưới bốn điểm"),
        (file([[2_340_000, 400_000]] * 4), "WGS 84"),
        (file([["a", "b"]] * 4), "không phải hai số"),
        (file(SQUARE, crs={"type": "name", "properties": {"name": "EPSG:3405"}}), "EPSG:4326"),
        (file(SQUARE, crs="x"), "EPSG:4326"),
        (file(), "không có đường nào"),
        (b'{"type": "FeatureCollection", "features": []}', "không có hình nào"),
        (b'{"type": "Feature"}', "FeatureCollection"),
        (b"<svg onload='alert(1)'/>", "không phải tệp GeoJSON"),
        (b"[" * 100_000, "không phải tệp GeoJSON"),
        (file([[float("nan"), 21.0]] * 4), "không phải tệp GeoJSON"),
        (b" " * 5_000_001, "nhiều nhất 5 MB"),
    ],
    ids=lambda told: told if isinstance(told, str) else "",
)
def test_what_cannot_be_drawn_is_refused_with_a_sentence(content: bytes, why: str) -> None:
    with pytest.raises(geojson.BordersFileError, match=why):
        geojson.read_borders(content, codes={"03304"})


def test_one_unit_has_one_shape() -> None:
    twice = json.loads(file(SQUARE))
    twice["features"] *= 2
    with pytest.raises(geojson.BordersFileError, match="hai hình"):
        geojson.read_borders(json.dumps(twice).encode(), codes={"03304"})


def test_real_borders_become_a_light_drawing(shared: Path) -> None:
    from sokehoach.adapters.writers.charts import render_svg
    from sokehoach.domain.charts import MapPlace, PlaceMap

    content = (shared / "geo/tuangiao_2021.geojson").read_bytes()
    codes = {one["properties"]["code"] for one in json.loads(content)["features"]}
    shapes = simplify_shapes(geojson.read_borders(content, codes=codes))
    assert len(shapes) == 19
    drawn = render_svg(PlaceMap("", tuple(MapPlace(code, "1/1", 4, rings=rings) for code, rings in shapes.items())))
    assert len(drawn.encode()) <= 60_000
