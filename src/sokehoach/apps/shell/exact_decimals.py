"""Reads decimals from SQLite to the last digit: Django rounds them to 15 significant digits.

SQLite keeps a number that is no integer as a binary fraction. Below 2**43 its thousandths lie further apart than these
fractions, so the nearest thousandth is the number that was written, whatever the count of its digits.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.models.expressions import Col

EXACT_FRACTIONS = 2**42  # thousandths below it are written, read and, as integers, added up exactly on SQLite

type _Converter = Callable[[Any, Any, Any], Decimal | None]

_OPERATIONS: Any = DatabaseWrapper.ops_class  # its module cannot be imported before that of the wrapper
_find_converter = _OPERATIONS.get_decimalfield_converter
_CONTEXT = Context(prec=40, rounding=ROUND_HALF_EVEN)


def read_all_digits() -> None:
    """For each column with a number of decimal places; expressions are read as Django does."""
    _OPERATIONS.get_decimalfield_converter = _get_decimalfield_converter


def _get_decimalfield_converter(operations: BaseDatabaseOperations, expression: Any) -> _Converter:
    places: int | None = getattr(expression.output_field, "decimal_places", None)
    if places is None or not isinstance(expression, Col):
        converter: _Converter = _find_converter(operations, expression)
        return converter
    step = Decimal(1).scaleb(-places)

    def read_decimal(value: Any, _expression: Any, _connection: Any) -> Decimal | None:
        return None if value is None else Decimal(value).quantize(step, context=_CONTEXT)

    return read_decimal
