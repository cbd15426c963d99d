"""Read the pages that a register has beside its list."""

import re
from collections.abc import Mapping

from sokehoach.adapters.programme_files.record import Record
from sokehoach.adapters.programme_files.register_parts import TypeContext, check_denominator_code
from sokehoach.domain.messages import say
from sokehoach.domain.privacy import scan_text
from sokehoach.domain.registers.field_kinds import FieldKind
from sokehoach.domain.registers.overview import Overview, OverviewKind
from sokehoach.domain.registers.register_type import MeasureUnits, RegisterField, RegisterType

_CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
# What follows the address of a register already.
ADDRESSES = frozenset({"them", "tai-ve", "mau", "nhap"})
_KINDS = {OverviewKind.FIRST_DAYS: FieldKind.MANY, OverviewKind.WAITING: FieldKind.DAY}


def read_overview(record: Record, register: RegisterType, context: TypeContext) -> Overview:
    """A page of a register whose fields and measures have been read."""
    fields_by_code = {field.code: field for field in register.fields}
    overview = Overview(
        code=record.text("code", most=40),
        name=record.text("name", most=60),
        kind=record.choice("kind", OverviewKind),
        field=record.optional("field"),
        about=record.optional("about", most=300),
        options=record.texts("options"),
        done_on=record.optional("done_on"),
        columns=record.texts("columns"),
        measures=record.texts("measures"),
        denominator=record.optional("denominator"),
    )
    record.finish()
    if overview.code and (not _CODE.fullmatch(overview.code) or overview.code in ADDRESSES):
        record.refuse(
            say("mã trang «%(code)s» phải gồm chữ thường không dấu, số, gạch nối", code=overview.code), "code"
        )
    for name in ("name", "about"):
        if scan_text(getattr(overview, name)):
            record.refuse(say("«%(name)s» nêu thông tin của một người", name=name), name)
    for name, codes in (("field", (overview.field,)), ("done_on", (overview.done_on,)), ("columns", overview.columns)):
        for code in codes:
            if code and code not in fields_by_code:
                record.refuse(say("«%(name)s» nêu trường «%(code)s» không có trong sổ", name=name, code=code), name)
    _check_kind(overview, record, fields_by_code, context)
    _check_measures(overview, record, register, context)
    return overview


def _check_measures(overview: Overview, record: Record, register: RegisterType, context: TypeContext) -> None:
    is_by_unit = overview.kind is OverviewKind.BY_UNIT
    if is_by_unit == bool(overview.field):
        record.refuse(say("«field» chỉ dùng, và phải có, với trang first_days, waiting"), "field")
    if is_by_unit != bool(overview.measures):
        record.refuse(say("«measures» chỉ dùng, và phải có, với trang by_unit"), "measures")
    measures = {measure.code: measure for measure in register.measures}
    for code in overview.measures:
        if code not in measures or measures[code].units is not MeasureUnits.OWN_UNIT:
            record.refuse(
                say("trang by_unit nêu «%(code)s», không phải phép đếm của từng đơn vị", code=code), "measures"
            )
    if overview.denominator and not is_by_unit:
        record.refuse(say("«denominator» chỉ dùng với trang by_unit"), "denominator")
    elif overview.denominator:
        check_denominator_code(record, overview.denominator, context)


def _check_kind(
    overview: Overview, record: Record, fields_by_code: Mapping[str, RegisterField], context: TypeContext
) -> None:
    is_waiting = overview.kind is OverviewKind.WAITING
    kind = _KINDS.get(overview.kind)
    for name in ("field", "done_on"):
        field = fields_by_code.get(getattr(overview, name))
        if field is not None and field.kind is not kind:
            record.refuse(say("trang %(page)s cần trường kiểu %(kind)s", page=overview.kind, kind=kind), name)
    if is_waiting != bool(overview.done_on):
        record.refuse(say("«done_on» chỉ dùng, và phải có, với trang waiting"), "done_on")
    if overview.columns and not is_waiting:
        record.refuse(say("«columns» chỉ dùng với trang waiting"), "columns")
    if overview.options and is_waiting:
        record.refuse(say("«options» chỉ dùng với trang first_days"), "options")
        return
    field = fields_by_code.get(overview.field)
    option_set = context.option_sets.get(field.option_set) if field else None
    known_codes = {option.code for option in option_set.options} if option_set else set()
    for code in overview.options if option_set else ():
        if code not in known_codes:
            record.refuse(say("danh mục không có lựa chọn «%(option)s»", option=code), "options")
