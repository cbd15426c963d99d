"""Keep names of units apart from names of persons: «xã Ea H'Leo», «phường Cầu Ông Lãnh», «xã Nam Trà My»."""

import re
from collections.abc import Collection, Iterable

from sokehoach.domain.privacy.hit import Hit, HitKind
from sokehoach.domain.text import normalize_nfc, same_tone_style

_KINDS = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh")
_UNIT_WORD = re.compile(rf"(?<!\w)(?i:{'|'.join(_KINDS)}) ")
_NUMBERED = re.compile(r" (?:I[IVX]{0,3}|[VX]I{1,3})\.?\Z")
_WORD_END = re.compile(r"(?!\w)")
_LONGEST = 60  # letters of a unit's name


def fold_unit_name(name: str) -> str:
    """In small letters with all their accents: «xã bà Diễm» is not the commune Bà Điểm."""
    return " ".join(same_tone_style(normalize_nfc(name).lower()).replace("’", "'").split())


def exclude_unit_names(text: str, hits: Iterable[Hit], unit_names: Collection[str]) -> tuple[Hit, ...]:
    """The hits without names that are part of the name of a unit, written with its kind. `unit_names` are folded.

    «xã Hồ Thị Kỷ» is a commune where there is one of that name; «Hồ Thị Kỷ» alone, «xã Hồ Thị Kỷ Nguyễn Văn An», and
    «xã bà Điểm» with a small letter, stay hits. «Hoàng Mai I» is a place that is called after a unit and numbered.
    """
    return tuple(
        hit
        for hit in hits
        if hit.kind is not HitKind.NAME
        or not (_is_in_unit_name(text, hit, unit_names) or _is_numbered_after_unit(text, hit, unit_names))
    )


def _is_numbered_after_unit(text: str, hit: Hit, unit_names: Collection[str]) -> bool:
    """«V» and «X» alone begin given names, so they are no numbers here."""
    number = _NUMBERED.search(text, hit.start, hit.end)
    if number is None:
        return False
    name_parts = text[max(0, hit.start - _LONGEST) : number.start()].split()
    names = [" ".join(name_parts[-count:]) for count in range(1, min(4, len(name_parts)) + 1)]
    return any(
        name[0].isupper() and f"{kind} {fold_unit_name(name)}" in unit_names for name in names for kind in _KINDS
    )


def _is_in_unit_name(text: str, hit: Hit, unit_names: Collection[str]) -> bool:
    for word in _UNIT_WORD.finditer(text, max(0, hit.start - _LONGEST), hit.start):
        for end in _WORD_END.finditer(text, hit.end, min(len(text), word.start() + _LONGEST)):
            if text[word.end()].isupper() and fold_unit_name(text[word.start() : end.start()]) in unit_names:
                return True
    return False
