"""Lines drawn below a text: a shape, a border, or a row of underscores. Lengths in millimetres."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from sokehoach.adapters.layout.docx.looks import Setting
from sokehoach.adapters.text.docx.names import local, number, value, w

_EMU = 36_000  # of a millimetre
_LINES = {"line", "straightConnector1"}
_UNDERSCORE = 0.5  # of the size of its letters
_UNITS = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, "": 25.4 / 72, "px": 25.4 / 96}
_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px|)")
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*(-?[\d.]+)(pt|in|cm|mm|px|)")


def drawn(paragraph: Element) -> Iterator[float]:
    """Shapes anchored in the paragraph: DrawingML once, VML where there is no other."""
    found = [
        length
        for one in paragraph.iter()
        if local(one) in ("anchor", "inline") and _is_line(one)
        for length in [_extent(one)]
        if length
    ]
    yield from found or _vml(paragraph)


def _is_line(drawing: Element) -> bool:
    shapes = [one.get("prst") for one in drawing.iter() if local(one) == "prstGeom"]
    return any(shape in _LINES for shape in shapes)


def _extent(drawing: Element) -> float:
    extent = next((one for one in drawing if local(one) == "extent"), None)
    return number(extent.get("cx")) / _EMU if extent is not None else 0.0


def _vml(paragraph: Element) -> Iterator[float]:
    for one in paragraph.iter():
        if local(one) == "line" and "vml" in one.tag:
            start, end = (
                _length((one.get("from") or "").split(",")[0]),
                _length((one.get("to") or "").split(",")[0]),
            )
            if start is not None and end is not None:
                yield abs(end - start)
        elif local(one) == "shape" and (one.get("type") or "").endswith(("_t32", "_t20")):
            match = _WIDTH.search(one.get("style") or "")
            if match is not None:
                yield float(match[1]) * _UNITS[match[2]]


def _length(text: str) -> float | None:
    match = _LENGTH.fullmatch(text.strip())
    try:
        return None if match is None else float(match[1]) * _UNITS[match[2]]
    except ValueError:
        return None


def border(properties: Element | None, setting: Setting, room: float) -> Iterator[float]:
    """A border above or below the paragraph runs from its left to its right indent."""
    borders = None if properties is None else properties.find(w("pBdr"))
    if borders is None:
        return
    sides = [borders.find(w(side)) for side in ("top", "bottom", "between")]
    if any(side is not None and value(side) not in ("nil", "none") for side in sides):
        yield max(room - (setting.left or 0) - (setting.right or 0), 0)


def underscores(text: str, size: float) -> Iterator[float]:
    if re.fullmatch(r"\s*[_─—–-]{5,}\s*", text):
        yield len(text.strip()) * _UNDERSCORE * size * 25.4 / 72
