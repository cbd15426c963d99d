"""Hashes of the audit trail, as Certificate Transparency makes them."""

import hashlib


def leaf(body: bytes) -> str:
    """The leaf hash of RFC 9162 2.1.1 in lowercase hex: SHA-256(0x00 ‖ body).

    The leading zero keeps a leaf from being passed off as an inner node.
    """
    return hashlib.sha256(b"\x00" + body).hexdigest()
