"""Takes in a document that shows a result: told by its content, opened with care, its metadata left behind."""

from sokehoach.adapters.evidence.document import LARGEST, Document, NotAccepted, clean

__all__ = ["LARGEST", "Document", "NotAccepted", "clean"]
