"""Features of a GeoJSON file (RFC 7946) as rows of a sheet: properties are columns, the middle of a shape two more."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from sokehoach.adapters.readers.geojson import BordersFileError, parse_collection
from sokehoach.adapters.readers.xlsx.reader import MAX_COLUMNS, MAX_ROWS
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say
from sokehoach.domain.text import normalize_nfc

_PLACE_HEADS = ("longitude", "latitude")
_MOST_POINTS = 500_000  # of all shapes; a file of the largest size that is taken has fewer
_LONGEST_VALUE = 1_000  # letters of a property; what is longer is no name or code


def is_feature_file(data: bytes) -> bool:
    """Whether the bytes begin as a JSON object, which no sheet does."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


@slow_work
def read_feature_rows(data: bytes) -> list[list[str]]:
    """A row of names, and a row for each feature in the order of the file.

    A shape whose middle cannot be told leaves a text there that is no number, so that its row is refused with its
    number. Raises FileRefusedError for another file, another coordinate system, too many features or properties.
    """
    try:
        features = parse_collection(data)
    except BordersFileError as error:
        raise FileRefusedError(say("Không nhận được tệp GeoJSON: %(reason)s.", reason=error)) from None
    names = list(dict.fromkeys(name for feature in features for name in _list_properties(feature)))
    if len(features) > MAX_ROWS or len(names) + len(_PLACE_HEADS) > MAX_COLUMNS:
        raise FileRefusedError(
            say("Bảng có quá %(rows)s dòng hoặc quá %(columns)s cột.", rows=MAX_ROWS, columns=MAX_COLUMNS)
        )
    rows = [[_write_value(name) for name in names] + [*_PLACE_HEADS]]
    for feature in features:
        properties = _list_properties(feature)
        geometry = feature.get("geometry") if isinstance(feature, dict) else ""
        rows.append([*(_write_value(properties.get(name)) for name in names), *_find_middle(geometry)])
    return rows


def _list_properties(feature: Any) -> Mapping[str, Any]:
    """The properties, and the identifier where no property has its name."""
    if not isinstance(feature, dict):
        return {}
    properties = feature.get("properties")
    own_properties = properties if isinstance(properties, dict) else {}
    return own_properties if feature.get("id") is None else {"id": feature["id"], **own_properties}


def _write_value(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "; ".join(value)
    if value is None or isinstance(value, list | dict):
        return ""
    text = value if isinstance(value, str) else json.dumps(value)
    text = text.encode("utf-8", "ignore").decode().replace("\0", "")  # half characters, which no page can show
    return normalize_nfc(" ".join(text.split())[:_LONGEST_VALUE])


def _find_middle(geometry: Any) -> tuple[str, str]:
    """Degrees east and north of the middle of the box around the shape; blank for a feature without one."""
    if geometry is None:
        return "", ""
    try:
        points = [*_list_points(geometry["coordinates"])]
        east, north = [point[0] for point in points], [point[1] for point in points]
        longitude, latitude = (min(east) + max(east)) / 2, (min(north) + max(north)) / 2
    except (KeyError, TypeError, ValueError, IndexError, OverflowError):
        return "?", "?"
    return f"{longitude:.5f}", f"{latitude:.5f}"


def _list_points(coordinates: Any) -> Iterator[tuple[float, float]]:
    """The points of coordinates of any kind of shape. Raises ValueError for what is none."""
    waiting = [coordinates]
    count = 0
    while waiting:
        item = waiting.pop()
        if not isinstance(item, list) or not item:
            raise ValueError("no coordinates")
        if isinstance(item[0], list):
            waiting.extend(item)
            continue
        count += 1
        if count > _MOST_POINTS or not all(type(number) in (int, float) for number in item) or len(item) < 2:
            raise ValueError("no point")
        point = float(item[0]), float(item[1])
        if not all(math.isfinite(number) for number in point):
            raise ValueError("no place")
        yield point
