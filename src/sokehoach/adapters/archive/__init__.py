"""Write a file (hồ sơ) of documents as one zip that opens without this product."""

from sokehoach.adapters.archive.dossier import Dossier, DossierDocument, DossierFile, write_dossier

__all__ = ["Dossier", "DossierDocument", "DossierFile", "write_dossier"]
