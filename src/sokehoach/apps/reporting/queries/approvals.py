"""Finds who approves what a unit sends before it is sent, and which reports wait for that."""

import uuid
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.holders import list_unit_holders
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.units import list_whole_heirs
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Step, Submission
from sokehoach.apps.reporting.queries.sheets import ReportSheet
from sokehoach.apps.reporting.queries.submissions import list_visible_submissions
from sokehoach.apps.reporting.queries.trail_comparison import digest_sheet
from sokehoach.domain.ledger.canonical import Json, encode_canonical_json
from sokehoach.domain.ledger.merkle import hash_leaf
from sokehoach.domain.periods.period import get_day_order
from sokehoach.domain.reporting.workflow import APPROVAL_ACTIONS, EDITABLE_STATES, ReportAction, ReportState


class UnitWork(NamedTuple):
    """What a unit sends: a report of a form, or its answer to an ad hoc question. `programme`: row id, None of none."""

    unit: Unit
    function: str
    programme: int | None


def get_report_work(submission: Submission) -> UnitWork:
    return UnitWork(submission.unit, submission.form.function, submission.form.programme_id)


def list_work_approvers[Key: Hashable](works: Mapping[Key, UnitWork], day: date) -> dict[Key, frozenset[int]]:
    """By key, the accounts (row ids) that approve that work before it is sent. One query, none without work.

    They hold the right at that very unit, in the function and programme of the work, and may see it now. A right over
    a unit above approves nothing: the unit itself says who does. For a dissolved unit the one that took it over says
    so, which sends its reports; where several did, nobody does.
    """
    heirs = list_whole_heirs({work.unit for work in works.values()}, day)
    holders = list_unit_holders(Action.REPORT_APPROVE, day, set(heirs.values())) if heirs else []
    return {
        key: frozenset(
            holder.user
            for holder in holders
            if (holder.unit, holder.function) == (heirs.get(work.unit.pk), work.function)
            and (work.programme is None or holder.programme in (None, work.programme))
        )
        for key, work in works.items()
    }


def list_approved_work[Key: Hashable](user: User, works: Mapping[Key, UnitWork], day: date) -> frozenset[Key]:
    """Of the work, what the account approves. No query where it holds no such right.

    A token does not hold the right of its account: what it sends nobody has looked at.
    """
    scope = scope_of(user, day)
    held_works = {
        key: work
        for key, work in works.items()
        if permissions.can_approve(scope, work.unit.pk, work.function, work.programme)
    }
    approvers = list_work_approvers(held_works, day) if held_works else {}
    return frozenset(key for key, ids in approvers.items() if user.pk in ids)


def list_unapproved_work[Key: Hashable](user: User, works: Mapping[Key, UnitWork], day: date) -> frozenset[Key]:
    """Of the work, what the account may not send by itself: somebody else approves it first. One query."""
    scope = scope_of(user, day)
    return frozenset(
        key
        for key, ids in list_work_approvers(works, day).items()
        if ids
        and not (
            user.pk in ids
            and permissions.can_approve(scope, works[key].unit.pk, works[key].function, works[key].programme)
        )
    )


def list_approvers(submissions: Collection[Submission], day: date) -> dict[uuid.UUID, frozenset[int]]:
    """By report, the accounts (row ids) that approve it before it is sent. One query, none without reports."""
    return list_work_approvers({submission.pk: get_report_work(submission) for submission in submissions}, day)


def list_unapproved_reports(user: User, submissions: Collection[Submission], day: date) -> frozenset[uuid.UUID]:
    """Those of the reports that the account may not send by itself: somebody else approves them first. One query."""
    return list_unapproved_work(user, {submission.pk: get_report_work(submission) for submission in submissions}, day)


def list_approver_names(work: UnitWork, day: date) -> list[User]:
    """Who approves it before it is sent, by name. One query, two where somebody does."""
    (ids,) = list_work_approvers({0: work}, day).values()
    return list(User.objects.filter(pk__in=ids).order_by("full_name")) if ids else []


def find_approval_step(steps: Sequence[Step]) -> Step | None:
    """The last step of the report where it is one of its approval: it waits, or it was not approved."""
    return steps[-1] if steps and steps[-1].action in APPROVAL_ACTIONS else None


@dataclass(frozen=True, slots=True)
class ApprovalState:
    """A report that was submitted to the unit's leader, or that the leader wants corrected: `reason` says what.

    `has_approver`: whether somebody approves it now; without one it is sent at once.
    """

    is_submitted: bool
    reason: str
    has_approver: bool


def list_approval_states(submissions: Collection[uuid.UUID], day: date) -> dict[uuid.UUID, ApprovalState]:
    """By report (row id), of those whose last step is one of their approval. One query, none without reports; three
    where there are such.
    """
    if not submissions:
        return {}
    last_steps = {step.submission_id: step for step in Step.objects.filter(submission__in=submissions).order_by("id")}
    approval_steps = {pk: step for pk, step in last_steps.items() if step.action in APPROVAL_ACTIONS}
    if not approval_steps:
        return {}
    approvers = list_approvers(Submission.objects.select_related("form", "unit").filter(pk__in=approval_steps), day)
    return {
        pk: ApprovalState(step.action == ReportAction.SUBMIT, step.reason, bool(approvers[pk]))
        for pk, step in approval_steps.items()
    }


def list_reports_to_approve(user: User, day: date) -> list[Submission]:
    """The reports that wait for the account's approval. Two queries, none where it approves none."""
    units = scope_of(user, day).units(Action.REPORT_APPROVE)
    if not units:
        return []
    last_action = Step.objects.filter(submission=OuterRef("pk")).order_by("-id").values("action")[:1]
    rows = list_visible_submissions(user).filter(unit__in=units, state__in=EDITABLE_STATES)
    waiting = rows.annotate(last_action=Subquery(last_action)).filter(last_action=ReportAction.SUBMIT)
    reports = sorted(waiting.order_by("form__code"), key=lambda report: get_day_order(report.period))
    approved_reports = list_approved_work(user, {report.pk: get_report_work(report) for report in reports}, day)
    return [report for report in reports if report.pk in approved_reports]


def list_own_work(user: User, day: date) -> frozenset[uuid.UUID]:
    """The sent reports that the account does not accept, for they are its own work. Two queries.

    Only reports of its unit and reports of which it took a step are looked at.
    """
    scope = scope_of(user, day)
    own_steps = Step.objects.filter(submission=OuterRef("pk"), by=user)
    reports = Submission.objects.filter(Q(unit=user.unit_id) | Exists(own_steps), state=ReportState.SENT)
    return frozenset(
        report.pk
        for report in reports.select_related("form").prefetch_related("steps")
        if permissions.is_own_work(scope, report, user)
    )


def digest_page(sheet: ReportSheet) -> str:
    """SHA-256 of what the page of a report shows: all cells and texts, the reasons of numbers and the explanations of
    findings, and the step at which it is.
    """
    texts: list[Json] = [[box.narrative.code, box.text] for box in sheet.boxes]
    reasons: list[Json] = [[line.cell.code, line.reason] for line in sheet.lines if line.reason]
    explanations: list[Json] = [
        [waiver.cell, waiver.rule, waiver.reason] for line in sheet.lines for _finding, waiver in line.explained
    ]
    return hash_leaf(
        encode_canonical_json([sheet.submission.version, digest_sheet(sheet), texts, reasons, explanations])
    )
