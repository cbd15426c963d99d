"""Kinds of values and operators ⇄ DHIS2's value types and aggregation types."""

from types import MappingProxyType

from sokehoach.domain.indicators.element import DataElement, ValueKind
from sokehoach.domain.indicators.operators import Operator

VALUE_TYPES = MappingProxyType(
    {
        ValueKind.COUNT: "INTEGER_ZERO_OR_POSITIVE",
        ValueKind.DECIMAL: "NUMBER",
        ValueKind.MONEY: "NUMBER",
        ValueKind.PERCENTAGE: "NUMBER",  # its two numbers are two options
        ValueKind.FLAG: "BOOLEAN",
        ValueKind.CHOICE: "BOOLEAN",  # of each option
        ValueKind.CHOICES: "BOOLEAN",
        ValueKind.DATE: "DATE",
        ValueKind.TEXT: "TEXT",
        ValueKind.LONG_TEXT: "LONG_TEXT",
    }
)
# Of a kind that DHIS2 has and the product does not, the nearest that loses nothing; other kinds are not read.
_KINDS = MappingProxyType(
    {
        "INTEGER": ValueKind.COUNT,
        "INTEGER_POSITIVE": ValueKind.COUNT,
        "INTEGER_ZERO_OR_POSITIVE": ValueKind.COUNT,
        "NUMBER": ValueKind.DECIMAL,
        "UNIT_INTERVAL": ValueKind.DECIMAL,
        "PERCENTAGE": ValueKind.DECIMAL,
        "BOOLEAN": ValueKind.FLAG,
        "TRUE_ONLY": ValueKind.FLAG,
        "DATE": ValueKind.DATE,
        "TEXT": ValueKind.TEXT,
        "LONG_TEXT": ValueKind.LONG_TEXT,
    }
)
_AGGREGATIONS = MappingProxyType(  # over time, over place
    {
        (Operator.SUM, Operator.SUM): "SUM",
        (Operator.LAST, Operator.SUM): "LAST",
        (Operator.MAX, Operator.MAX): "MAX",
        (Operator.MIN, Operator.MIN): "MIN",
        (Operator.NONE, Operator.NONE): "NONE",
    }
)
_OPERATORS = MappingProxyType(
    {name: operators for operators, name in _AGGREGATIONS.items()}
    | {
        "LAST_LAST_ORG_UNIT": (Operator.LAST, Operator.LAST),
        "LAST_IN_PERIOD": (Operator.LAST, Operator.SUM),
        "AVERAGE_SUM_ORG_UNIT": (Operator.LAST, Operator.SUM),  # of stocks; an average is not among the operators
        "MAX_SUM_ORG_UNIT": (Operator.MAX, Operator.SUM),
        "MIN_SUM_ORG_UNIT": (Operator.MIN, Operator.SUM),
    }
)


def get_value_type(element: DataElement) -> str:
    return VALUE_TYPES[element.kind]


def get_aggregation_type(element: DataElement) -> str:
    """The aggregation type; «NONE» where DHIS2 has none that adds up the same."""
    return _AGGREGATIONS.get((element.over_time, element.over_place), "NONE")


def find_kind(value_type: str) -> ValueKind | None:
    """The kind of a value type; None for one that is not read."""
    return _KINDS.get(value_type)


def find_operators(aggregation_type: str) -> tuple[Operator, Operator] | None:
    """The operators over time and over place; None for a type that is not read."""
    return _OPERATORS.get(aggregation_type)
