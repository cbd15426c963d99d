"""Check that the element of a cell suits what the register of its source counts."""

from collections.abc import Mapping

from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.indicators.element import DataElement, ValueKind
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.messages import say
from sokehoach.domain.registers.field_kinds import DECIMAL_KINDS
from sokehoach.domain.registers.register_type import ADDING_OPERATIONS, MeasureOperation, RegisterType
from sokehoach.domain.reporting.form import Cell


def check_persons(
    cell: Cell, record: Record, register_types: Mapping[str, RegisterType], elements: Mapping[str, DataElement]
) -> None:
    """Check that a cell which counts persons is of an element that says so (limits.md, 4)."""
    register = None if cell.source is None else register_types.get(cell.source.register)
    if register is None or cell.source is None or cell.element not in elements:
        return
    counts_persons = register.counts_persons(cell.source.measure, register_types)
    if counts_persons and not elements[cell.element].counts_persons:
        record.refuse(
            say(
                "ô %(code)s đếm người, chỉ tiêu %(element)s phải ghi counts_persons: yes",
                code=cell.code,
                element=cell.element,
            ),
            "element",
        )


def check_decimals(
    cell: Cell, record: Record, register_types: Mapping[str, RegisterType], elements: Mapping[str, DataElement]
) -> None:
    """Check that the element of a cell holds decimals where its measure gives them, and never adds up averages."""
    register = None if cell.source is None else register_types.get(cell.source.register)
    if register is None or cell.source is None or cell.element not in elements:
        return
    element, measure = elements[cell.element], register.find_measure(cell.source.measure)
    field = register.find_counted_field(cell.source.measure, register_types)
    if measure is None or field is None:
        return
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
