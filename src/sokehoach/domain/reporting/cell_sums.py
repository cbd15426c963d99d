"""Computed cells of a form."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


def compute_cells(form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    """Every cell of the form with its value: typed values, blanks, and sums.

    A sum adds the numbers among its parts; gaps add nothing, and gaps alone never make a 0. A value typed into a
    computed cell is replaced. ValueError: a value for an unknown cell, or a sum that contains itself.
    """
    cells = {cell.code: cell for cell in form.cells}
    if unknown_codes := sorted(values.keys() - cells.keys()):
        raise ValueError(f"form {form.uid} has no cell {', '.join(unknown_codes)}")
    computed: dict[str, Value] = {}

    def compute_value(code: str, chain: tuple[str, ...]) -> Value:
        if code in chain:
            raise ValueError(f"form {form.uid}: cell {code} is a sum of itself")
        if code not in computed:
            parts = form.cell(code).sum_of
            typed = values.get(code, Gap.NOT_REPORTED)
            computed[code] = sum_values(compute_value(part, (*chain, code)) for part in parts) if parts else typed
        return computed[code]

    return {code: compute_value(code, ()) for code in cells}


def sum_values(parts: Iterable[Value]) -> Value:
    """The sum of the numbers; without numbers, «không áp dụng» if every part is that, else «chưa báo cáo»."""
    parts = tuple(parts)
    numbers = [part for part in parts if isinstance(part, Decimal)]
    if numbers:
        return sum(numbers, Decimal())
    if parts and all(part is Gap.NOT_APPLICABLE for part in parts):
        return Gap.NOT_APPLICABLE
    return Gap.NOT_REPORTED
