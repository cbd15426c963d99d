"""Read the registers that a programme defines: one file for each, `registers/<code>.yaml`."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from sokehoach.adapters.programme_files.record import Record
from sokehoach.adapters.programme_files.register_date_ranges import check_date_range
from sokehoach.adapters.programme_files.register_overviews import read_overview
from sokehoach.adapters.programme_files.register_parts import (
    TypeContext,
    read_condition_lists,
    read_measure,
    refuse_unknown_names,
)
from sokehoach.adapters.programme_files.register_rows import check_parent, check_parents, check_rows_by, check_totals
from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.messages import list_named_fields, say
from sokehoach.domain.orgtree.level import LevelKind
from sokehoach.domain.privacy import scan_text
from sokehoach.domain.registers.field_kinds import (
    ADDED_KINDS,
    LARGEST,
    NAMING_KINDS,
    NUMBER_KINDS,
    OPTION_KINDS,
    TITLE_KINDS,
    FieldKind,
)
from sokehoach.domain.registers.personal_labels import find_personal_phrase
from sokehoach.domain.registers.register_type import (
    CUT_OFF,
    DAY,
    SUM,
    Constraint,
    ConstraintRule,
    RegisterField,
    RegisterType,
)
from sokehoach.domain.registers.search_columns import find_column_problems

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,39}")
_KINDS = [kind for kind in FieldKind if kind is not FieldKind.STAFF]  # accounts are persons
RESERVED_CODES = frozenset(
    {"unit", "version", "key", "again", "reason", "file", "tim", "ky", "tu", "den", "sau", "truoc", "tong"}
)
_MOST_FIELDS, _MOST_RULES = 60, 60
_MOST_YEARS = 100  # that content is kept, where it is not kept for ever
_RULES_WITHOUT_OTHER = (
    ConstraintRule.ONE_PRESENT, ConstraintRule.ONE_POSITIVE, ConstraintRule.ONE_PLACE, ConstraintRule.ALL_OR_NONE,
    ConstraintRule.NOT_AFTER_TODAY,
)  # fmt: skip
_RULES_OF_DAYS = (ConstraintRule.AT_MOST, ConstraintRule.AT_LEAST, ConstraintRule.WITHIN_CUT_OFFS)


def read_register_types(
    files: Iterable[Record],
    option_sets: Mapping[str, OptionSet],
    product_registers: Collection[str],
    referable: Collection[str] = (),
) -> tuple[RegisterType, ...]:
    """Read the types with their fields, rules and measures. `product_registers`: codes that are taken.

    `referable`: those of the product's registers to whose entries fields may refer.
    """
    records = list(files)
    codes = {str(node.value) for record in records if (node := record.fields.get("code"))}
    context = TypeContext(option_sets, {*codes, *referable})
    structures = [_read_type(record, context) for record in records]
    context = replace(context, types={register.code: register for register in structures})
    types: dict[str, RegisterType] = {}
    for record, structure in zip(records, structures, strict=True):
        register = _read_measures_and_pages(record, structure, context)
        if register.code in types or register.code in product_registers:
            record.refuse(say("mã sổ «%(code)s» đã có", code=register.code), "code")
        types[register.code] = register
    check_parents(types, records, referable)
    check_totals(types, records, referable)
    return tuple(types.values())


def _read_type(file: Record, context: TypeContext) -> RegisterType:
    """Without its measures, which may count rows of other registers, and its pages, which may show measures."""
    code = _read_code(file, "code")
    field_records = file.records("fields")
    fields = tuple(_read_field(record, context) for record in field_records)
    _check_fields(fields, field_records, file)
    fields_by_code = {field.code: field for field in fields}
    fields = tuple(
        read_condition_lists(record, field, fields_by_code, context)
        for record, field in zip(field_records, fields, strict=True)
    )
    for record in field_records:
        record.finish()
    register = RegisterType(
        uid=code,
        code=code,
        name=_read_label(file, "name", most=100),
        row=_read_label(file, "row", most=60),
        about=_read_label(file, "about", most=300),
        fields=fields,
        columns=_read_names(file, "columns", fields_by_code),
        filters=_read_names(file, "filters", fields_by_code),
        totals=_read_names(file, "totals", fields_by_code),
        title=_read_name(file, "title", fields_by_code),
        unique=_read_names(file, "unique", fields_by_code),
        constraints=tuple(
            _read_constraint(item, fields_by_code) for item in file.records("constraints", required=False)
        ),
        unit_label=file.optional("unit_label", most=60),
        parent=_read_name(file, "parent", fields_by_code),
        rows_by=_read_name(file, "rows_by", fields_by_code),
        place=_read_name(file, "place", fields_by_code),
        slug=_read_slug(file),
        retention_years=_read_retention(file),
    )
    _check_lists(register, fields_by_code, file)
    return register


def _read_measures_and_pages(file: Record, register: RegisterType, context: TypeContext) -> RegisterType:
    register = replace(
        register,
        measures=tuple(read_measure(item, register, context) for item in file.records("measures", required=False)),
    )
    overviews = tuple(read_overview(item, register, context) for item in file.records("overviews", required=False))
    register = replace(register, overviews=overviews)
    if len({overview.code for overview in overviews}) != len(overviews):
        file.refuse(say("hai trang cùng một mã"), "overviews")
    for name, reason in find_column_problems(register):
        file.refuse(reason, name)
    if len(register.measures) > _MOST_RULES:
        file.refuse(
            say("«%(name)s» nhiều nhất %(most_rules)s dòng", name="measures", most_rules=_MOST_RULES), "measures"
        )
    codes = [measure.code for measure in register.measures]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        file.refuse(say("trùng phép đếm «%(code)s»", code=code), "measures")
    file.finish()
    return register


def _read_code(record: Record, name: str) -> str:
    code = record.code(name)
    if code and not _CODE.fullmatch(code):
        record.refuse(
            say("mã «%(code)s» phải gồm chữ thường không dấu, số, gạch dưới, bắt đầu bằng chữ", code=code), name
        )
    return code


def _read_slug(file: Record) -> str:
    slug = file.optional("slug", most=40)
    if slug and not _SLUG.fullmatch(slug):
        file.refuse(
            say("«slug» là «%(slug)s», phải gồm chữ thường không dấu, số, gạch nối, bắt đầu bằng chữ", slug=slug),
            "slug",
        )
    return slug


def _read_retention(file: Record) -> int:
    years = file.integer("retention_years", default=0)
    if not 0 <= years <= _MOST_YEARS:
        file.refuse(say("«retention_years» từ 0 đến %(most)s", most=_MOST_YEARS), "retention_years")
    return years


def _read_label(record: Record, name: str, *, most: int) -> str:
    text = record.text(name, most=most)
    _check_text(record, name, text)
    return text


def _check_text(record: Record, name: str, text: str) -> None:
    if scan_text(text):
        record.refuse(say("«%(name)s» nêu thông tin của một người", name=name), name)


def _read_field(record: Record, context: TypeContext) -> RegisterField:
    code = _read_code(record, "code")
    kind_text = record.text("kind")
    kind = next((kind for kind in _KINDS if kind.value == kind_text), None)
    if kind is None and kind_text:
        record.refuse(
            say(
                "«kind» là «%(kind_text)s», phải là một trong: %(kinds)s", kind_text=kind_text, kinds=", ".join(_KINDS)
            ),
            "kind",
        )
    kind = kind or FieldKind.TEXT
    field = RegisterField(
        code=code,
        label=_read_label(record, "label", most=100),
        kind=kind,
        option_set=record.optional("option_set"),
        required=record.flag("required", default=True),
        hint=record.optional("hint", most=200),
        most=record.integer("most", default=0),
        level_kinds=record.choices("level_kinds", LevelKind),
        register=record.optional("register"),
        same_unit=record.flag("same_unit", default=False),
        own_area=record.flag("own_area", default=False),
        group=record.optional("group", most=100),
        counts_persons=record.flag("counts_persons", default=False),
        missing_message=record.optional("missing_message", most=200),
        misplaced_message=record.optional("misplaced_message", most=200),
        keeps_hidden=record.flag("keeps_hidden", default=False),
    )
    refuse_unknown_names(record, "label", field.label)
    for name in ("hint", "missing_message", "misplaced_message"):
        _check_text(record, name, getattr(field, name))
    _check_kind(field, record, context)
    return field


def _check_kind(field: RegisterField, record: Record, context: TypeContext) -> None:
    if field.code in RESERVED_CODES:
        record.refuse(say("mã «%(code)s» đã dùng cho việc khác", code=field.code), "code")
    if (field.kind in OPTION_KINDS) != bool(field.option_set):
        record.refuse(say("«option_set» chỉ dùng, và phải có, với kiểu one và many"), "option_set")
    elif field.option_set and field.option_set not in context.option_sets:
        record.refuse(say("không có danh mục «%(option_set)s»", option_set=field.option_set), "option_set")
    if (field.kind is FieldKind.LINE) != bool(field.register):
        record.refuse(say("«register» chỉ dùng, và phải có, với kiểu line"), "register")
    elif field.register and field.register not in context.registers:
        record.refuse(say("chương trình không định nghĩa sổ «%(register)s»", register=field.register), "register")
    if field.level_kinds and field.kind not in (FieldKind.UNIT, FieldKind.UNITS):
        record.refuse(say("«level_kinds» chỉ dùng với kiểu unit và units"), "level_kinds")
    if field.same_unit and field.kind is not FieldKind.LINE:
        record.refuse(say("«same_unit» chỉ dùng với kiểu line"), "same_unit")
    if field.own_area and field.kind is not FieldKind.UNIT:
        record.refuse(say("«own_area» chỉ dùng với kiểu unit"), "own_area")
    if field.counts_persons and field.kind is not FieldKind.NUMBER:
        record.refuse(say("«counts_persons» chỉ dùng với kiểu number"), "counts_persons")
    if field.most and field.kind not in LARGEST:
        record.refuse(say("«most» không dùng với kiểu %(kind)s", kind=field.kind), "most")
    elif field.most > LARGEST.get(field.kind, field.most):
        record.refuse(
            say("«most» của kiểu %(kind)s nhiều nhất %(largest)s", kind=field.kind, largest=LARGEST[field.kind]), "most"
        )
    if field.kind in NAMING_KINDS and (phrase := find_personal_phrase(field.label)):
        record.refuse(
            say(
                "nhãn «%(label)s» hỏi về một người («%(phrase)s»): sổ không ghi tên, số giấy tờ",
                label=field.label,
                phrase=phrase,
            ),
            "label",
        )


def _check_fields(fields: tuple[RegisterField, ...], records: list[Record], file: Record) -> None:
    if not 2 <= len(fields) <= _MOST_FIELDS:
        file.refuse(say("sổ có từ 2 đến %(most_fields)s trường", most_fields=_MOST_FIELDS), "fields")
    if fields and (fields[0].code != DAY or fields[0].kind not in (FieldKind.DAY, FieldKind.QUARTER)):
        records[0].refuse(say("trường đầu tiên là «day», kiểu day hoặc quarter"), "code")
    if fields and not fields[0].required:
        records[0].refuse(say("trường «day» luôn bắt buộc"), "required")
    for name in ("code", "label", "option_set"):
        values: set[str] = set()
        for field, record in zip(fields, records, strict=True):
            value = str(getattr(field, name)).casefold()
            if value and value in values:
                record.refuse(
                    say("hai trường cùng «%(name)s» là «%(field)s»", name=name, field=getattr(field, name)), name
                )
            values.add(value)


def _read_name(file: Record, name: str, fields_by_code: Mapping[str, RegisterField]) -> str:
    code = file.optional(name)
    if code and code not in fields_by_code:
        file.refuse(say("«%(name)s» nêu trường «%(code)s» không có trong sổ", name=name, code=code), name)
        return ""
    return code


def _read_names(file: Record, name: str, fields_by_code: Mapping[str, RegisterField]) -> tuple[str, ...]:
    codes = file.texts(name)
    for code in codes:
        if code not in fields_by_code:
            file.refuse(say("«%(name)s» nêu trường «%(code)s» không có trong sổ", name=name, code=code), name)
    if len(set(codes)) != len(codes):
        file.refuse(say("«%(name)s» nêu một trường hai lần", name=name), name)
    return tuple(code for code in codes if code in fields_by_code)


def _check_lists(register: RegisterType, fields_by_code: Mapping[str, RegisterField], file: Record) -> None:
    if not register.columns or register.columns[0] == DAY:
        file.refuse(say("«columns» có ít nhất một trường, không kể «day»"), "columns")
    if register.title and fields_by_code[register.title].kind not in TITLE_KINDS:
        file.refuse(say("«title» phải là trường kiểu %(kinds)s", kinds=", ".join(TITLE_KINDS)), "title")
    if register.place and fields_by_code[register.place].kind not in (FieldKind.TEXT, FieldKind.UNIT):
        file.refuse(say("«place» phải là trường kiểu text hoặc unit"), "place")
    for code in register.totals:
        if fields_by_code[code].kind not in ADDED_KINDS:
            file.refuse(
                say(
                    "«totals» chỉ cộng trường kiểu %(kinds)s, không phải «%(code)s»",
                    kinds=", ".join(ADDED_KINDS),
                    code=code,
                ),
                "totals",
            )
    if register.parent:
        check_parent(register, fields_by_code[register.parent], file)
    if register.rows_by:
        check_rows_by(register, file)
    for code in register.unique:
        if fields_by_code[code].kind in (FieldKind.MANY, FieldKind.UNITS, FieldKind.LONG):
            file.refuse(
                say("«unique» không dùng với trường nhiều lựa chọn hay nhiều dòng «%(code)s»", code=code), "unique"
            )
    if len(register.constraints) > _MOST_RULES:
        file.refuse(
            say("«%(name)s» nhiều nhất %(most_rules)s dòng", name="constraints", most_rules=_MOST_RULES), "constraints"
        )


def _read_constraint(record: Record, fields_by_code: Mapping[str, RegisterField]) -> Constraint:
    rule = record.choice("rule", ConstraintRule)
    is_total = rule is ConstraintRule.TOTAL_AT_MOST
    constraint = Constraint(
        rule=rule,
        fields=_read_names(record, "fields", fields_by_code),
        message=_read_label(record, "message", most=200),
        other=record.optional("other") if is_total else _read_name(record, "other", fields_by_code),
        of=_read_name(record, "of", fields_by_code),
        cut_offs=record.texts("cut_offs"),
    )
    record.finish()
    _check_named_fields(constraint, fields_by_code, record)
    if not constraint.fields:
        record.refuse(say("thiếu «fields»"), "fields")
    check_date_range(constraint, fields_by_code, record)
    if rule is ConstraintRule.NO_OVERLAP:
        return constraint
    if is_total != bool(constraint.of) or (is_total and fields_by_code[constraint.of].kind is not FieldKind.LINE):
        record.refuse(say("«of» chỉ dùng, và phải có, với total_at_most: trường kiểu line"), "of")
    if is_total:
        if any(fields_by_code[code].kind not in ADDED_KINDS for code in constraint.fields):
            record.refuse(say("total_at_most chỉ cộng trường kiểu %(kinds)s", kinds=", ".join(ADDED_KINDS)), "fields")
        return constraint
    _check_own_kinds(constraint, fields_by_code, record)
    if (constraint.rule in _RULES_WITHOUT_OTHER) == bool(constraint.other):
        record.refuse(say("«other» chỉ dùng, và phải có, với at_most, at_least, sum_at_most, sum_equals"), "other")
    elif constraint.other:
        kinds = {_get_quantity(fields_by_code[code]) for code in (*constraint.fields, constraint.other)}
        quantities = {say("số"), say("ngày")} if constraint.rule in _RULES_OF_DAYS else {say("số")}
        if len(kinds) != 1 or not kinds <= quantities:
            record.refuse(
                say(
                    "%(rule)s chỉ so %(quantities)s",
                    rule=constraint.rule,
                    quantities=say(" với nhau hoặc ").join(sorted(quantities, reverse=True)),
                ),
                "fields",
            )
    return constraint


def _check_own_kinds(constraint: Constraint, fields_by_code: Mapping[str, RegisterField], record: Record) -> None:
    """The kinds of a rule that compares its fields with no other one."""
    kinds = {
        ConstraintRule.ONE_POSITIVE: NUMBER_KINDS,
        ConstraintRule.ONE_PLACE: (FieldKind.TEXT,),
        ConstraintRule.NOT_AFTER_TODAY: (FieldKind.DAY,),
    }.get(constraint.rule)
    if kinds and any(fields_by_code[code].kind not in kinds for code in constraint.fields):
        record.refuse(
            say("%(rule)s chỉ dùng với trường kiểu %(kinds)s", rule=constraint.rule, kinds=", ".join(kinds)), "fields"
        )


def _check_named_fields(constraint: Constraint, fields_by_code: Mapping[str, RegisterField], record: Record) -> None:
    """A sentence names the numbers and days of its rule; a total over entries has none of one entry."""
    codes = () if constraint.rule is ConstraintRule.TOTAL_AT_MOST else (*constraint.fields, constraint.other)
    found = {
        ConstraintRule.SUM_AT_MOST: SUM, ConstraintRule.SUM_EQUALS: SUM, ConstraintRule.WITHIN_CUT_OFFS: CUT_OFF,
        ConstraintRule.NO_OVERLAP: constraint.of,
    }.get(constraint.rule)  # fmt: skip
    for code in list_named_fields(constraint.message):
        if code != found and (code not in codes or not _get_quantity(fields_by_code[code])):
            record.refuse(say("câu nêu «{%(code)s}», không phải số hay ngày của ràng buộc này", code=code), "message")


def _get_quantity(field: RegisterField) -> str:
    if field.kind in (*NUMBER_KINDS, FieldKind.YEAR):
        return say("số")
    return say("ngày") if field.kind in (FieldKind.DAY, FieldKind.QUARTER) else ""
