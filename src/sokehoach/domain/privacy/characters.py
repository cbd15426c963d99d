"""Map a character to the Vietnamese letter or digit that it looks like, whatever its script or style.

Unicode's compatibility forms (NFKC) and character names cover most; Greek and Cyrillic letters are in a table by shape,
because Unicode names them by sound.
"""

import unicodedata
from functools import cache

# Character by character, capitals first if both look alike: Cyrillic «А» (а) as A, Greek «Ρ» (rho) as P.
_LOOKALIKES = dict(
    zip(
        "АВЕКМНОРСТХУІЈЅԌԜҮаеорсухіјѕԁɡԛԝһӏӀ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχγηω" + "ավոսԱՍՏ",
        "ABEKMHOPCTXYIJSGWYaeopcyxijsdgqwhlI" + "ABEZHIKMNOPTYXaikvoptuxynw" + "wuouUSS",
        strict=True,
    )
)
VIETNAMESE_LETTERS = frozenset(
    "ăâđêôơưĂÂĐÊÔƠƯ"
    + "".join(
        unicodedata.normalize("NFC", base + tone)
        for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    )
)


@cache
def normalise_character(char: str) -> str:
    """One character → what a reader takes it for: itself, another, several, or nothing if it is invisible."""
    if char < "\x7f" or char in VIETNAMESE_LETTERS:
        return char
    if char in _LOOKALIKES:
        return _LOOKALIKES[char]
    if (digit := _find_digit(char)) is not None:
        return digit
    if unicodedata.category(char) in ("Cf", "Mn", "Me", "Cc", "Cs") and char not in "\n\t\x0c":
        return ""
    folded = unicodedata.normalize("NFKC", char)
    if folded != char and len(folded) <= 4:
        return "".join(normalise_character(part) for part in folded)
    return _normalise_by_name(char)


def _find_digit(char: str) -> str | None:
    value = unicodedata.digit(char, None)
    if value is None and "CJK" in unicodedata.name(char, ""):
        number = unicodedata.numeric(char, -1)
        value = int(number) if number in range(10) else None
    return None if value is None else str(value)


def _normalise_by_name(char: str) -> str:
    """«LATIN LETTER SMALL CAPITAL N», «NEGATIVE SQUARED LATIN CAPITAL LETTER A», «LATIN SMALL LETTER O WITH STROKE»."""
    name_parts = unicodedata.name(char, "").split()
    if not ("LATIN" in name_parts or "REGIONAL" in name_parts) or "LETTER" not in name_parts:
        return char
    tail = name_parts[name_parts.index("LETTER") + 1 :]
    letter = next((part for part in tail if part not in ("SMALL", "CAPITAL", "SCRIPT", "DOTLESS", "OPEN")), "")
    if letter == "ALPHA":
        letter = "A"
    if len(letter) != 1:
        return char
    capital = ("CAPITAL" in name_parts and "SMALL" not in name_parts) or "REGIONAL" in name_parts
    return letter if capital else letter.lower()
