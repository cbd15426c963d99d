"""A file (hồ sơ) of documents as one zip that opens without this product."""

from sokehoach.adapters.archive.dossier import Dossier, Entry, Kept, write

__all__ = ["Dossier", "Entry", "Kept", "write"]
