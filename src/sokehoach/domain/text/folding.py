"""Unicode forms of Vietnamese text."""

import unicodedata


def nfc(text: str) -> str:
    """Compose letters and their marks (NFC), the form in which the product keeps every text."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The search form: lower case, no marks, đ as d («Phòng Lao động» → «phong lao dong»)."""
    apart = unicodedata.normalize("NFD", nfc(text).lower().replace("đ", "d"))
    return nfc("".join(letter for letter in apart if not unicodedata.combining(letter)))
