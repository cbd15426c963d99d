"""Lets up to ten units report a form with invented figures, as their accounts would, and a reviewer accept them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from random import Random

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.consolidation.services import acceptance
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.queries.obligations import list_expected
from sokehoach.apps.reporting.queries.other_cells import list_other_cells
from sokehoach.apps.reporting.queries.sheets import ReportSheet, build_sheet
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import narratives, submissions, values
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.setup.trial.outcome import TrialFault
from sokehoach.apps.setup.trial.people import TrialPeople
from sokehoach.apps.setup.trial.places import ROLES, Files, find_form_place
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from sokehoach.domain.messages import say
from sokehoach.domain.periods.period import Period, PeriodType, list_periods, name_vi
from sokehoach.domain.periods.sequence import list_parts
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.form_periods import list_own_periods
from sokehoach.domain.reporting.invented_values import find_unmet_checks, invent_values
from sokehoach.domain.values.value import format_typed

MOST_UNITS = 10
_REASON = "Số liệu giả định của lần chạy thử."
_TEXT = "Nội dung giả định của lần chạy thử."
_REPORTER = (Action.REPORT_EDIT, Action.REPORT_SEND)


@dataclass(frozen=True, slots=True)
class FormTrial:
    """A form whose reports are about to be made. `day`: that on which they are written, the due day."""

    form: Form
    period: Period
    reporters: tuple[tuple[Unit, User], ...]
    owed: int
    day: date

    @property
    def period_name(self) -> str:
        return name_vi(self.period)


def find_first_period(form: Form, first_day: date) -> Period | None:
    """The first period of the form's own type that begins on the day or later and for which it is owed."""
    periods = list_own_periods(form, first_day.year, first_day.year + 2)
    return next((period for period in periods if period.start >= first_day and form.is_in_force(period)), None)


def list_longer_periods(form: Form, first_day: date) -> list[tuple[Period, tuple[Period, ...]]]:
    """Of each longer kind, the shortest first, the first period for which the form is owed and that begins on the day
    or later, with its parts, where these are of the form's own type.
    """
    candidates = (
        _find_longer_period(form, kind, first_day) for kind in sorted(form.also_for, key=lambda kind: kind.months)
    )
    return [longer for longer in candidates if longer is not None]


def _find_longer_period(form: Form, kind: PeriodType, first_day: date) -> tuple[Period, tuple[Period, ...]] | None:
    for period in list_periods(kind, first_day.year, first_day.year + 2):
        parts = list_parts(period, PeriodType(form.at(period).period_type))
        if period.start >= first_day and form.is_in_force(period) and parts and all(map(form.is_in_force, parts)):
            return period, parts
    return None


def plan_form(
    form: Form, period: Period, *, people: TrialPeople, files: Files, faults: list[TrialFault]
) -> FormTrial | None:
    """Who reports the form; None, and a fault, where nobody does or may."""
    expected = list_expected(form, period.id)
    if not expected:
        reason = say("không đơn vị nào phải báo cáo biểu này trong kỳ %(period)s", period=name_vi(period))
        faults.append(TrialFault(*find_form_place(files, form.code), reason))
        return None
    reporters = []
    for report in expected[:MOST_UNITS]:
        role = people.find_role(_REPORTER, form.function, report.unit.level)
        if role is None:
            reason = say(
                "không vai trò nào được soạn và gửi biểu %(form)s ở đơn vị cấp «%(level)s» (chức năng «%(function)s»)",
                form=form.code, level=report.unit.level, function=form.function,
            )  # fmt: skip
            faults.append(TrialFault(ROLES, 1, reason))
            break
        reporters.append((report.unit, people.get_account(role, report.unit, form.function)))
    if not reporters:
        return None
    return FormTrial(form, period, tuple(reporters), len(expected), max(report.due for report in expected))


def open_report(trial: FormTrial, unit: Unit, user: User, at: datetime) -> uuid.UUID:
    """Begin the report of a unit, with nothing in it."""
    opened = submissions.open_submission(form=trial.form.uid, unit=unit, period=trial.period.id, by=user, at=at)
    return uuid.UUID(str(opened.answer["id"]))


def send_report(
    sheet: ReportSheet, trial: FormTrial, user: User, *, random: Random, at: datetime, files: Files
) -> list[TrialFault]:
    """Fill in the report and send it. Returns what keeps it from being sent."""
    row = sheet.submission
    pk: uuid.UUID = row.pk
    elements = {line.cell.element: line.element for line in sheet.lines}
    other_cells = list_other_cells(sheet.form, [row])[row.pk]
    counted_values = {
        line.cell.code: value for line in sheet.lines if isinstance(value := line.answer.source_value, Decimal)
    }
    invented = invent_values(
        sheet.form,
        elements,
        random=random,
        day=trial.period.start,
        other_cells=other_cells,
        counted_values=counted_values,
    )  # fmt: skip
    if unmet := find_unmet_checks(sheet.form, invented, other_cells):
        return [
            TrialFault(
                *find_form_place(files, trial.form.code, finding.cell),
                say("không số liệu nào qua được quy tắc kiểm tra này: %(message)s", message=finding.message_vi),
            )
            for finding in unmet
        ]
    try:
        values.save(submission=pk, changes=_list_changes(sheet, invented), by=user, at=at)
        texts = {box.code: TypedText(_TEXT[: box.most], 0) for box in sheet.form.text_boxes}
        narratives.save(submission=pk, texts=texts, by=user, at=at)
        row.refresh_from_db()
        submissions.send(submission=pk, version=row.version, by=user, at=at)
    except InvalidInput as invalid:
        return [
            TrialFault(*find_form_place(files, trial.form.code, cell), message)
            for cell, messages in invalid.messages.items()
            for message in messages
        ]
    except (ActionRefused, NotFoundError) as refusal:
        return [TrialFault(*find_form_place(files, trial.form.code), explain_refusal(refusal))]
    return []


def explain_refusal(refusal: Exception) -> str:
    """Why a service refused an account of the trial."""
    match refusal:
        case ActionRefused() | InvalidInput():
            return refusal.message
    return say("tài khoản của vai trò ấy không mở được báo cáo")


def build_trial_sheet(user: User, pk: uuid.UUID) -> ReportSheet:
    return build_sheet(access_submission(user, pk))


def list_filled_cells(sheet: ReportSheet) -> dict[str, list[str]]:
    """By register, the cells in which it counts more than 0."""
    cells_by_register: dict[str, list[str]] = {}
    for line in sheet.lines:
        if line.cell.source is not None and line.answer.register:
            cells_by_register.setdefault(line.cell.source.register, []).append(line.cell.code)
    return cells_by_register


def _list_changes(sheet: ReportSheet, invented: Mapping[str, object]) -> dict[str, TypedCell]:
    """What a person types: no sums, and no cells that another form or a longer period fills."""
    changes = {}
    for line in sheet.lines:
        value = invented.get(line.cell.code)
        if line.computed or line.answer.shared is not None or value is None:
            continue
        if value == line.answer.source_value:
            continue
        reason = _REASON if line.answer.source_value is not None else ""
        changes[line.cell.code] = TypedCell(format_typed(value), 0, reason)  # type: ignore[arg-type]
    return changes


def accept_reports(pks: Sequence[uuid.UUID], reviewer: User, at: datetime) -> None:
    """Accept the sent reports. Raises ActionRefused, InvalidInput, NotFoundError as the service does."""
    for pk in pks:
        version = access_submission(reviewer, pk).version
        acceptance.accept(submission=pk, version=version, by=reviewer, at=at)
