"""Read which units keep which register."""

from collections.abc import Collection, Mapping

from sokehoach.adapters.programme_files.definition import RegisterOwnership, UnitRow
from sokehoach.adapters.programme_files.record import Record
from sokehoach.adapters.programme_files.units import check_unit_code, has_commune_reporters
from sokehoach.domain.indicators.element import ElementFunction
from sokehoach.domain.orgtree.unit import Level
from sokehoach.domain.reporting.form import Reporters

type RegisterFunctions = Mapping[str, str]
"""The side of the wall on which each register of the product stands."""


def read_register_owners(
    file: Record, units: Collection[UnitRow], functions: RegisterFunctions | None
) -> tuple[RegisterOwnership, ...]:
    """Read the owners of each register; `functions` are those of the product's registers, None skips the check."""
    codes = frozenset(row.unit.code for row in units)
    ownerships: dict[str, RegisterOwnership] = {}
    for record in file.records("registers"):
        ownership = RegisterOwnership(
            register=record.code("code"),
            function=record.choice("function", ElementFunction),
            levels=record.choices("levels", Level),
            agencies=tuple(check_unit_code(record, "agencies", code, codes) for code in record.texts("agencies")),
            source=record.text("source"),
            clauses=tuple(record.texts("clauses")),
        )
        record.finish()
        if not ownership.levels and not ownership.agencies:
            record.refuse(f"không đơn vị nào giữ sổ «{ownership.register}»")
        if ownership.register in ownerships:
            record.refuse(f"trùng sổ «{ownership.register}»", "code")
        _check_function(ownership, record, functions)
        _check_wall(ownership, record, units)
        ownerships[ownership.register] = ownership
    file.finish()
    return tuple(ownerships.values())


def _check_function(ownership: RegisterOwnership, record: Record, functions: RegisterFunctions | None) -> None:
    if functions is None or not ownership.register:
        return
    if ownership.register not in functions:
        record.refuse(f"phần mềm không có sổ «{ownership.register}»", "code")
    elif functions[ownership.register] != ownership.function:
        register_function = functions[ownership.register]
        record.refuse(
            f"sổ «{ownership.register}» thuộc chức năng {register_function}, không thuộc {ownership.function}",
            "function",
        )


def _check_wall(ownership: RegisterOwnership, record: Record, units: Collection[UnitRow]) -> None:
    """Check that below the district no unit keeps figures of inspection, enforcement or support (limits.md, 3)."""
    owners = Reporters(tuple(level.value for level in ownership.levels), ownership.agencies)
    if ownership.function.walled and has_commune_reporters(owners, units):
        record.refuse("cấp xã không giữ sổ kiểm tra, xử lý, hỗ trợ", "function")
