"""Detect a text's legacy encoding: the one in which its words are Vietnamese."""

import contextlib
from collections.abc import Callable
from enum import StrEnum

from sokehoach.adapters.text.legacy.syllables import holds_vietnamese, measure_vietnamese_share
from sokehoach.adapters.text.legacy.tables import from_tcvn3, from_vni
from sokehoach.domain.text import normalize_nfc

_MIN_VIETNAMESE_SHARE = 0.8  # minimum share of Vietnamese words among non-ASCII words
_MIN_WORDS = 3  # non-ASCII words: a single «§» is no Vietnamese text


class LegacyEncoding(StrEnum):
    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"
    WINDOWS_1258 = "Windows-1258"


_CONVERTERS: tuple[tuple[LegacyEncoding, Callable[[str], str]], ...] = (
    (LegacyEncoding.TCVN3, from_tcvn3),
    (LegacyEncoding.VNI, from_vni),
)


def decode_legacy(data: bytes) -> tuple[str, LegacyEncoding] | None:
    """Decode bytes that are not Unicode; None if no encoding gives Vietnamese text."""
    candidates = [(writing, convert(_decode_latin(data))) for writing, convert in _CONVERTERS]
    with contextlib.suppress(UnicodeDecodeError):
        candidates.append((LegacyEncoding.WINDOWS_1258, normalize_nfc(data.decode("cp1258"))))
    return _pick_best(candidates)


def convert_legacy_text(text: str) -> tuple[str, LegacyEncoding] | None:
    """Convert text of Latin letters that is TCVN3 or VNI without its font; None if it is neither, or
    already Unicode.
    """
    if text.isascii() or holds_vietnamese(text):
        return None
    best = _pick_best([(writing, convert(text)) for writing, convert in _CONVERTERS])
    if best is None or measure_vietnamese_share(text)[0] >= measure_vietnamese_share(best[0])[0]:
        return None
    return best


def _pick_best(candidates: list[tuple[LegacyEncoding, str]]) -> tuple[str, LegacyEncoding] | None:
    scored = [(*measure_vietnamese_share(text), writing, text) for writing, text in candidates]
    syllable_share, count, writing, text = max(scored, key=lambda scored_text: (scored_text[0], scored_text[1]))
    return (text, writing) if count >= _MIN_WORDS and syllable_share >= _MIN_VIETNAMESE_SHARE else None


def _decode_latin(data: bytes) -> str:
    """Decode Windows-1252; its five undefined bytes stand for themselves."""
    return "".join(
        byte.decode("cp1252", "ignore") or byte.decode("latin-1") for byte in (bytes((code,)) for code in data)
    )
