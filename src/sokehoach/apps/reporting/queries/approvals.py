"""Finds who approves a unit's report before it is sent, and which reports wait for that."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import list_holders, scope_of
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Step, Submission
from sokehoach.apps.reporting.queries.sheets import ReportSheet
from sokehoach.apps.reporting.queries.submissions import list_visible_submissions
from sokehoach.apps.reporting.queries.trail_comparison import digest_sheet
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import hash_leaf
from sokehoach.domain.reporting.workflow import APPROVAL_ACTIONS, EDITABLE_STATES, ReportAction


def list_approvers(submission: Submission, day: date) -> frozenset[int]:
    """The accounts (row ids) that approve reports of that very unit in the form's function. One query.

    A right over a unit above approves nothing: the unit itself says who does.
    """
    holders = list_holders(Action.REPORT_APPROVE, day, submission.form.programme_id, unit=submission.unit_id)
    return holders.get((submission.unit_id, submission.form.function), frozenset())


def is_approver(user: User, submission: Submission, day: date) -> bool:
    """Whether the account approves this report. No query where it holds no such right."""
    scope = scope_of(user, day)
    return permissions.can_approve_submission(scope, submission) and user.pk in list_approvers(submission, day)


def needs_approval(user: User, submission: Submission, day: date) -> bool:
    """Whether the account may not send the report by itself: somebody else approves it first. One query."""
    approvers = list_approvers(submission, day)
    return bool(approvers) and user.pk not in approvers


def find_approval_step(steps: Sequence[Step]) -> Step | None:
    """The last step of the report where it is one of its approval: it waits, or it was not approved."""
    return steps[-1] if steps and steps[-1].action in APPROVAL_ACTIONS else None


@dataclass(frozen=True, slots=True)
class ApprovalState:
    """A report that waits for the unit's leader, or that the leader wants corrected: `reason` says what."""

    is_waiting: bool
    reason: str


def list_approval_states(submissions: Collection[uuid.UUID]) -> dict[uuid.UUID, ApprovalState]:
    """By report (row id), of those whose last step is one of their approval. One query, none without reports."""
    if not submissions:
        return {}
    last_steps = {step.submission_id: step for step in Step.objects.filter(submission__in=submissions).order_by("id")}
    return {
        pk: ApprovalState(step.action == ReportAction.SUBMIT, step.reason)
        for pk, step in last_steps.items()
        if step.action in APPROVAL_ACTIONS
    }


def list_reports_to_approve(user: User, day: date) -> list[Submission]:
    """The reports that wait for the account's approval. No query where it approves none."""
    units = scope_of(user, day).units(Action.REPORT_APPROVE)
    if not units:
        return []
    last_action = Step.objects.filter(submission=OuterRef("pk")).order_by("-id").values("action")[:1]
    rows = list_visible_submissions(user).filter(unit__in=units, state__in=EDITABLE_STATES)
    waiting = rows.annotate(last_action=Subquery(last_action)).filter(last_action=ReportAction.SUBMIT)
    return [row for row in waiting.order_by("period", "form__code") if is_approver(user, row, day)]


def digest_page(sheet: ReportSheet) -> str:
    """SHA-256 of what the page of a report shows: all cells and texts, and the step at which it is."""
    texts = [[box.narrative.code, box.text] for box in sheet.boxes]
    return hash_leaf(encode_canonical_json([sheet.submission.version, digest_sheet(sheet), texts]))
