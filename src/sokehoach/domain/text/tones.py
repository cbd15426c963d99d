"""Unify the two styles of tone marks: «hoà, thuý, uỷ» and «hòa, thúy, ủy» are the same words."""

import re

_MARKED = {
    "o": "òóỏõọ",
    "u": "ùúủũụ",
    "a": "àáảãạ",
    "e": "èéẻẽẹ",
    "y": "ỳýỷỹỵ",
}
# The two styles differ only if oa, oe, uy end the syllable («hoàn» and «quý» are the same in both).
_OLD_STYLE = re.compile(r"(?<![qQ])(?:([oO])([àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ])|([uU])([ỳýỷỹỵỲÝỶỸỴ]))(?![^\W\d_])")


def _move_tone_mark(match: re.Match[str]) -> str:
    first, second = (match[1], match[2]) if match[1] else (match[3], match[4])
    plain = next(letter for letter, marked in _MARKED.items() if second.lower() in marked)
    tone = _MARKED[plain].index(second.lower())
    carrier = _MARKED[first.lower()][tone]
    return (carrier.upper() if first.isupper() else carrier) + (plain.upper() if second.isupper() else plain)


def same_tone_style(text: str) -> str:
    """Normalise both styles to one («Uỷ ban» → «Ủy ban») without changing the length; NFC in, NFC out."""
    return _OLD_STYLE.sub(_move_tone_mark, text)
