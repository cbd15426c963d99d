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
from sokehoach.domain.privacy.unit_names import exclude_unit_names, fold_unit_name

__all__ = [
    "FIRM_KINDS",
    "NO_KNOWN_NAMES",
    "REDACTION_MARK",
    "Hit",
    "HitKind",
    "KnownNames",
    "exclude_signers",
    "exclude_unit_names",
    "fold_unit_name",
    "redact_hits",
    "scan_text",
    "select_hits_to_confirm",
]
