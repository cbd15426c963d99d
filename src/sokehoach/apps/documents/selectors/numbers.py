"""The register of outgoing documents."""

from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.domain.documents import registry


def following(row: OfficialDocument, year: int) -> int:
    """The next number of the issuer's series for this kind in that year."""
    series = OfficialDocument.objects.filter(
        issuer=row.issuer_id, kind=row.kind, year=year, number__isnull=False
    )
    taken = series.exclude(pk=row.pk).values_list("number", flat=True)
    return registry.following(one for one in taken if one is not None)


def same_numbered(row: OfficialDocument) -> list[OfficialDocument]:
    """Others of the issuer that bear this number and symbol in that year."""
    others = OfficialDocument.objects.filter(
        issuer=row.issuer_id, year=row.year, symbol=row.symbol, number=row.number
    )
    return list(others.exclude(pk=row.pk))
