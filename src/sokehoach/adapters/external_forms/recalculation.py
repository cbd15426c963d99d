"""Evaluate a filled workbook with IronCalc: to check our own results, and for formulas that we do not support.

It runs in the sandbox's process, as all that reads the superior's file. IronCalc uses binary numbers: they are
compared within a worksheet's precision, and where both agree the file gets our decimal result.
"""

import os
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from sokehoach.adapters.external_forms.formulas import CellAddress, Failure, Scalar
from sokehoach.adapters.sandbox.confinement import memory_file

_TOLERANCE = Decimal("1e-9")
_UNSUPPORTED = frozenset({"#NAME?", "#ERROR!", "#N/IMPL!"})


def evaluate_cells(workbook: bytes, addresses: Iterable[CellAddress]) -> dict[CellAddress, Scalar]:
    """Return the results of these cells; none for a workbook or formula that IronCalc does not support."""
    import ironcalc

    handle = memory_file()
    os.ftruncate(handle, 0)
    os.pwrite(handle, workbook, 0)
    try:
        model = ironcalc.load_from_xlsx(f"/proc/self/fd/{handle}", "en", "UTC")
        model.evaluate()
        numbers = {sheet["name"]: number for number, sheet in enumerate(model.get_worksheets_properties())}
        results = {
            (sheet, row, column): _to_scalar(model.get_cell_value(numbers[sheet], row + 1, column + 1))
            for sheet, row, column in addresses
            if sheet in numbers
        }
        return {at: value for at, value in results.items() if not _is_unknown(value)}
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException:
        return {}


def is_contradiction(value: Scalar, other: Scalar) -> bool:
    """Return whether two numbers differ, or one value is a number and the other an error."""
    if isinstance(value, Decimal) and isinstance(other, Decimal):
        return abs(value - other) > _TOLERANCE * max(Decimal(1), abs(value), abs(other))
    return isinstance(value, Failure) != isinstance(other, Failure)


def _is_unknown(value: Scalar) -> bool:
    return value is None or (isinstance(value, Failure) and value.name in _UNSUPPORTED)


def _to_scalar(value: object) -> Scalar:
    match value:
        case bool() | None:
            return value
        case int() | float():
            return Decimal(repr(value))
        case str() if value.startswith("#"):
            return Failure(value)
        case str():
            return value
    raise InvalidOperation
