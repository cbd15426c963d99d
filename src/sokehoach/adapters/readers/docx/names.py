"""Names of WordprocessingML (ECMA-376, part 1), and helpers to read its XML tree."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


def w(name: str) -> str:
    """Return the full name of w:p for «p»."""
    return _W + name


def local_name(element: Element) -> str:
    """Return «p» for w:p, in any namespace: names of drawings and of Word do not clash where we look."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def as_transitional(content: bytes) -> bytes:
    """Convert strict OOXML (ISO 29500) to the usual namespace, the only difference that matters here."""
    return content.replace(_STRICT[1:-1].encode(), _W[1:-1].encode())


def get_value(element: Element | None, name: str = "val") -> str | None:
    return None if element is None else element.get(w(name))


def is_on(element: Element | None) -> bool:
    """Return whether a switch such as <w:caps/> is on: it is if present, unless its value says otherwise."""
    return element is not None and get_value(element) not in ("0", "false", "off")


def parse_int(text: str | None, *, default: int = 0) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def find_children(element: Element | None, name: str) -> Iterator[Element]:
    return iter(()) if element is None else iter(element.findall(w(name)))
