"""Remove characters that no document format can print."""

import re
import unicodedata

# XML 1.0 cannot represent these, and C1 controls only come from text read in a wrong encoding.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def remove_unprintable(text: str) -> str:
    """The text in NFC, with Unix line ends, without characters that XML cannot represent."""
    return _UNPRINTABLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
