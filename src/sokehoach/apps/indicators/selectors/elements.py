"""Data elements as the domain knows them."""

from dataclasses import fields
from typing import Any

from sokehoach.apps.indicators import models
from sokehoach.domain.indicators.element import DataElement, ElementFunction, Nature, Operator, ValueKind

_COLUMNS = tuple(field.name for field in fields(DataElement))


def list_elements() -> dict[str, DataElement]:
    """All elements by code: one query."""
    return {row["code"]: _build_element(row) for row in models.DataElement.objects.values(*_COLUMNS)}


def list_clauses() -> set[str]:
    """The clauses of the plan at which the elements are asked for: one query."""
    return {path for paths in models.DataElement.objects.values_list("clauses", flat=True) for path in paths}


def _build_element(row: dict[str, Any]) -> DataElement:
    return DataElement(
        **row
        | {
            "kind": ValueKind(row["kind"]),
            "nature": Nature(row["nature"]),
            "over_time": Operator(row["over_time"]),
            "over_place": Operator(row["over_place"]),
            "function": ElementFunction(row["function"]),
            "disaggregations": tuple(row["disaggregations"]),
            "clauses": tuple(row["clauses"]),
        }
    )
