"""A pack's folder → Pack, or everything that is wrong with it."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sokehoach.adapters.pack.agreement import check_elements, check_forms
from sokehoach.adapters.pack.files import read_csv, read_folder, read_text, read_yaml
from sokehoach.adapters.pack.forms import Around, Measures, read_forms
from sokehoach.adapters.pack.indicators import ELEMENTS, read_elements, read_option_sets
from sokehoach.adapters.pack.outlines import check_outlines, read_outlines
from sokehoach.adapters.pack.pack import Assumption, Pack
from sokehoach.adapters.pack.problems import PackError, Problem
from sokehoach.adapters.pack.record import Record
from sokehoach.adapters.pack.roles import read_roles
from sokehoach.adapters.pack.units import AGENCIES, AREAS, known_unit, read_groups, read_units
from sokehoach.domain.documents.outline import narrative_codes


@dataclass(frozen=True, slots=True)
class _Files:
    head: Record
    areas: list[Record]
    agencies: list[Record]
    groups: Record
    option_sets: Record
    elements: list[Record]
    forms: list[Record]
    outlines: list[Record]
    roles: Record
    sample_plan: str


def read(folder: Path, *, measures: Measures | None = None, actions: Collection[str] | None = None) -> Pack:
    """The pack, checked as a whole; PackError with every problem found, and nothing to use.

    While a file is missing or cannot be parsed, only such problems are told: half a pack says nothing of the rest.
    `measures` are those of each register, `actions` those that the product can grant; None asks for neither,
    which a pack written without the product at hand needs.
    """
    problems: list[Problem] = []
    files = _open(folder, problems)
    if files is None:
        raise PackError(sorted(problems))
    pack = _pack(files, measures, actions)
    if problems:
        raise PackError(sorted(set(problems)))
    return pack


def _open(folder: Path, problems: list[Problem]) -> _Files | None:
    head = read_yaml(folder, "pack.yaml", problems)
    areas = read_csv(folder, "units.csv", AREAS, problems)
    agencies = read_csv(folder, "agencies.csv", AGENCIES, problems)
    groups = read_yaml(folder, "groups.yaml", problems)
    option_sets = read_yaml(folder, "option_sets.yaml", problems)
    elements = read_csv(folder, "elements.csv", ELEMENTS, problems)
    forms = read_folder(folder, "forms", problems)
    outlines = read_folder(folder, "outlines", problems)
    roles = read_yaml(folder, "roles.yaml", problems)
    plan = "" if head is None else _sample_plan(folder, head, problems)
    if (
        head is None
        or areas is None
        or agencies is None
        or groups is None
        or option_sets is None
        or elements is None
        or roles is None
        or None in forms
        or None in outlines
    ):
        return None
    return _Files(
        head=head,
        areas=areas,
        agencies=agencies,
        groups=groups,
        option_sets=option_sets,
        elements=elements,
        forms=[form for form in forms if form is not None],
        outlines=[outline for outline in outlines if outline is not None],
        roles=roles,
        sample_plan=plan,
    )


def _pack(files: _Files, measures: Measures | None, actions: Collection[str] | None) -> Pack:
    units = read_units(files.areas, files.agencies)
    codes = frozenset(row.unit.code for row in units)
    option_sets = read_option_sets(files.option_sets)
    elements = read_elements(files.elements, option_sets)
    outlines = read_outlines(files.outlines, codes)
    boxes = frozenset[str]().union(*(narrative_codes(one.report.outline) for one in outlines))
    forms = read_forms(files.forms, Around(elements, option_sets, units, boxes, measures))
    check_forms(forms, elements)
    check_elements(elements, forms, units)
    check_outlines(
        outlines,
        held={(cell.element, cell.disaggregation) for one in forms for cell, _ in one.cells},
        elements=elements,
        forms={one.form.code for one in forms},
    )
    names, roles = read_roles(files.roles, actions)
    head = files.head
    pack = Pack(
        code=head.code("code"),
        name=head.text("name"),
        programme=head.text("programme"),
        unit=known_unit(head, "unit", head.text("unit"), codes),
        standing_office=known_unit(head, "standing_office", head.text("standing_office"), codes),
        valid_from=head.day("valid_from"),
        report_due_days=head.whole("report_due_days"),
        assumptions=tuple(_assumption(record) for record in head.records("assumed", required=False)),
        units=units,
        groups=read_groups(files.groups, codes),
        option_sets=tuple(option_sets.values()),
        elements=tuple(element for element, _ in elements.values()),
        forms=tuple(one.form for one in forms),
        reports=tuple(one.report for one in outlines),
        actions=names,
        roles=roles,
        sample_plan=files.sample_plan,
    )
    head.finish()
    return pack


def _assumption(record: Record) -> Assumption:
    made = Assumption(record.text("what"), record.text("value"), record.text("reason"))
    record.finish()
    return made


def _sample_plan(folder: Path, head: Record, problems: list[Problem]) -> str:
    """The text of the file named; a name that leads out of the folder is refused."""
    name = head.optional("sample_plan")
    if not name:
        return ""
    if Path(name).name != name:
        head.refuse(f"«{name}» phải là tên tệp trong thư mục của bộ dữ liệu", "sample_plan")
        return ""
    return read_text(folder, name, problems)
