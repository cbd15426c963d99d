"""Numbers in the register of outgoing documents (sổ văn bản đi)."""

from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.domain.documents import registry


def get_next_number(row: OfficialDocument, year: int) -> int:
    """The next number of the issuer's series for this kind in that year."""
    series = OfficialDocument.objects.filter(issuer=row.issuer_id, kind=row.kind, year=year, number__isnull=False)
    numbers = series.exclude(pk=row.pk).values_list("number", flat=True)
    return registry.compute_next_number(number for number in numbers if number is not None)


def list_same_numbered(row: OfficialDocument) -> list[OfficialDocument]:
    """Other documents of the issuer with the same number, symbol and year."""
    duplicates = OfficialDocument.objects.filter(
        issuer=row.issuer_id, year=row.year, symbol=row.symbol, number=row.number
    )
    return list(duplicates.exclude(pk=row.pk))
