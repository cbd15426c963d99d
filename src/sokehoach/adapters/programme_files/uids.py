"""Replaces the codes by which the files of a programme name things by their uids (docs/adr/0045)."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition, ReadyQuestion, ReportTemplate
from sokehoach.domain.analysis.question import Question
from sokehoach.domain.documents.outline import rename_in_section
from sokehoach.domain.indicators.element import SHARED_OPTION_SETS, DataElement, format_key, parse_key
from sokehoach.domain.indicators.expression import replace_names
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.programmes.earlier import EarlierDefinition
from sokehoach.domain.registers.assessment import Scheme
from sokehoach.domain.registers.register_type import RegisterType
from sokehoach.domain.reporting.form import OTHER_FORM, Cell, Form, RegisterSource
from sokehoach.domain.reporting.reporting_schedule import ReportingSchedule

type Uids = Mapping[str, Mapping[str, str]]  # kind → code → uid


def list_codes(programme: ProgrammeDefinition) -> dict[str, list[str]]:
    """The codes of everything that the programme defines, by kind, in its order."""
    return {
        "form": [form.code for form in programme.forms],
        "element": [element.code for element in programme.elements],
        "indicator": [indicator.code for indicator in programme.indicators],
        "option_set": [row.code for row in programme.option_sets if row.code not in SHARED_OPTION_SETS],
        "register": [register.code for register in programme.register_types],
        "outline": [report.outline.code for report in programme.reports],
    }


def replace_codes(programme: ProgrammeDefinition, uids: Uids) -> ProgrammeDefinition:
    """The same programme with uids as keys and in every reference. KeyError for a code without a uid.

    Option sets of the installation keep their codes.
    """
    shared = {code: code for code in SHARED_OPTION_SETS}
    uids = {"register": {}, **uids, "option_set": {**uids["option_set"], **shared}}
    return replace(
        programme,
        option_sets=tuple(
            replace(
                row,
                uid=uids["option_set"][row.code],
                wider_set=uids["option_set"][row.wider_set] if row.wider_set else "",
            )
            for row in programme.option_sets
        ),
        elements=tuple(_replace_in_element(element, uids) for element in programme.elements),
        indicators=tuple(_replace_in_indicator(indicator, uids) for indicator in programme.indicators),
        forms=tuple(_replace_in_form(form, uids) for form in programme.forms),
        reporting_schedules=tuple(
            _replace_in_reporting_schedule(schedule, uids) for schedule in programme.reporting_schedules
        ),
        reports=tuple(_replace_in_report(report, uids) for report in programme.reports),
        register_types=tuple(_replace_in_register_type(register, uids) for register in programme.register_types),
        register_owners=tuple(
            replace(row, register=uids["register"].get(row.register, row.register)) for row in programme.register_owners
        ),
        schemes=tuple(_replace_in_scheme(scheme, uids) for scheme in programme.schemes),
        questions=tuple(_replace_in_ready_question(question, uids) for question in programme.questions),
    )


def _replace_in_element(element: DataElement, uids: Uids) -> DataElement:
    return replace(
        element,
        uid=uids["element"][element.code],
        form=uids["form"][element.form],
        disaggregations=tuple(uids["option_set"][code] for code in element.disaggregations),
        earlier_definitions=_replace_in_earlier(element.earlier_definitions, _replace_in_element, uids),
    )


def _replace_in_earlier[T](
    rows: tuple[EarlierDefinition[T], ...], replace_in: Callable[[T, Uids], T], uids: Uids
) -> tuple[EarlierDefinition[T], ...]:
    return tuple(EarlierDefinition(row.valid_until, replace_in(row.definition, uids)) for row in rows)


def _replace_in_indicator(indicator: Indicator, uids: Uids) -> Indicator:
    names = {name: (uids["element"][name[0]], _replace_in_key(name[1], uids)) for name in indicator.names}
    return replace(
        indicator,
        uid=uids["indicator"][indicator.code],
        numerator=replace_names(indicator.numerator, names),
        denominator=replace_names(indicator.denominator, names),
        earlier_definitions=_replace_in_earlier(indicator.earlier_definitions, _replace_in_indicator, uids),
    )


def _replace_in_form(form: Form, uids: Uids) -> Form:
    sections = tuple(
        replace(section, cells=tuple(_replace_in_cell(cell, uids) for cell in section.cells))
        for section in form.sections
    )
    earlier_definitions = _replace_in_earlier(form.earlier_definitions, _replace_in_form, uids)
    checks = tuple(
        replace(check, cells=tuple(_replace_form_of_cell(code, uids) for code in check.cells)) for check in form.checks
    )
    return replace(
        form, uid=uids["form"][form.code], sections=sections, checks=checks, earlier_definitions=earlier_definitions
    )


def _replace_form_of_cell(code: str, uids: Uids) -> str:
    """A check names a cell of another form by that form."""
    form, separator, cell = code.partition(OTHER_FORM)
    return f"{uids['form'][form]}{OTHER_FORM}{cell}" if separator else code


def _replace_in_cell(cell: Cell, uids: Uids) -> Cell:
    element, separator, key = cell.same_as.partition(":")
    return replace(
        cell,
        element=uids["element"][cell.element],
        disaggregation=_replace_in_key(cell.disaggregation, uids),
        same_as=f"{uids['element'][element]}{separator}{_replace_in_key(key, uids)}" if element else "",
        source=None if cell.source is None else _replace_in_source(cell.source, uids),
    )


def _replace_in_source(source: RegisterSource, uids: Uids) -> RegisterSource:
    """A register of the product keeps its code, and asks for options by the codes of their sets."""
    if source.register not in uids["register"]:
        return source
    conditions = tuple((uids["option_set"][code], option) for code, option in source.where)
    return replace(source, register=uids["register"][source.register], where=conditions)


def _replace_in_register_type(register: RegisterType, uids: Uids) -> RegisterType:
    fields = tuple(
        replace(
            field,
            option_set=uids["option_set"][field.option_set] if field.option_set else "",
            register=uids["register"].get(field.register, field.register),  # one of the product keeps its code
        )
        for field in register.fields
    )
    measures = tuple(
        replace(measure, rows=uids["register"][measure.rows]) if measure.rows else measure
        for measure in register.measures
    )
    return replace(register, uid=uids["register"][register.code], fields=fields, measures=measures)


def _replace_in_scheme(scheme: Scheme, uids: Uids) -> Scheme:
    contents = tuple(
        replace(content, registers=tuple(uids["register"].get(code, code) for code in content.registers))
        for content in scheme.contents
    )
    return replace(scheme, contents=contents)


def _replace_in_key(key: str, uids: Uids) -> str:
    options = parse_key(key)
    return format_key({uids["option_set"][code]: option for code, option in options.items()}) if options else ""


def _replace_in_reporting_schedule(schedule: ReportingSchedule, uids: Uids) -> ReportingSchedule:
    stages = tuple(replace(row, forms=tuple(uids["form"][code] for code in row.forms)) for row in schedule.stages)
    return replace(schedule, stages=stages)


def _replace_in_report(report: ReportTemplate, uids: Uids) -> ReportTemplate:
    names = {**uids["indicator"], **uids["element"]}
    sections = tuple(rename_in_section(section, names, uids["option_set"]) for section in report.outline.sections)
    annexes = tuple(uids["form"][code] for code in report.annexes)
    return replace(report, outline=replace(report.outline, sections=sections), annexes=annexes)


def _replace_in_ready_question(row: ReadyQuestion, uids: Uids) -> ReadyQuestion:
    question: Question = row.question
    measures = tuple(uids["element"].get(code) or uids["indicator"][code] for code in question.measures)
    option_set = uids["option_set"][question.option_set] if question.option_set else ""
    return replace(row, question=replace(question, measures=measures, option_set=option_set))
