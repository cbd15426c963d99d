"""Services that store numbers typed into the cells of a report."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.queries.answers import find_filling_source
from sokehoach.apps.reporting.queries.lines import CellLine
from sokehoach.apps.reporting.queries.report_context import ReportContext, load_report_context
from sokehoach.apps.reporting.queries.sheets import ReportSheet, build_sheet
from sokehoach.apps.reporting.queries.stored_reports import StoredReport, load_stored_report
from sokehoach.apps.reporting.services.submission_lock import build_result, lock_submission
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.components import list_sibling_cells
from sokehoach.domain.reporting.workflow import ReportAction
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import CellValueError, Value, format_value
from sokehoach.domain.values.value import format_typed as written

Source = DataValue.Source
_LONGEST_REASON = 300
_PLACES = 3  # decimals of a stored number


@dataclass(frozen=True, slots=True)
class TypedCell:
    """The text of a cell, the version shown (0: none), and the reason for overriding register or shorter periods."""

    text: str
    version: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CellConflict:
    """The value that somebody else stored meanwhile."""

    value: Value
    version: int
    by: str
    at: datetime


@write("report.fill")
def save(*, submission: uuid.UUID, changes: Mapping[str, TypedCell], by: User, at: datetime) -> ServiceResult:
    """Store what was typed, all cells or none.

    A blank cell is «chưa báo cáo», «-» is «không áp dụng», 0 is zero. A blanked cell of a register gets the register's
    number again; any other number in it needs a reason. Raises InvalidInput by cell, VersionConflictError with `theirs`
    by cell (nothing is overwritten), ActionRefused where the report is not editable.
    """
    row = lock_submission(submission, ReportAction.SAVE, by=by, at=at).row
    changed = fill_cells(row, changes, by=by, at=at)
    return build_result(row, detail={"codes": [*changed], "changed": changed}, answer={"cells": [*changed]})


def fill_cells(
    row: Submission,
    changes: Mapping[str, TypedCell],
    *,
    context: ReportContext | None = None,
    stored: StoredReport | None = None,
    by: User,
    at: datetime,
) -> dict[str, Json]:
    """Write changes into a locked report, and into what is `stored`; returns by code of cell the old and new text as
    typed, and any reason.
    """
    if not changes:
        return {}
    context = context or load_report_context(row, cells=changes.keys())
    stored = stored or load_stored_report(row)
    prepared = prepare_cells(row, build_sheet(row, context, stored), changes, by=by, at=at)
    prepared.put_into(stored, list_element_rows(prepared.element_uids.values()))
    store_cells([prepared])
    return prepared.changed


@dataclass(frozen=True, slots=True)
class PreparedCells:
    """Rows to be stored. `changed`: by cell the old and new text as typed, and any reason."""

    rows: tuple[DataValue, ...]
    element_uids: Mapping[str, str]
    changed: dict[str, Json]

    def put_into(self, stored: StoredReport, elements: Mapping[str, DataElement]) -> None:
        """Puts them into what is stored, as they would be read again. `elements`: those of `list_element_rows`."""
        for data_value in self.rows:
            data_value.element = elements[self.element_uids[data_value.cell]]
            if data_value.number is not None:
                data_value.number = round(data_value.number, _PLACES)
            stored.values[data_value.cell] = data_value


def list_element_rows(uids: Iterable[str]) -> dict[str, DataElement]:
    """The rows of elements, with what values need of them. One query, none without uids."""
    if not (wanted_uids := set(uids)):
        return {}
    return {row.uid: row for row in DataElement.objects.filter(uid__in=wanted_uids).only("uid", "kind", "breaks")}


def prepare_cells(
    row: Submission, current_sheet: ReportSheet, changes: Mapping[str, TypedCell], *, by: User, at: datetime
) -> PreparedCells:
    """The rows of what differs from the sheet. Raises InvalidInput and VersionConflictError; no query."""
    parsed = _parse_changes(current_sheet, changes)
    parsed |= _answer_other_options(current_sheet, parsed)
    check_seen_versions(
        current_sheet,
        {
            code: changes[code].version
            for code, (value, _s) in parsed.items()
            if code in changes and value != current_sheet.line(code).value
        },
        by=by,
    )
    different = {
        code: (value, source)
        for code, (value, source) in parsed.items()
        if _is_different(current_sheet.line(code), value, source, _get_reason(changes, code))
    }
    stored_reasons = " ".join(line.reason for line in current_sheet.lines)  # before rows of the sheet get new ones
    rows = tuple(
        _build_row(row, current_sheet.line(code), value, source, _get_reason(changes, code), by=by, at=at)
        for code, (value, source) in different.items()
    )
    pii_filter.check_texts({data_value.cell: data_value.reason for data_value in rows}, stored_text=stored_reasons)
    return PreparedCells(
        rows,
        {data_value.cell: current_sheet.line(data_value.cell).element.uid for data_value in rows},
        {
            data_value.cell: [
                current_sheet.line(data_value.cell).typed,
                written(different[data_value.cell][0]),
                *filter(None, [data_value.reason]),
            ]
            for data_value in rows
        },
    )


def store_cells(reports: Iterable[PreparedCells]) -> None:
    """Stores the cells of any number of reports, put into what is stored of each, in one statement."""
    _upsert_values([data_value for prepared in reports for data_value in prepared.rows], _CHANGED)


def freeze_cells(sheets: Sequence[ReportSheet], *, at: datetime) -> None:
    """Store every cell of reports that are sent, with the ids and the digest of the register entries counted."""
    uids = {line.element.uid for sheet in sheets for line in sheet.lines}
    ids = dict(DataElement.objects.filter(uid__in=uids).values_list("uid", "pk"))
    rows = [_freeze_line(sheet.submission, line, ids, at=at) for sheet in sheets for line in sheet.lines]
    _upsert_values(rows, [*_CHANGED, "rows", "digest"])


def _freeze_line(row: Submission, line: CellLine, element_ids: Mapping[str, int], *, at: datetime) -> DataValue:
    source = line.answer.source or Source.TYPED
    data_value = line.answer.stored or DataValue(
        submission=row, cell=line.cell.code, disaggregation=line.cell.disaggregation
    )
    data_value.element_id = element_ids[line.element.uid]
    data_value.number, data_value.gap = _to_columns(line.value)
    data_value.register_number = _get_number(line.answer.source_value)
    if data_value.pk is None or data_value.source != source:
        data_value.updated_at = at
    data_value.source = source
    data_value.reason = data_value.reason if source == Source.OVERRIDE else ""
    measured = line.answer.measured
    data_value.rows, data_value.digest = (list(measured.rows), measured.digest) if measured else ([], "")
    return data_value


def _upsert_values(rows: Sequence[DataValue], changed: Sequence[str]) -> None:
    """Insert or update in one statement: `bulk_update` takes longer than the rest of a sending, and blocks writers."""
    if not rows:
        return
    for data_value in rows:
        data_value.pk = None  # the conflict is found by report and cell
    DataValue.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=("submission", "cell"), update_fields=changed
    )


_CHANGED = [
    "element",
    "number",
    "gap",
    "source",
    "register_number",
    "reason",
    "version",
    "updated_by",
    "updated_at",
]


def _parse_changes(report_sheet: ReportSheet, changes: Mapping[str, TypedCell]) -> dict[str, tuple[Value, str]]:
    """The value and source of each change; InvalidInput names every cell that cannot be stored."""
    parsed: dict[str, tuple[Value, str]] = {}
    wrong: dict[str, list[str]] = {}
    for code, typed in changes.items():
        try:
            line = report_sheet.line(code)
            value = line.element.parse(typed.text)
            parsed[code] = _decide_source(line, value, typed.reason)
        except LookupError:
            wrong[code] = [say("Biểu không có ô %(code)s.", code=code)]
        except CellValueError as error:
            wrong[code] = [error.message_vi]
    if wrong:
        raise InvalidInput(wrong)
    return parsed


def _answer_other_options(
    report_sheet: ReportSheet, parsed: Mapping[str, tuple[Value, str]]
) -> dict[str, tuple[Value, str]]:
    """0 for the blank options beside the one chosen; what somebody answered stays, and the check names it."""
    return {
        sibling: (Decimal(0), Source.TYPED)
        for code, (value, _source) in parsed.items()
        if value == 1
        for sibling in list_sibling_cells(report_sheet.form, code)
        if sibling not in parsed and report_sheet.line(sibling).is_free and report_sheet.line(sibling).blank
    }


def _get_reason(changes: Mapping[str, TypedCell], code: str) -> str:
    return changes[code].reason if code in changes else ""


def _decide_source(line: CellLine, value: Value, reason: str) -> tuple[Value, str]:
    source_value = line.answer.source_value
    if line.computed:
        raise CellValueError(
            say("Ô này tự tính từ %(cells)s.", cells=", ".join(line.sum_codes)), typed=format_value(value)
        )
    if (shared := line.answer.shared) is not None:
        raise CellValueError(
            say(
                "Số này nhập ở biểu %(form)s, ô %(cell)s: mỗi chỉ tiêu chỉ nhập một nơi.",
                form=shared.form_code,
                cell=line.code,
            ),
            typed=format_value(value),
        )
    if source_value is None:
        return value, Source.TYPED
    if value in (Gap.NOT_REPORTED, source_value):
        return source_value, find_filling_source(line.answer)
    if not reason.strip():
        raise CellValueError(
            say(
                "%(ground)s. Ghi lý do sửa thành %(value)s, hoặc để trống ô để lấy lại số đó.",
                ground=line.provenance,
                value=format_value(value),
            ),
            typed=format_value(value),
        )
    if len(reason) > _LONGEST_REASON:
        raise CellValueError(say("Lý do dài quá %(n)s ký tự.", n=_LONGEST_REASON), typed=format_value(value))
    return value, Source.OVERRIDE


def check_seen_versions(report_sheet: ReportSheet, seen_versions: Mapping[str, int], *, by: User) -> None:
    """Raises VersionConflictError where a cell has another version than the one seen, unless the same person typed it.

    That person's own number may be in transit from the same page.
    """
    conflicts = {
        code: _build_conflict(line)
        for code, version in seen_versions.items()
        if (line := report_sheet.line(code)).version != version
        and line.answer.stored is not None
        and line.answer.stored.updated_by_id not in (None, by.pk)
    }
    if conflicts:
        raise VersionConflictError(_format_conflicts(conflicts, report_sheet), theirs=conflicts)


def _build_conflict(line: CellLine) -> CellConflict:
    stored = line.answer.stored
    assert stored is not None
    return CellConflict(line.value, stored.version, str(stored.updated_by), stored.updated_at)


def _format_conflicts(conflicts: Mapping[str, CellConflict], report_sheet: ReportSheet) -> str:
    texts = [
        say(
            "ô %(code)s: %(who)s ghi %(value)s lúc %(when)s",
            code=report_sheet.line(code).code,
            who=conflict.by,
            value=format_value(conflict.value),
            when=f"{timezone.localtime(conflict.at):%H:%M}",
        )
        for code, conflict in conflicts.items()
    ]
    return say("Người khác đã sửa trong lúc bạn gõ: %(told)s.", told="; ".join(texts))


def _is_different(line: CellLine, value: Value, source: str, reason: str) -> bool:
    if value != line.value or line.answer.unexplained:
        return True
    return source == Source.OVERRIDE and reason.strip() != line.reason


def _build_row(
    row: Submission, line: CellLine, value: Value, source: str, reason: str, *, by: User, at: datetime
) -> DataValue:
    data_value = line.answer.stored or DataValue(
        submission=row, cell=line.cell.code, disaggregation=line.cell.disaggregation, version=0
    )
    data_value.number, data_value.gap = _to_columns(value)
    data_value.source = source
    data_value.register_number = _get_number(line.answer.source_value)
    data_value.reason = reason.strip() if source == Source.OVERRIDE else ""
    data_value.version += 1
    data_value.updated_by, data_value.updated_at = by, at
    return data_value


def _get_number(source_value: Value | None) -> Decimal | None:
    return source_value if isinstance(source_value, Decimal) else None


def _to_columns(value: Value) -> tuple[Decimal | None, str]:
    return (None, value.value) if isinstance(value, Gap) else (value, "")
