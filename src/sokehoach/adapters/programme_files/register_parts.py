"""Read the conditions and measures of a register that a programme defines."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.messages import list_named_fields, say
from sokehoach.domain.registers.field_kinds import NUMBER_KINDS, OPTION_KINDS, FieldKind
from sokehoach.domain.registers.register_type import (
    BASE_AREAS,
    DAY,
    REPORT_TESTS,
    Condition,
    ConditionTest,
    MeasureDefinition,
    MeasureOperation,
    MeasureSpan,
    MeasureUnits,
    RegisterField,
)

_MOST_CONDITIONS = 5
_OPTION_TESTS = (ConditionTest.ONE_OF, ConditionTest.NONE_OF)
_NUMBER_TESTS = (ConditionTest.AT_LEAST, ConditionTest.AT_MOST)
_FLAG_TESTS = (ConditionTest.TRUE, ConditionTest.FALSE)
_OPTION_OPERATIONS = (MeasureOperation.HAS_ALL, MeasureOperation.HAS_ANY)
_OPERATIONS_BY_UNIT = (MeasureOperation.LAST, MeasureOperation.LAST_WRITTEN, MeasureOperation.HAS_ALL)

type Fields = Mapping[str, RegisterField]


@dataclass(frozen=True, slots=True)
class TypeContext:
    """What the parts of a register may refer to: option sets, and registers that the programme defines."""

    option_sets: Mapping[str, OptionSet]
    registers: Collection[str]


def read_condition_lists(
    record: Record, field: RegisterField, fields_by_code: Fields, context: TypeContext
) -> RegisterField:
    """The field with the conditions under which it is required and visible."""
    required_when = _read_conditions(record, "required_when", fields_by_code, context)
    visible_when = _read_conditions(record, "visible_when", fields_by_code, context)
    for name, conditions in (("required_when", required_when), ("visible_when", visible_when)):
        if any(condition.test in REPORT_TESTS for condition in conditions):
            record.refuse(say("phép thử theo ngày chốt số liệu chỉ dùng trong phép đếm"), name)
    if field.keeps_hidden and not visible_when:
        record.refuse(say("«keeps_hidden» chỉ dùng với trường có «visible_when»"), "keeps_hidden")
    if field.required and (required_when or visible_when):
        record.refuse(say("trường có điều kiện thì ghi «required: no»"), "required")
    if any(condition.field == field.code for condition in (*required_when, *visible_when)):
        record.refuse(say("điều kiện của «%(code)s» không được hỏi chính nó", code=field.code), "code")
    return replace(field, required_when=required_when, visible_when=visible_when)


def _read_conditions(record: Record, name: str, fields_by_code: Fields, context: TypeContext) -> tuple[Condition, ...]:
    conditions = tuple(_read_condition(item, fields_by_code, context) for item in record.records(name, required=False))
    if len(conditions) > _MOST_CONDITIONS:
        record.refuse(
            say("«%(name)s» nhiều nhất %(most_conditions)s điều kiện", name=name, most_conditions=_MOST_CONDITIONS),
            name,
        )
    return conditions


def _read_condition(record: Record, fields_by_code: Fields, context: TypeContext) -> Condition:
    condition = Condition(
        field=record.text("field"),
        test=record.choice("test", ConditionTest),
        options=record.texts("options"),
        number=record.integer("number", default=0),
    )
    record.finish()
    field = fields_by_code.get(condition.field)
    if field is None:
        if condition.field:
            record.refuse(say("điều kiện nêu trường «%(field)s» không có trong sổ", field=condition.field), "field")
        return condition
    if not _suits_kind(condition.test, field.kind):
        record.refuse(
            say("phép thử %(test)s không dùng với trường kiểu %(kind)s", test=condition.test, kind=field.kind), "test"
        )
    if (condition.test in _OPTION_TESTS) != bool(condition.options):
        record.refuse(say("«options» chỉ dùng, và phải có, với one_of, none_of"), "options")
    option_set = context.option_sets.get(field.option_set)
    names = set() if option_set is None else {option.code for option in option_set.options}
    for option in condition.options if option_set is not None else ():
        if option not in names:
            record.refuse(
                say(
                    "danh mục «%(option_set)s» không có lựa chọn «%(option)s»",
                    option_set=field.option_set,
                    option=option,
                ),
                "options",
            )
    return condition


def _suits_kind(test: ConditionTest, kind: FieldKind) -> bool:
    if test in REPORT_TESTS:
        return kind in (FieldKind.DAY, FieldKind.QUARTER)
    if test in _OPTION_TESTS:
        return kind in OPTION_KINDS
    if test in _NUMBER_TESTS:
        return kind in (*NUMBER_KINDS, FieldKind.YEAR)
    return kind is FieldKind.FLAG or test not in _FLAG_TESTS


def read_measure(record: Record, fields_by_code: Fields, context: TypeContext) -> MeasureDefinition:
    measure = MeasureDefinition(
        code=record.code("code"),
        name=record.text("name", most=120),
        operation=record.choice("operation", MeasureOperation),
        field=_read_field_name(record, "field", fields_by_code),
        conditions=_read_conditions(record, "conditions", fields_by_code, context),
        span=_read_word(record, "span", MeasureSpan.FLOW),
        units=_read_word(record, "units", MeasureUnits.OWN_UNIT),
        through=_read_field_name(record, "through", fields_by_code),
        dated_by=_read_field_name(record, "dated_by", fields_by_code) or DAY,
        latest_by=_read_field_name(record, "latest_by", fields_by_code),
        options=record.texts("options"),
        adds_when=_read_conditions(record, "adds_when", fields_by_code, context),
    )
    record.finish()
    refuse_unknown_names(record, "name", measure.name)
    _check_measure(measure, record, fields_by_code)
    return _read_wanted_options(measure, record, fields_by_code, context)


def refuse_unknown_names(record: Record, name: str, text: str) -> None:
    """A label or the name of a measure may name levels; what else stands in braces would be printed as it is."""
    for code in list_named_fields(text):
        if code != BASE_AREAS:
            record.refuse(
                say("«%(name)s» chỉ nêu được «{%(known)s}», không phải «{%(code)s}»", name=name, known=BASE_AREAS,
                    code=code),
                name,
            )  # fmt: skip


def _read_wanted_options(
    measure: MeasureDefinition, record: Record, fields_by_code: Fields, context: TypeContext
) -> MeasureDefinition:
    """With the options of which `has_all` asks whether all are there, `has_any` whether one is."""
    field = fields_by_code.get(measure.field)
    option_set = context.option_sets.get(field.option_set) if field else None
    if measure.operation not in _OPTION_OPERATIONS:
        if measure.options:
            record.refuse(say("«options» chỉ dùng với phép has_all, has_any"), "options")
        return measure
    names = [] if option_set is None else [option.code for option in option_set.options]
    for option in measure.options:
        if option not in names:
            record.refuse(say("danh mục không có lựa chọn «%(option)s»", option=option), "options")
    return replace(measure, options=measure.options or tuple(names))


def _read_word[Word: (MeasureSpan, MeasureUnits)](record: Record, name: str, default: Word) -> Word:
    return record.choice(name, type(default)) if name in record.fields else default


def _read_field_name(record: Record, name: str, fields_by_code: Fields) -> str:
    code = record.optional(name)
    if code and code not in fields_by_code:
        record.refuse(say("«%(name)s» nêu trường «%(code)s» không có trong sổ", name=name, code=code), name)
        return ""
    return code


def _check_measure(measure: MeasureDefinition, record: Record, fields_by_code: Fields) -> None:
    kinds = {
        MeasureOperation.SUM: NUMBER_KINDS,
        MeasureOperation.LAST: NUMBER_KINDS,
        MeasureOperation.LAST_WRITTEN: NUMBER_KINDS,
        MeasureOperation.HAS_ALL: OPTION_KINDS,
        MeasureOperation.HAS_ANY: OPTION_KINDS,
        MeasureOperation.DISTINCT_PLACES: (FieldKind.TEXT,),
        MeasureOperation.DISTINCT: tuple(kind for kind in FieldKind if kind is not FieldKind.LONG),
    }.get(measure.operation)
    if (kinds is None) == bool(measure.field):
        record.refuse(
            say(
                "phép %(operation)s không có «field»",
                operation=measure.operation,
            )
            if kinds is None
            else say("phép %(operation)s cần «field»", operation=measure.operation),
            "field",
        )
    elif kinds and fields_by_code[measure.field].kind not in kinds:
        record.refuse(
            say(
                "phép %(operation)s không dùng với trường kiểu %(kind)s",
                operation=measure.operation,
                kind=fields_by_code[measure.field].kind,
            ),
            "field",
        )
    if measure.through and fields_by_code[measure.through].kind not in (FieldKind.UNIT, FieldKind.UNITS):
        record.refuse(say("«through» phải là trường kiểu unit, units"), "through")
    if (
        fields_by_code[measure.dated_by].kind not in (FieldKind.DAY, FieldKind.QUARTER)
        if measure.dated_by in fields_by_code
        else False
    ):
        record.refuse(say("«dated_by» phải là trường kiểu day, quarter"), "dated_by")
    if measure.through and measure.operation in _OPERATIONS_BY_UNIT:
        record.refuse(
            say("phép %(operation)s tính theo đơn vị ghi sổ, không dùng «through»", operation=measure.operation),
            "through",
        )
    if measure.latest_by and measure.span is not MeasureSpan.STOCK:
        record.refuse(say("«latest_by» chỉ dùng với span: stock"), "latest_by")
