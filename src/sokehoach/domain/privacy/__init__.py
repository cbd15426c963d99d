"""Personal data in text: find it, classify it, redact it. limits.md, 1."""

from sokehoach.domain.privacy.confirmation import select_hits_to_confirm
from sokehoach.domain.privacy.hit import (
    FIRM_KINDS,
    NO_KNOWN_NAMES,
    REDACTION_MARK,
    Hit,
    HitKind,
    KnownNames,
    redact_hits,
)
from sokehoach.domain.privacy.scan import scan_text
from sokehoach.domain.privacy.signers import exclude_signers

__all__ = [
    "FIRM_KINDS",
    "NO_KNOWN_NAMES",
    "REDACTION_MARK",
    "Hit",
    "HitKind",
    "KnownNames",
    "exclude_signers",
    "redact_hits",
    "scan_text",
    "select_hits_to_confirm",
]
