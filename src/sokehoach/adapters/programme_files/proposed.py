"""A programme made of accepted proposals: a new one with the units and roles of another, or a changed one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sokehoach.adapters.programme_files.definition import Assumption, ProgrammeDefinition, ReportTemplate, Writers
from sokehoach.adapters.programme_files.proposed_items import FormItems, ItemBuilder
from sokehoach.adapters.programme_files.proposed_outline import list_duty_sections
from sokehoach.adapters.programme_files.proposed_schedules import ScheduleBuilder
from sokehoach.adapters.programme_files.scaffold.own_units import OFFICE
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.outline import Outline, OutlineSection, Sentence
from sokehoach.domain.orgtree.head_titles import find_head_title
from sokehoach.domain.orgtree.level import format_levels
from sokehoach.domain.orgtree.unit_names import UnitNames, find_seat
from sokehoach.domain.plans.authority import Authority, find_authority
from sokehoach.domain.plans.proposals.facts import AGENCIES, BASE, EVERYBODY
from sokehoach.domain.plans.proposals.facts import Reporters as ReporterKeys
from sokehoach.domain.plans.proposals.forms import ASKED_KINDS, list_asking_forms, list_proposed_forms, sort_reporters
from sokehoach.domain.plans.proposals.proposal import ProgrammeProposal, ProposalKind
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.reporting.form import Form, FormSection, Narrative, Reporters
from sokehoach.domain.text import cut_year, fold_accents

_BOXES = (
    ("result", "Kết quả nổi bật", "Việc đã làm mà các con số chưa nói được."),
    ("obstacles", "Khó khăn, vướng mắc", "Vướng ở đâu, vì sao, đã làm gì."),
    ("directions", "Phương hướng kỳ tới", "Việc đơn vị sẽ làm trong kỳ tới."),
    ("proposals", "Kiến nghị", "Không có thì ghi «Không có kiến nghị»."),
)
_LONGEST_HEADING = 280
_NUMBERED = re.compile(r"[^\W\d_]{0,2}[.-]?\d{1,2}")
_MOST_NAMED = 3  # agencies in the name of their form


@dataclass(frozen=True, slots=True)
class ProgrammeHead:
    """`code` is that of the programme that is changed, or of a new one. `plan`: the document, as sources name it.

    `unit`: the code of its area. `copies`: offices beyond it that get the report.
    """

    code: str
    name: str
    short_name: str
    standing_office: str
    valid_from: date
    plan: str
    unit: str
    copies: tuple[str, ...] = ()
    place: str = ""  # of the documents of an organisation whose name does not end with its place


@slow_work
def build_proposed_programme(
    base: ProgrammeDefinition,
    head: ProgrammeHead,
    accepted: Sequence[ProgrammeProposal],
    *,
    clauses: Sequence[tuple[str, str]] = (),
) -> ProgrammeDefinition:
    """The definition. `base`: the programme that is changed where its code is that of the head; else one whose levels,
    units, groups and roles a new programme shares. `clauses`: path and heading of the plan's parts.
    """
    programme = base if base.code == head.code else _begin_programme(base, head)
    units = _UnitNames(programme, head)
    builder = ItemBuilder(taken_codes=_list_taken_codes(programme), source=head.plan, find_unit=units.find_base_unit)
    forms: dict[ReporterKeys, FormItems] = {}
    asking_forms = list_asking_forms(accepted, units.agencies)
    for proposal in accepted:
        if proposal.content.kind in ASKED_KINDS and proposal.content.numerator_code:
            builder.add(FormItems("", sort_reporters(proposal.content.reporters)), proposal)
        form_items = []
        for reporters in asking_forms.get(proposal.key, ()):
            if reporters not in forms:
                forms[reporters] = FormItems(units.make_form_code(reporters, forms.values()), reporters)
            form_items.append(forms[reporters])
        if form_items:
            builder.add(form_items[0], proposal)
        for form in form_items[1:]:
            form.ask_again(form_items[0])
    has_base_form = any(form.reporters.levels for form in programme.forms)
    for proposed_form in list_proposed_forms(accepted, units.agencies):
        # The plan asks for a report, and gives nothing to count.
        reporters = proposed_form.reporters
        if proposed_form.is_made and reporters not in forms and not has_base_form:
            forms[reporters] = FormItems(units.make_form_code(reporters, forms.values()), reporters)
    schedules = ScheduleBuilder(accepted, head.standing_office, programme.unit)
    counting = {element.form for element in builder.elements if not element.kind.is_text}
    annexes = [form.code for form in forms.values() if form.code in counting]
    report = _build_report(programme, head, units, accepted, builder, clauses, annexes)
    with_boxes = _list_forms_with_boxes(forms.values(), units, schedules)
    built_forms = [
        _build_form(form, head, units, schedules, has_boxes=form.code in with_boxes) for form in forms.values()
    ]
    built_forms += [
        _build_weekly_form(reporters, units.make_form_code(("TUAN",), forms.values()), head, units, schedules)
        for reporters in schedules.list_weekly_reporters()
    ]
    return replace(
        programme,
        elements=(*programme.elements, *builder.elements),
        indicators=(*programme.indicators, *builder.indicators),
        forms=(*programme.forms, *built_forms),
        reporting_schedules=(
            *programme.reporting_schedules,
            *schedules.build(
                built_forms, report.outline.code, head=head.plan, valid_from=head.valid_from,
                taken_codes={row.code for row in programme.reporting_schedules},
            ),
        ),
        reports=(*programme.reports, report),
        assumptions=(*programme.assumptions, *schedules.assumptions, *_list_missing_units(builder, head)),
    )  # fmt: skip


def _begin_programme(base: ProgrammeDefinition, head: ProgrammeHead) -> ProgrammeDefinition:
    """An empty programme with the units, levels, groups and roles of another one."""
    roles = tuple(
        replace(role, functions=(GENERAL,))
        for role in base.roles
        if GENERAL in (role.functions or (GENERAL,)) and role.actions
    )  # fmt: skip
    return replace(
        base,
        code=head.code,
        name=head.name,
        short_name=head.short_name,
        unit=head.unit,
        standing_office=head.standing_office,
        valid_from=head.valid_from,
        roles=roles,
        assumptions=(),
        option_sets=(),
        elements=(),
        indicators=(),
        forms=(),
        reporting_schedules=(),
        register_owners=(),
        register_types=(),
        checklists=(),
        frames=(),
        schemes=(),
        reports=(),
        questions=(),
        sample_plan="",
    )


def _list_taken_codes(programme: ProgrammeDefinition) -> set[str]:
    return {row.code for row in programme.elements} | {row.code for row in programme.indicators}


class _UnitNames:
    """The units of the programme: who «base» and «agencies» are, and how forms are named after them."""

    def __init__(self, programme: ProgrammeDefinition, head: ProgrammeHead) -> None:
        self._rows = {  # in force on the programme's first day or later
            row.unit.code: row
            for row in programme.units
            if row.unit.in_force(max(head.valid_from, row.unit.valid_from))
        }
        self._unit, self._taken_codes = programme.unit, {form.code for form in programme.forms}
        used = {row.unit.level.code for row in self._rows.values()}
        base = [level for level in programme.levels.base if level.code in used]
        self.base_levels, self._base_names = tuple(level.code for level in base), format_levels(base)
        self._base_units = UnitNames(
            {code: (row.unit.name, row.short_name) for code, row in self._rows.items() if row.unit.level in base}
        )
        is_lowest = {find_authority(level.name) for level in base} == {Authority.COMMUNE}
        self._base_suffix = "XA" if is_lowest else "DV"  # units of several levels
        self.agencies = tuple(
            code for code, row in self._rows.items()
            if row.unit.level.attached and row.unit.parent == programme.unit and not row.asked
        )  # fmt: skip

    def find_base_unit(self, name: str, year: int | None) -> str:
        """The code of the base unit that a table of the plan names, if it exists in the year; else «»."""
        code = self._base_units.find_one(name)
        return code if code and (year is None or self._exists_in(code, year)) else ""

    def _exists_in(self, code: str, year: int) -> bool:
        unit = self._rows[code].unit
        return unit.valid_from.year <= year and (unit.valid_to is None or unit.valid_to > date(year, 1, 1))

    def expand_reporters(self, reporters: ReporterKeys) -> Reporters:
        codes = tuple(key for key in reporters if key not in EVERYBODY)
        return Reporters(
            levels=self.base_levels if BASE in reporters else (),
            codes=(*(self.agencies if AGENCIES in reporters else ()), *codes),
        )

    def get_name(self, code: str) -> str:
        row = self._rows.get(code)
        return row.unit.name if row else code

    def get_short_name(self, code: str) -> str:
        row = self._rows.get(code)
        return row.short_name if row else code

    def name_reporters(self, reporters: ReporterKeys) -> str:
        names = {BASE: self._base_names, AGENCIES: "các cơ quan"}
        if len(reporters) > _MOST_NAMED and not set(EVERYBODY) & set(reporters):
            return f"{len(reporters)} cơ quan"
        return ", ".join(names.get(key) or self.get_name(key) for key in reporters)

    def make_form_code(self, reporters: ReporterKeys, forms: Iterable[FormItems]) -> str:
        number = len(list(forms)) + 1
        suffix = (
            self._base_suffix
            if reporters == (BASE,)
            else "CQ"
            if len(reporters) > _MOST_NAMED or any(key in EVERYBODY for key in reporters)
            else _name_code(reporters[0])
        )
        while f"{number:02}-{suffix}" in self._taken_codes:
            number += 1
        code = f"{number:02}-{suffix}"
        self._taken_codes.add(code)
        return code


def _name_code(code: str) -> str:
    """The part of a unit's code that names it: «51.SYT» → «SYT»."""
    return code.rpartition(".")[2][:14] or code[:14]


def write_symbol(code: str, name: str) -> str:
    """The code as its letters stand in the name: «SGDDT» of Sở Giáo dục và Đào tạo is «SGDĐT».

    A code of an own list says nothing of the name («TT», «P04»): there the letters are those of the name.
    """
    letters = _name_code(code)
    parts = [part for part in name.split() if part != "và" and part[0].isalnum()]
    initials = "".join(part if part.isupper() else part[0].upper() for part in parts)
    is_named = fold_accents(initials).upper() == letters.upper() or letters == OFFICE or _NUMBERED.fullmatch(letters)
    return initials if is_named and initials else letters


def _list_missing_units(builder: ItemBuilder, head: ProgrammeHead) -> Iterator[Assumption]:
    if builder.unknown_places:
        yield Assumption(
            "mức riêng của đơn vị",
            "không lập",
            f"{head.plan} giao mức cho {', '.join(builder.unknown_places)}; không có đơn vị cơ sở nào mang tên này",
        )


def _list_forms_with_boxes(forms: Iterable[FormItems], units: _UnitNames, schedules: ScheduleBuilder) -> frozenset[str]:
    """The codes of the forms that ask for results, obstacles, directions and proposals in words.

    Each unit is asked once in a period: where all its reporters have another form with these boxes, a form has none.
    """
    form_items = list(forms)
    reporters = {form.code: _list_keys(units.expand_reporters(form.reporters)) for form in form_items}
    timings = {form.code: schedules.choose(form.reporters) for form in form_items}
    with_boxes = {form.code for form in form_items}
    for form in sorted(form_items, key=lambda form: -len(reporters[form.code])):
        if not (form.target_cells or form.duty_cells):
            continue
        other_reporters: set[str] = set()
        for code in with_boxes - {form.code}:
            if (timings[code].period_type, timings[code].also_for) == (
                timings[form.code].period_type, timings[form.code].also_for
            ):  # fmt: skip
                other_reporters |= reporters[code]
        if reporters[form.code] <= other_reporters:
            with_boxes.discard(form.code)
    return frozenset(with_boxes)


def _list_keys(reporters: Reporters) -> frozenset[str]:
    return frozenset((*reporters.levels, *reporters.codes))


def _build_form(
    items: FormItems, head: ProgrammeHead, units: _UnitNames, schedules: ScheduleBuilder, *, has_boxes: bool
) -> Form:
    reporters = units.expand_reporters(items.reporters)
    parts = (("Chỉ tiêu của kế hoạch", items.target_cells), ("Nhiệm vụ thường xuyên", items.duty_cells))
    sections = [
        FormSection(letter, title, tuple(cells))
        for letter, (title, cells) in zip("AB", (part for part in parts if part[1]), strict=False)
    ]
    timing = schedules.choose(items.reporters)
    return Form(
        uid=items.code,
        code=items.code,
        name=f"{head.short_name}: kết quả của {units.name_reporters(items.reporters)}"[:_LONGEST_HEADING],
        period_type=timing.period_type.value,
        function=GENERAL,
        reporters=reporters,
        sections=tuple(sections),
        checks=tuple(items.checks),
        narratives=tuple(Narrative(code, title, hint) for code, title, hint in _BOXES) if has_boxes else (),
        counting_window=timing.window,
        due=timing.due,
        also_for=timing.also_for,
        assumed=timing.assumed,
        source=head.plan,
    )


def _build_weekly_form(
    keys: ReporterKeys, code: str, head: ProgrammeHead, units: _UnitNames, schedules: ScheduleBuilder
) -> Form:
    """The weekly report of units that also report by a longer period: in words, the figures are in the other form."""
    timing = schedules.choose_weekly(keys)
    return Form(
        uid=code,
        code=code,
        name=f"{head.short_name}: báo cáo tuần của {units.name_reporters(keys)}"[:_LONGEST_HEADING],
        period_type=timing.period_type.value,
        function=GENERAL,
        reporters=units.expand_reporters(keys),
        sections=(),
        checks=(),
        narratives=tuple(Narrative(code, title, hint) for code, title, hint in _BOXES),
        counting_window=timing.window,
        due=timing.due,
        assumed=(*timing.assumed, "báo cáo tuần bằng lời; số liệu ở biểu của kỳ dài hơn"),
        source=head.plan,
    )


def _build_report(
    programme: ProgrammeDefinition,
    head: ProgrammeHead,
    units: _UnitNames,
    accepted: Sequence[ProgrammeProposal],
    builder: ItemBuilder,
    clauses: Sequence[tuple[str, str]],
    annexes: Sequence[str],
) -> ReportTemplate:
    """The report of the standing office: the targets, then the duties below the headings of the plan, then words."""
    outline = next((proposal for proposal in accepted if proposal.content.kind is ProposalKind.OUTLINE), None)
    sections = [OutlineSection("KẾT QUẢ THỰC HIỆN", 1, narrative="result")]
    targets = [row for row in accepted if row.content.kind is ProposalKind.INDICATOR and row.key in builder.sentences]
    if targets:
        sentences = tuple(Sentence(builder.sentences[row.key]) for row in targets)
        sections.append(OutlineSection("Chỉ tiêu", 2, sentences))
    sections += list_duty_sections(
        accepted, builder.sentences, clauses if outline is not None else (), units.name_reporters
    )
    sections += [OutlineSection(title.upper(), 1, narrative=code) for code, title, _hint in _BOXES[1:]]
    office = head.standing_office
    own_report = next((report for report in programme.reports if report.issuer == office and report.authority), None)
    taken_codes = {report.outline.code for report in programme.reports}
    code = next(code for code in _list_outline_codes() if code not in taken_codes)
    name = outline.content.name if outline is not None else f"Kết quả thực hiện {head.short_name}"
    title = cut_year(name)  # each report says its period behind the title
    return ReportTemplate(
        outline=Outline(code, title, tuple(sections)),
        issuer=office,
        superior="" if office == programme.unit else programme.unit,
        addressees=(programme.unit,),
        place=find_seat(units.get_name(programme.unit)) or head.place or units.get_short_name(programme.unit),
        symbol=own_report.symbol if own_report else f"/BC-{write_symbol(office, units.get_name(office))}",
        authority=own_report.authority if own_report else (find_head_title(units.get_name(office)).upper(),),
        copies=head.copies,
        filed=own_report.filed if own_report else "VT",
        annexes=tuple(annexes),
        source=head.plan,
        writers=Writers.ISSUER,
    )


def _list_outline_codes() -> Iterable[str]:
    yield "bc-tong-hop"
    number = 1
    while True:
        number += 1
        yield f"bc-tong-hop-{number}"
