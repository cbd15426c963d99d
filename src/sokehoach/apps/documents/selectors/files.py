"""Files of a document."""

from sokehoach.apps.documents.models import DocumentFile, OfficialDocument


def find_signed_file(row: OfficialDocument) -> DocumentFile | None:
    """The signed file of the signature that stands; None where it was signed by hand."""
    signed = row.files.filter(part=DocumentFile.Part.SIGNED)
    if row.signed_at is not None:
        signed = signed.filter(added_at__gte=row.signed_at)
    return signed.order_by("-added_at", "-pk").first()


def find_current_file(row: OfficialDocument) -> DocumentFile | None:
    """What recipients are given: the signed file, or the page as it was printed to be signed by hand."""
    return (
        find_signed_file(row)
        or row.files.filter(part=DocumentFile.Part.WRITTEN).order_by("-added_at", "-pk").first()
    )
