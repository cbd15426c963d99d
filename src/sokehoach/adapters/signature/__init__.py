"""A signed PDF → its signatures as facts: who, when, on whose word, and whether anything was changed since."""

from sokehoach.adapters.signature.opening import SignatureCheck, read_signatures, read_trusted_roots

__all__ = ["SignatureCheck", "read_signatures", "read_trusted_roots"]
