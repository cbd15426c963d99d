"""What of a text a page can hold, whatever the format of its file."""

import re
import unicodedata

# XML 1.0 has no way to write these, and C1 controls only come from text read in a wrong encoding.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def remove_unprintable(text: str) -> str:
    """Composed letters (NFC), unix line ends, nothing that XML cannot hold."""
    return _UNPRINTABLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
