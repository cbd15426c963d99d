"""A signed PDF → its signatures as facts: who, when, on whose word, and whether anything was changed since."""

from sokehoach.adapters.signature.opening import Found, read_signatures, trusted_roots

__all__ = ["Found", "read_signatures", "trusted_roots"]
