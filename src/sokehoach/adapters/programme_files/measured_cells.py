"""Check that the element of a cell suits what the register of its source counts."""

from collections.abc import Mapping

from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.indicators.element import DataElement, ValueKind
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.messages import say
from sokehoach.domain.registers.field_kinds import DECIMAL_KINDS
from sokehoach.domain.registers.register_type import (
    ADDING_OPERATIONS,
    MeasureDefinition,
    MeasureOperation,
    RegisterField,
    RegisterType,
)
from sokehoach.domain.reporting.form import Cell


def check_measured_cell(
    cell: Cell, record: Record, register_types: Mapping[str, RegisterType], elements: Mapping[str, DataElement]
) -> None:
    """Check that the element of a counted cell may hold what is counted: persons (limits.md, 4), decimals, averages."""
    register = None if cell.source is None else register_types.get(cell.source.register)
    if register is None or cell.source is None or cell.element not in elements:
        return
    _check_persons(cell, record, elements[cell.element], register.counts_persons(cell.source.measure, register_types))
    measure = register.find_measure(cell.source.measure)
    field = register.find_counted_field(cell.source.measure, register_types)
    if measure is not None and field is not None:
        _check_decimals(cell, record, elements[cell.element], measure, field)


def _check_persons(cell: Cell, record: Record, element: DataElement, counts_persons: bool) -> None:
    if counts_persons and not element.counts_persons:
        record.refuse(
            say(
                "ô %(code)s đếm người, chỉ tiêu %(element)s phải ghi counts_persons: yes",
                code=cell.code,
                element=cell.element,
            ),
            "element",
        )


def _check_decimals(
    cell: Cell, record: Record, element: DataElement, measure: MeasureDefinition, field: RegisterField
) -> None:
    """Decimals go into an element that holds them, and averages are never added up."""
    is_average = measure.operation is MeasureOperation.AVERAGE
    gives_decimals = is_average or (field.kind in DECIMAL_KINDS and measure.operation in ADDING_OPERATIONS)
    if gives_decimals and element.kind not in (ValueKind.DECIMAL, ValueKind.MONEY):
        record.refuse(
            say(
                "ô %(code)s nhận số thập phân, chỉ tiêu %(element)s phải thuộc loại decimal hoặc money",
                code=cell.code,
                element=cell.element,
            ),
            "element",
        )
    elif is_average and Operator.SUM in (element.over_time, element.over_place):
        record.refuse(
            say(
                "ô %(code)s là số trung bình, chỉ tiêu %(element)s không được cộng theo kỳ hay theo địa bàn",
                code=cell.code,
                element=cell.element,
            ),
            "element",
        )
