"""Borders of units from a GeoJSON file (RFC 7946), keyed by their codes. Nothing else of the file is kept."""

import json
from collections.abc import Collection
from typing import Any

from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.orgtree.shapes import Ring, crosses_itself

MOST_BYTES = 5_000_000
_DEGREES = (
    "urn:ogc:def:crs:OGC:1.3:CRS84",
    "urn:ogc:def:crs:OGC::CRS84",
    "urn:ogc:def:crs:EPSG::4326",
    "EPSG:4326",
)


class NotBorders(ValueError):
    """The file cannot be taken; the sentence says why, and of which unit."""


@slow_work
def read(content: bytes, *, codes: Collection[str]) -> dict[str, tuple[Ring, ...]]:
    """Rings by code of unit. Every feature must be of one of `codes`, once; outer and inner rings stand alike.

    Raises NotBorders: too large, no GeoJSON, another system of coordinates, an unknown code, a ring that is open
    or crosses itself.
    """
    if len(content) > MOST_BYTES:
        raise NotBorders(f"tệp lớn {len(content) / 1e6:.1f} MB, nhiều nhất 5 MB")
    try:
        told = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise NotBorders("không phải tệp GeoJSON (UTF-8)") from None
    if (
        not isinstance(told, dict)
        or told.get("type") != "FeatureCollection"
        or not isinstance(told.get("features"), list)
    ):
        raise NotBorders("không phải GeoJSON loại FeatureCollection")
    _refuse_other_degrees(told)
    found: dict[str, tuple[Ring, ...]] = {}
    for number, feature in enumerate(told["features"], 1):
        code = _code(feature)
        if code not in codes:
            raise NotBorders(f"hình thứ {number}: không có đơn vị mã «{code[:40]}» vào ngày đó")
        if code in found:
            raise NotBorders(f"đơn vị {code} có hai hình")
        found[code] = _rings(code, feature.get("geometry"))
    if not found:
        raise NotBorders("tệp không có hình nào")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _refuse_other_degrees(told: dict[str, Any]) -> None:
    if "crs" not in told:
        return
    crs = told["crs"]
    name = (
        crs.get("properties", {}).get("name")
        if isinstance(crs, dict) and isinstance(crs.get("properties"), dict)
        else None
    )
    if name not in _DEGREES:
        raise NotBorders("hệ tọa độ không phải kinh độ, vĩ độ WGS 84; hãy chuyển tệp sang EPSG:4326")


def _code(feature: Any) -> str:
    if not isinstance(feature, dict):
        return ""
    properties = feature.get("properties")
    code = properties.get("code") if isinstance(properties, dict) else None
    code = feature.get("id") if code is None else code
    return code if isinstance(code, str) else ""


def _rings(code: str, geometry: Any) -> tuple[Ring, ...]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(geometry.get("coordinates"), list):
        raise NotBorders(f"đơn vị {code}: hình phải là Polygon hoặc MultiPolygon")
    polygons = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
    rings = [
        _ring(code, ring)
        for polygon in polygons
        for ring in (polygon if isinstance(polygon, list) else [None])
    ]
    if not rings:
        raise NotBorders(f"đơn vị {code}: hình không có đường nào")
    return tuple(rings)


def _ring(code: str, told: Any) -> Ring:
    if not isinstance(told, list) or len(told) < 4:
        raise NotBorders(f"đơn vị {code}: một đường ranh có dưới bốn điểm")
    points = []
    for point in told:
        if (
            not isinstance(point, list)
            or len(point) < 2
            or not all(type(one) in (int, float) for one in point[:2])
        ):
            raise NotBorders(f"đơn vị {code}: tọa độ không phải hai số")
        if abs(point[0]) > 180 or abs(point[1]) > 90:
            raise NotBorders(f"đơn vị {code}: tọa độ không phải kinh độ, vĩ độ WGS 84")
        points.append((float(point[0]), float(point[1])))
    ring = tuple(points)
    if ring[0] != ring[-1]:
        raise NotBorders(f"đơn vị {code}: một đường ranh không khép kín")
    if crosses_itself(ring):
        raise NotBorders(f"đơn vị {code}: một đường ranh tự cắt")
    return ring
