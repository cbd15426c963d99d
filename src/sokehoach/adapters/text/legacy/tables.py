"""Convert TCVN3 (ABC) and VNI, which represent a letter by one byte or a pair.

Both depend on fonts (.VnTime, VNI-Times) and appear as Latin letters if the font is lost, so the tables map the Latin
letter (Windows-1252) to the Vietnamese one.

TCVN 5712:1993 VN3 has no capitals with a tone: its capitals are the small letters shown in a capital font (.VnTimeH).
A plain text has lost that font; `restore_capitals` restores what can be known.
"""

import re

from sokehoach.domain.text import normalize_nfc

TCVN3: dict[str, str] = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ\xad",
        "ĂÂÊÔƠƯĐăâêôơđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵư",
        strict=True,
    )
)
_SINGLE: dict[str, str] = dict(zip("ìíæóòôöñîÌÍÆÓÒÔÖÑÎ", "ìíỉĩịơưđỵÌÍỈĨỊƠƯĐỴ", strict=True))
# A mark follows its vowel: a tone alone, or a circumflex or breve with or without a tone.
_TONES: dict[str, str] = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_HATS: dict[str, str] = dict(zip("âàáåãä", ("", *"\u0300\u0301\u0309\u0303\u0323"), strict=True))
_BOWLS: dict[str, str] = dict(zip("êèéúüë", ("", *"\u0300\u0301\u0309\u0303\u0323"), strict=True))
_PAIR = re.compile(r"([aeouyôöAEOUYÔÖ])([øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË])|[ìíæóòôöñîÌÍÆÓÒÔÖÑÎ]")
_KIND_ALONE = re.compile(
    r"^[ \t]*(?:kế hoạch|chương trình(?: hành động| công tác)?|phương án|đề án)[ \t]*$", re.MULTILINE
)


def from_tcvn3(text: str) -> str:
    """Convert TCVN3 text that was decoded as Windows-1252 to Unicode (NFC)."""
    return restore_capitals(letters_of_tcvn3(text))


def letters_of_tcvn3(text: str) -> str:
    """Convert letters only, for a part of a line; `restore_capitals` needs whole lines."""
    return text.translate({ord(old): new for old, new in TCVN3.items()})


def from_vni(text: str) -> str:
    """Convert VNI text that was decoded as Windows-1252 to Unicode (NFC)."""
    return normalize_nfc(_PAIR.sub(_compose_letter, text))


def _compose_letter(match: re.Match[str]) -> str:
    if match[1] is None:
        return _SINGLE[match[0]]
    base, mark = match[1], match[2].lower()
    vowel = _SINGLE.get(base, base)
    if mark in _TONES:
        return vowel + _TONES[mark]
    if mark in _HATS and base in "aeoAEO":
        return vowel + "\u0302" + _HATS[mark]
    if mark in _BOWLS and base in "aA":
        return vowel + "\u0306" + _BOWLS[mark]
    return vowel + _SINGLE.get(match[2], match[2])


def restore_capitals(text: str) -> str:
    """Capitalise lines typed in capitals, whose small letters are those without a VN3 capital.

    A kind of document alone on its line is printed in capitals (NĐ 30/2020, Phụ lục I, mục II.5).
    """
    lines = [line.upper() if is_shouted(line) else line for line in text.split("\n")]
    return _KIND_ALONE.sub(lambda match: match[0].upper(), "\n".join(lines))


def is_shouted(line: str) -> bool:
    """Return whether the line was typed in capitals, judged by its ASCII letters."""
    plain = [letter for letter in line if letter.isascii() and letter.isalpha()]
    return len(plain) > 2 and all(letter.isupper() for letter in plain)
