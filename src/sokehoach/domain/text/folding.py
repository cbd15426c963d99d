"""Normalise Vietnamese text for storage and for searching."""

import unicodedata


def normalize_nfc(text: str) -> str:
    """Compose letters and their marks (NFC), the form in which all text is stored."""
    return unicodedata.normalize("NFC", text)


def fold_accents(text: str) -> str:
    """The search form: lower case, no marks, đ as d («Phòng Lao động» → «phong lao dong»)."""
    decomposed = unicodedata.normalize("NFD", normalize_nfc(text).lower().replace("đ", "d"))
    return normalize_nfc("".join(letter for letter in decomposed if not unicodedata.combining(letter)))
