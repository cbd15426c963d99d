"""Check constraints on the days from one field to another: cut-offs between them, other entries with the same days."""

from collections.abc import Mapping
from datetime import date

from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.messages import say
from sokehoach.domain.registers.field_kinds import FieldKind
from sokehoach.domain.registers.register_type import Constraint, ConstraintRule, RegisterField

_ALIKE_KINDS = (FieldKind.ONE, FieldKind.TEXT, FieldKind.DOMAIN, FieldKind.UNIT, FieldKind.LINE, FieldKind.FLAG)
_DATE_RANGE_RULES = (ConstraintRule.WITHIN_CUT_OFFS, ConstraintRule.NO_OVERLAP)
_MOST_CUT_OFFS = 12
_COMMON_YEAR = 2026


def check_date_range(constraint: Constraint, fields_by_code: Mapping[str, RegisterField], record: Record) -> None:
    """Refuses what a rule over a range of days lacks, and what only such a rule has."""
    if (constraint.rule is ConstraintRule.WITHIN_CUT_OFFS) != bool(constraint.cut_offs):
        record.refuse(say("«cut_offs» chỉ dùng, và phải có, với within_cut_offs: các ngày dạng 15/05"), "cut_offs")
    if len(constraint.cut_offs) > _MOST_CUT_OFFS:
        record.refuse(say("«cut_offs» nhiều nhất %(most)s ngày", most=_MOST_CUT_OFFS), "cut_offs")
    for cut_off in constraint.cut_offs:
        if not _is_day_of_year(cut_off):
            record.refuse(say("«cut_offs» có «%(text)s», không phải ngày dạng 15/05", text=cut_off), "cut_offs")
    if constraint.rule not in _DATE_RANGE_RULES:
        return
    codes = [*constraint.fields, constraint.other]
    if len(codes) != 2 or any(
        code not in fields_by_code or fields_by_code[code].kind is not FieldKind.DAY for code in codes
    ):
        record.refuse(
            say("%(rule)s có một trường ở «fields» và một ở «other», kiểu day", rule=constraint.rule), "fields"
        )
    if constraint.of and fields_by_code[constraint.of].kind not in _ALIKE_KINDS:
        record.refuse(say("«of» của no_overlap là trường kiểu %(kinds)s", kinds=", ".join(_ALIKE_KINDS)), "of")


def _is_day_of_year(text: str) -> bool:
    """Of every year: 29/02 is not."""
    day, _slash, month = text.partition("/")
    if not (len(text) == 5 and text.isascii() and day.isdecimal() and month.isdecimal()):
        return False
    try:
        date(_COMMON_YEAR, int(month), int(day))
    except ValueError:
        return False
    return True
