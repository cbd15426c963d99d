"""Vietnamese text: forms for comparing, searching and sorting; numbers and dates as printed."""

from sokehoach.domain.text.collation import sort_key
from sokehoach.domain.text.dates import long_date
from sokehoach.domain.text.folding import fold, nfc
from sokehoach.domain.text.numbers import format_number, parse_number
from sokehoach.domain.text.tones import same_tone_style

__all__ = ["fold", "format_number", "long_date", "nfc", "parse_number", "same_tone_style", "sort_key"]
