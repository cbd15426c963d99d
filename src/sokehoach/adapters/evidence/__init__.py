"""Takes in a document that shows a result: told by its content, opened with care, without its metadata."""

from sokehoach.adapters.evidence.document import LARGEST, Document, NotAccepted, clean
from sokehoach.adapters.evidence.words import words

__all__ = ["LARGEST", "Document", "NotAccepted", "clean", "words"]
