"""Read the conditions and measures of a register that a programme defines."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.messages import list_named_fields, say
from sokehoach.domain.registers.field_kinds import ADDED_KINDS, NUMBER_KINDS, OPTION_KINDS, FieldKind
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
    RegisterType,
    find_parent_register,
)

_MOST_CONDITIONS = 5
_OPTION_TESTS = (ConditionTest.ONE_OF, ConditionTest.NONE_OF)
_NUMBER_TESTS = (ConditionTest.AT_LEAST, ConditionTest.AT_MOST)
_FLAG_TESTS = (ConditionTest.TRUE, ConditionTest.FALSE)
_OPTION_OPERATIONS = (MeasureOperation.HAS_ALL, MeasureOperation.HAS_ANY)
_OPERATIONS_BY_UNIT = (
    MeasureOperation.LAST, MeasureOperation.LAST_WRITTEN, MeasureOperation.HAS_ALL, MeasureOperation.REACHES,
)  # fmt: skip
_ROW_OPERATIONS = (
    MeasureOperation.COUNT, MeasureOperation.SUM, MeasureOperation.DISTINCT, MeasureOperation.DISTINCT_PLACES,
    MeasureOperation.REACHES,
)  # fmt: skip
_DENOMINATORS = "denominator"  # the option set of the kinds of denominators

type Fields = Mapping[str, RegisterField]


@dataclass(frozen=True, slots=True)
class TypeContext:
    """What the parts of a register may refer to: option sets, and registers that the programme defines.

    `types`: these registers by code, once their fields have been read.
    """

    option_sets: Mapping[str, OptionSet]
    registers: Collection[str]
    types: Mapping[str, RegisterType] = field(default_factory=dict)


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
        number=record.number("number", default=0),
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


def read_measure(record: Record, register: RegisterType, context: TypeContext) -> MeasureDefinition:
    """A measure of the register's entries, or, with `rows`, of their rows, whose fields it then counts."""
    fields_by_code = {own_field.code: own_field for own_field in register.fields}
    rows = _read_rows(record, register, context)
    counted_fields = {row_field.code: row_field for row_field in rows.fields} if rows else fields_by_code
    measure = MeasureDefinition(
        code=record.code("code"),
        name=record.text("name", most=120),
        operation=record.choice("operation", MeasureOperation),
        field=_read_field_name(record, "field", counted_fields),
        conditions=_read_conditions(record, "conditions", fields_by_code, context),
        span=_read_word(record, "span", MeasureSpan.FLOW),
        units=_read_word(record, "units", MeasureUnits.OWN_UNIT),
        through=_read_field_name(record, "through", counted_fields),
        dated_by=_read_field_name(record, "dated_by", fields_by_code) or DAY,
        latest_by=_read_field_name(record, "latest_by", fields_by_code),
        options=record.texts("options"),
        adds_when=_read_conditions(record, "adds_when", counted_fields, context),
        rows="" if rows is None else rows.code,
        denominator=record.optional("denominator"),
    )
    record.finish()
    refuse_unknown_names(record, "name", measure.name)
    _check_measure(measure, record, fields_by_code, counted_fields)
    _check_denominator(measure, record, context)
    return _read_wanted_options(measure, record, counted_fields, context)


def _read_rows(record: Record, register: RegisterType, context: TypeContext) -> RegisterType | None:
    """The register of rows that the measure counts; None where it counts entries."""
    code = record.optional("rows")
    rows = context.types.get(code)
    if code and (rows is None or find_parent_register(rows) != register.code):
        record.refuse(say("«rows» là «%(rows)s», không phải sổ có «parent» là dòng của sổ này", rows=code), "rows")
        return None
    return rows


def _check_denominator(measure: MeasureDefinition, record: Record, context: TypeContext) -> None:
    if (measure.operation is MeasureOperation.REACHES) != bool(measure.denominator):
        record.refuse(say("«denominator» chỉ dùng, và phải có, với phép reaches"), "denominator")
    elif measure.denominator:
        check_denominator_code(record, measure.denominator, context)


def check_denominator_code(record: Record, code: str, context: TypeContext) -> None:
    kinds = context.option_sets.get(_DENOMINATORS)
    codes = [] if kinds is None else [option.code for option in kinds.options]
    if code not in codes:
        known_codes = ", ".join(codes) or "–"
        record.refuse(say("không có mẫu số «%(code)s», có: %(codes)s", code=code, codes=known_codes), "denominator")


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


def _check_measure(measure: MeasureDefinition, record: Record, fields_by_code: Fields, counted_fields: Fields) -> None:
    """`counted_fields`: those of the rows where it counts rows, else those of the entry."""
    if measure.rows and measure.operation not in _ROW_OPERATIONS:
        record.refuse(
            say(
                "phép %(operation)s không tính trên dòng của một dòng khác, chỉ: %(operations)s",
                operation=measure.operation,
                operations=", ".join(_ROW_OPERATIONS),
            ),
            "operation",
        )
    kinds = {
        MeasureOperation.SUM: ADDED_KINDS,
        MeasureOperation.SUM_WRITTEN: ADDED_KINDS,
        MeasureOperation.AVERAGE: NUMBER_KINDS,
        MeasureOperation.LAST: ADDED_KINDS,
        MeasureOperation.LAST_WRITTEN: ADDED_KINDS,
        MeasureOperation.REACHES: ADDED_KINDS,
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
    elif kinds and counted_fields[measure.field].kind not in kinds:
        record.refuse(
            say(
                "phép %(operation)s không dùng với trường kiểu %(kind)s",
                operation=measure.operation,
                kind=counted_fields[measure.field].kind,
            ),
            "field",
        )
    unit_kinds = (FieldKind.UNIT,) if measure.rows else (FieldKind.UNIT, FieldKind.UNITS)
    if measure.through and counted_fields[measure.through].kind not in unit_kinds:
        record.refuse(say("«through» phải là trường kiểu %(kinds)s", kinds=", ".join(unit_kinds)), "through")
    if (
        fields_by_code[measure.dated_by].kind not in (FieldKind.DAY, FieldKind.QUARTER)
        if measure.dated_by in fields_by_code
        else False
    ):
        record.refuse(say("«dated_by» phải là trường kiểu day, quarter"), "dated_by")
    if measure.through and not measure.rows and measure.operation in _OPERATIONS_BY_UNIT:
        record.refuse(
            say("phép %(operation)s tính theo đơn vị ghi sổ, không dùng «through»", operation=measure.operation),
            "through",
        )
    if measure.latest_by and measure.span is not MeasureSpan.STOCK:
        record.refuse(say("«latest_by» chỉ dùng với span: stock"), "latest_by")
