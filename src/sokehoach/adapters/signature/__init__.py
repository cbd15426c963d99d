"""Read the signatures of a signed PDF: who signed, when, who vouches for it, and whether anything changed since."""

from sokehoach.adapters.signature.opening import SignatureCheck, read_signatures, read_trusted_roots

__all__ = ["SignatureCheck", "read_signatures", "read_trusted_roots"]
