"""Vietnamese text from before Unicode: TCVN3 (ABC), VNI and Windows-1258, recognised by how its words look."""

from sokehoach.adapters.text.legacy.recognised import Writing, decoded, unicode_of
from sokehoach.adapters.text.legacy.syllables import holds_vietnamese
from sokehoach.adapters.text.legacy.tables import capitals, from_tcvn3, from_vni, is_shouted, letters_of_tcvn3

__all__ = [
    "Writing",
    "capitals",
    "decoded",
    "from_tcvn3",
    "from_vni",
    "holds_vietnamese",
    "is_shouted",
    "letters_of_tcvn3",
    "unicode_of",
]
