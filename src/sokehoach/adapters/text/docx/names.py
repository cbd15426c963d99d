"""Names of WordprocessingML (ECMA-376, part 1), and small ways through its tree."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


def w(name: str) -> str:
    """«p» → the full name of w:p."""
    return _W + name


def local_name(element: Element) -> str:
    """«p» of w:p, whichever namespace: names of drawings and of Word never clash where we look."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def as_transitional(content: bytes) -> bytes:
    """A document of the strict kind (ISO 29500) differs from the usual one, for us, in the namespace alone."""
    return content.replace(_STRICT[1:-1].encode(), _W[1:-1].encode())


def get_value(element: Element | None, name: str = "val") -> str | None:
    return None if element is None else element.get(w(name))


def is_on(element: Element | None) -> bool:
    """A switch such as <w:caps/>: on where it stands, unless it says otherwise."""
    return element is not None and get_value(element) not in ("0", "false", "off")


def parse_int(text: str | None, *, default: int = 0) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def find_children(element: Element | None, name: str) -> Iterator[Element]:
    return iter(()) if element is None else iter(element.findall(w(name)))
