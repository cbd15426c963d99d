"""Keep names of units apart from names of persons: «xã Ea H'Leo», «phường Cầu Ông Lãnh», «xã Nam Trà My»."""

import re
from collections.abc import Collection, Iterable

from sokehoach.domain.privacy.hit import Hit, HitKind
from sokehoach.domain.text import normalize_nfc, same_tone_style

_UNIT_WORD = re.compile(r"(?<!\w)(?i:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh) ")
_WORD_END = re.compile(r"(?!\w)")
_LONGEST = 60  # letters of a unit's name


def fold_unit_name(name: str) -> str:
    """In small letters with all their accents: «xã bà Diễm» is not the commune Bà Điểm."""
    return " ".join(same_tone_style(normalize_nfc(name).lower()).replace("’", "'").split())


def exclude_unit_names(text: str, hits: Iterable[Hit], unit_names: Collection[str]) -> tuple[Hit, ...]:
    """The hits without names that are part of the name of a unit, written with its kind. `unit_names` are folded.

    «xã Hồ Thị Kỷ» is a commune where there is one of that name; «Hồ Thị Kỷ» alone, «xã Hồ Thị Kỷ Nguyễn Văn An», and
    «xã bà Điểm» with a small letter, stay hits.
    """
    return tuple(hit for hit in hits if hit.kind is not HitKind.NAME or not _is_in_unit_name(text, hit, unit_names))


def _is_in_unit_name(text: str, hit: Hit, unit_names: Collection[str]) -> bool:
    for word in _UNIT_WORD.finditer(text, max(0, hit.start - _LONGEST), hit.start):
        for end in _WORD_END.finditer(text, hit.end, min(len(text), word.start() + _LONGEST)):
            if text[word.end()].isupper() and fold_unit_name(text[word.start() : end.start()]) in unit_names:
                return True
    return False
