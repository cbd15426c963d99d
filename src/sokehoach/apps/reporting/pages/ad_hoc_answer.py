"""The page of a unit's answer to an ad hoc question, for who answers and for the leader who approves it first."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sokehoach.apps.accounts.models import User
from sokehoach.apps.reporting.models import AdHocSubmission
from sokehoach.apps.reporting.queries import ad_hoc as ad_hoc_queries
from sokehoach.apps.reporting.queries import approvals
from sokehoach.apps.reporting.queries.ad_hoc import AdHocLine
from sokehoach.domain.reporting.ad_hoc import AdHocState


class ApprovalStep(NamedTuple):
    """Who submitted it when, or who wants what corrected (`reason`)."""

    by: User
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """An answer, and what the account may do with it.

    submission    what was submitted to the unit's leader, who approves it or wants it corrected; for the unit alone
    approvers     the names of those who approve it before it is sent
    can_answer    the account sends the answer by itself
    can_submit    the account submits it to the unit's leader
    can_approve   it waits for the approval of this account
    """

    line: AdHocLine
    submission: AdHocSubmission | None
    approvers: str
    can_answer: bool
    can_submit: bool
    can_approve: bool

    @property
    def approval_step(self) -> ApprovalStep | None:
        if (row := self.submission) is None:
            return None
        if row.declined_by is None or row.declined_at is None:
            return ApprovalStep(row.by, row.at)
        return ApprovalStep(row.declined_by, row.declined_at, row.reason)


def load_answer_page(user: User, pk: uuid.UUID, unit: str, *, day: date) -> AnswerPage:
    """NotFoundError where the account neither answers for the unit (by code) nor approves its answer."""
    row = ad_hoc_queries.access_line(user, pk, unit, day=day)
    line = ad_hoc_queries.build_line(row)
    work = ad_hoc_queries.get_answer_work(row)
    approvers = approvals.list_approver_names(work, day)
    submission = ad_hoc_queries.find_readable_submission(user, row, day=day)
    is_open = row.ad_hoc.state == AdHocState.OPEN and not line.withheld
    answers = is_open and ad_hoc_queries.can_answer_line(user, row, day=day)
    is_approved_first = bool(approvals.list_unapproved_work(user, {0: work}, day))
    is_approver = bool(approvals.list_approved_work(user, {0: work}, day))
    return AnswerPage(
        line=line,
        submission=submission,
        approvers=", ".join(approver.full_name for approver in approvers),
        can_answer=answers and not is_approved_first,
        can_submit=answers and is_approved_first,
        can_approve=is_open and is_approver and submission is not None and submission.is_waiting,
    )
