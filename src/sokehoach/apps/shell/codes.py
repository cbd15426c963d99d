"""Makes and checks codes of eight digits that are mailed or read aloud to one person, who types them back.

They are derived from the deployment's secret, so no code is stored and anyone entitled can display it again.
"""

import hmac

from django.utils.crypto import salted_hmac


def build_code(purpose: str, *parts: str) -> str:
    """Returns the same digits for the same purpose and parts. `purpose` separates kinds of code over equal parts."""
    digest = salted_hmac(purpose, "\n".join(parts), algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8]) % 10**8:08d}"


def is_code(code: str, typed: str) -> bool:
    """Whether `typed` is the code, with or without spaces; compares in constant time."""
    return hmac.compare_digest(code.encode(), "".join(typed.split()).encode())
