"""Finds the file of a document that is signed, and the one for its recipients."""

from sokehoach.apps.documents.models import DocumentFile, OfficialDocument


def find_signed_file(row: OfficialDocument) -> DocumentFile | None:
    """The newest signed file of the current signature; None where the document was signed by hand."""
    signed = row.files.filter(part=DocumentFile.Part.SIGNED)
    if row.signed_at is not None:
        signed = signed.filter(added_at__gte=row.signed_at)
    return signed.order_by("-added_at", "-pk").first()


def find_current_file(row: OfficialDocument) -> DocumentFile | None:
    """The file for recipients: the signed one, or the page printed for signing by hand; None where there is neither."""
    return (
        find_signed_file(row) or row.files.filter(part=DocumentFile.Part.WRITTEN).order_by("-added_at", "-pk").first()
    )
