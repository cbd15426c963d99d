"""Which encoding a text without Unicode letters was written in: the one that makes Vietnamese words of it."""

import contextlib
from collections.abc import Callable
from enum import StrEnum

from sokehoach.adapters.text.legacy.syllables import holds_vietnamese, share
from sokehoach.adapters.text.legacy.tables import from_tcvn3, from_vni
from sokehoach.domain.text import nfc

_ENOUGH = 0.8  # of the words with marks are Vietnamese
_FEWEST = 3  # such words: a single «§» is no Vietnamese text


class Writing(StrEnum):
    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"
    WINDOWS_1258 = "Windows-1258"


_LATIN: tuple[tuple[Writing, Callable[[str], str]], ...] = (
    (Writing.TCVN3, from_tcvn3),
    (Writing.VNI, from_vni),
)


def decoded(data: bytes) -> tuple[str, Writing] | None:
    """The text of bytes that are no Unicode; None where no encoding makes Vietnamese of them."""
    found = [(one, change(_latin(data))) for one, change in _LATIN]
    with contextlib.suppress(UnicodeDecodeError):
        found.append((Writing.WINDOWS_1258, nfc(data.decode("cp1258"))))
    return _best(found)


def unicode_of(text: str) -> tuple[str, Writing] | None:
    """A text of Latin letters that is TCVN3 or VNI without its font; None where it is not, or is Unicode already."""
    if text.isascii() or holds_vietnamese(text):
        return None
    best = _best([(one, change(text)) for one, change in _LATIN])
    if best is None or share(text)[0] >= share(best[0])[0]:
        return None
    return best


def _best(found: list[tuple[Writing, str]]) -> tuple[str, Writing] | None:
    judged = [(*share(text), writing, text) for writing, text in found]
    good, count, writing, text = max(judged, key=lambda one: (one[0], one[1]))
    return (text, writing) if count >= _FEWEST and good >= _ENOUGH else None


def _latin(data: bytes) -> str:
    """Windows-1252, whose five free bytes stand for themselves."""
    return "".join(
        byte.decode("cp1252", "ignore") or byte.decode("latin-1")
        for byte in (bytes((code,)) for code in data)
    )
