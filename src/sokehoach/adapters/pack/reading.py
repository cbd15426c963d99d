"""A pack's folder → Pack, or everything that is wrong with it."""

from collections.abc import Collection
from pathlib import Path

from sokehoach.adapters.pack.agreement import check_elements, check_forms
from sokehoach.adapters.pack.criteria import read_schemes
from sokehoach.adapters.pack.files import Folder
from sokehoach.adapters.pack.forms import Around, Measures, read_forms
from sokehoach.adapters.pack.indicators import ELEMENTS, read_elements, read_option_sets
from sokehoach.adapters.pack.inspections import FRAMES, read_checklists, read_frames
from sokehoach.adapters.pack.measured import POSITIONS, read_indicators, with_tiles
from sokehoach.adapters.pack.outlines import check_outlines, read_outlines
from sokehoach.adapters.pack.pack import Assumption, Pack
from sokehoach.adapters.pack.problems import PackError
from sokehoach.adapters.pack.questions import read_questions
from sokehoach.adapters.pack.record import Record
from sokehoach.adapters.pack.regimes import read_regimes, with_locks
from sokehoach.adapters.pack.registers import Functions, read_keepings
from sokehoach.adapters.pack.roles import read_roles
from sokehoach.adapters.pack.units import AGENCIES, AREAS, known_unit, read_groups, read_units
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.outline import narrative_codes


@slow_work
def read(
    folder: Path,
    *,
    measures: Measures | None = None,
    actions: Collection[str] | None = None,
    registers: Functions | None = None,
) -> Pack:
    """The pack, checked as a whole; PackError with every problem found, and nothing to use.

    While a file is missing or cannot be parsed, only such problems are told: half a pack says nothing of the rest.
    `measures` are those of each register, `actions` those that the product can grant, `registers` those that it
    has, each with its function; None asks for none, which a pack written without the product at hand needs.
    """
    files = Folder(folder)
    head = files.yaml("pack.yaml")
    areas, agencies = files.csv("units.csv", AREAS), files.csv("agencies.csv", AGENCIES)
    rows = files.csv("elements.csv", ELEMENTS)
    frame_rows, checklist_file = files.csv("sanctions.csv", FRAMES), files.yaml("checklists.yaml")
    scheme_file, indicator_file = files.yaml("criteria.yaml"), files.yaml("indicators.yaml")
    positions = files.csv("map.csv", POSITIONS)
    regime_file, question_file = files.yaml("regimes.yaml"), files.yaml("questions.yaml")
    names = ("groups.yaml", "option_sets.yaml", "registers.yaml", "roles.yaml")
    group_file, option_file, register_file, role_file = (files.yaml(name) for name in names)
    form_files, outline_files = files.yamls("forms"), files.yamls("outlines")
    sample_plan = _sample_plan(files, head)
    if files.broken:
        raise PackError(sorted(files.problems))

    units = read_units(areas, agencies)
    codes = frozenset(row.unit.code for row in units)
    option_sets = read_option_sets(option_file)
    elements = read_elements(rows, option_sets)
    outlines = read_outlines(outline_files, codes)
    boxes = frozenset[str]().union(*(narrative_codes(one.report.outline) for one in outlines))
    forms = read_forms(form_files, Around(elements, option_sets, units, boxes, measures))
    check_forms(forms, elements)
    check_elements(elements, forms, units)
    indicators = read_indicators(indicator_file, elements, option_sets)
    check_outlines(
        outlines,
        held={(cell.element, cell.disaggregation) for one in forms for cell, _ in one.cells},
        elements=elements,
        forms={one.form.code for one in forms},
        indicators={one.code for one in indicators},
    )
    regimes = read_regimes(regime_file, codes, forms, {one.report.outline.code for one in outlines})
    action_names, roles = read_roles(role_file, actions)
    pack = Pack(
        code=head.code("code"),
        name=head.text("name"),
        programme=head.text("programme"),
        unit=known_unit(head, "unit", head.text("unit"), codes),
        standing_office=known_unit(head, "standing_office", head.text("standing_office"), codes),
        valid_from=head.day("valid_from"),
        report_due_days=head.whole("report_due_days"),
        assumptions=tuple(_assumption(record) for record in head.records("assumed", required=False)),
        units=with_tiles(units, positions, head.day("valid_from")),
        groups=read_groups(group_file, codes),
        option_sets=tuple(option_sets.values()),
        elements=tuple(element for element, _ in elements.values()),
        indicators=indicators,
        forms=with_locks([one.form for one in forms], regimes),
        regimes=regimes,
        keepings=read_keepings(register_file, units, registers),
        checklists=read_checklists(checklist_file, option_sets),
        frames=read_frames(frame_rows),
        schemes=read_schemes(scheme_file, registers),
        reports=tuple(one.report for one in outlines),
        actions=action_names,
        roles=roles,
        sample_plan=sample_plan,
        questions=read_questions(question_file, {*elements, *(one.code for one in indicators)}, option_sets),
    )
    head.finish()
    if files.problems:
        raise PackError(sorted(set(files.problems)))
    return pack


def _assumption(record: Record) -> Assumption:
    made = Assumption(record.text("what"), record.text("value"), record.text("reason"))
    record.finish()
    return made


def _sample_plan(files: Folder, head: Record) -> str:
    """The text of the file named; a name that leads out of the folder is refused."""
    name = head.optional("sample_plan")
    if not name:
        return ""
    if Path(name).name != name:
        head.refuse(f"«{name}» phải là tên tệp trong thư mục của bộ dữ liệu", "sample_plan")
        return ""
    return files.text(name)
