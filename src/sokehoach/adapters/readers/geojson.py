"""Read borders of units from a GeoJSON file (RFC 7946) by unit code; everything else in the file is ignored."""

import json
from collections.abc import Collection
from typing import Any

from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say
from sokehoach.domain.orgtree.shapes import Ring, crosses_itself

MAX_BYTES = 5_000_000
_WGS84_NAMES = (
    "urn:ogc:def:crs:OGC:1.3:CRS84",
    "urn:ogc:def:crs:OGC::CRS84",
    "urn:ogc:def:crs:EPSG::4326",
    "EPSG:4326",
)


class BordersFileError(ValueError):
    """Raised for a refused file; the sentence says why, and for which unit."""


@slow_work
def read_borders(content: bytes, *, codes: Collection[str]) -> dict[str, tuple[Ring, ...]]:
    """Return rings by unit code. Every feature must have one of `codes`, once; outer and inner rings are not
    distinguished.

    Raises BordersFileError: too large, no GeoJSON, another coordinate system, an unknown code, a ring that is open or
    crosses itself.
    """
    rings_by_code: dict[str, tuple[Ring, ...]] = {}
    for number, feature in enumerate(parse_collection(content), 1):
        code = _read_code(feature)
        if code not in codes:
            raise BordersFileError(
                say("hình thứ %(number)s: không có đơn vị mã «%(code)s» vào ngày đó", number=number, code=code[:40])
            )
        if code in rings_by_code:
            raise BordersFileError(say("đơn vị %(code)s có hai hình", code=code))
        rings_by_code[code] = _read_rings(code, feature.get("geometry"))
    return rings_by_code


@slow_work
def parse_collection(content: bytes) -> list[Any]:
    """Return the features of a file, at least one, each as JSON has it.

    Raises BordersFileError: too large, no GeoJSON, another coordinate system, no feature.
    """
    if len(content) > MAX_BYTES:
        raise BordersFileError(say("tệp lớn %(size)s MB, nhiều nhất 5 MB", size=f"{len(content) / 1000000.0:.1f}"))
    try:
        collection = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise BordersFileError(say("không phải tệp GeoJSON (UTF-8)")) from None
    if (
        not isinstance(collection, dict)
        or collection.get("type") != "FeatureCollection"
        or not isinstance(collection.get("features"), list)
    ):
        raise BordersFileError(say("không phải GeoJSON loại FeatureCollection"))
    _refuse_other_systems(collection)
    features: list[Any] = collection["features"]
    if not features:
        raise BordersFileError(say("tệp không có hình nào"))
    return features


def _refuse_constant(constant: str) -> None:
    raise ValueError(constant)


def _refuse_other_systems(collection: dict[str, Any]) -> None:
    if "crs" not in collection:
        return
    crs = collection["crs"]
    name = (
        crs.get("properties", {}).get("name")
        if isinstance(crs, dict) and isinstance(crs.get("properties"), dict)
        else None
    )
    if name not in _WGS84_NAMES:
        raise BordersFileError(say("hệ tọa độ không phải kinh độ, vĩ độ WGS 84; hãy chuyển tệp sang EPSG:4326"))


def _read_code(feature: Any) -> str:
    if not isinstance(feature, dict):
        return ""
    properties = feature.get("properties")
    code = properties.get("code") if isinstance(properties, dict) else None
    code = feature.get("id") if code is None else code
    return code if isinstance(code, str) else ""


def _read_rings(code: str, geometry: Any) -> tuple[Ring, ...]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(geometry.get("coordinates"), list):
        raise BordersFileError(say("đơn vị %(code)s: hình phải là Polygon hoặc MultiPolygon", code=code))
    polygons = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
    rings = [
        _read_ring(code, ring) for polygon in polygons for ring in (polygon if isinstance(polygon, list) else [None])
    ]
    if not rings:
        raise BordersFileError(say("đơn vị %(code)s: hình không có đường nào", code=code))
    return tuple(rings)


def _read_ring(code: str, coordinates: Any) -> Ring:
    if not isinstance(coordinates, list) or len(coordinates) < 4:
        raise BordersFileError(say("đơn vị %(code)s: một đường ranh có dưới bốn điểm", code=code))
    points = []
    for point in coordinates:
        if (
            not isinstance(point, list)
            or len(point) < 2
            or not all(type(number) in (int, float) for number in point[:2])
        ):
            raise BordersFileError(say("đơn vị %(code)s: tọa độ không phải hai số", code=code))
        if abs(point[0]) > 180 or abs(point[1]) > 90:
            raise BordersFileError(say("đơn vị %(code)s: tọa độ không phải kinh độ, vĩ độ WGS 84", code=code))
        points.append((float(point[0]), float(point[1])))
    ring = tuple(points)
    if ring[0] != ring[-1]:
        raise BordersFileError(say("đơn vị %(code)s: một đường ranh không khép kín", code=code))
    if crosses_itself(ring):
        raise BordersFileError(say("đơn vị %(code)s: một đường ranh tự cắt", code=code))
    return ring
