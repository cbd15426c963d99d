"""A report as its page shows it: cells with value, source and findings, headings with their words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sokehoach.apps.reporting.models import NarrativeText, Submission, Waiver
from sokehoach.apps.reporting.selectors.answers import (
    EDITABLE,
    Answer,
    Source,
    answers,
    before,
    stored_with_history,
    unexplained,
)
from sokehoach.apps.reporting.selectors.halves import HalfReport, words
from sokehoach.apps.reporting.selectors.lines import Box, Line, Part
from sokehoach.apps.reporting.selectors.surroundings import Surroundings, around
from sokehoach.apps.reporting.selectors.waivers import Waivers, explanation, waivers
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting import checks
from sokehoach.domain.reporting.checks import Finding, Report
from sokehoach.domain.reporting.form import Cell, Form
from sokehoach.domain.reporting.workflow import COUNTED
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import typed


@dataclass(frozen=True, slots=True)
class Sheet:
    submission: Submission
    form: Form
    period: periods.Period
    parts: tuple[Part, ...]
    boxes: tuple[Box, ...]
    findings: tuple[Finding, ...]
    saved_at: datetime | None
    halves: tuple[HalfReport, ...] = ()  # of an annual report: the two that it is computed from

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for part in self.parts for line in part.lines)

    @property
    def errors(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.wrong)

    @property
    def blanks(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.blank)

    @property
    def words_written(self) -> int:
        return sum(bool(box.text) for box in self.boxes)

    @property
    def has_history(self) -> bool:
        return any(line.last_year is not None for line in self.lines)

    @property
    def counted(self) -> bool:
        """Whether its numbers stand in the figures above."""
        return self.submission.state in COUNTED

    @property
    def editable(self) -> bool:
        return self.submission.state in EDITABLE

    def line(self, code: str) -> Line:
        """LookupError where the form has no such cell."""
        for line in self.lines:
            if line.cell.code == code:
                return line
        raise LookupError(code)


def sheet(submission: Submission, near: Surroundings | None = None) -> Sheet:
    """The report as it stands: two queries, and those of what stands around it where the caller does not know that."""
    form = submission.form.definition
    now = periods.parse(submission.period)
    near = near or around(submission)
    stored, history = stored_with_history(submission)
    meaning, of_year = near.meaning, near.halves
    found = answers(
        form, submission, stored, near.measured, near.shared, None if of_year is None else of_year.cells
    )
    findings = _findings(
        Report(
            form,
            {code: answer.value for code, answer in found.items()},
            previous=history.get(before(now).id),
            last_year=history.get(periods.previous_year(now).id),
            half=None if of_year is None else of_year.first,
            second_half=None if of_year is None else of_year.second,
            printed=form.printed_codes,
            names={one.code: one.name for one in meaning.values()},
        ),
        found,
    )
    said, sent = near.remarks, near.sent
    known = waivers(submission) if any(one.waivable for one in findings) else {}
    beside: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.rule is not None or finding.hard:  # a blank cell says by itself that it is one
            beside[finding.cell].append(finding)
    last_year = history.get(periods.previous_year(now).id, {})
    old = {} if last_year else near.earlier

    def line(cell: Cell) -> Line:
        return Line(
            cell=cell,
            code=form.printed_codes[cell.code],
            sum_codes=tuple(form.printed_codes[part] for part in cell.sum_of),
            element=meaning[cell.element],
            answer=found[cell.code],
            last_year=last_year.get(cell.code, old.get((cell.element, cell.disaggregation))),
            last_year_old=cell.code not in last_year and (cell.element, cell.disaggregation) in old,
            findings=tuple(beside[cell.code]),
            changed=submission.state not in EDITABLE and _moved_on(found[cell.code]),
            remark=said.get(cell.code),
            was=sent.cell(cell.code, typed(found[cell.code].value)) if sent else None,
            explained=_explained(beside[cell.code], known),
        )

    boxes, written_at = _boxes(form, submission)
    said_before = words(form, submission)
    boxes = tuple(
        replace(
            box,
            remark=said.get(box.narrative.code),
            halves=said_before.get(box.narrative.code, ()),
            rewritten=sent is not None and sent.told_otherwise(box.narrative.code, box.text),
        )
        for box in boxes
    )
    saved = [row.updated_at for row in stored.values()] + written_at
    return Sheet(
        submission=submission,
        form=form,
        period=now,
        parts=tuple(Part(part, tuple(line(cell) for cell in part.cells)) for part in form.sections),
        boxes=boxes,
        findings=tuple(findings),
        saved_at=max(saved, default=None),
        halves=of_year.reports if of_year is not None and form.annual else (),
    )


def _findings(report: Report, found: dict[str, Answer]) -> Sequence[Finding]:
    return [*unexplained(found), *checks.run(report)]


def _explained(findings: Sequence[Finding], known: Waivers) -> tuple[tuple[Finding, Waiver], ...]:
    return tuple((one, told) for one in findings if (told := explanation(one, known)) is not None)


def beside(form: Form, code: str) -> tuple[str, ...]:
    """The cells whose row may look different once this one has changed: its sums, and those it is checked
    with.
    """
    touched = {code}
    for cell in form.cells * 2:  # a sum of sums needs a second round
        if touched & set(cell.sum_of):
            touched.add(cell.code)
    for check in form.checks:
        if touched & set(check.cells):
            touched |= set(check.cells)
    return tuple(cell.code for cell in form.cells if cell.code in touched)


def _moved_on(answer: Answer) -> bool:
    """Whether lines were added to the register, changed or struck since its number was sent; whether a half of
    the year was corrected.
    """
    stored, measured, made = answer.stored, answer.measured, answer.halves
    if stored and made is not None and (stored.source == Source.HALVES or stored.source == Source.OVERRIDE):
        return (None if isinstance(made.value, Gap) else made.value) != stored.register_number
    return bool(stored and measured and stored.digest and stored.digest != measured.digest)


def _boxes(form: Form, submission: Submission) -> tuple[tuple[Box, ...], list[datetime]]:
    rows = {row.heading: row for row in NarrativeText.objects.filter(submission=submission)}
    boxes = tuple(
        Box(one, rows[one.code].text, rows[one.code].version) if one.code in rows else Box(one)
        for one in form.narratives
    )
    return boxes, [row.updated_at for row in rows.values()]
