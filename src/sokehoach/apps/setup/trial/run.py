"""Tries a draft out in the empty database of this process: it is published, its units report, the report is written.

The process is made for one trial and ends with it (`trial.process`); its database is in memory.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from random import Random

from django.utils import timezone

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition, RoleDefinition
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.pages.reports import render_report_for
from sokehoach.apps.documents.queries.outlines import list_outlines
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.units import as_of
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.queries.forms import list_forms
from sokehoach.apps.setup.services.programmes import import_programme, read_programme
from sokehoach.apps.setup.trial.captured_pages import PageNotOpenedError, capture_page, describe_page, work_on
from sokehoach.apps.setup.trial.entries import TrialEntries
from sokehoach.apps.setup.trial.outcome import TrialFault, TrialForm, TrialOutcome, TrialPage
from sokehoach.apps.setup.trial.people import BY, TrialPeople
from sokehoach.apps.setup.trial.places import (
    ROLES,
    Files,
    find_form_place,
    find_outline_place,
    find_role_place,
)
from sokehoach.apps.setup.trial.reports import (
    FormTrial,
    accept_reports,
    build_trial_sheet,
    explain_refusal,
    find_first_period,
    list_filled_cells,
    list_longer_periods,
    open_report,
    plan_form,
    send_report,
)
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.periods.period import Period, name_vi
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.reporting.form import Form

MOST_FORMS = 12
_MOST_PART_REPORTS = 40  # of one form, within a longer period: ten units of four quarters, three of twelve months
_MOST_LATER_REPORTS = 12  # the same within a longer period of another kind: three units of four quarters, one of months
_REVIEWER = (Action.REPORT_REVIEW, Action.CONSOLIDATE_VIEW)

type ReportProgress = Callable[[int], None]  # hundredths that are done


def run_trial(files: Files, report_progress: ReportProgress) -> TrialOutcome:
    """`files`: those of a draft without faults. Raises DefinitionError, ActionRefused where it cannot be published."""
    definition = read_programme(files)
    at = _morning(definition.valid_from)
    with work_on(at.date()):
        import_programme(programme=definition, by=BY, at=at)
    report_progress(20)
    trial = _Trial(files, definition, at)
    forms = list_forms(trial.programme)
    for number, form in enumerate(forms, 1):
        if number > MOST_FORMS:
            trial.skip_form(form, say("không chạy thử: mỗi lần chạy thử %(n)s biểu đầu", n=MOST_FORMS))
        elif (period := find_first_period(form, definition.valid_from)) is None:
            trial.skip_form(form, say("không chạy thử: không có kỳ nào bắt đầu trong hai năm đầu của chương trình"))
        else:
            with work_on(at.date()):
                planned = plan_form(form, period, people=trial.people, files=files, faults=trial.faults)
            if planned is not None:
                trial.try_form(planned)
                trial.try_longer_periods(planned)
            else:
                trial.skip_form(form, say("không chạy thử: không đơn vị nào báo cáo được"))
        report_progress(20 + 50 * number // len(forms))
    trial.show_registers()
    trial.write_documents()
    report_progress(80)
    trial.show_roles(report_progress)
    return trial.build_outcome()


class _Trial:
    """One trial while it runs: what it has found and captured so far."""

    def __init__(self, files: Files, definition: ProgrammeDefinition, at: datetime) -> None:
        self.files = files
        self.definition = definition
        self.programme = Programme.objects.select_related("unit").get(code=definition.code)
        self.people = TrialPeople(definition, at)
        self.faults: list[TrialFault] = []
        self._at = at
        self._forms: list[TrialForm] = []
        self._pages: list[TrialPage] = []
        self._documents: list[TrialPage] = []
        self._captured: dict[str, bytes] = {}
        self._entries = TrialEntries(self.people, files, self.faults)
        self._reported: list[FormTrial] = []
        self._reported_longer: list[FormTrial] = []

    def skip_form(self, form: Form, reason: str) -> None:
        self._forms.append(TrialForm(form.code, form.name, "", (), 0, reason))

    def try_form(self, trial: FormTrial) -> None:
        """Let its units write into the registers that it counts, report, and a reviewer accept."""
        if self._report_and_accept(trial):
            self._reported.append(trial)

    def try_longer_periods(self, trial: FormTrial) -> None:
        """The same for each longer kind of period: for all periods within the first that the form is owed for, and for
        that one. Of a second kind on few units report: a year of months has many parts.
        """
        if trial not in self._reported:
            return
        tried_parts, most_reports = {trial.period}, _MOST_PART_REPORTS
        for longer_period, parts in list_longer_periods(trial.form, self.definition.valid_from):
            most_units = max(most_reports // len(parts), 1)
            for part in parts:
                if part not in tried_parts and not self._try_part(trial, part, most_units):
                    return
            tried_parts.update(parts)
            planned = self._plan(trial.form, longer_period, most_units)
            if planned is not None and self._report_and_accept(planned):
                self._reported_longer.append(planned)
            most_reports = _MOST_LATER_REPORTS

    def _try_part(self, trial: FormTrial, part: Period, most_units: int) -> bool:
        planned = self._plan(trial.form, part, most_units)
        return planned is not None and self._report_and_accept(planned, is_shown=False)

    def _plan(self, form: Form, period: Period, most_units: int) -> FormTrial | None:
        with work_on(self._at.date()):
            planned = plan_form(form, period, people=self.people, files=self.files, faults=self.faults)
        return None if planned is None else replace(planned, reporters=planned.reporters[:most_units])

    def _report_and_accept(self, trial: FormTrial, *, is_shown: bool = True) -> bool:
        """Whether all could send and the reports were accepted. `is_shown`: a period whose pages are kept."""
        at = _morning(max(trial.day, self._at.date()))
        with work_on(at.date()):
            self._entries.write_entries(trial, at)
            sent_ids = self._send_reports(trial, at, is_shown=is_shown)
            names = tuple(str(unit) for unit, _user in trial.reporters[: len(sent_ids)])
            if is_shown:
                self._forms.append(TrialForm(trial.form.code, trial.form.name, trial.period_name, names, trial.owed))
            return bool(sent_ids) and self._accept(trial, sent_ids, at, is_shown=is_shown)

    def _send_reports(self, trial: FormTrial, at: datetime, *, is_shown: bool) -> list[uuid.UUID]:
        """The reports that are sent; after the first that cannot be, the others are not tried."""
        sent_ids: list[uuid.UUID] = []
        form, period = trial.form.code, trial.period_name
        for number, (unit, user) in enumerate(trial.reporters):
            try:
                pk = open_report(trial, unit, user, at)
            except (ActionRefused, InvalidInput, NotFoundError) as refusal:
                reason = say("%(unit)s không lập được báo cáo theo biểu này: %(reason)s", unit=unit,
                             reason=explain_refusal(refusal))  # fmt: skip
                self.faults.append(TrialFault(*find_form_place(self.files, trial.form.code), reason))
                return sent_ids
            is_captured = is_shown and number == 0
            if is_captured:
                self._capture_page(
                    f"{self._name_key('bieu', trial)}-moi",
                    say("%(form)s, %(period)s: mới lập", form=form, period=period), user, "reporting:submission", pk,
                )  # fmt: skip
            random = Random(f"{trial.form.code}-{unit.code}-{trial.period.id}")  # noqa: S311 the same every time
            sheet = build_trial_sheet(user, pk)
            self._entries.note_cells(trial, list_filled_cells(sheet))
            if faults := send_report(sheet, trial, user, random=random, at=at, files=self.files):
                self.faults += faults
                return sent_ids
            sent_ids.append(pk)
            if is_captured:
                self._capture_page(
                    self._name_key("bieu", trial), say("%(form)s, %(period)s: đã gửi", form=form, period=period),
                    user, "reporting:submission", pk,
                )  # fmt: skip
        return sent_ids

    def _accept(self, trial: FormTrial, sent_ids: Sequence[uuid.UUID], at: datetime, *, is_shown: bool) -> bool:
        reviewer = self._find_reviewer()
        if reviewer is None:
            return False
        try:
            accept_reports(sent_ids, reviewer, at)
        except (ActionRefused, InvalidInput, NotFoundError) as refusal:
            self.faults.append(TrialFault(*find_form_place(self.files, trial.form.code), explain_refusal(refusal)))
            return False
        unit = self.programme.unit
        assert unit is not None
        if is_shown:
            title = say("%(form)s, %(period)s: tổng hợp", form=trial.form.code, period=trial.period_name)
            self._capture_page(
                self._name_key("tong-hop", trial), title, reviewer, "consolidation:sheet",
                unit.code, trial.period.id, trial.form.uid,
            )  # fmt: skip
        return len(sent_ids) == len(trial.reporters)

    def _name_key(self, kind: str, trial: FormTrial) -> str:
        is_own = trial.period.type == trial.form.at(trial.period).period_type
        return f"{kind}-{trial.form.code}" if is_own else f"{kind}-{trial.form.code}-{trial.period.id}"

    def show_registers(self) -> None:
        """The list of each register as the first unit that wrote into it sees it."""
        last = max((trial.day for trial in self._reported), default=self._at.date())
        with work_on(last):
            for register, user in self._entries.list_pages():
                name = register.type.name
                self._capture_page(
                    f"so-{register.type.code}", say("Sổ %(name)s", name=name), user,
                    "registers:register", register.definition.slug,
                )  # fmt: skip

    def _find_reviewer(self) -> User | None:
        unit = self.programme.unit
        assert unit is not None
        role = self.people.find_role(_REVIEWER, GENERAL, unit.level)
        if role is not None:
            return self.people.get_account(role, unit, GENERAL)
        reason = say("không vai trò nào vừa được duyệt số liệu vừa được xem số tổng hợp ở đơn vị tổng hợp")
        fault = TrialFault(ROLES, 1, reason)
        if fault not in self.faults:
            self.faults.append(fault)
        return None

    def write_documents(self) -> None:
        """The Word file of each report that the programme's offices write."""
        reviewer = self._find_reviewer() if self._reported else None
        if reviewer is None:
            return
        role = self.people.find_role((Action.DOCUMENT_TAKE, Action.CONSOLIDATE_VIEW), GENERAL, reviewer.unit.level)
        user = reviewer if role is None else self.people.get_account(role, reviewer.unit, GENERAL)
        for row in list_outlines(user):
            if row.programme_id == self.programme.pk:
                count = sum(self._write_document(row, user, trials) for trials in self._group_by_kind())
                if count == 0:
                    reason = say("báo cáo này không lập được: không biểu nào đã chạy thử có số liệu cho nó")
                    self.faults.append(TrialFault(*find_outline_place(self.files, row.code), reason))

    def _group_by_kind(self) -> list[list[FormTrial]]:
        """The reported trials: of the forms' own periods, then of each longer kind."""
        kinds = sorted({trial.period.type for trial in self._reported_longer}, key=lambda kind: kind.months)
        return [
            self._reported,
            *([trial for trial in self._reported_longer if trial.period.type is kind] for kind in kinds),
        ]

    def _write_document(self, row: ReportOutline, user: User, trials: Sequence[FormTrial]) -> bool:
        """The report of the first of their periods that has figures for it."""
        last = max((trial.day for trial in trials), default=self._at.date())
        for period in dict.fromkeys(trial.period for trial in trials):
            try:
                with work_on(last):
                    content = render_report_for(user, outline=row.uid, period=period.id)
            except NotFoundError:
                continue
            name = f"{row.code}-{period.id}.docx"
            self._captured[name] = content
            title = join_messages(", ", (row.title, name_vi(period)))
            self._documents.append(TrialPage(name, title, str(row.issuer)))
            return True
        return False

    def show_roles(self, report_progress: ReportProgress) -> None:
        """The first page of an account of each role, over the first unit at which it may be held."""
        last = max((trial.day for trial in self._reported), default=self._at.date())
        with work_on(last):
            for number, role in enumerate(self.definition.roles, 1):
                unit = self._find_unit(role)
                if unit is None:
                    reason = say("không có đơn vị nào ở cấp mà vai trò «%(role)s» được giao", role=role.name)
                    self.faults.append(TrialFault(*find_role_place(self.files, role.code), reason))
                else:
                    user = self.people.get_account(role, unit, next(iter(role.functions), GENERAL))
                    self._capture_page(
                        f"vai-tro-{role.code}", say("%(role)s: trang đầu", role=role.name), user, "home:today"
                    )
                report_progress(80 + 19 * number // len(self.definition.roles))

    def _find_unit(self, role: RoleDefinition) -> Unit | None:
        """The area that adds up first, then those that have reported, then any."""
        reporters = [unit for trial in self._reported for unit, _user in trial.reporters]
        candidates = [self.programme.unit, *reporters, *as_of(self._at.date()).select_related("parent")]
        return next(
            (unit for unit in candidates if unit is not None and (not role.levels or unit.level in role.levels)), None
        )

    def _capture_page(self, key: str, title: str, user: User, route: str, *arguments: object) -> None:
        page = describe_page(key, title, user)
        try:
            self._captured[page.key] = capture_page(route, *arguments, user=user)
        except PageNotOpenedError as error:
            reason = say(
                "trang «%(title)s» không mở được cho %(role)s: %(reason)s",
                title=title, role=page.role, reason=error.reason,
            )  # fmt: skip
            self.faults.append(TrialFault(ROLES, 1, reason))
        else:
            self._pages.append(page)

    def build_outcome(self) -> TrialOutcome:
        faults: Mapping[TrialFault, None] = dict.fromkeys(self.faults)
        ordered = sorted(faults, key=lambda fault: (fault.file, fault.line))
        return TrialOutcome(
            tuple(ordered),
            tuple(self._forms),
            tuple(self._pages),
            tuple(self._documents),
            tuple(self._entries.list_registers()),
            self._captured,
        )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
