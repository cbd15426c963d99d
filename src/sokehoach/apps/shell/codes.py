"""Codes of eight digits that are mailed, or read aloud, to one person, and typed back.

Derived from the secret of the deployment: nothing of a code is stored, and whoever may see it can read it again.
"""

import hmac

from django.utils.crypto import salted_hmac


def build_code(purpose: str, *parts: str) -> str:
    """The same digits for the same purpose and parts. `purpose` keeps apart codes of two kinds over equal parts."""
    digest = salted_hmac(purpose, "\n".join(parts), algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8]) % 10**8:08d}"


def is_code(code: str, typed: str) -> bool:
    """Whether `typed` is the code, with or without spaces; takes the same time wherever the two differ."""
    return hmac.compare_digest(code.encode(), "".join(typed.split()).encode())
