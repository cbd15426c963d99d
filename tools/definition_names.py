"""Lists what a programme names, by kind: the names for which its `english.csv` may have English."""

from collections.abc import Iterator

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.domain.documents.outline import Outline
from sokehoach.domain.indicators.element import SIDES
from sokehoach.domain.registers.register_type import RegisterType
from sokehoach.domain.reporting.form import Form


def list_names(programme: ProgrammeDefinition) -> dict[str, list[str]]:
    """By kind, each name once, in the order of the definition."""
    found = {
        "programme": [programme.name, programme.short_name],
        "elements": [element.name for element in programme.elements],
        "units of measure": [element.unit for element in programme.elements],
        "options": [
            name for row in programme.option_sets for name in (row.name, *(option.name for option in row.options))
        ],
        "indicators": [indicator.name for indicator in programme.indicators],
        "forms": [name for form in programme.forms for name in _list_form_names(form)],
        "reporting rules": [text for schedule in programme.reporting_schedules for text in schedule.assumed],
        "registers": [name for register in programme.register_types for name in _list_register_names(register)],
        "roles": [role.name for role in programme.roles],
        "questions": [name for row in programme.questions for name in (row.title, row.about)],
        "outlines": [name for report in programme.reports for name in _list_outline_texts(report.outline)],
    }
    return {kind: list(dict.fromkeys(filter(None, names))) for kind, names in found.items()}


def find_names_without_english(programme: ProgrammeDefinition) -> list[str]:
    """Names that have no row. A label «element: option», which the product makes, needs those of its parts."""
    sides = {str.__str__(name) for name in (SIDES.name, *(option.name for option in SIDES.options))}
    known = {row.name for row in programme.english} | sides
    names = dict.fromkeys(name for kind in list_names(programme).values() for name in kind)
    return [name for name in names if name not in known and not known.issuperset(name.rsplit(": ", 1))]


def _list_form_names(form: Form) -> Iterator[str]:
    yield form.name
    for section in form.sections:
        yield section.title
        yield from (cell.label for cell in section.cells)
    yield from form.assumed
    for narrative in form.narratives:
        yield from (narrative.title, narrative.hint)


def _list_register_names(register: RegisterType) -> Iterator[str]:
    yield from (register.name, register.row, register.about, register.unit_label)
    for field in register.fields:
        yield from (field.label, field.group, field.hint, field.missing_message, field.misplaced_message)
    yield from (constraint.message for constraint in register.constraints)
    yield from (measure.name for measure in register.measures)
    for overview in register.overviews:
        yield from (overview.name, overview.about)


def _list_outline_texts(outline: Outline) -> Iterator[str]:
    yield outline.title
    for section in outline.sections:
        yield section.heading
        for sentence in section.sentences:
            yield from (sentence.text, sentence.zero)
