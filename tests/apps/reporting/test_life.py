"""The table of states, walked through the services: every triple that it has works, every other is refused."""

import itertools
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from sokehoach.apps.accounts.models import User
from sokehoach.apps.reporting.models import Step, Submission
from sokehoach.apps.reporting.queries.approvals import digest_page
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import approvals, corrections, proxy_entry, submissions, values
from sokehoach.apps.reporting.services.submission_lock import lock_submission
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.reporting.workflow import TABLE, ReportAction, ReportRole, ReportState
from tests.apps.reporting.conftest import typed
from tests.apps.reporting.test_approval import make_leader
from tests.factories.cast import AT, Cast

type Brought = Callable[..., Submission]


def act(action: ReportAction, report: Submission, by: User) -> Any:
    at = {"submission": report.pk, "by": by, "at": AT}
    match action:
        case ReportAction.EXCUSE | ReportAction.CONFIRM:  # their stories are told in test_waivers, test_intakes
            with transaction.atomic():
                return lock_submission(report.pk, action, by=by, at=AT)
        case ReportAction.CORRECT:
            return corrections.begin(version=report.version, why="Tính trùng một buổi.", **at)
        case ReportAction.TAKE | ReportAction.TAKE_OVER:
            proxy_entry.begin(
                form=report.form.code, unit=report.unit, period=report.period, channel="phone",
                source="Văn phòng UBND xã", by=by, at=AT,
            )  # fmt: skip
            return act(ReportAction.SAVE if action is ReportAction.TAKE else ReportAction.SEND, report, by)
        case ReportAction.SAVE:
            return values.save(changes=typed(B2="0,9"), **at)
        case ReportAction.SUBMIT:
            return submissions.submit(version=report.version, **at)
        case ReportAction.APPROVE:
            return approvals.approve(version=report.version, page_digest=digest_page(build_sheet(report)), **at)
        case ReportAction.DECLINE:
            return approvals.decline(version=report.version, reason="Cộng lại số buổi.", **at)
        case ReportAction.SEND:
            return submissions.send(version=report.version, **at)
        case ReportAction.RETURN:
            return submissions.send_back(version=report.version, reason="Bổ sung.", **at)
        case ReportAction.ACCEPT:
            return submissions.mark_accepted(version=report.version, **at)


# Of the level above, within its own writes: tests/apps/consolidation.
ABOVE = {ReportAction.CONSOLIDATE, ReportAction.SUPERSEDE}
STEPS = {
    ReportAction.SUBMIT,
    ReportAction.APPROVE,
    ReportAction.DECLINE,
    ReportAction.SEND,
    ReportAction.TAKE_OVER,
    ReportAction.RETURN,
    ReportAction.ACCEPT,
    ReportAction.CORRECT,
}


@pytest.mark.parametrize(
    ("state", "action", "role"),
    [one for one in itertools.product(ReportState, ReportAction, ReportRole) if one[1] not in ABOVE],
)
def test_each_triple(
    cast: Cast, brought_to: Brought, state: ReportState, action: ReportAction, role: ReportRole
) -> None:
    report = brought_to(state)
    by = cast.office if role is ReportRole.REVIEWER else cast.commune
    if role is ReportRole.APPROVER or action is ReportAction.SUBMIT:
        chair = make_leader(cast.commune.unit)
        by = chair if role is ReportRole.APPROVER else by
    if role is ReportRole.APPROVER and (state, action, role) in TABLE:
        submissions.submit(submission=report.pk, version=report.version, by=cast.commune, at=AT)
        report.refresh_from_db()
    steps = Step.objects.count()
    if (state, action, role) in TABLE:
        act(action, report, by)
        report.refresh_from_db()
        assert report.state == TABLE[state, action, role]
        assert Step.objects.count() - steps == (action in STEPS)
    else:
        with pytest.raises((ActionRefused, NotFoundError)):
            act(action, report, by)
        report.refresh_from_db()
        assert report.state == state
        assert Step.objects.count() == steps


@pytest.mark.parametrize("action", [ReportAction.RETURN, ReportAction.ACCEPT])
def test_the_second_of_two_reviewers_is_told(cast: Cast, brought_to: Brought, action: ReportAction) -> None:
    report = brought_to("sent")
    act(ReportAction.RETURN, report, cast.office)
    with pytest.raises(VersionConflictError, match="Cà Thị Hương đã trả lại báo cáo lúc 09:12, 22/06/2021"):
        act(action, report, cast.office)


def test_a_reviewer_accepts_what_was_on_the_page_not_what_was_sent_again(cast: Cast, brought_to: Brought) -> None:
    shown = brought_to("sent")
    act(ReportAction.RETURN, shown, cast.office)
    again = Submission.objects.get(pk=shown.pk)
    act(ReportAction.SEND, again, cast.commune)
    with pytest.raises(VersionConflictError):
        act(ReportAction.ACCEPT, shown, cast.office)
    act(ReportAction.ACCEPT, Submission.objects.get(pk=shown.pk), cast.office)


def test_a_return_without_a_reason_is_refused(cast: Cast, brought_to: Brought) -> None:
    report = brought_to("sent")
    with pytest.raises(InvalidInput, match="Ghi lý do trả lại"):
        submissions.send_back(submission=report.pk, version=2, reason="  ", by=cast.office, at=AT)


def test_a_replayed_sending_is_one_sending(cast: Cast, brought_to: Brought) -> None:
    report = brought_to("draft")
    send: Callable[..., Any] = submissions.send
    first = send(submission=report.pk, version=1, by=cast.commune, at=AT, key="once")
    assert send(submission=report.pk, version=1, by=cast.commune, at=AT, key="once").answer == first.answer
    assert Step.objects.filter(action="send").count() == 1


def test_who_may_look_only_may_do_nothing(cast: Cast, brought_to: Brought) -> None:
    report = brought_to("sent")
    with pytest.raises(ActionRefused, match="chỉ được xem"):
        act(ReportAction.ACCEPT, report, cast.leader)


def test_the_answer_names_what_consolidation_needs(cast: Cast, brought_to: Brought) -> None:
    report = brought_to("sent")
    done = submissions.mark_accepted(submission=report.pk, version=2, by=cast.office, at=AT)
    assert uuid.UUID(str(done.answer["id"])) == report.pk
    assert (done.answer["form"], done.answer["period"], done.unit) == ("01-XA", "2021S1", "03304")
