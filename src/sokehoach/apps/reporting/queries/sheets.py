"""Builds a report's sheet: cells with value, source and findings, and headings with their texts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sokehoach.apps.reporting.models import NarrativeText, Submission, Waiver
from sokehoach.apps.reporting.queries.answers import (
    EDITABLE,
    CellAnswer,
    Source,
    build_answers,
    list_unexplained_findings,
)
from sokehoach.apps.reporting.queries.lines import CellLine, NarrativeBox, SheetPart
from sokehoach.apps.reporting.queries.overlaps import describe_overlaps
from sokehoach.apps.reporting.queries.period_parts import PartReport, PeriodParts, list_part_narratives
from sokehoach.apps.reporting.queries.report_context import ReportContext, load_report_context
from sokehoach.apps.reporting.queries.stored_reports import StoredReport, load_stored_report
from sokehoach.apps.reporting.queries.waivers import Waivers, find_explanation, list_waivers
from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.orgtree.succession import Obstacle
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.sequence import get_previous_period
from sokehoach.domain.reporting import checks
from sokehoach.domain.reporting.checks import Report, ReportFinding
from sokehoach.domain.reporting.components import format_cell_share
from sokehoach.domain.reporting.form import Cell, Form
from sokehoach.domain.reporting.report import PartOfReport
from sokehoach.domain.reporting.workflow import COUNTED_STATES
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import format_typed

_AMOUNTS = (ValueKind.COUNT, ValueKind.DECIMAL, ValueKind.MONEY)


@dataclass(frozen=True)
class ReportSheet:
    submission: Submission
    form: Form
    period: periods.Period
    parts: tuple[SheetPart, ...]
    boxes: tuple[NarrativeBox, ...]  # of headings and of cells
    findings: tuple[ReportFinding, ...]
    saved_at: datetime | None
    part_reports: tuple[PartReport, ...] = ()  # of a longer period: those from which it is computed
    earlier_obstacle: Obstacle | None = None  # why «số liệu cũ» of units of then are not the unit's own

    @cached_property
    def lines(self) -> tuple[CellLine, ...]:
        return tuple(line for part in self.parts for line in part.lines)

    @property
    def entries(self) -> tuple[CellLine | NarrativeBox, ...]:
        """What stands in the sections: numbers, and the texts of cells."""
        return tuple(entry for part in self.parts for entry in part.entries)

    @property
    def headings(self) -> tuple[NarrativeBox, ...]:
        """The boxes of headings, below the sections."""
        return tuple(box for box in self.boxes if box.cell is None)

    @property
    def errors(self) -> tuple[CellLine | NarrativeBox, ...]:
        return tuple(entry for entry in self.entries if entry.wrong)

    @property
    def blanks(self) -> tuple[CellLine | NarrativeBox, ...]:
        return tuple(entry for entry in self.entries if entry.blank)

    def list_unanswered(self) -> list[CellLine | NarrativeBox]:
        """The blanks that are filled in here: cells, and texts of cells."""
        return [entry for part in self.parts for entry in part.unanswered]

    def list_blank_amounts(self) -> list[CellLine]:
        """Returns the blank cells of amounts that are typed here: those in which 0 says that nothing arose."""
        return [line for line in self.lines if line.is_free and line.blank and line.element.kind in _AMOUNTS]

    @property
    def words_written(self) -> int:
        return sum(bool(box.text) for box in self.headings)

    @property
    def has_history(self) -> bool:
        return any(line.last_year is not None or line.previous is not None for line in self.lines)

    @property
    def counted(self) -> bool:
        """Whether its numbers are in the consolidated figures."""
        return self.submission.state in COUNTED_STATES

    @property
    def editable(self) -> bool:
        return self.submission.state in EDITABLE

    def line(self, code: str) -> CellLine:
        """The line of a cell; raises LookupError where the form does not have it."""
        return self._lines_by_code[code]

    @cached_property
    def _lines_by_code(self) -> dict[str, CellLine]:
        return {line.cell.code: line for line in self.lines}


def build_sheet(
    submission: Submission, context: ReportContext | None = None, stored: StoredReport | None = None
) -> ReportSheet:
    """The current sheet of a report. What is not given is loaded: the `context`, and what is `stored`."""
    form = submission.definition
    now = periods.parse_period(submission.period)
    context = context or load_report_context(submission)
    stored = stored or load_stored_report(submission)
    history = stored.history
    boxes = _build_boxes(form, stored.texts)
    elements_by_code, period_parts = context.elements_by_code, context.period_parts
    answers_by_cell = build_answers(
        form,
        submission,
        stored.values,
        context.measured,
        context.shared,
        None if period_parts is None else period_parts.cells,
    )
    findings = _list_findings(
        Report(
            form,
            {code: answer.value for code, answer in answers_by_cell.items()},
            previous=history.get(get_previous_period(now).id),
            last_year=history.get(periods.get_period_year_before(now).id),
            period_vi=periods.name_vi(now),
            parts=() if period_parts is None else _build_parts(period_parts),
            printed=form.printed_codes,
            names={element.uid: element.name for element in elements_by_code.values()},
            day_elements=frozenset(
                element.uid for element in elements_by_code.values() if element.kind is ValueKind.DATE
            ),
            texts=frozenset(box.place for box in boxes if box.text),
            other_cells=context.other_cells,
        ),
        answers_by_cell,
    )
    remarks, sent = context.remarks, context.sent
    known_waivers = list_waivers(submission) if any(finding.waivable for finding in findings) else {}
    findings_by_cell: dict[str, list[ReportFinding]] = defaultdict(list)
    for finding in findings:
        if finding.rule is not None or finding.hard:  # a blank cell needs no finding
            findings_by_cell[finding.cell].append(finding)
    year_before, just_before = periods.get_period_year_before(now).id, get_previous_period(now).id
    last_year = history.get(year_before, {})
    previous = {} if just_before == year_before else history.get(just_before, {})
    earlier_figures = {} if last_year else context.earlier_figures
    previous_figures = {} if previous or just_before == year_before else context.previous_figures

    overlaps = describe_overlaps(form)

    def build_line(cell: Cell) -> CellLine:
        return CellLine(
            cell=cell,
            code=form.printed_codes[cell.code],
            sum_codes=tuple(form.printed_codes[part] for part in cell.sum_of),
            element=elements_by_code[cell.element],
            answer=answers_by_cell[cell.code],
            last_year=last_year.get(cell.code, earlier_figures.get((cell.element, cell.disaggregation))),
            last_year_old=cell.code not in last_year and (cell.element, cell.disaggregation) in earlier_figures,
            findings=tuple(findings_by_cell[cell.code]),
            changed=submission.state not in EDITABLE and _is_source_changed(answers_by_cell[cell.code]),
            remark=remarks.get(cell.code),
            was=sent.cell(cell.code, format_typed(answers_by_cell[cell.code].value)) if sent else None,
            previous=previous.get(cell.code, previous_figures.get((cell.element, cell.disaggregation))),
            previous_old=(cell.element, cell.disaggregation) in previous_figures,
            explained=_list_explained(findings_by_cell[cell.code], known_waivers),
            share=format_cell_share(cell, form, elements_by_code, lambda part: answers_by_cell[part.code].value),
            overlap=overlaps.get(cell.code, ""),
        )

    part_narratives = list_part_narratives(form, submission)
    boxes = tuple(
        replace(
            box,
            remark=remarks.get(box.narrative.code),
            parts=part_narratives.get(box.narrative.code, ()),
            rewritten=sent is not None and sent.is_narrative_changed(box.narrative.code, box.text),
            findings=tuple(findings_by_cell[box.narrative.code]) if box.cell is not None else (),
        )
        for box in boxes
    )
    boxes_by_cell = {box.place: box for box in boxes if box.cell is not None}
    saved = [value.updated_at for value in stored.values.values()] + [text.updated_at for text in stored.texts.values()]
    return ReportSheet(
        submission=submission,
        form=form,
        period=now,
        parts=tuple(
            SheetPart(part, tuple(boxes_by_cell.get(cell.code) or build_line(cell) for cell in part.cells))
            for part in form.sections
        ),
        boxes=boxes,
        findings=tuple(findings),
        saved_at=max(saved, default=None),
        earlier_obstacle=context.earlier_obstacle,
        part_reports=period_parts.reports if period_parts is not None and now.type in form.also_for else (),
    )


def _build_parts(period_parts: PeriodParts) -> tuple[PartOfReport, ...]:
    return tuple(
        PartOfReport(periods.name_vi(periods.parse_period(report.period)), values)
        for report, values in zip(period_parts.reports, period_parts.values, strict=True)
    )


def _list_findings(report: Report, answers_by_cell: dict[str, CellAnswer]) -> Sequence[ReportFinding]:
    return [*list_unexplained_findings(answers_by_cell), *checks.run_checks(report)]


def _list_explained(
    findings: Sequence[ReportFinding], known_waivers: Waivers
) -> tuple[tuple[ReportFinding, Waiver], ...]:
    return tuple(
        (finding, waiver) for finding in findings if (waiver := find_explanation(finding, known_waivers)) is not None
    )


def list_related_cells(form: Form, code: str) -> tuple[str, ...]:
    """The cells whose lines may change with this one: sums that include it, and cells that are checked with it."""
    touched = {code}
    for cell in form.cells * 2:  # a sum of sums needs a second round
        if touched & set(cell.sum_of):
            touched.add(cell.code)
    for check in form.checks:
        if touched & set(check.cells):
            touched |= set(check.cells)
    return tuple(cell.code for cell in form.cells if cell.code in touched)


def _is_source_changed(answer: CellAnswer) -> bool:
    """Whether register entries were added, changed or voided since the sending, or a part was corrected."""
    stored, measured, parts = answer.stored, answer.measured, answer.parts
    if stored and parts is not None and (stored.source == Source.PARTS or stored.source == Source.OVERRIDE):
        return (None if isinstance(parts.value, Gap) else parts.value) != stored.register_number
    return bool(stored and measured and stored.digest and stored.digest != measured.digest)


def _build_boxes(form: Form, texts: Mapping[str, NarrativeText]) -> tuple[NarrativeBox, ...]:
    boxes = []
    for narrative in form.text_boxes:
        row, code = texts.get(narrative.code), form.printed_codes.get(narrative.code, "") if narrative.element else ""
        box = NarrativeBox(narrative, code=code, cell=form.cell(narrative.code) if narrative.element else None)
        boxes.append(box if row is None else replace(box, text=row.text, version=row.version))
    return tuple(boxes)
