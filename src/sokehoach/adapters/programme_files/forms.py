"""Read forms: reporters, sections, cells, checks and text boxes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sokehoach.adapters.programme_files.elements import Elements, has_option
from sokehoach.adapters.programme_files.levels import read_level_codes
from sokehoach.adapters.programme_files.measured_cells import check_measured_cell
from sokehoach.adapters.programme_files.policy import read_function
from sokehoach.adapters.programme_files.record import DefinitionProblem, Node, Record
from sokehoach.adapters.programme_files.registers import Measures, no_register
from sokehoach.adapters.programme_files.units import ProgrammeUnits, check_unit_code
from sokehoach.adapters.programme_files.windows import Windows, read_due, read_window
from sokehoach.domain.indicators.element import LETTERS, DataElement, OptionSet, ValueKind, format_key
from sokehoach.domain.messages import say
from sokehoach.domain.periods.due import find_due_problems
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import find_kind_problems
from sokehoach.domain.policy.groups import GENERAL, ConfidentialGroups, is_confidential
from sokehoach.domain.registers.register_type import RegisterType
from sokehoach.domain.reporting.components import build_kind_checks, expand_cell, find_component_problems
from sokehoach.domain.reporting.form import (
    OTHER_FORM,
    Cell,
    Check,
    Form,
    FormSection,
    LevelDue,
    Narrative,
    RegisterSource,
    Reporters,
    Rule,
)
from sokehoach.domain.reporting.kind_rules import (
    RULES_OVER_FORMS,
    find_cell_problem,
    find_check_problem,
    find_count_problem,
)
from sokehoach.domain.reporting.longer_periods import build_whole_checks, find_longer_period_problems

_COMPUTED = ("sum_of", "source", "same_as", "disaggregation")
_LETTERS = 1500  # default limit of a text box, if the programme gives none


@dataclass(frozen=True, slots=True)
class FormContext:
    """The definitions that a form may refer to."""

    elements: Elements
    option_sets: dict[str, OptionSet]
    units: ProgrammeUnits
    groups: ConfidentialGroups
    narratives: frozenset[str]  # codes of the text boxes that the outlines print
    measures: Measures | None  # of the registers that registers.yaml names; None: skip the check
    windows: Windows = field(default_factory=dict)
    register_functions: Mapping[str, str] = field(default_factory=dict)  # none: skip the check
    register_types: Mapping[str, RegisterType] = field(default_factory=dict)  # those that the programme defines


@dataclass(frozen=True, slots=True)
class LocatedForm:
    """A form with its file, and each cell and each check of the file with its record."""

    form: Form
    record: Record
    cells: tuple[tuple[Cell, Record], ...]
    checks: tuple[tuple[Check, Record], ...]


def read_forms(files: Iterable[Record], context: FormContext) -> list[LocatedForm]:
    by_code: dict[str, LocatedForm] = {}
    for file in files:
        located = _read_form(file, context)
        if located.form.code in by_code:
            file.refuse(say("trùng mã biểu «%(code)s»", code=located.form.code), "code")
        by_code[located.form.code] = located
    return list(by_code.values())


def _read_form(file: Record, context: FormContext) -> LocatedForm:
    cells: list[tuple[Cell, Record]] = []
    sections = tuple(_read_section(record, context, cells) for record in file.records("sections"))
    kinds = {cell.code: context.elements[cell.element][0].kind for cell, _ in cells if cell.element in context.elements}
    codes = frozenset(cell.code for cell, _ in cells)
    code = file.code("code", most=20)
    checks = tuple((_read_check(record, codes, kinds), record) for record in file.records("checks", required=False))
    form = Form(
        uid=code,
        code=code,
        name=file.text("name"),
        period_type=file.choice("period_type", PeriodType),
        function=read_function(file, "function", context.groups),
        reporters=_read_reporters(file, context),
        sections=sections,
        checks=tuple(check for check, _record in checks),
        narratives=_read_narratives(file, context),
        counting_window=read_window(file, "counting_window", context.windows),
        due=read_due(file),
        due_by_level=_read_level_dues(file, context),
        assumed=file.texts("assumed"),
        source=file.text("source"),
        also_for=file.choices("also_for", PeriodType),
    )
    file.finish()
    for problem in find_longer_period_problems(form):
        file.refuse(problem, "also_for")
    for problem in find_kind_problems(form.counting_window, form.period_types):
        file.refuse(problem, "counting_window")
    for problem in find_due_problems(form.due, form.period_types, form.counting_window):
        file.refuse(problem, "due" if "due" in file.fields else "due_days")
    _check_level_dues(form, file)
    elements = {code: element for code, (element, _record) in context.elements.items()}
    for cell, record in cells:
        if problem := find_cell_problem(cell, kinds):
            record.refuse(problem, next((name for name in _COMPUTED if name in record.fields), "element"))
        if cell.holds_text and any(cell.code == box.code for box in form.narratives):
            record.refuse(say("ô %(code)s trùng mã với một ô nhận xét của biểu", code=cell.code), "code")
        function = GENERAL if cell.source is None else context.register_functions.get(cell.source.register, GENERAL)
        if is_confidential(function) and function != form.function:
            record.refuse(
                say(
                    "ô %(code)s lấy số từ sổ của nhóm «%(function)s», biểu %(form)s thuộc %(form_function)s",
                    code=cell.code,
                    function=function,
                    form=form.code,
                    form_function=form.function,
                )
            )
        check_measured_cell(cell, record, context.register_types, elements)
    options = {code: len(option_set.options) for code, option_set in context.option_sets.items()}
    for problem in find_component_problems(form, elements, options):
        file.refuse(problem, "sections")
    form = replace(form, checks=(*form.checks, *build_kind_checks(form, elements)))
    return LocatedForm(_add_whole_checks(form, elements), file, tuple(cells), checks)


def _add_whole_checks(form: Form, elements: Mapping[str, DataElement]) -> Form:
    operators = {code: element.over_time for code, element in elements.items()}
    own_checks = {(check.rule, check.cells) for check in form.checks}
    whole_checks = [
        check for check in build_whole_checks(form, operators) if (check.rule, check.cells) not in own_checks
    ]
    return replace(form, checks=(*form.checks, *whole_checks))


def _read_reporters(file: Record, context: FormContext) -> Reporters:
    record = file.record("reporters")
    if record is None:
        file.refuse(say("thiếu «reporters»"))
        return Reporters()
    unit_codes = context.units.codes
    reporters = Reporters(
        levels=read_level_codes(record, "levels", context.units.levels),
        codes=tuple(check_unit_code(record, "codes", code, unit_codes) for code in record.texts("codes")),
    )
    record.finish()
    if not reporters.levels and not reporters.codes:
        record.refuse(say("biểu không có đơn vị nào phải báo cáo"))
    return reporters


def _read_level_dues(file: Record, context: FormContext) -> tuple[LevelDue, ...]:
    level_dues: list[LevelDue] = []
    for record in file.records("due_by_level", required=False):
        due = read_due(record)
        level_dues += [LevelDue(level, due) for level in read_level_codes(record, "levels", context.units.levels)]
        record.finish()
    return tuple(level_dues)


def _check_level_dues(form: Form, file: Record) -> None:
    seen_levels: set[str] = set()
    for level_due in form.due_by_level:
        if level_due.level not in form.reporters.levels:
            file.refuse(say("cấp «%(level)s» không phải báo cáo biểu này", level=level_due.level), "due_by_level")
        if level_due.level in seen_levels:
            file.refuse(say("cấp «%(level)s» có hai hạn gửi", level=level_due.level), "due_by_level")
        seen_levels.add(level_due.level)
        for problem in find_due_problems(level_due.due, form.period_types, form.counting_window):
            file.refuse(problem, "due_by_level")


def _read_section(record: Record, context: FormContext, cells: list[tuple[Cell, Record]]) -> FormSection:
    located_cells = [
        (cell, cell_record) for cell_record in record.records("cells") for cell in _read_cells(cell_record, context)
    ]
    cells.extend(located_cells)
    section = FormSection(
        code=record.code("code", most=20),
        title=record.text("title"),
        cells=tuple(cell for cell, _ in located_cells),
        clauses=record.texts("clauses"),
    )
    record.finish()
    return section


def _read_cells(record: Record, context: FormContext) -> tuple[Cell, ...]:
    """Read a cell; one of a percentage or a choice, without a disaggregation, stands for all cells of its element."""
    cell = _read_cell(record, context)
    if cell.element not in context.elements or cell.disaggregation:
        return (cell,)
    element = context.elements[cell.element][0]
    options = context.option_sets.get(next(iter(element.disaggregations), ""))
    if element.kind.is_single_cell or options is None:
        return (cell,)
    if cell.source is not None or cell.sum_of or cell.same_as:
        record.refuse(say("ô %(code)s là nhiều số: ghi từng ô với «disaggregation»", code=cell.code), "code")
    return expand_cell(cell, element, options)


def _read_cell(record: Record, context: FormContext) -> Cell:
    code = record.code("code", most=20)
    element = record.optional("element")
    if not element:
        record.refuse(say("ô %(code)s không có chỉ tiêu", code=code))
    cell = Cell(
        code=code,
        element=element,
        element_code=element,
        disaggregation=format_key(_read_disaggregation(record, element, context)),
        label=record.optional("label", most=600),  # of an option, beside the name of its element
        depth=record.integer("depth", default=0),
        source=_read_source(record, context),
        sum_of=record.texts("sum_of"),
        same_as=record.optional("same_as"),
        interchangeable=record.flag("interchangeable", default=True),
    )
    if element in context.elements and context.elements[element][0].kind.is_text:
        cell = _read_text_cell(record, cell, context.elements[element][0])
    record.finish()
    if cell.source is not None and cell.sum_of:
        record.refuse(say("ô %(code)s vừa lấy từ sổ vừa tự cộng", code=code), "source")
    return cell


def _read_text_cell(record: Record, cell: Cell, element: DataElement) -> Cell:
    usual, highest = LETTERS[element.kind]
    most = record.integer("most", default=usual)
    if not 1 <= most <= highest:
        record.refuse(say("«most» của ô %(code)s từ 1 đến %(highest)s ký tự", code=cell.code, highest=highest), "most")
        most = usual
    return replace(cell, label=cell.label or element.name, most=most, is_line=element.kind is ValueKind.TEXT)


def _read_disaggregation(record: Record, element: str, context: FormContext) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for code, node in record.mapping("disaggregation").items():
        option = str(node.value)
        _check_option(record, node, code, option, context)
        if element in context.elements and code not in context.elements[element][0].disaggregations:
            _add_problem(
                record, node, say("chỉ tiêu %(element)s không phân tổ theo «%(code)s»", element=element, code=code)
            )
        pairs[code] = option
    return pairs


def _read_source(record: Record, context: FormContext) -> RegisterSource | None:
    source_record = record.record("source")
    if source_record is None:
        return None
    register, measure = source_record.text("register"), source_record.text("measure")
    filters: list[tuple[str, str]] = []
    for code, node in source_record.mapping("where").items():
        options = node.value if isinstance(node.value, list) else [node]
        for option_node in options:
            _check_option(source_record, option_node, code, str(option_node.value), context)
            filters.append((code, str(option_node.value)))
    unit_codes = context.units.codes
    source = RegisterSource(
        register,
        measure,
        tuple(filters),
        units=tuple(check_unit_code(source_record, "units", code, unit_codes) for code in source_record.texts("units")),
        per=source_record.integer("per", default=1) or 1,
    )
    source_record.finish()
    if context.measures is not None:
        _check_counts(source, source_record, context.measures, context.option_sets)
    return source


def _check_counts(
    source: RegisterSource, source_record: Record, measures: Measures, option_sets: Mapping[str, OptionSet]
) -> None:
    if not source.register or not source.measure:
        return  # already reported
    if source.register not in measures:
        source_record.refuse(no_register(source.register), "register")
        return
    counts = measures[source.register]
    if source.measure not in counts.MEASURES and not has_option(option_sets, counts.MEASURE_SET, source.measure):
        source_record.refuse(
            say("sổ «%(register)s» không có phép đếm «%(measure)s»", register=source.register, measure=source.measure),
            "measure",
        )
    for code in {code for code, _ in source.where} - set(counts.WHERE):
        source_record.refuse(
            say("sổ «%(register)s» không lọc được theo «%(code)s»", register=source.register, code=code), "where"
        )


def _check_option(record: Record, node: Node, code: str, option: str, context: FormContext) -> None:
    if code not in context.option_sets:
        _add_problem(record, node, say("không có danh mục «%(code)s»", code=code))
    elif not has_option(context.option_sets, code, option):
        _add_problem(record, node, say("danh mục «%(code)s» không có lựa chọn «%(option)s»", code=code, option=option))


def _read_check(record: Record, codes: frozenset[str], kinds: Mapping[str, ValueKind]) -> Check:
    check = Check(
        rule=record.choice("rule", Rule),
        cells=record.texts("cells"),
        hard=record.flag("hard", default=True),
    )
    record.finish()
    for number, code in enumerate(check.cells):
        if OTHER_FORM in code:  # looked up when all forms are read
            if number == 0 or check.rule not in RULES_OVER_FORMS:
                record.refuse(
                    say(
                        "ô «%(code)s» của biểu khác chỉ dùng ở vị trí thứ hai của phép %(rules)s",
                        code=code,
                        rules=", ".join(RULES_OVER_FORMS),
                    ),
                    "cells",
                )
        elif code not in codes:
            record.refuse(say("phép kiểm tra nhắc tới ô «%(code)s» không có trong biểu", code=code), "cells")
    if problem := find_count_problem(check):
        record.refuse(problem, "cells")
    elif problem := find_check_problem(check, kinds):
        record.refuse(problem, "rule")
    return check


def _read_narratives(file: Record, context: FormContext) -> tuple[Narrative, ...]:
    narratives: dict[str, Narrative] = {}
    for record in file.records("narratives", required=False):
        box = Narrative(
            code=record.code("code"),
            title=record.text("title"),
            hint=record.optional("hint"),
            most=record.integer("most", default=_LETTERS),
        )
        record.finish()
        if box.code and box.code not in context.narratives:
            record.refuse(say("không đề cương nào có mục «%(code)s»", code=box.code), "code")
        if box.code in narratives:
            record.refuse(say("trùng ô nhận xét «%(code)s»", code=box.code), "code")
        narratives[box.code] = box
    return tuple(narratives.values())


def _add_problem(record: Record, node: Node, reason: str) -> None:
    record.problems.append(DefinitionProblem(record.file, node.line, reason))
