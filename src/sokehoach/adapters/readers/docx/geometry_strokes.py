"""Measure lines drawn below a text: a shape, a border, or a row of underscores. Lengths in millimetres."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from sokehoach.adapters.readers.docx.geometry_formats import ParagraphFormat
from sokehoach.adapters.readers.docx.names import get_value, local_name, parse_int, w

_EMU = 36_000  # per millimetre
_LINES = {"line", "straightConnector1"}
_UNDERSCORE = 0.5  # width in ems
_UNITS = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, "": 25.4 / 72, "px": 25.4 / 96}
_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px|)")
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*(-?[\d.]+)(pt|in|cm|mm|px|)")


def iter_drawn_lines(paragraph: Element) -> Iterator[float]:
    """Yield lengths of line shapes anchored in the paragraph: DrawingML, or VML if there is none."""
    lengths = [
        length
        for element in paragraph.iter()
        if local_name(element) in ("anchor", "inline") and _is_line(element)
        for length in [_read_extent(element)]
        if length
    ]
    yield from lengths or _iter_vml_lines(paragraph)


def _is_line(drawing: Element) -> bool:
    shapes = [element.get("prst") for element in drawing.iter() if local_name(element) == "prstGeom"]
    return any(shape in _LINES for shape in shapes)


def _read_extent(drawing: Element) -> float:
    extent = next((element for element in drawing if local_name(element) == "extent"), None)
    return parse_int(extent.get("cx")) / _EMU if extent is not None else 0.0


def _iter_vml_lines(paragraph: Element) -> Iterator[float]:
    for element in paragraph.iter():
        if local_name(element) == "line" and "vml" in element.tag:
            start, end = (
                _parse_length((element.get("from") or "").split(",")[0]),
                _parse_length((element.get("to") or "").split(",")[0]),
            )
            if start is not None and end is not None:
                yield abs(end - start)
        elif local_name(element) == "shape" and (element.get("type") or "").endswith(("_t32", "_t20")):
            match = _WIDTH.search(element.get("style") or "")
            if match is not None:
                yield float(match[1]) * _UNITS[match[2]]


def _parse_length(text: str) -> float | None:
    match = _LENGTH.fullmatch(text.strip())
    try:
        return None if match is None else float(match[1]) * _UNITS[match[2]]
    except ValueError:
        return None


def iter_border_lines(properties: Element | None, setting: ParagraphFormat, room: float) -> Iterator[float]:
    """Yield the length of a border above or below the paragraph, from its left to its right indent."""
    borders = None if properties is None else properties.find(w("pBdr"))
    if borders is None:
        return
    sides = [borders.find(w(border_side)) for border_side in ("top", "bottom", "between")]
    if any(border_side is not None and get_value(border_side) not in ("nil", "none") for border_side in sides):
        yield max(room - (setting.left_indent or 0) - (setting.right_indent or 0), 0)


def iter_underscore_lines(text: str, size: float) -> Iterator[float]:
    if re.fullmatch(r"\s*[_─—–-]{5,}\s*", text):
        yield len(text.strip()) * _UNDERSCORE * size * 25.4 / 72
