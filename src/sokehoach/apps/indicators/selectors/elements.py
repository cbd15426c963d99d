"""Loads data elements as domain objects."""

from dataclasses import fields
from typing import Any

from sokehoach.apps.indicators import models
from sokehoach.domain.indicators.element import DataElement, ElementFunction, Nature, ValueKind
from sokehoach.domain.indicators.operators import Operator

_COLUMNS = tuple(field.name for field in fields(DataElement))


def list_elements() -> dict[str, DataElement]:
    """Returns all elements by code. One query."""
    return {row["code"]: _build_element(row) for row in models.DataElement.objects.values(*_COLUMNS)}


def list_clauses() -> set[str]:
    """Returns the clauses of the plan that the elements belong to. One query."""
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
