"""The UIDs under which DHIS2's clients know the product's objects: derived from an identity, the same on every day.

A DHIS2 UID has eleven letters and digits and begins with a letter. Objects that every DHIS2 server has under one UID
(what is not disaggregated) keep that UID.
"""

import hashlib
import re
import string
from functools import lru_cache

UID_PATTERN = re.compile(r"[A-Za-z][A-Za-z0-9]{10}", re.ASCII)
DEFAULT_CATEGORY_OPTION = "xYerKDKCefk"
DEFAULT_CATEGORY = "GLevLNI9wkl"
DEFAULT_CATEGORY_COMBO = "bjDvmb4bfuf"
DEFAULT_CATEGORY_OPTION_COMBO = "HllvX50cXC0"

_LETTERS = string.ascii_letters
_SYMBOLS = string.ascii_letters + string.digits
_LENGTH = 11


@lru_cache(maxsize=65_536)
def make_uid(kind: str, *identity: str) -> str:
    """The UID of an object. `kind`: what it is, «dataElement»; `identity`: what names it and never changes."""
    number = int.from_bytes(hashlib.sha256("\x1f".join((kind, *identity)).encode()).digest())
    number, first = divmod(number, len(_LETTERS))
    letters = [_LETTERS[first]]
    while len(letters) < _LENGTH:
        number, position = divmod(number, len(_SYMBOLS))
        letters.append(_SYMBOLS[position])
    return "".join(letters)


def is_uid(text: str) -> bool:
    return UID_PATTERN.fullmatch(text) is not None
