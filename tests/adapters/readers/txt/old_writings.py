"""Vietnamese text written the old ways: the other direction of what the product does, made here on its own."""

import unicodedata

_TONES = "\u0300\u0301\u0309\u0303\u0323"
_TCVN3_PLAIN = {"ă": 0xA8, "â": 0xA9, "ê": 0xAA, "ô": 0xAB, "ơ": 0xAC, "ư": 0xAD, "đ": 0xAE}
_TCVN3_CAPITALS = {"Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7}
# à ả ã á ạ of each vowel, as the standard lists them (TCVN 5712:1993, VN3)
_TCVN3_TONED = {
    "a": (0xB5, 0xB6, 0xB7, 0xB8, 0xB9), "ă": (0xBB, 0xBC, 0xBD, 0xBE, 0xC6), "â": (0xC7, 0xC8, 0xC9, 0xCA, 0xCB),
    "e": (0xCC, 0xCE, 0xCF, 0xD0, 0xD1), "ê": (0xD2, 0xD3, 0xD4, 0xD5, 0xD6), "i": (0xD7, 0xD8, 0xDC, 0xDD, 0xDE),
    "o": (0xDF, 0xE1, 0xE2, 0xE3, 0xE4), "ô": (0xE5, 0xE6, 0xE7, 0xE8, 0xE9), "ơ": (0xEA, 0xEB, 0xEC, 0xED, 0xEE),
    "u": (0xEF, 0xF1, 0xF2, 0xF3, 0xF4), "ư": (0xF5, 0xF6, 0xF7, 0xF8, 0xF9), "y": (0xFA, 0xFB, 0xFC, 0xFD, 0xFE),
}  # fmt: skip
_TCVN3_ORDER = "\u0300\u0309\u0303\u0301\u0323"
_VNI_TONE = dict(zip(_TONES, "øùûõï", strict=True))
_VNI_HAT = {"": "â"} | dict(zip(_TONES, "àáåãä", strict=True))
_VNI_BOWL = {"": "ê"} | dict(zip(_TONES, "èéúüë", strict=True))
_VNI_ALONE = {"đ": "ñ", "ơ": "ô", "ư": "ö", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def tcvn3(text: str) -> bytes:
    """Capitals with a tone have no place in VN3: they are written small, as a capital font would need them."""
    made = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        vowel, tone = _apart(letter)
        if letter.isascii():
            made.append(ord(letter))
        elif not tone and letter in _TCVN3_CAPITALS:
            made.append(_TCVN3_CAPITALS[letter])
        elif tone:
            made.append(_TCVN3_TONED[vowel.lower()][_TCVN3_ORDER.index(tone)])
        else:
            made.append(_TCVN3_PLAIN[letter])
    return bytes(made)


def vni(text: str) -> bytes:
    return "".join(_vni(letter) for letter in unicodedata.normalize("NFC", text)).encode("cp1252")


def _vni(letter: str) -> str:
    if letter.isascii():
        return letter
    low = letter.lower()
    vowel, tone = _apart(low)
    if low in _VNI_ALONE:
        made = _VNI_ALONE[low]
    elif vowel in "âêô":
        made = {"â": "a", "ê": "e", "ô": "o"}[vowel] + _VNI_HAT[tone]
    elif vowel == "ă":
        made = "a" + _VNI_BOWL[tone]
    else:
        made = _VNI_ALONE.get(vowel, vowel) + _VNI_TONE[tone]
    return made if letter == low else made.upper()


def windows_1258(text: str) -> bytes:
    """The letter with its hat, then the tone as a mark of its own."""
    made = "".join("".join(_apart(letter)) for letter in unicodedata.normalize("NFC", text))
    return made.encode("cp1258")


def _apart(letter: str) -> tuple[str, str]:
    """(vowel with its hat, tone)."""
    marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in _TONES), "")
    return unicodedata.normalize("NFC", marks.replace(tone, "") if tone else marks), tone
