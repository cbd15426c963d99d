"""Reads data elements, indicators and option sets as domain objects."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sokehoach.apps.indicators import models
from sokehoach.domain.indicators.element import DataElement, ElementFunction, Nature, Option, OptionSet, ValueKind
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.operators import Operator

_ELEMENT_COLUMNS = tuple(field.name for field in fields(DataElement))


def list_elements() -> dict[str, DataElement]:
    """Returns all elements by code. One query."""
    return {row["code"]: _build_element(row) for row in models.DataElement.objects.values(*_ELEMENT_COLUMNS)}


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


def list_indicators() -> dict[str, Indicator]:
    """Returns all indicators by code, in the order of the programme. One query."""
    return {
        row.code: Indicator(
            code=row.code,
            name=row.name,
            numerator=parse_expression(row.numerator),
            denominator=parse_expression(row.denominator),
            on_map=row.on_map,
            words=tuple(row.words),
            source=row.source,
        )
        for row in models.Indicator.objects.all()
    }


def propose_indicator(text: str, indicators: Mapping[str, Indicator]) -> str:
    """Returns the code of the most specific indicator whose words all occur in the target's text; «» for none."""
    folded_text = text.casefold()
    matches = [
        indicator
        for indicator in indicators.values()
        if indicator.words and all(phrase.casefold() in folded_text for phrase in indicator.words)
    ]
    return max(matches, key=lambda indicator: sum(map(len, indicator.words))).code if matches else ""


def list_option_sets() -> dict[str, OptionSet]:
    """Returns all option sets by code. Two queries."""
    return {
        row.code: OptionSet(row.code, row.name, tuple(Option(o.code, o.name) for o in row.options.all()))
        for row in models.OptionSet.objects.prefetch_related("options")
    }
