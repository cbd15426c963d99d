"""Check and clean uploaded evidence documents: recognise them by content, refuse unsafe ones, remove metadata."""

from sokehoach.adapters.evidence.document import (
    MAX_BYTES,
    EvidenceDocument,
    EvidenceRefusedError,
    clean_document,
)
from sokehoach.adapters.evidence.words import read_words

__all__ = ["MAX_BYTES", "EvidenceDocument", "EvidenceRefusedError", "clean_document", "read_words"]
