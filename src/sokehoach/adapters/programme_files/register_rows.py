"""Check that a register of rows fits the register of the entries to which its rows belong."""

from collections.abc import Collection, Iterable, Mapping

from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.messages import say
from sokehoach.domain.registers.field_kinds import DECIMAL_KINDS, NUMBER_KINDS, FieldKind
from sokehoach.domain.registers.register_type import (
    RegisterField,
    RegisterType,
    find_parent_register,
    list_total_constraints,
)


def check_parents(
    types: Mapping[str, RegisterType], records: Iterable[Record], product_registers: Collection[str]
) -> None:
    """Rows have no rows: one form shows an entry and its rows, and nothing below. Nor has an entry of a module."""
    with_parent = {code: find_parent_register(register) for code, register in types.items() if register.parent}
    for record in records:
        code = str(node.value) if (node := record.fields.get("code")) else ""
        if with_parent.get(code) in with_parent:
            record.refuse(say("dòng của một dòng khác không có dòng con"), "parent")
        if with_parent.get(code) in product_registers:
            record.refuse(say("dòng của sổ «%(code)s» không có dòng con", code=with_parent[code]), "parent")


def check_parent(register: RegisterType, field: RegisterField, file: Record) -> None:
    if field.kind is not FieldKind.LINE or not (field.same_unit and field.required) or field.register == register.code:
        file.refuse(say("«parent» phải là trường bắt buộc kiểu line của sổ khác, có «same_unit: yes»"), "parent")


def check_rows_by(register: RegisterType, file: Record) -> None:
    """A unit has one line in the form of the entry, and the line has numbers alone."""
    units = [field.code for field in register.fields if field.kind is FieldKind.UNIT and field.required]
    numbers = [field for field in register.fields if field.kind in NUMBER_KINDS and not field.visible_when]
    is_whole = bool(register.parent and numbers) and len(register.fields) == len(numbers) + 3
    if not is_whole or units != [register.rows_by] or {*register.unique} != {register.parent, register.rows_by}:
        file.refuse(
            say(
                "sổ có «rows_by» gồm day, trường «parent», một trường kiểu unit bắt buộc, còn lại là trường số không có"
                " «visible_when»; «unique» gồm trường «parent» và trường đơn vị ấy"
            ),
            "rows_by",
        )


def check_totals(
    types: Mapping[str, RegisterType], records: Iterable[Record], product_registers: Collection[str]
) -> None:
    """The limit of a total is a number of the register to which the entries refer."""
    for record in records:
        register = types.get(str(node.value) if (node := record.fields.get("code")) else "")
        for constraint in list_total_constraints(register) if register is not None else ():
            link = register.find_field(constraint.of) if register is not None else None
            target = types.get(link.register) if link is not None else None
            limit = target.find_field(constraint.other) if target is not None else None
            if link is not None and link.register in product_registers:
                reason = say("total_at_most không dùng với dòng của sổ «%(code)s»", code=link.register)
                record.refuse(reason, "constraints")
            elif target is not None and (limit is None or limit.kind not in NUMBER_KINDS):
                record.refuse(
                    say("sổ «%(code)s» không có trường số «%(other)s»", code=target.code, other=constraint.other),
                    "constraints",
                )
            elif register is not None and target is not None and limit is not None:
                kinds = {limit.kind, *(field.kind for field in register.fields if field.code in constraint.fields)}
                if len({kind in DECIMAL_KINDS for kind in kinds}) > 1:  # compared as they are stored
                    record.refuse(say("total_at_most không so số thập phân với số nguyên"), "constraints")
