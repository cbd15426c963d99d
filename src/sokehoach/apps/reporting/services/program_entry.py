"""Services that store the values of other programs in reports: begun if needed, compared, computed cells checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.lines import CellLine
from sokehoach.apps.reporting.queries.report_context import load_report_context
from sokehoach.apps.reporting.queries.sheets import ReportSheet, build_sheet
from sokehoach.apps.reporting.services import proxy_entry, submissions
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.submission_lock import build_result, day_of
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.workflow import EDITABLE_STATES
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import CellValueError, Value


@dataclass(frozen=True, slots=True)
class ReceivedCell:
    """The text of a cell as an official would type it, and the reason for another number than its source has."""

    text: str
    reason: str = ""


@write("report.receive")
def receive_report(
    *,
    form: str,
    unit: Unit,
    period: str,
    cells: Mapping[str, ReceivedCell],
    is_complete: bool,
    source: str,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Store cells and texts of a report, by code of cell, and send it if it is complete.

    A report that is sent takes only what it has already. The answer counts cells that are new, changed and unchanged.
    `source`: the program, where the account enters for a unit whose reports it reviews. Raises what opening, saving and
    sending raise; InvalidInput by cell too where a computed cell has another number.
    """
    row = Submission.objects.filter(form__uid=form, unit=unit, period=period).order_by("-edition").first()
    if row is None:
        row = _begin_report(form, unit, period, source, by=by, at=at)
    else:
        visible = permissions.build_visibility_filter(scope_of(by, day_of(at)))
        row = Submission.objects.filter(visible).select_related("form", "form_version", "unit").get(pk=row.pk)
    sheet = build_sheet(row, load_report_context(row))
    counts, changes, texts = _compare_cells(sheet, cells)
    if (changes or texts) and row.state not in EDITABLE_STATES:
        raise ActionRefused(say("Báo cáo này đã gửi. Muốn sửa thì trả lại hoặc để đơn vị đính chính."))
    if changes or texts:
        if not permissions.can_edit_submission(scope_of(by, day_of(at)), row):
            proxy_entry.begin(form=form, unit=unit, period=period, channel="mail", source=source, by=by, at=at)
        submissions.save(submission=row.pk, changes=changes, texts=texts, by=by, at=at)
    _check_computed(row, cells)
    if is_complete and row.state in EDITABLE_STATES:
        row.refresh_from_db(fields=["version"])
        submissions.send(submission=row.pk, version=row.version, by=by, at=at)
    row.refresh_from_db(fields=["state", "version"])
    return build_result(row, answer=dict(counts))


def _begin_report(form: str, unit: Unit, period: str, source: str, *, by: User, at: datetime) -> Submission:
    definition = query_forms.get_form(form, period)
    scope = scope_of(by, day_of(at)).restrict_to(query_forms.get_form_programme(by, form))
    if scope.may(Action.REPORT_EDIT, unit.pk, definition.function):
        result = submissions.open_submission(form=form, unit=unit, period=period, by=by, at=at)
    else:
        result = proxy_entry.begin(form=form, unit=unit, period=period, channel="mail", source=source, by=by, at=at)
    rows = Submission.objects.select_related("form", "form_version", "unit")
    return rows.get(pk=str(result.answer["id"]))


def _compare_cells(
    sheet: ReportSheet, cells: Mapping[str, ReceivedCell]
) -> tuple[dict[str, Any], dict[str, TypedCell], dict[str, TypedText]]:
    """How many cells are new, changed and unchanged; what is to be stored. InvalidInput by cell."""
    counts = {"imported": 0, "updated": 0, "ignored": 0}
    changes: dict[str, TypedCell] = {}
    texts: dict[str, TypedText] = {}
    wrong: dict[str, list[str]] = {}
    boxes = {box.place: box for box in sheet.boxes}
    for code, received in cells.items():
        if code in boxes:
            box = boxes[code]
            old, new = box.text, received.text
            texts |= {} if old == new else {code: TypedText(new, box.version)}
            counts["ignored" if old == new else "updated" if old else "imported"] += 1
            continue
        line = sheet.line(code)
        try:
            value = line.element.parse(received.text)
        except CellValueError as error:
            wrong[code] = [error.message_vi]
            continue
        if line.computed or value == line.value:
            counts["ignored"] += 1
            continue
        changes[code] = TypedCell(received.text, line.version, received.reason)
        counts["imported" if _is_empty(line) else "updated"] += 1
    if wrong:
        raise InvalidInput(wrong)
    return counts, changes, texts


def _is_empty(line: CellLine) -> bool:
    return line.value is Gap.NOT_REPORTED


def _check_computed(row: Submission, cells: Mapping[str, ReceivedCell]) -> None:
    """InvalidInput for a computed cell whose parts give another number than the one received."""
    if not any(cell.sum_of for cell in row.definition.cells if cell.code in cells):
        return
    sheet = build_sheet(row, load_report_context(row))
    wrong = {}
    for code, received in cells.items():
        line = None if row.definition.cell(code).holds_text else sheet.line(code)
        if line is not None and line.computed and not _agrees_with(line, line.element.parse(received.text)):
            wrong[code] = [say("Ô này tự tính từ %(cells)s.") % {"cells": ", ".join(line.sum_codes)}]
    if wrong:
        raise InvalidInput(wrong)


def _agrees_with(line: CellLine, value: Value) -> bool:
    return isinstance(value, Gap) or value == line.value
