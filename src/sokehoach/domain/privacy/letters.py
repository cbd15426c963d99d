"""How one character is read: letters and digits of other scripts and shapes as those of Vietnamese that they look like.

Unicode's compatibility forms (NFKC) and its names of characters say most of it; Greek and Cyrillic letters are in a
table by their shape, for Unicode's names go by their sound.
"""

import unicodedata
from functools import cache

# Letter by letter, capitals first where both look alike: «А» (а) of Cyrillic as A, «Ρ» (rho) of Greek as P.
_SHAPES = dict(
    zip(
        "АВЕКМНОРСТХУІЈЅԌԜҮаеорсухіјѕԁɡԛԝһӏӀ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχγηω" + "ավոսԱՍՏ",
        "ABEKMHOPCTXYIJSGWYaeopcyxijsdgqwhlI" + "ABEZHIKMNOPTYXaikvoptuxynw" + "wuouUSS",
        strict=True,
    )
)
VIETNAMESE = frozenset(
    "ăâđêôơưĂÂĐÊÔƠƯ"
    + "".join(
        unicodedata.normalize("NFC", base + tone)
        for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    )
)


@cache
def as_read(one: str) -> str:
    """One character → what a reader takes it for: itself, another, several, or nothing where it cannot be seen."""
    if one < "\x7f" or one in VIETNAMESE:
        return one
    if one in _SHAPES:
        return _SHAPES[one]
    if (digit := _digit(one)) is not None:
        return digit
    if unicodedata.category(one) in ("Cf", "Mn", "Me", "Cc", "Cs") and one not in "\n\t\x0c":
        return ""
    folded = unicodedata.normalize("NFKC", one)
    if folded != one and len(folded) <= 4:
        return "".join(as_read(part) for part in folded)
    return _by_name(one)


def _digit(one: str) -> str | None:
    value = unicodedata.digit(one, None)
    if value is None and "CJK" in unicodedata.name(one, ""):
        number = unicodedata.numeric(one, -1)
        value = int(number) if number in range(10) else None
    return None if value is None else str(value)


def _by_name(one: str) -> str:
    """«LATIN LETTER SMALL CAPITAL N», «NEGATIVE SQUARED LATIN CAPITAL LETTER A», «LATIN SMALL LETTER O WITH STROKE»."""
    words = unicodedata.name(one, "").split()
    if not ("LATIN" in words or "REGIONAL" in words) or "LETTER" not in words:
        return one
    after = words[words.index("LETTER") + 1 :]
    letter = next(
        (word for word in after if word not in ("SMALL", "CAPITAL", "SCRIPT", "DOTLESS", "OPEN")), ""
    )
    if letter == "ALPHA":
        letter = "A"
    if len(letter) != 1:
        return one
    capital = ("CAPITAL" in words and "SMALL" not in words) or "REGIONAL" in words
    return letter if capital else letter.lower()
