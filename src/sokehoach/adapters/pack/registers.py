"""Who keeps which register."""

from collections.abc import Collection, Mapping

from sokehoach.adapters.pack.pack import Keeping, UnitRow
from sokehoach.adapters.pack.record import Record
from sokehoach.adapters.pack.units import communes_report, known_unit
from sokehoach.domain.indicators.element import Function
from sokehoach.domain.orgtree.unit import Level
from sokehoach.domain.reporting.form import Reporters

type Functions = Mapping[str, str]
"""The side of the wall on which each register of the product stands."""


def read_keepings(
    file: Record, units: Collection[UnitRow], functions: Functions | None
) -> tuple[Keeping, ...]:
    """`functions`: of the registers that the product has; None asks for none."""
    codes = frozenset(row.unit.code for row in units)
    kept: dict[str, Keeping] = {}
    for record in file.records("registers"):
        keeping = Keeping(
            register=record.code("code"),
            function=record.choice("function", Function),
            levels=record.choices("levels", Level),
            agencies=tuple(known_unit(record, "agencies", code, codes) for code in record.texts("agencies")),
            source=record.text("source"),
            clauses=tuple(record.texts("clauses")),
        )
        record.finish()
        if not keeping.levels and not keeping.agencies:
            record.refuse(f"không đơn vị nào giữ sổ «{keeping.register}»")
        if keeping.register in kept:
            record.refuse(f"trùng sổ «{keeping.register}»", "code")
        _check_function(keeping, record, functions)
        _check_wall(keeping, record, units)
        kept[keeping.register] = keeping
    file.finish()
    return tuple(kept.values())


def _check_function(keeping: Keeping, record: Record, functions: Functions | None) -> None:
    if functions is None or not keeping.register:
        return
    if keeping.register not in functions:
        record.refuse(f"phần mềm không có sổ «{keeping.register}»", "code")
    elif functions[keeping.register] != keeping.function:
        told = functions[keeping.register]
        record.refuse(
            f"sổ «{keeping.register}» thuộc chức năng {told}, không thuộc {keeping.function}", "function"
        )


def _check_wall(keeping: Keeping, record: Record, units: Collection[UnitRow]) -> None:
    """PRODUCT.md, line 3: below the district nobody keeps figures of inspection, enforcement or support."""
    keepers = Reporters(tuple(level.value for level in keeping.levels), keeping.agencies)
    if keeping.function.walled and communes_report(keepers, units):
        record.refuse("cấp xã không giữ sổ kiểm tra, xử lý, hỗ trợ", "function")
