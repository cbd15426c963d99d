"""Says in a sentence what a constraint or a measure of a register does, for those who define it."""

from collections.abc import Sequence

from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.registers.condition_text import BETWEEN_OPTIONS, NamedField, format_conditions
from sokehoach.domain.registers.field_kinds import OPTION_KINDS
from sokehoach.domain.registers.register_type import (
    DAY,
    Condition,
    Constraint,
    ConstraintRule,
    MeasureDefinition,
    MeasureOperation,
    MeasureSpan,
    MeasureUnits,
    RegisterType,
)


def explain_constraint(constraint: Constraint, register: RegisterType) -> str:
    """«Từng số «Nữ» không lớn hơn «Lượt người dự».»"""
    fields = ", ".join(f"«{_get_label(register, code)}»" for code in constraint.fields)
    other = f"«{_get_label(register, constraint.other)}»"
    match constraint.rule:
        case ConstraintRule.AT_MOST:
            return say(
                "Từng trường %(fields)s không được lớn hơn, không được sau %(other)s.", fields=fields, other=other
            )
        case ConstraintRule.AT_LEAST:
            return say(
                "Từng trường %(fields)s không được nhỏ hơn, không được trước %(other)s.", fields=fields, other=other
            )
        case ConstraintRule.SUM_AT_MOST:
            return say("Tổng của %(fields)s không được lớn hơn %(other)s.", fields=fields, other=other)
        case ConstraintRule.SUM_EQUALS:
            return say("Tổng của %(fields)s phải bằng %(other)s.", fields=fields, other=other)
        case ConstraintRule.ONE_PRESENT:
            return say("Phải ghi ít nhất một trong: %(fields)s.", fields=fields)
        case ConstraintRule.ONE_POSITIVE:
            return say("Ít nhất một trong các số %(fields)s phải lớn hơn 0.", fields=fields)
        case ConstraintRule.ONLY_WITH:
            return say("Chỉ ghi %(fields)s khi đã ghi %(other)s.", fields=fields, other=other)
        case ConstraintRule.ALL_OR_NONE:
            return say("Ghi đủ %(fields)s, hoặc để trống tất cả.", fields=fields)
        case ConstraintRule.NOT_AFTER_TODAY:
            return say("%(fields)s không được sau ngày ghi.", fields=fields)
        case ConstraintRule.ONE_PLACE:
            return say("Trong %(fields)s chỉ ghi tên một nơi, không ghi nhiều nơi.", fields=fields)
        case ConstraintRule.WITHIN_CUT_OFFS:
            return say(
                "Từ %(fields)s đến %(other)s không vắt qua ngày chốt: %(days)s.",
                fields=fields,
                other=other,
                days=", ".join(constraint.cut_offs),
            )
        case ConstraintRule.NO_OVERLAP:
            return say(
                "Hai dòng của một đơn vị%(alike)s không trùng ngày nào từ %(fields)s đến %(other)s.",
                alike=say(" cùng «%(of)s»", of=_get_label(register, constraint.of)) if constraint.of else "",
                fields=fields,
                other=other,
            )
    return say(
        "Cộng %(fields)s của mọi dòng cùng %(of)s không được lớn hơn %(other)s của nó.",
        fields=fields,
        of=f"«{_get_label(register, constraint.of)}»",
        other=f"«{constraint.other}»",
    )


def explain_measure(
    measure: MeasureDefinition,
    register: RegisterType,
    fields: Sequence[NamedField],
    rows: RegisterType | None = None,
    row_fields: Sequence[NamedField] = (),
) -> str:
    """«Đếm số lớp trong kỳ báo cáo, của đơn vị ghi sổ. Chia được theo: Nội dung chính.»

    `rows`, `row_fields`: of the register whose rows it counts.
    """
    counted_register, counted_fields = (register, fields) if rows is None else (rows, row_fields)
    sentences = [
        say(
            "%(what)s%(conditions)s, %(span)s, %(units)s.",
            what=_explain_operation(measure, counted_register, counted_fields)
            if rows is None
            else say(
                "%(what)s của từng %(row)s",
                what=_explain_operation(measure, counted_register, counted_fields),
                row=register.row,
            ),
            conditions=_explain_conditions(measure, fields),
            span=_explain_span(measure, register),
            units=_explain_units(measure, counted_register),
        )
    ]
    if rows is not None:
        sentences.append(say("Còn một %(row)s chưa ghi bảng ấy thì số chưa biết.", row=register.row))
    if measure.adds_when:
        adding = _join_conditions(measure.adds_when, counted_fields)
        sentences.append(say("Trong số ấy chỉ tính dòng có %(conditions)s.", conditions=adding))
    if measure.latest_by:
        sentences.append(say("Mỗi «%(field)s» chỉ lấy dòng mới nhất.", field=_get_label(register, measure.latest_by)))
    if breakdown := [field.label for field in register.fields if field.kind in OPTION_KINDS]:
        sentences.append(say("Ô của biểu chia được theo: %(labels)s.", labels=", ".join(breakdown)))
    if register.counts_persons(measure.code, {} if rows is None else {measure.rows: rows}):
        sentences.append(say("Đây là số người: chỉ ở cấp mà chương trình cho đếm người."))
    return join_messages(" ", sentences)


def _explain_operation(measure: MeasureDefinition, register: RegisterType, fields: Sequence[NamedField]) -> str:
    row, field = register.row, _get_label(register, measure.field)
    match measure.operation:
        case MeasureOperation.COUNT:
            return say("Đếm số %(row)s", row=row)
        case MeasureOperation.SUM:
            return say("Cộng «%(field)s» của các %(row)s", field=field, row=row)
        case MeasureOperation.SUM_WRITTEN:
            return say("Cộng «%(field)s» của các %(row)s có ghi số này", field=field, row=row)
        case MeasureOperation.AVERAGE:
            return say("Lấy trung bình «%(field)s» của các %(row)s có ghi số này", field=field, row=row)
        case MeasureOperation.DISTINCT:
            return say("Đếm xem có bao nhiêu «%(field)s» khác nhau trong các %(row)s", field=field, row=row)
        case MeasureOperation.DISTINCT_PLACES:
            return say(
                "Đếm xem «%(field)s» của các %(row)s nêu bao nhiêu nơi khác nhau, không kể cách viết «Bản», «Thôn»",
                field=field,
                row=row,
            )
        case MeasureOperation.LAST:
            return say("Lấy «%(field)s» ở %(row)s cuối cùng của từng đơn vị rồi cộng lại", field=field, row=row)
        case MeasureOperation.LAST_WRITTEN:
            return say(
                "Lấy «%(field)s» ở %(row)s cuối cùng có ghi số này của từng đơn vị rồi cộng lại", field=field, row=row
            )
        case MeasureOperation.HAS_ANY:
            return say(
                "Đếm số %(row)s có «%(field)s» là %(options)s",
                row=row,
                field=field,
                options=say(" hoặc ").join(f"«{name}»" for name in _list_option_names(measure, fields)),
            )
        case MeasureOperation.REACHES:
            return say(
                "Đếm số đơn vị có tổng «%(field)s» của các %(row)s không nhỏ hơn mẫu số «%(denominator)s» của năm",
                field=field,
                row=row,
                denominator=measure.denominator,
            )
    return say("Đếm số đơn vị có đủ mọi lựa chọn của «%(field)s» trong các %(row)s", field=field, row=row)


def _list_option_names(measure: MeasureDefinition, fields: Sequence[NamedField]) -> list[str]:
    names = next((field.options for field in fields if field.code == measure.field), {})
    return [names.get(code, code) for code in measure.options]


def _explain_conditions(measure: MeasureDefinition, fields: Sequence[NamedField]) -> str:
    if not measure.conditions:
        return ""
    return say(" khi %(conditions)s", conditions=_join_conditions(measure.conditions, fields))


def _join_conditions(conditions: Sequence[Condition], fields: Sequence[NamedField]) -> str:
    either = f" {BETWEEN_OPTIONS} "
    return say(" và ").join(say(" hoặc ").join(format_conditions([item], fields).split(either)) for item in conditions)


def _explain_span(measure: MeasureDefinition, register: RegisterType) -> str:
    day = _get_label(register, measure.dated_by or DAY)
    match measure.span:
        case MeasureSpan.FLOW:
            return say("có «%(day)s» trong kỳ báo cáo", day=day)
        case MeasureSpan.YEAR:
            return say("có «%(day)s» từ đầu năm đến ngày chốt số liệu", day=day)
    return say("tất cả đến ngày chốt số liệu theo «%(day)s»", day=day)


def _explain_units(measure: MeasureDefinition, register: RegisterType) -> str:
    """`register`: whose field `through` is."""
    if measure.through and measure.units is MeasureUnits.BASE_AREAS:
        return say(
            "tính cho các địa bàn cơ sở trong địa bàn, ghi ở «%(field)s»", field=_get_label(register, measure.through)
        )
    if measure.through:
        return say("tính cho đơn vị ghi ở «%(field)s»", field=_get_label(register, measure.through))
    match measure.units:
        case MeasureUnits.OWN_UNIT:
            return say("của đơn vị ghi sổ")
        case MeasureUnits.AREA:
            return say("của mọi cơ quan trong địa bàn")
        case MeasureUnits.BASE_AREAS:
            return say("của các địa bàn cơ sở trong địa bàn")
    return say("của cả địa bàn, gồm các đơn vị bên dưới")


def _get_label(register: RegisterType, code: str) -> str:
    field = register.find_field(code)
    return field.label if field else code
