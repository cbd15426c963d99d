"""Vietnamese text: normal forms for comparing, searching and sorting; numbers and dates as printed."""

from sokehoach.domain.text.collation import sort_key
from sokehoach.domain.text.dates import format_long_date
from sokehoach.domain.text.folding import fold_accents, normalize_nfc
from sokehoach.domain.text.numbers import format_number, parse_number
from sokehoach.domain.text.tones import same_tone_style

__all__ = [
    "fold_accents",
    "format_long_date",
    "format_number",
    "normalize_nfc",
    "parse_number",
    "same_tone_style",
    "sort_key",
]
