"""Read a programme's folder as a ProgrammeDefinition, or raise DefinitionError with all of its problems."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from sokehoach.adapters.programme_files.agreement import check_elements, check_forms, list_persons_by_reporter
from sokehoach.adapters.programme_files.criteria import read_schemes
from sokehoach.adapters.programme_files.definition import Assumption, ProgrammeDefinition
from sokehoach.adapters.programme_files.elements import (
    ELEMENT_COLUMNS,
    ELEMENT_OPTIONS,
    read_elements,
    read_option_sets,
)
from sokehoach.adapters.programme_files.english import ENGLISH_COLUMNS, read_english_names
from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.forms import FormContext, read_forms
from sokehoach.adapters.programme_files.inspections import FRAME_COLUMNS, read_checklists, read_frames
from sokehoach.adapters.programme_files.levels import read_levels
from sokehoach.adapters.programme_files.map_indicators import POSITIONS, add_tiles, read_indicators
from sokehoach.adapters.programme_files.outlines import check_outlines, read_outlines
from sokehoach.adapters.programme_files.policy import read_policy
from sokehoach.adapters.programme_files.questions import read_questions
from sokehoach.adapters.programme_files.record import DefinitionError, Record
from sokehoach.adapters.programme_files.register_types import read_register_types
from sokehoach.adapters.programme_files.registers import (
    Measures,
    RegisterFunctions,
    RegisterNeeds,
    no_register,
    read_register_owners,
)
from sokehoach.adapters.programme_files.reporting_schedules import add_schedules, read_reporting_schedules
from sokehoach.adapters.programme_files.roles import Grantable, read_roles
from sokehoach.adapters.programme_files.target_levels import TARGET_COLUMNS, TARGET_OPTIONS, add_target_levels
from sokehoach.adapters.programme_files.units import (
    AGENCY_COLUMNS,
    AGENCY_OPTIONS,
    AREA_COLUMNS,
    AREA_OPTIONS,
    check_unit_code,
    read_groups,
    read_units,
)
from sokehoach.adapters.programme_files.windows import read_windows
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.outline import list_narrative_codes
from sokehoach.domain.messages import say


@slow_work
def read_programme(
    folder: Path | Mapping[str, str],
    *,
    measures: Measures | None = None,
    actions: Grantable | None = None,
    registers: RegisterFunctions | None = None,
    register_needs: Mapping[str, RegisterNeeds] = MappingProxyType({}),
    section_registers: Mapping[str, str] = MappingProxyType({}),
) -> ProgrammeDefinition:
    """Return the programme, checked as a whole; DefinitionError with every problem found.

    `folder`: on disk, or the text of each file by its name.
    If a file is missing or cannot be parsed, only such problems are reported: an incomplete programme says nothing
    about the rest. `measures` are those of each register, `actions` those that the product can grant, `registers` the
    product's registers with their functions, `register_needs` what these cannot do without, `section_registers` the
    register that uses the items of a section. None skips a check, for a programme written without the product.
    """
    files = Folder(folder)
    head = files.yaml("programme.yaml")
    areas = files.csv("units.csv", AREA_COLUMNS, AREA_OPTIONS)
    agencies = files.csv("agencies.csv", AGENCY_COLUMNS, AGENCY_OPTIONS)
    rows = files.csv("elements.csv", ELEMENT_COLUMNS, ELEMENT_OPTIONS)
    frame_rows = files.csv("sanctions.csv", FRAME_COLUMNS, required=False)
    checklist_file = files.yaml_list("checklists.yaml", "checklists")
    scheme_file, indicator_file = files.yaml_list("criteria.yaml", "schemes"), files.yaml("indicators.yaml")
    positions = files.csv("map.csv", POSITIONS, required=False)
    target_rows = files.csv("targets.csv", TARGET_COLUMNS, TARGET_OPTIONS, required=False)
    schedule_file, question_file = files.yaml("regimes.yaml"), files.yaml_list("questions.yaml", "questions")
    group_file, option_file = files.yaml_list("groups.yaml", "groups"), files.yaml("option_sets.yaml")
    level_file, policy_file = files.yaml("levels.yaml"), files.yaml_list("policy.yaml", "groups")
    register_file, role_file = files.yaml_list("registers.yaml", "registers"), files.yaml("roles.yaml")
    form_files, outline_files = files.yamls("forms"), files.yamls("outlines")
    type_files = files.yamls("registers")
    sample_plan = _read_sample_plan(files, head)
    english_rows = files.csv("english.csv", ENGLISH_COLUMNS, required=False)
    if files.broken:
        raise DefinitionError(sorted(files.problems))

    levels = read_levels(level_file)
    policy = read_policy(policy_file, levels)
    groups = policy.groups
    units = read_units(areas, agencies, levels, groups)
    codes = units.codes
    option_sets = read_option_sets(option_file)
    elements = read_elements(rows, option_sets, groups)
    outlines = read_outlines(outline_files, codes)
    boxes = frozenset[str]().union(*(list_narrative_codes(outline.report.outline) for outline in outlines))
    windows = read_windows(schedule_file)
    referable = {code for code, needs in register_needs.items() if needs.is_referable}
    types = read_register_types(type_files, option_sets, registers or (), referable)
    owners = read_register_owners(
        register_file, units, registers, groups, register_needs, option_sets, types, policy.persons
    )
    owned_registers = {row.register for row in owners}
    checklist_records, scheme_records = checklist_file.records("checklists"), scheme_file.records("schemes")
    for section, records in (("checklists", checklist_records), ("frames", frame_rows), ("schemes", scheme_records)):
        if records and (register := section_registers.get(section, "")) not in {"", *owned_registers}:
            records[0].refuse(no_register(register))
    own_types = {register.code: register for register in types}
    own_functions = {row.register: row.function for row in owners if row.register in own_types}
    functions = None if registers is None else {**registers, **own_functions}
    owned_measures = {code: counts for code, counts in (measures or {}).items() if code in owned_registers}
    context = FormContext(
        elements, option_sets, units, groups, boxes,
        None if measures is None else {**owned_measures, **own_types}, windows,
        {**(registers or {}), **own_functions}, own_types,
    )  # fmt: skip
    forms = read_forms(form_files, context)
    check_forms(forms, elements)
    check_elements(elements, forms, units, policy.persons)
    persons = list_persons_by_reporter(elements, forms, units, policy.persons)
    indicators = read_indicators(indicator_file, elements, option_sets, persons)
    check_outlines(
        outlines,
        printed={(cell.element, cell.disaggregation) for located in forms for cell, _ in located.cells},
        elements=elements,
        kinds={code: element.kind for code, (element, _record) in elements.items()},
        forms={located.form.code for located in forms},
        indicators={indicator.code for indicator in indicators},
    )
    schedules = read_reporting_schedules(
        schedule_file, units, forms, {outline.report.outline.code for outline in outlines}, windows
    )
    action_names, roles = read_roles(role_file, actions, groups, levels)
    programme = ProgrammeDefinition(
        code=head.code("code"),
        name=head.text("name", most=200),
        short_name=_read_short_name(head),
        unit=check_unit_code(head, "unit", head.text("unit"), codes),
        standing_office=check_unit_code(head, "standing_office", head.text("standing_office"), codes),
        valid_from=head.day("valid_from"),
        report_due_days=head.integer("report_due_days"),
        assumptions=tuple(_read_assumption(record) for record in head.records("assumed", required=False)),
        levels=levels,
        policy=policy,
        units=add_tiles(units.rows, positions, head.day("valid_from")),
        groups=read_groups(group_file, units),
        option_sets=tuple(option_sets.values()),
        elements=tuple(element for element, _ in elements.values()),
        indicators=add_target_levels(indicators, target_rows, units.rows),
        forms=add_schedules([located.form for located in forms], schedules),
        reporting_schedules=schedules,
        register_owners=owners,
        register_types=types,
        english=read_english_names(english_rows),
        checklists=read_checklists(checklist_file, option_sets),
        frames=read_frames(frame_rows),
        schemes=read_schemes(scheme_file, functions),
        reports=tuple(outline.report for outline in outlines),
        actions=action_names,
        roles=roles,
        sample_plan=sample_plan,
        questions=read_questions(
            question_file,
            {
                *(code for code, (element, _record) in elements.items() if not element.kind.is_text),
                *(indicator.code for indicator in indicators),
            },
            option_sets,
        ),
    )
    head.finish()
    if files.problems:
        raise DefinitionError(sorted(set(files.problems)))
    return programme


def _read_short_name(head: Record) -> str:
    """Return «» where it is the name, as where it is missing: equal definitions have one digest."""
    short_name = head.optional("short_name", most=60)
    return "" if short_name == head.optional("name") else short_name


def _read_assumption(record: Record) -> Assumption:
    assumption = Assumption(record.text("what"), record.text("value"), record.text("reason"))
    record.finish()
    return assumption


def _read_sample_plan(files: Folder, head: Record) -> str:
    """Return the text of the sample plan's file; a name that leads out of the folder is refused."""
    name = head.optional("sample_plan")
    if not name:
        return ""
    if Path(name).name != name:
        head.refuse(say("«%(name)s» phải là tên tệp trong thư mục của bộ dữ liệu", name=name), "sample_plan")
        return ""
    return files.text(name)
