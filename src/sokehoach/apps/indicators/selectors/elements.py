"""Data elements as the domain knows them."""

from sokehoach.apps.indicators import models
from sokehoach.domain.indicators.element import DataElement, Function, Kind, Nature, Operator


def elements() -> dict[str, DataElement]:
    """All elements by code: one query."""
    return {row.code: _element(row) for row in models.DataElement.objects.all()}


def _element(row: models.DataElement) -> DataElement:
    return DataElement(
        code=row.code,
        name=row.name,
        unit=row.unit,
        kind=Kind(row.kind),
        nature=Nature(row.nature),
        over_time=Operator(row.over_time),
        over_place=Operator(row.over_place),
        function=Function(row.function),
        form=row.form,
        source=row.source,
        counts_persons=row.counts_persons,
        disaggregations=tuple(row.disaggregations),
        clauses=tuple(row.clauses),
    )
