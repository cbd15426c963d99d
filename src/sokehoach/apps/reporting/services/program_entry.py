"""Stores the values of other programs in reports: begun if needed, compared, computed cells checked; all or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import prefetch_related_objects

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import ProxyEntry, Submission
from sokehoach.apps.reporting.queries.approvals import list_unapproved_reports
from sokehoach.apps.reporting.queries.lines import CellLine
from sokehoach.apps.reporting.queries.report_context import ReportContext, load_report_contexts
from sokehoach.apps.reporting.queries.sheets import ReportSheet, build_sheet
from sokehoach.apps.reporting.queries.stored_reports import StoredReport, load_stored_reports
from sokehoach.apps.reporting.queries.stored_values import StoredVersions
from sokehoach.apps.reporting.services import narratives, proxy_entry, values
from sokehoach.apps.reporting.services.approvals import build_unapproved_refusal
from sokehoach.apps.reporting.services.extensions import check_not_locked
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.report_opening import ReportOpenings, create_submissions
from sokehoach.apps.reporting.services.report_sending import ReadyReport, check_findings, send_reports
from sokehoach.apps.reporting.services.submission_lock import (
    LockedSubmission,
    build_result,
    check_step,
    day_of,
    lock_visible_submissions,
)
from sokehoach.apps.reporting.services.values import PreparedCells, TypedCell
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from sokehoach.domain.messages import say
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.reporting.workflow import EDITABLE_STATES, ReportAction
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import CellValueError, Value

_REFUSALS = (InvalidInput, ActionRefused, NotFoundError)


@dataclass(frozen=True, slots=True)
class ReceivedCell:
    """The text of a cell as an official would type it, and the reason for another number than its source has."""

    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SeenReport:
    """The version of a report and those of its cells and texts, as the program has read them."""

    version: int
    stored: StoredVersions


@dataclass(frozen=True, slots=True)
class ReceivedReport:
    """What a program says of one report: cells and texts by code, and whether it is complete.

    `seen_report`: what the program has read; None: it replaces whatever is stored.
    """

    form: str
    unit: Unit
    period: str
    cells: Mapping[str, ReceivedCell]
    is_complete: bool = False
    seen_report: SeenReport | None = None


class ReportsRefusedError(Exception):
    """Raised where reports of a request are refused, so that none is stored. `refusals`: by number of the report."""

    def __init__(self, refusals: Sequence[tuple[int, Exception]]) -> None:
        super().__init__()
        self.refusals = tuple(refusals)


@dataclass(slots=True)
class _Reception:
    """One report in work."""

    received: ReceivedReport
    row: Submission
    context: ReportContext
    stored: StoredReport
    is_new: bool
    sheet: ReportSheet | None = None
    counts: dict[str, int] = field(default_factory=lambda: {"imported": 0, "updated": 0, "ignored": 0})
    cells: PreparedCells = field(default_factory=lambda: PreparedCells((), {}, {}))
    headings: list[str] = field(default_factory=list)
    sending: LockedSubmission | None = None


@write("report.import", seal=True)
def receive_reports(*, reports: Sequence[ReceivedReport], source: str, by: User, at: datetime) -> ServiceResult:
    """Stores cells and texts of all these reports, or of none, and sends those that are complete.

    A report that is sent takes only what it has already. The answer counts cells that are new, changed and unchanged,
    and has each report with what was changed and found. `source`: the program, where the account enters for units whose
    reports it reviews. Raises ReportsRefusedError with what opening, saving and sending raise; InvalidInput by cell too
    where a computed cell has another number.
    """
    refusals: dict[int, Exception] = {}
    openings = ReportOpenings(by=by, at=at)
    receptions = _load_reports(reports, openings, source, refusals, by=by, at=at)
    uids = {cell.element for work in receptions.values() for cell in work.row.definition.cells}
    elements = values.list_element_rows(uids)
    complete_rows = [work.row for work in receptions.values() if work.received.is_complete]
    unapproved_reports = list_unapproved_reports(by, complete_rows, day_of(at))
    for number, work in receptions.items():
        try:
            changes, texts = _compare_cells(work)
            _check_writable(work, bool(changes or texts), openings, source, by=by, at=at)
            _write_into(work, changes, texts, by=by, at=at)
            work.cells.put_into(work.stored, elements)
            work.sheet = build_sheet(work.row, work.context, work.stored)
            _check_computed(work.sheet, work.received.cells)
            if work.sending is not None:
                if work.sending.action is ReportAction.SEND and work.row.pk in unapproved_reports:
                    raise build_unapproved_refusal()
                _check_seen(work, by=by)
                check_findings(work.sheet)
        except _REFUSALS as refusal:
            refusals[number] = refusal
    if refusals:
        raise ReportsRefusedError(sorted(refusals.items()))
    return _store_reports(list(receptions.values()), source, by=by, at=at)


def _load_reports(
    reports: Sequence[ReceivedReport],
    openings: ReportOpenings,
    source: str,
    refusals: dict[int, Exception],
    *,
    by: User,
    at: datetime,
) -> dict[int, _Reception]:
    """The reports by number, begun where needed and locked; notes what refuses."""
    newest: dict[tuple[str, int, str], Submission] = {}
    rows = Submission.objects.filter(
        form__uid__in={report.form for report in reports},
        unit__in={report.unit.pk for report in reports},
        period__in={report.period for report in reports},
    )
    for row in rows.select_related("form").order_by("edition"):
        newest[row.form.uid, row.unit_id, row.period] = row
    ids = {number: _find_row(newest, report) for number, report in enumerate(reports)}
    new_rows = _begin_reports(
        {number: reports[number] for number, row in ids.items() if row is None},
        openings, source, refusals, by=by, at=at,
    )  # fmt: skip
    numbers = {row.pk: number for number, row in (ids | new_rows).items() if row is not None}
    locked = lock_visible_submissions(numbers, scope_of(by, day_of(at)))
    for pk in numbers.keys() - locked.keys():
        refusals[numbers[pk]] = NotFoundError()
    prefetch_related_objects([*locked.values()], "proxy_entries", "steps")
    contexts, stored = load_report_contexts([*locked.values()]), load_stored_reports([*locked.values()])
    return {
        number: _Reception(reports[number], locked[pk], contexts[pk], stored[pk], is_new=number in new_rows)
        for pk, number in numbers.items()
        if pk in locked
    }


def _find_row(rows: Mapping[tuple[str, int, str], Submission], report: ReceivedReport) -> Submission | None:
    return rows.get((report.form, report.unit.pk, report.period))


def _begin_reports(
    reports: Mapping[int, ReceivedReport],
    openings: ReportOpenings,
    source: str,
    refusals: dict[int, Exception],
    *,
    by: User,
    at: datetime,
) -> dict[int, Submission]:
    """The begun reports by number: the unit's own, or by proxy entry where the account only reviews them."""
    numbers_by_place: dict[tuple[str, str], list[int]] = {}
    by_proxy = set()
    for number, report in reports.items():
        place = (report.form, report.period)
        try:
            opening = openings.get(*place)
            if opening.can_write(report.unit):
                opening.check_own(report.unit)
            else:
                opening.check_proxy(report.unit)
                proxy_entry.check_source(source)
                by_proxy.add(number)
        except _REFUSALS as refusal:
            refusals[number] = refusal
            continue
        numbers_by_place.setdefault(place, []).append(number)
    new_rows: dict[int, Submission] = {}
    for (form, period), numbers in numbers_by_place.items():
        rows = create_submissions(form, [reports[number].unit for number in numbers], period, by=by, at=at)
        new_rows |= dict(zip(numbers, rows, strict=True))
    ProxyEntry.objects.bulk_create(
        ProxyEntry(submission=new_rows[number], channel=ProxyEntry.Channel.MAIL, source=source.strip(), by=by, at=at)
        for number in by_proxy
    )
    return new_rows


def _compare_cells(work: _Reception) -> tuple[dict[str, TypedCell], dict[str, TypedText]]:
    """What is to be stored, counted as new, changed or unchanged. InvalidInput by cell."""
    work.sheet = sheet = build_sheet(work.row, work.context, work.stored)
    seen_report = work.received.seen_report
    changes: dict[str, TypedCell] = {}
    texts: dict[str, TypedText] = {}
    wrong: dict[str, list[str]] = {}
    boxes = {box.place: box for box in sheet.boxes}
    for code, received in work.received.cells.items():
        if code in boxes:
            box = boxes[code]
            old, new = box.text, received.text
            version = box.version if seen_report is None else seen_report.stored.texts.get(code, 0)
            texts |= {} if old == new else {code: TypedText(new, version)}
            work.counts["ignored" if old == new else "updated" if old else "imported"] += 1
            continue
        try:
            line = sheet.line(code)
            value = line.element.parse(received.text)
        except LookupError:
            wrong[code] = [say("Biểu không có ô %(code)s.", code=code)]
            continue
        except CellValueError as error:
            wrong[code] = [error.message_vi]
            continue
        takes_source = value is Gap.NOT_REPORTED and line.value == line.answer.source_value
        is_same = takes_source or value == line.value
        if line.computed or (is_same and not (line.answer.unexplained and received.reason)):
            work.counts["ignored"] += 1
            continue
        version = line.version if seen_report is None else seen_report.stored.cells.get(code, 0)
        changes[code] = TypedCell(received.text, version, received.reason)
        work.counts["imported" if line.value is Gap.NOT_REPORTED else "updated"] += 1
    if wrong:
        raise InvalidInput(wrong)
    return changes, texts


def _check_writable(
    work: _Reception, is_changed: bool, openings: ReportOpenings, source: str, *, by: User, at: datetime
) -> None:
    """Raises ActionRefused where the state, or the right of the account, allows no change or no sending."""
    row, scope = work.row, scope_of(by, day_of(at))
    if is_changed and row.state not in EDITABLE_STATES:
        raise ActionRefused(say("Báo cáo này đã gửi. Muốn sửa thì trả lại hoặc để đơn vị đính chính."))
    if is_changed:
        if not work.is_new and not permissions.can_edit_submission(scope, row):
            openings.get(row.form.uid, row.period).check_proxy(row.unit)
            proxy_entry.check_source(source)
            proxy_entry.begin_entry(row, ProxyEntry.Channel.MAIL, source, by=by, at=at)
        check_step(row, ReportAction.SAVE, by=by, scope=scope)
    if work.received.is_complete and row.state in EDITABLE_STATES:
        seen_report = work.received.seen_report
        version = None if seen_report is None or work.is_new else seen_report.version
        work.sending = check_step(row, ReportAction.SEND, by=by, scope=scope, version=version)
        check_not_locked(row, at=at, get_expected=openings.get_expected)


def _write_into(
    work: _Reception, changes: Mapping[str, TypedCell], texts: Mapping[str, TypedText], *, by: User, at: datetime
) -> None:
    """Prepares the cells and writes the texts; InvalidInput has the messages of both."""
    wrong: dict[str, list[str]] = {}
    try:
        if changes and work.sheet is not None:
            work.cells = values.prepare_cells(work.row, work.sheet, changes, by=by, at=at)
    except InvalidInput as invalid:
        wrong |= invalid.messages
    try:
        work.headings = narratives.write_texts(work.row, texts, stored=work.stored, by=by, at=at)
    except InvalidInput as invalid:
        wrong |= invalid.messages
    if wrong:
        raise InvalidInput(wrong)


def _check_seen(work: _Reception, *, by: User) -> None:
    """Raises VersionConflictError where others changed cells that the program has read and not written."""
    if work.received.seen_report is None or work.sheet is None:
        return
    codes = {line.cell.code for line in work.sheet.lines} - work.cells.changed.keys()
    seen_versions = {code: version for code, version in work.received.seen_report.stored.cells.items() if code in codes}
    values.check_seen_versions(work.sheet, seen_versions, by=by)


def _check_computed(sheet: ReportSheet, cells: Mapping[str, ReceivedCell]) -> None:
    """InvalidInput for a computed cell whose parts give another number than the one received."""
    lines = [line for line in sheet.lines if line.computed and line.cell.code in cells]
    wrong = {
        line.cell.code: [say("Ô này tự tính từ %(cells)s.", cells=", ".join(line.sum_codes))]
        for line in lines
        if not _agrees_with(line, line.element.parse(cells[line.cell.code].text))
    }
    if wrong:
        raise InvalidInput(wrong)


def _agrees_with(line: CellLine, value: Value) -> bool:
    return isinstance(value, Gap) or value == line.value


def _store_reports(receptions: Sequence[_Reception], source: str, *, by: User, at: datetime) -> ServiceResult:
    """Stores what was prepared in one statement, and sends; what is sent is stored by its sending."""
    values.store_cells(work.cells for work in receptions if work.sending is None)
    received_events = [
        ("report.receive", _build_event(work)) for work in receptions if work.is_new or work.cells.rows or work.headings
    ]
    ready_reports = [
        ReadyReport(work.sending, work.sheet, work.context.elements_by_code, {})
        for work in receptions
        if work.sending is not None and work.sheet is not None
    ]
    sent_results = send_reports(ready_reports, by=by, at=at) if ready_reports else []
    counts: dict[str, Json] = {
        name: sum(work.counts[name] for work in receptions) for name in ("imported", "updated", "ignored")
    }
    functions = {work.row.form.function for work in receptions}
    return ServiceResult(
        subject=f"import:{len(receptions)}",
        unit=by.unit.code,
        detail={"reports": len(receptions), **counts, **({"source": source} if source else {})},
        answer={**counts, "reports": [_build_answer(work) for work in receptions]},
        function=functions.pop() if len(functions) == 1 else GENERAL,
        parts=(*received_events, *(("report.send", result) for result in sent_results)),
        is_sealed=bool(ready_reports),
    )


def _build_event(work: _Reception) -> ServiceResult:
    cells = work.cells.changed
    return build_result(work.row, detail={"codes": [*cells], "changed": cells, "headings": [*work.headings]})


def _build_answer(work: _Reception) -> dict[str, Json]:
    """The state of a report, the places that changed, and what its checks find."""
    findings = work.sheet.findings if work.sheet is not None else ()
    return {
        **build_result(work.row).answer,
        "unit": work.row.unit.code,
        "cells": [*work.cells.changed, *work.headings],
        "findings": [
            {
                "rule": finding.rule.value if finding.rule is not None else None,
                "hard": finding.hard,
                "message": finding.message_vi,
                "cells": [*finding.own_cells],
            }
            for finding in findings
            if finding.rule is not None or finding.hard
        ],
    }
