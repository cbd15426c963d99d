"""Sort text in the order of the Vietnamese alphabet."""

import unicodedata

from sokehoach.domain.text.folding import normalize_nfc
from sokehoach.domain.text.tones import same_tone_style

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# The order of the tones in Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = "\u0300\u0309\u0303\u0301\u0323"

type SortKey = tuple[tuple[int, ...], tuple[int, ...], str]


def sort_key(text: str) -> SortKey:
    """Key for `sorted`: letters first (a < ă < â … d < đ), then tones, then the text itself."""
    letters: list[int] = []
    tones: list[int] = []
    for letter in same_tone_style(normalize_nfc(text)).lower():
        decomposed = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in decomposed if mark in _TONES), "")
        base = normalize_nfc(decomposed.replace(tone, "")) if tone else letter
        letters.append(1000 + _ALPHABET.index(base) if base in _ALPHABET else min(ord(base[0]), 999))
        tones.append(_TONES.index(tone) + 1 if tone else 0)
    return tuple(letters), tuple(tones), text
