"""Imports the values of a message into reports: all or nothing, and nothing at all as a dry run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sokehoach.adapters.dhis2.data_values import DataValueFileError, ReceivedValue, ReceivedValues
from sokehoach.adapters.dhis2.summaries import ImportConflict, ImportErrorCode, ImportSummary
from sokehoach.adapters.dhis2.value_texts import ValueTextError, to_typed
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import undo_after
from sokehoach.apps.dhis2.queries.addressing import Addressing, CellPlace
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.services.program_entry import (
    ReceivedCell,
    ReceivedReport,
    ReportsRefusedError,
    receive_reports,
)
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.messages import say
from sokehoach.domain.periods.period import Period
from sokehoach.domain.reporting.form import Form

MAX_PERIODS = 120  # of one message: ten years of months

type ReportKey = tuple[str, int, str]  # form, unit, period


@dataclass(slots=True)
class ReportPlace:
    """What a message says of one report. `indexes`: the row of each cell. `names`: as the sender wrote them."""

    form: str
    unit: Unit
    period: str
    cells: dict[str, ReceivedCell] = field(default_factory=dict)
    indexes: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    is_complete: bool = False


class ValueImport:
    """An import in work: rows become reports, reports are stored. `max_periods`: of one message; None: any number."""

    def __init__(self, addressing: Addressing, *, is_dry_run: bool, max_periods: int | None = None) -> None:
        self._addressing, self._max_periods = addressing, max_periods
        self._conflicts: dict[tuple[ImportErrorCode, str, str], ImportConflict] = {}
        self._periods: dict[str, Period | None] = {}
        self.reports: dict[ReportKey, ReportPlace] = {}
        self.summary = ImportSummary(is_dry_run=is_dry_run)

    def resolve(self, received: ReceivedValues) -> None:
        """Finds the cell of every row, and notes a conflict where there is none. Raises DataValueFileError."""
        for index, row in enumerate(received.values):
            self._resolve_row(index, row)
        for completion in received.completions:
            if not self._check_attributes(completion.attribute_option_combo, None):
                continue
            names = {"dataSet": completion.data_set, "period": completion.period, "orgUnit": completion.org_unit}
            place = self._find_place(names, index=None)
            if place is not None:
                form, unit, period = place
                self._get_report(form, unit, period, names).is_complete = True
                self.summary.complete = completion.day[:10] or "true"

    def note(
        self, code: ImportErrorCode, name: str, message: str, objects: Mapping[str, str], index: int | None
    ) -> None:
        """Adds a conflict, or a row to one that is noted already."""
        key = (code, name, message)
        conflict = self._conflicts.get(key)
        if conflict is None:
            conflict = ImportConflict(code, name, message, {label: text for label, text in objects.items() if text})
            self._conflicts[key] = conflict
            self.summary.conflicts.append(conflict)
        if index is not None:
            conflict.indexes.append(index)

    def _resolve_row(self, index: int, row: ReceivedValue) -> None:
        names = {
            "dataElement": row.data_element, "period": row.period, "orgUnit": row.org_unit, "dataSet": row.data_set,
            "categoryOptionCombo": row.category_option_combo,
        }  # fmt: skip
        if not self._check_attributes(row.attribute_option_combo, index):
            return
        period = self._find_period(names, index)
        place = None if period is None else self._find_cell(row, period, names, index)
        if period is None or place is None:
            return
        form, part, cell = place
        unit = self._find_unit(names, form, period, index)
        if unit is not None:
            self._add_cell(self._get_report(form, unit, period, names), cell.code, part.element, row, names, index)

    def _check_attributes(self, name: str, index: int | None) -> bool:
        """Whether a row is of the whole report; one that is of a part of it is noted."""
        if self._addressing.is_undivided(name):
            return True
        message = say("Báo cáo không chia theo attributeOptionCombo «%(name)s».") % {"name": name[:80]}
        self.note(
            ImportErrorCode.ATTRIBUTE_COMBO, "attributeOptionCombo", message, {"attributeOptionCombo": name}, index
        )
        return False

    def _find_cell(self, row: ReceivedValue, period: Period, names: Mapping[str, str], index: int) -> CellPlace | None:
        """The one cell that a row means; None where there is none or more than one, which is noted."""
        if not row.data_element:
            self.note(ImportErrorCode.ELEMENT, "dataElement", say("Thiếu dataElement."), names, index)
            return None
        mapped_cell = self._addressing.find_mapped_cell(row.data_element, row.category_option_combo)
        if mapped_cell is not None:
            places = self._addressing.list_own_cells(*mapped_cell, period)
        else:
            found = self._list_places(row, period, names, index)
            if found is None:
                return None
            places = [place for place in found if place[1].element.form == place[0].uid] or found
        if len({form.uid for form, _part, _cell in places}) != 1:
            self._note_missing_cell(names, bool(places), index)
            return None
        return places[0]

    def _list_places(
        self, row: ReceivedValue, period: Period, names: Mapping[str, str], index: int
    ) -> list[CellPlace] | None:
        """The cells of a row's element and combination; None where there are none such in any form, which is noted."""
        parts = self._addressing.list_parts(row.data_element)
        if not parts:
            message = say("Không có chỉ tiêu «%(name)s».") % {"name": row.data_element}
            self.note(ImportErrorCode.ELEMENT, "dataElement", message, names, index)
            return None
        keys = [
            (part, key)
            for part in parts
            if (key := self._addressing.find_combos(row.category_option_combo, part, row.categories)) is not None
        ]
        if not keys:
            message = say("Chỉ tiêu «%(name)s» không có phân tổ này.") % {"name": row.data_element}
            self.note(ImportErrorCode.COMBO, "categoryOptionCombo", message, names, index)
            return None
        return [
            (form, part, cell)
            for form in self._addressing.list_forms(row.data_set, period.type)
            for part, key in keys
            if (cell := self._addressing.find_cell(form, period, part, key)) is not None
        ]

    def _note_missing_cell(self, names: Mapping[str, str], is_ambiguous: bool, index: int) -> None:
        if is_ambiguous:
            message = say("«%(name)s» có ở nhiều biểu: hãy ghi dataSet.") % {"name": names["dataElement"]}
        else:
            message = say("Không biểu nào của kỳ này có «%(name)s».") % {"name": names["dataElement"]}
        self.note(ImportErrorCode.ELEMENT_NOT_IN_SET, "dataElement", message, names, index)

    def _add_cell(
        self,
        report: ReportPlace,
        code: str,
        element: DataElement,
        row: ReceivedValue,
        names: Mapping[str, str],
        index: int,
    ) -> None:
        try:
            text = to_typed(None if row.is_deleted else row.value, row.comment, element)
        except ValueTextError:
            message = say("«%(value)s» không phải giá trị của «%(name)s».") % {
                "value": (row.value or "")[:40], "name": row.data_element,
            }  # fmt: skip
            self.note(ImportErrorCode.VALUE, "value", message, names, index)
            return
        if code in report.cells:
            message = say("Ô này có hai giá trị trong một lần gửi.")
            self.note(ImportErrorCode.TWICE, "dataElement", message, names, index)
            return
        report.cells[code] = ReceivedCell(text, row.comment if row.value is not None else "")
        report.indexes[code] = index

    def _find_place(self, names: Mapping[str, str], index: int | None) -> tuple[Form, Unit, Period] | None:
        period = self._find_period(names, index)
        if period is None:
            return None
        forms = self._addressing.list_forms(names["dataSet"], period.type) if names["dataSet"] else []
        if len(forms) != 1:
            message = say("Không có bộ dữ liệu «%(name)s» của kỳ này.") % {"name": names["dataSet"]}
            self.note(ImportErrorCode.DATA_SET, "dataSet", message, names, index)
            return None
        unit = self._find_unit(names, forms[0], period, index)
        return None if unit is None else (forms[0], unit, period)

    def _find_period(self, names: Mapping[str, str], index: int | None) -> Period | None:
        name = names["period"]
        if name not in self._periods:
            if self._max_periods is not None and len(self._periods) >= self._max_periods:
                raise DataValueFileError(f"More than {self._max_periods} periods in one message: send fewer at a time.")
            self._periods[name] = self._addressing.find_period(name)
        period = self._periods[name]
        if period is None:
            message = say("«%(name)s» không phải kỳ tháng, quý, 6 tháng hay năm.") % {"name": names["period"][:40]}
            self.note(ImportErrorCode.PERIOD, "period", message, names, index)
        return period

    def _find_unit(self, names: Mapping[str, str], form: Form, period: Period, index: int | None) -> Unit | None:
        unit = self._addressing.find_unit(names["orgUnit"], self._addressing.get_cut_off(form, period))
        if unit is None:
            message = say("Không có đơn vị «%(name)s» trong phạm vi.") % {"name": names["orgUnit"][:40]}
            self.note(ImportErrorCode.UNIT, "orgUnit", message, names, index)
        return unit

    def _get_report(self, form: Form, unit: Unit, period: Period, names: Mapping[str, str]) -> ReportPlace:
        key = (form.uid, unit.pk, period.id)
        if key not in self.reports:
            self.reports[key] = ReportPlace(form.uid, unit, period.id, names=dict(names))
        return self.reports[key]


def import_values(value_import: ValueImport, *, source: str, by: User, at: datetime, key: str = "") -> ImportSummary:
    """Stores what was resolved, and says what it did. With a conflict, and as a dry run, nothing is stored.

    `source`: the program, where the account enters for units whose reports it reviews.
    """
    summary, places = value_import.summary, list(value_import.reports.values())
    counts = {"imported": 0, "updated": 0, "ignored": 0}
    if not summary.conflicts and places:
        reports = [
            ReceivedReport(place.form, place.unit, place.period, place.cells, is_complete=place.is_complete)
            for place in places
        ]
        run = undo_after(receive_reports) if summary.is_dry_run else receive_reports
        try:
            result = run(reports=reports, source=source, by=by, at=at, key=key)
            counts = {name: int(str(result.answer[name])) for name in counts}
        except ReportsRefusedError as refused:
            for number, refusal in refused.refusals:
                _note_refusal(value_import, places[number], refusal)
    if summary.conflicts:
        rows = {index for place in places for index in place.indexes.values()}
        rows |= {index for conflict in summary.conflicts for index in conflict.indexes}
        counts, summary.complete = {"imported": 0, "updated": 0, "ignored": len(rows)}, ""
    changed = "deleted" if summary.strategy == "DELETE" else "updated"
    summary.counts.imported = counts["imported"]
    setattr(summary.counts, changed, counts["updated"])
    summary.counts.ignored = counts["ignored"]
    return summary


def _note_refusal(value_import: ValueImport, report: ReportPlace, refusal: Exception) -> None:
    """Adds conflicts in the sender's words, for the rows that they concern."""
    match refusal:
        case InvalidInput():
            for cell, messages in refusal.messages.items():
                index = report.indexes.get(cell)
                code = ImportErrorCode.VALUE if index is not None else ImportErrorCode.NOT_COMPLETE
                text = " ".join(str(message) for message in messages)
                value_import.note(code, "value", text if index is not None else f"{cell}: {text}", report.names, index)
        case ActionRefused():
            value_import.note(ImportErrorCode.APPROVED, "period", str(refusal.message), report.names, None)
        case _:
            message = say("Đơn vị không gửi biểu này trong kỳ, hoặc tài khoản không được ghi cho đơn vị.")
            value_import.note(ImportErrorCode.DATA_SET_UNIT, "orgUnit", message, report.names, None)
