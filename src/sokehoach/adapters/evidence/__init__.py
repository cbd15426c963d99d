"""Takes in a document that shows a result: told by its content, opened with care, without its metadata."""

from sokehoach.adapters.evidence.document import (
    MAX_BYTES,
    EvidenceDocument,
    EvidenceRefusedError,
    clean_document,
)
from sokehoach.adapters.evidence.words import read_words

__all__ = ["MAX_BYTES", "EvidenceDocument", "EvidenceRefusedError", "clean_document", "read_words"]
