"""Locks a report for a change, after checking scope, workflow and version."""

import uuid
from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import Json, ServiceResult
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import ProxyEntry, Step, Submission
from sokehoach.apps.reporting.queries.submissions import describe_last_step
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError, VersionConflictError
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.workflow import EDITABLE_STATES, WORKFLOW, ReportAction, ReportRole, ReportState
from sokehoach.domain.workflow.state_machine import TransitionNotAllowedError

# Actions of the reviewing office on the unit's behalf, once proxy entry has begun.
_FOR_THE_UNIT = {ReportAction.SAVE: ReportAction.TAKE, ReportAction.SEND: ReportAction.TAKE_OVER}
_OF_THE_APPROVER = (ReportAction.APPROVE, ReportAction.DECLINE)


class LockedSubmission(NamedTuple):
    row: Submission
    state: ReportState  # after the action
    action: ReportAction  # «take» instead of «save» where the office enters for the unit


def lock_submission(
    pk: uuid.UUID, action: ReportAction, *, by: User, at: datetime, version: int | None = None
) -> LockedSubmission:
    """The locked report and its state after the action.

    NotFoundError outside the scope. Raises ActionRefused where the account may only read the report or the workflow has
    no such step, VersionConflictError where `version` is given and differs.
    """
    scope = scope_of(by, day_of(at))
    row = lock_visible_submissions([pk], scope).get(pk)
    if row is None:
        raise NotFoundError
    return check_step(row, action, by=by, scope=scope, version=version)


def lock_visible_submissions(ids: Collection[uuid.UUID], scope: Scope) -> dict[uuid.UUID, Submission]:
    """Those of the reports that the account may see, locked. One query, unordered (`Submission.Meta.ordering`)."""
    rows = Submission.objects.order_by().select_for_update(of=("self",))
    rows = rows.filter(permissions.build_visibility_filter(scope))
    return rows.select_related("form", "form_version", "unit").in_bulk(ids)


def check_step(
    row: Submission, action: ReportAction, *, by: User, scope: Scope, version: int | None = None
) -> LockedSubmission:
    """The locked report and its state after the action. Raises ActionRefused, VersionConflictError."""
    role = _find_role(scope, row, action, by)
    enters_for_unit = role is ReportRole.REVIEWER and action in _FOR_THE_UNIT and row.unit_id != by.unit_id
    if enters_for_unit and find_open_proxy_entry(row):
        action = _FOR_THE_UNIT[action]
    if version is not None and version != row.version:
        raise VersionConflictError(describe_last_step(row, of_unit=permissions.can_see_approval(scope, row, by)))
    try:
        return LockedSubmission(row, WORKFLOW.step(ReportState(row.state), action, role), action)
    except TransitionNotAllowedError as refusal:
        raise ActionRefused(refusal.message_vi) from refusal


def find_open_proxy_entry(row: Submission) -> ProxyEntry | None:
    """The proxy entry of the report that is in progress. No query where the report's were loaded with it."""
    return next((entry for entry in row.proxy_entries.all() if entry.handed_in_at is None), None)


def take_step(
    row: Submission, action: ReportAction, state: ReportState, *, by: User, at: datetime, reason: str = ""
) -> Step:
    row.state = state
    row.version += 1
    if state in EDITABLE_STATES:
        row.form_version = None
    row.save(update_fields=["state", "version", "form_version"])
    return Step.objects.create(submission=row, action=action, state=state, reason=reason, by=by, at=at)


def _find_role(scope: Scope, row: Submission, action: ReportAction, by: User) -> ReportRole:
    """Of two sides that the account may take, the one that has this step."""
    if action in _OF_THE_APPROVER and permissions.can_approve_submission(scope, row):
        return ReportRole.APPROVER
    is_sending = action in (ReportAction.SEND, ReportAction.SUBMIT)
    roles = permissions.list_report_roles(scope, row, by, sends=is_sending)
    allowed_roles = WORKFLOW.list_roles(ReportState(row.state), action)
    role = next((role for role in roles if role in allowed_roles), None)
    if role is None and ReportRole.REVIEWER in allowed_roles and permissions.can_review_submission(scope, row):
        raise ActionRefused(
            say(
                "Người khác của cơ quan nhận báo cáo duyệt số liệu: "
                "báo cáo này do bạn, hoặc đơn vị của bạn, lập và gửi."
            )
        )
    if not roles:
        raise ActionRefused(say("Tài khoản này chỉ được xem báo cáo."))
    return role or roles[0]


def build_result(
    row: Submission, *, detail: dict[str, Json] | None = None, answer: dict[str, Json] | None = None
) -> ServiceResult:
    period: dict[str, Json] = {"period": row.period}
    state: dict[str, Json] = {"id": str(row.pk), "state": row.state, "version": row.version}
    return ServiceResult(
        subject=f"submission:{row.pk}",
        unit=row.unit.code,
        detail=period | {"form": row.form.code} | (detail or {}),
        answer=period | {"form": row.form.uid} | state | (answer or {}),
        function=row.form.function,
    )


def day_of(at: datetime) -> date:
    return timezone.localdate(at)
