"""Builds the periodic report of a standing office from its outline and the consolidated figures."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from django.conf import settings

from sokehoach.adapters.writers import docx
from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of, office_audience
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.consolidation.queries import targets as target_queries
from sokehoach.apps.consolidation.queries.measures import describe_coverage
from sokehoach.apps.consolidation.queries.senders import Sender
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet, FigureLine
from sokehoach.apps.consolidation.queries.targets import AssessedTarget
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.pages import annexes
from sokehoach.apps.documents.pages.annexes import build_annex
from sokehoach.apps.documents.pages.offices import (
    build_closing,
    build_issuer_lines,
    build_office,
    build_opening,
    list_superior_lines,
)
from sokehoach.apps.documents.queries import outlines
from sokehoach.apps.documents.queries.outline_schedules import get_cut_off
from sokehoach.apps.indicators.queries.elements import list_indicators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units as unit_queries
from sokehoach.apps.orgunits.queries.level_names import name_in_sentence, say_units
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.queries import plans
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.queries import accepted_values
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.meanings import list_meanings
from sokehoach.apps.reporting.queries.overlaps import list_all_overlapping_sets
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.apps.shell.vietnamese import write_in_vietnamese
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.documents import outline as domain
from sokehoach.domain.documents import report_writer
from sokehoach.domain.documents.comparisons import Baseline
from sokehoach.domain.documents.content import Block, Document, Operand, Paragraph, Text
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.narratives import SayWords, drop_empty_answers, render_unit_text
from sokehoach.domain.documents.opening_assessment import write_assessment
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock
from sokehoach.domain.documents.report_coverage import FormCoverage, render_coverage
from sokehoach.domain.documents.report_writer import EarlierPeriod
from sokehoach.domain.documents.target_sentences import TargetProgress
from sokehoach.domain.indicators.level import format_reference, get_level_unit
from sokehoach.domain.messages import join_messages, keep_vietnamese, name_definition, say
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.sequence import get_previous_period
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.titles import drop_common_start, end_before_period
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


def get_report_targets(
    audience: Audience, plan: Plan | None, area: Unit, *, period: str, day: date
) -> dict[str, TargetProgress]:
    """The first target in the plan's text for each indicator, with its level in the year, else the nearest one stated.

    Left out are targets without a measured indicator, and those for which none is stated.
    """
    target_by_indicator: dict[str, TargetProgress] = {}
    if plan is not None:
        for progress in target_queries.assess_targets_of_area(audience, plan, unit=area, period=period, day=day):
            if progress.found is not None and progress.stated.told_level is not None:
                target_by_indicator.setdefault(progress.target.indicator, _build_report_target(progress))
    return target_by_indicator


def _build_report_target(progress: AssessedTarget) -> TargetProgress:
    level = progress.stated.told_level
    assert progress.found is not None
    assert level is not None
    measured, row = progress.found.measured, progress.target
    rule, unit = progress.found.indicator.rule, progress.found.element.unit
    summable = measured if measured.lack is None else None  # numbers that may not be aggregated give no figure
    return TargetProgress(
        value=level.value,
        bound=level.bound,
        unit=row.unit_of_measure if progress.stated.is_of_plan else get_level_unit(rule, unit),
        place=f"Kế hoạch, mục {row.path}" + (f", mức năm {level.year}" if level.year else ""),
        numerator=None if summable is None else summable.part_of_whole if progress.in_percent else summable.part,
        denominator=None if summable is None else summable.whole,
        rests_on=tuple(Operand(element, part) for element, part in progress.found.indicator.names),
        covers=describe_coverage(progress.found),
        rule=rule,
        level=progress.assessed.actual,
        level_unit=unit,
        reference=format_reference(rule, progress.found.year_before, level.baseline, unit),
        is_met=progress.assessed.is_met,
        span=progress.level_span,
        is_complete=progress.assessed.is_complete,
    )


def render_report(*, unit: str, period: str, programme: Programme | None = None) -> bytes:
    """The report on a unit as its standing office may see it, as DOCX: of one programme, or of the first.

    NotFoundError for an unknown unit or period.
    """
    row = outlines.get_main_outline(unit, programme)
    area = sheets.get_area(unit, get_cut_off(row, period))
    return docx.write_docx(build_report(row, period=period, audience=office_audience(area)))


def render_report_for(user: User, *, outline: str, period: str) -> bytes:
    """The report as this account may see it, as DOCX; NotFoundError outside its scope."""
    return docx.write_docx(build_report_for(user, outlines.access_outline(user, outline), period=period))


@write_in_vietnamese
def build_report_for(
    user: User, row: ReportOutline, *, period: str, chosen_operands: Collection[Operand] = ()
) -> Document:
    """The report with its charts and map."""
    report = build_report(row, period=period, audience=audience_of(user), chosen_operands=chosen_operands)
    pictures = annexes.build_picture_annex(user, row.unit, period, programme=row.programme)
    return replace(report, annexes=(*report.annexes, *pictures))


def get_report_figures(row: ReportOutline, *, period: str, audience: Audience) -> dict[Operand, Value]:
    """Every figure that the report may print; figures that the audience may not see are left out."""
    all_forms = query_forms.list_forms(row.programme)
    return _get_figures(
        _list_sheets(all_forms, audience, sheets.get_area(row.unit.code, get_cut_off(row, period)), period)
    )


def _list_sheets(all_forms: Collection[Form], audience: Audience, area: Unit, period: str) -> list[ConsolidatedSheet]:
    """The sheets of the forms that are reported for such a period; NotFoundError where there are forms, but none is."""
    when = periods.parse_period(period)
    reported_forms = [form for form in all_forms if when.type in form.at(when).period_types]
    if all_forms and not reported_forms:
        raise NotFoundError
    return [sheets.build_sheet(audience, unit=area, form=form.uid, period=period) for form in reported_forms]


@write_in_vietnamese
def build_report(
    row: ReportOutline,
    *,
    period: str,
    audience: Audience,
    with_annexes: bool = True,
    chosen_operands: Collection[Operand] = (),
    say_words: SayWords = keep_vietnamese,
) -> Document:
    """`chosen_operands`: the figures printed where several have one meaning; without it, each names its source.

    `say_words`: says the frame in another language, for a working translation.
    """
    day = get_cut_off(row, period)
    area = sheets.get_area(row.unit.code, day)
    all_forms = query_forms.list_forms(row.programme)
    area_sheets = _list_sheets(all_forms, audience, area, period)
    outline = domain.say_outline(_limit_to_period(row, all_forms, area_sheets), say_words)
    when, definition = periods.parse_period(period), row.definition
    period_name = periods.name_vi(when)
    plan = plans.find_plan_in_force(area, [row.programme_id])
    cut_offs = [day, *(sheet.form.get_window(when).cut_off for sheet in area_sheets)]
    names = {unit.code: unit.letterhead or unit.name for unit in unit_queries.list_known_units(day)}
    annex_sheets = [
        sheet for code in definition["annexes"] if with_annexes for sheet in area_sheets if sheet.form.uid == code
    ]
    superior = list_superior_lines(row.issuer, names[definition["superior"]] if definition["superior"] else "")
    return Document(
        letterhead=Letterhead(
            superior=superior,
            issuer=build_issuer_lines(row.issuer, superior),
            symbol=definition["symbol"],
            number=None,
            place=definition["place"],
            day=OpenDay(day.year),
        ),
        kind=say_words(DocumentKind.REPORT.label_vi),
        title=say_words(
            say("%(title)s %(period)s", title=end_before_period(name_definition(row.title)), period=period_name)
        ),
        addressees=tuple(names[code] for code in definition["addressees"]),
        blocks=(
            build_opening(
                plan,
                cut_off=day,
                issuer=build_office(row.issuer).name,
                period=period_name,
                say_words=say_words,
            ),
            *_build_coverage(area_sheets, say_words),
            *_build_body(
                row,
                outline,
                area_sheets,
                period,
                _get_targets(outline, audience, plan, area, period, day=max(cut_offs)),
                chosen_operands,
                say_words,
            ),
        ),
        closing=build_closing(row, when, say_words),
        signature=SignatureBlock(authority=tuple(definition["authority"])),
        recipients=Recipients(copies=tuple(definition["copies"]), filed=definition["filed"]),
        annexes=tuple(build_annex(sheet) for sheet in annex_sheets if sheet.lines),
        notice=say_words(settings.DEMONSTRATION.notice_text) if settings.DEMONSTRATION else "",
    )


def _build_coverage(area_sheets: list[ConsolidatedSheet], say_words: SayWords) -> tuple[Block, ...]:
    """A paragraph with the number of units covered and the missing ones by name: a gap is printed as a gap."""
    names = drop_common_start([say_words(name_definition(sheet.form.name)) for sheet in area_sheets])
    forms = [
        FormCoverage(
            name,
            say_units(sender.unit for sender in sheet.senders),
            frozenset(sender.key for sender in sheet.senders),
            {sender.key: (sender.status.label_vi, sender.name) for sender in sheet.missing},
        )
        for sheet, name in zip(area_sheets, names, strict=True)
    ]
    return (Paragraph((Text(say_words(render_coverage(forms))),)),) if forms else ()


def _limit_to_period(
    row: ReportOutline, all_forms: Collection[Form], area_sheets: list[ConsolidatedSheet]
) -> domain.Outline:
    """The outline without the sentences on figures that only forms of other period types hold.

    So one outline serves a month, a quarter and a year. A form without a sheet is reported for other types alone.
    """
    outline = outlines.build_outline(row)
    counted_operands = {_build_operand(line) for sheet in area_sheets for line in sheet.lines}
    reported = {sheet.form.uid for sheet in area_sheets}
    foreign = {
        Operand(cell.element, cell.disaggregation)
        for form in all_forms
        if form.uid not in reported
        for cell in form.cells
    } - counted_operands
    if not foreign:
        return outline
    has_targets = bool(domain.list_outline_targets(outline))
    return domain.limit_outline(
        outline,
        held_operands=domain.list_outline_operands(outline) - foreign,
        boxes=domain.list_narrative_codes(outline),
        indicators={
            uid
            for uid, indicator in (list_indicators(row.programme) if has_targets else {}).items()
            if foreign.isdisjoint(Operand(element, key) for element, key in indicator.names)
        },
    )


def _get_targets(
    outline: domain.Outline, audience: Audience, plan: Plan | None, area: Unit, period: str, *, day: date
) -> dict[str, TargetProgress]:
    """Progress of the plan's targets; empty without measuring where the outline mentions no target.

    `day`: on which the last of the forms is counted; what is counted later is not in the report.
    """
    if not domain.list_outline_targets(outline):
        return {}
    return get_report_targets(audience, plan, area, period=period, day=day)


def _build_body(
    row: ReportOutline,
    outline: domain.Outline,
    area_sheets: list[ConsolidatedSheet],
    period: str,
    targets: dict[str, TargetProgress],
    chosen_operands: Collection[Operand],
    say_words: SayWords,
) -> tuple[Block, ...]:
    when = periods.parse_period(period)
    last_year = {
        _build_operand(line): line.before
        for sheet in area_sheets
        for line in sheet.lines
        if line.before is not None and line.is_comparable and line.figure.withheld is None
    }
    figures = _get_figures(area_sheets)
    earlier_periods = {
        Baseline.LAST_YEAR: EarlierPeriod(periods.get_period_year_before(when).id, last_year),
        Baseline.PREVIOUS_PERIOD: _get_previous_figures(outline, area_sheets, get_previous_period(when).id),
    }
    withheld = _list_withheld(area_sheets)
    names = {line.cell.element: line.element for sheet in area_sheets for line in sheet.lines}
    return (
        *write_assessment(
            outline,
            period=period,
            figures=figures,
            earlier_periods=earlier_periods,
            names=names,
            targets={uid: target for uid, target in targets.items() if withheld.isdisjoint(target.rests_on)},
            say_words=say_words,
        ),
        *report_writer.write_report_body(
            outline,
            period=period,
            figures=figures,
            narratives=_merge_narratives(area_sheets, period),
            withheld=withheld,
            earlier_periods=earlier_periods,
            targets=targets,
            meanings=list_meanings(row.programme),
            chosen_operands=chosen_operands,
            overlapping_sets=list_all_overlapping_sets(sheet.form for sheet in area_sheets),
            element_names={uid: name_definition(element.name) for uid, element in names.items()},
            owed_by=_list_owners(area_sheets),
            say_words=say_words,
        ),
    )


def _list_owners(area_sheets: Iterable[ConsolidatedSheet]) -> dict[str, str]:
    """By text box who writes it: the only sender by name, else how many and what they are called together."""
    senders: dict[str, dict[str, Sender]] = defaultdict(dict)
    for sheet in area_sheets:
        for box in sheet.form.text_boxes:
            senders[box.heading] |= {sender.key: sender for sender in sheet.senders}
    return {
        heading: next(iter(all_of_box.values())).unit.name
        if len(all_of_box) == 1
        else join_messages(" ", (str(len(all_of_box)), say_units(sender.unit for sender in all_of_box.values())))
        for heading, all_of_box in senders.items()
        if all_of_box
    }


def _get_figures(area_sheets: list[ConsolidatedSheet]) -> dict[Operand, Value]:
    return {
        _build_operand(line): _get_value(line.figure.value)
        for sheet in area_sheets
        for line in sheet.lines
        if line.figure.withheld is None
    }


def _get_previous_figures(outline: domain.Outline, area_sheets: list[ConsolidatedSheet], period: str) -> EarlierPeriod:
    """Figures of the period just before with which the outline makes comparisons, where most senders answered twice."""
    operands = {
        move.operand for move in domain.list_outline_changes(outline) if move.baseline is Baseline.PREVIOUS_PERIOD
    }
    compared_sheets = [sheet for sheet in area_sheets if operands & {_build_operand(line) for line in sheet.lines}]
    previous_sheets = [
        sheets.build_sheet(sheet.audience, unit=sheet.unit, form=sheet.form.uid, period=period)
        for sheet in compared_sheets
    ]
    answered = [
        {_build_operand(line) for sheet in compared for line in sheet.lines if line.has_most_answers}
        for compared in (compared_sheets, previous_sheets)
    ]
    earlier_figures = _get_figures(previous_sheets).items()
    return EarlierPeriod(
        period, {operand: number for operand, number in earlier_figures if all(operand in known for known in answered)}
    )


def _list_withheld(area_sheets: list[ConsolidatedSheet]) -> frozenset[Operand]:
    """The figures that disclosure does not give: by element, level and day, never by the numbers."""
    return frozenset(
        _build_operand(line) for sheet in area_sheets for line in sheet.lines if line.figure.withheld is not None
    )


def _build_operand(line: FigureLine) -> Operand:
    return Operand(line.cell.element, line.cell.disaggregation)


def _get_value(number: Value | None) -> Value:
    return Gap.NOT_REPORTED if number is None else number


def _merge_narratives(area_sheets: list[ConsolidatedSheet], period: str) -> dict[str, str]:
    """Texts of the units by heading, for the editor to merge; units with the same text are listed together.

    «Không có.» of some units is left out where others have something to say.
    """
    units_by_text: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for sheet in area_sheets:
        for narrative in accepted_values.list_narratives(sheet.form, period):
            units_by_text[narrative.heading][narrative.text][narrative.unit] = None
    return {
        heading: "\n".join(render_unit_text(name_in_sentence(texts[text]), text) for text in drop_empty_answers(texts))
        for heading, texts in units_by_text.items()
    }
