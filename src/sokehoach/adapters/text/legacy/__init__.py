"""Convert pre-Unicode Vietnamese text: TCVN3 (ABC), VNI and Windows-1258, recognised by its syllables."""

from sokehoach.adapters.text.legacy.detection import LegacyEncoding, convert_legacy_text, decode_legacy
from sokehoach.adapters.text.legacy.syllables import holds_vietnamese
from sokehoach.adapters.text.legacy.tables import (
    from_tcvn3,
    from_vni,
    is_shouted,
    letters_of_tcvn3,
    restore_capitals,
)

__all__ = [
    "LegacyEncoding",
    "convert_legacy_text",
    "decode_legacy",
    "from_tcvn3",
    "from_vni",
    "holds_vietnamese",
    "is_shouted",
    "letters_of_tcvn3",
    "restore_capitals",
]
