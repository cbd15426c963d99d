"""Builds the page of a report around its sheet: stops of its workflow, changes by others, checks that the page runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from django.db.models import Prefetch, Sum, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import NarrativeText, ProxyEntry, Step, Submission
from sokehoach.apps.reporting.models.definition import drop_schedule_of_versions
from sokehoach.apps.reporting.queries import approvals, submissions
from sokehoach.apps.reporting.queries.answers import value_of
from sokehoach.apps.reporting.queries.due_days import due_of, get_counting_window
from sokehoach.apps.reporting.queries.reviewers import list_reviewer_inviters, list_reviewers
from sokehoach.apps.reporting.queries.sheets import ReportSheet, build_sheet
from sokehoach.apps.reporting.queries.submissions import OPEN_ACTION, describe_last_step
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.notation import write_short_day
from sokehoach.domain.periods.window import Window
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.reporting.form import OTHER_FORM, Form, Rule
from sokehoach.domain.reporting.workflow import (
    APPROVAL_ACTIONS,
    COUNTED_STATES,
    SENDING_ACTIONS,
    ReportAction,
    ReportRole,
    ReportState,
)
from sokehoach.domain.values.value import format_typed


class Stop(TypedDict):
    """One item of the template tag `{% workflow_steps %}`."""

    name: str
    state: str  # done, current, returned, next
    when: str
    who: str


MAX_STOPS = 4  # only the latest of many rounds


def build_stops(
    submission: Submission, steps: Sequence[Step], *, due: str, office: str, is_approved_first: bool = False
) -> list[Stop]:
    """The steps taken, then those to come. `due` and `office` are shown with the steps to come.

    `is_approved_first`: the unit's leader approves the report and so sends it.
    """
    stops = [_build_stop(step, steps[: index + 1]) for index, step in enumerate(steps)]
    last: dict[str, str] = {ReportState.RETURNED: "returned"}
    last |= {state.value: "done" for state in (*COUNTED_STATES, ReportState.SUPERSEDED)}
    if stops:
        is_waiting = steps[-1].action == ReportAction.SUBMIT
        stops[-1]["state"] = "current" if is_waiting else last.get(submission.state, "current")
    first, last_stops = stops[:1], stops[1:][-MAX_STOPS:]
    approver = _("lãnh đạo đơn vị") if is_approved_first else ""
    send = Stop(name=_("Duyệt, gửi") if is_approved_first else _("Gửi"), state="next", when=due, who=approver)
    again = Stop(name=_("Gửi lại"), state="next", when="", who=approver)
    accept = Stop(name=_("Duyệt"), state="next", when="", who=office)
    to_come = {
        ReportState.DRAFT: [send, accept],
        ReportState.RETURNED: [again, accept],
        ReportState.SENT: [accept],
    }
    return [*first, *last_stops, *to_come.get(ReportState(submission.state), [])]


def _build_stop(step: Step, steps_so_far: Sequence[Step]) -> Stop:
    names = {
        OPEN_ACTION: _("Nháp"),
        ReportAction.SUBMIT: _("Trình lãnh đạo"),
        ReportAction.DECLINE: _("Cần sửa"),
        ReportAction.APPROVE: _("Lãnh đạo duyệt, gửi"),
        ReportAction.SEND: _("Đã gửi"),
        ReportAction.TAKE_OVER: _("Nhập thay, đã gửi"),
        ReportAction.RETURN: _("Trả lại"),
        ReportAction.ACCEPT: _("Đã duyệt"),
        ReportAction.CONSOLIDATE: _("Đã tổng hợp"),
        ReportAction.SUPERSEDE: _("Có bản thay thế"),
    }
    again = (
        step.action == ReportAction.SEND
        and sum(earlier_step.action in SENDING_ACTIONS for earlier_step in steps_so_far) > 1
    )
    at = timezone.localtime(step.at)
    return Stop(
        name=_("Gửi lại") if again else names[step.action],
        state="done",
        when=f"{translate(write_short_day(at))}, {at:%H:%M}",
        who=str(step.by),
    )


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report's page. `can_write`, `can_send` and the like: what the account may do now.

    proxy_entry  numbers that the office enters for the unit, or has entered and the unit has not confirmed
    other        the edition beside this one: the correction in progress, or the one that it corrects
    token        changes with every stored cell or box
    is_reviewed_by_others  the account reviews reports of the unit and not this one, its own work, or nobody may
    may_invite_reviewer    the account administers its unit, so it may invite who reviews this one
    reviewers    who accepts it, told to its own unit and to a reviewer whose own work it is; «» where nobody may
    inviters     who may invite somebody to accept it, where nobody may
    approval     the last step where it is one of the leader's approval; for the unit alone
    approvers    the names of those who approve it before it is sent
    page_digest  of what the leader approves; «» where the account does not approve it now
    """

    sheet: ReportSheet
    due: date
    counting_window: Window
    stops: Sequence[Stop]
    returned: str  # the reason, while the report is returned
    can_write: bool
    can_send: bool
    can_review: bool
    can_see_history: bool
    can_correct: bool
    can_confirm: bool
    proxy_entry: ProxyEntry | None
    other: Submission | None
    token: str
    can_submit: bool = False
    is_reviewed_by_others: bool = False
    may_invite_reviewer: bool = False
    reviewers: str = ""
    inviters: str = ""
    approval: Step | None = None
    approvers: str = ""
    page_digest: str = ""

    @property
    def is_submitted(self) -> bool:
        """Whether it was submitted to the unit's leader, who may no longer be one (`approvers`)."""
        return self.approval is not None and self.approval.action == ReportAction.SUBMIT

    @property
    def submission(self) -> Submission:
        return self.sheet.submission

    @property
    def is_of_earlier_form(self) -> bool:
        """Whether the report was sent by a definition of its form that is not today's."""
        current = drop_schedule_of_versions(self.submission.form.definition)
        return self.submission.form_version is not None and self.sheet.form != current

    @property
    def unit_vi(self) -> str:
        """«xã Tênh Phông» within a sentence; an agency's name keeps its capital letter."""
        unit = self.submission.unit
        return unit.name if is_attached(unit) else unit.name[:1].lower() + unit.name[1:]

    @property
    def last_year(self) -> str:
        """The year as text: a template would group its digits."""
        return str(self.sheet.period.year - 1)

    @property
    def period_vi(self) -> str:
        return period_name(self.sheet.period)


def load_report_page(user: User, submission: Submission) -> ReportPage:
    scope = scope_of(user)
    report_sheet = build_sheet(submission)
    due = due_of(submission, report_sheet.form)
    prefetch_related_objects([submission], Prefetch("steps", submissions.list_steps(submission)))
    steps_taken = list(submission.steps.all())
    return_steps = [step for step in steps_taken if step.action == ReportAction.RETURN]
    proxy_entry, other = _find_open_proxy_entry(submission), _find_other_edition(submission)
    is_for_unit = (
        proxy_entry is not None
        and proxy_entry.handed_in_at is None
        and permissions.can_review_submission(scope, submission)
        and submission.form.function == GENERAL
        and submission.unit_id != user.unit_id
    )
    is_editable = report_sheet.editable
    can_review = submission.state == ReportState.SENT and permissions.can_review_submission(scope, submission)
    is_reviewer = can_review and ReportRole.REVIEWER in permissions.list_report_roles(scope, submission, user)
    sends = is_editable and permissions.can_send_submission(scope, submission)
    may_approve = is_editable and permissions.can_approve_submission(scope, submission)
    is_of_unit = permissions.can_see_approval(scope, submission, user)
    work, names_approvers = approvals.get_report_work(submission), is_editable and (sends or may_approve or is_of_unit)
    approvers = approvals.list_approver_names(work, clock.today()) if names_approvers else []
    is_approver = may_approve and any(approver.pk == user.pk for approver in approvers)
    is_of_unit = is_of_unit or is_approver
    is_approved_first = sends and bool(approvers) and not is_approver
    approval = approvals.find_approval_step(steps_taken)
    is_own_sent = submission.state == ReportState.SENT and submission.unit_id == user.unit_id and not is_reviewer
    names_reviewers = (can_review and not is_reviewer) or is_own_sent
    reviewers = list_reviewers(submission, clock.today()) if names_reviewers else []
    has_none = names_reviewers and not reviewers
    inviters = list_reviewer_inviters(submission.unit, clock.today()) if has_none else []
    is_waiting = bool(approvers) and approval is not None and approval.action == ReportAction.SUBMIT
    return ReportPage(
        sheet=report_sheet,
        due=due,
        counting_window=get_counting_window(report_sheet.form, submission.period),
        stops=build_stops(
            submission,
            [step for step in steps_taken if is_of_unit or step.action not in APPROVAL_ACTIONS],
            is_approved_first=is_approved_first or is_approver,
            due=_("hạn %(day)s/%(month)s") % {"day": due.day, "month": due.month},
            office=_("cơ quan nhận báo cáo"),
        ),
        returned=return_steps[-1].reason if return_steps and submission.state == ReportState.RETURNED else "",
        can_write=is_editable and (permissions.can_edit_submission(scope, submission) or is_for_unit),
        can_send=(sends and not is_approved_first and not (is_approver and is_waiting))
        or (is_editable and is_for_unit and not is_approved_first),
        can_submit=is_approved_first and not is_waiting,
        approval=approval if is_of_unit else None,
        approvers=", ".join(approver.full_name for approver in approvers),
        page_digest=approvals.digest_page(report_sheet) if is_approver and is_waiting else "",
        can_review=is_reviewer,
        is_reviewed_by_others=(can_review and not is_reviewer) or has_none,
        reviewers="; ".join(f"{reviewer.full_name} ({reviewer.unit.short_name})" for reviewer in reviewers),
        inviters="; ".join(f"{inviter.full_name} ({inviter.unit.short_name})" for inviter in inviters),
        may_invite_reviewer=user.unit_id in scope.units(Action.ACCOUNT_ADMINISTER),
        can_see_history=permissions.can_see_history(scope, submission),
        can_correct=submission.state in COUNTED_STATES
        and other is None
        and permissions.can_edit_submission(scope, submission),
        can_confirm=proxy_entry is not None
        and not report_sheet.editable
        and permissions.can_edit_submission(scope, submission),
        proxy_entry=proxy_entry,
        other=other,
        token=_compute_sheet_token(report_sheet),
    )


def _compute_sheet_token(sheet: ReportSheet) -> str:
    """The same token as `compute_token`, without its queries."""
    versions = sum(line.version for line in sheet.lines), sum(box.version for box in sheet.boxes)
    return f"{sheet.submission.version}.{versions[0]}.{versions[1]}"


def _find_open_proxy_entry(submission: Submission) -> ProxyEntry | None:
    """The proxy entry that is not confirmed yet. One query."""
    return submission.proxy_entries.filter(confirmed_at__isnull=True).select_related("by__unit").last()


def _find_other_edition(submission: Submission) -> Submission | None:
    """The newer or the corrected edition. One query, none while the first edition is written or waits."""
    if submission.edition == 1 and submission.state not in (*COUNTED_STATES, ReportState.SUPERSEDED):
        return None
    other_editions = Submission.objects.filter(
        form=submission.form_id, unit=submission.unit_id, period=submission.period
    ).exclude(pk=submission.pk)
    newer_edition = other_editions.filter(edition__gt=submission.edition).order_by("-edition").first()
    return (
        newer_edition
        if submission.state in (*COUNTED_STATES, ReportState.SUPERSEDED)
        else other_editions.order_by("-edition").first()
    )


@dataclass(frozen=True, slots=True)
class StoredCell:
    """The version and text of a stored cell, and who typed it."""

    version: int
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class CellUpdates:
    """`cells`: all stored cells; the page compares their versions with its own.

    `status_message`: a sentence if the report has changed its state, otherwise «».
    """

    token: str
    cells: dict[str, StoredCell]
    status_message: str


def compute_token(submission: Submission) -> str:
    """A text that changes with every stored change: versions only grow. Two queries."""
    cells = submission.values.aggregate(all=Sum("version"))["all"] or 0
    narratives = NarrativeText.objects.filter(submission=submission).aggregate(all=Sum("version"))["all"] or 0
    return f"{submission.version}.{cells}.{narratives}"


def find_updates(user: User, submission: Submission, seen_token: str) -> CellUpdates | None:
    """The changes since the page with `seen_token`; None where there are none."""
    now = compute_token(submission)
    if now == seen_token:
        return None
    rows = submission.values.select_related("updated_by", "element")
    return CellUpdates(
        token=now,
        cells={
            row.cell: StoredCell(row.version, format_typed(value_of(row)), str(row.updated_by or "")) for row in rows
        },
        status_message=""
        if now.split(".")[0] == seen_token.split(".")[0]
        else describe_last_step(submission, of_unit=permissions.can_see_approval(scope_of(user), submission, user)),
    )


_LIVE_RULES = (Rule.PART_WITHIN_WHOLE, Rule.PARTS_SUM_TO_WHOLE)


def live_checks(form: Form) -> list[list[str]]:
    """Rule and cells of each check that needs only the page, for sheet.js. The server runs all checks again."""
    return [
        [check.rule.value, *check.cells]
        for check in form.checks
        if check.rule in _LIVE_RULES and not any(OTHER_FORM in code for code in check.cells)
    ]
