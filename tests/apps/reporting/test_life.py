"""The table of states, walked through the services: every triple that it has works, every other is refused."""

import itertools
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.reporting.models import Step, Submission
from sokehoach.apps.reporting.services import corrections, intakes, submissions, values
from sokehoach.apps.reporting.services.held import hold
from sokehoach.apps.shell.outcomes import Invalid, Refused, Stale
from sokehoach.domain.reporting.workflow import TABLE, Action, Role, State
from tests.apps.reporting.conftest import typed
from tests.factories.cast import AT, Cast

type Brought = Callable[..., Submission]


def act(action: Action, report: Submission, by: User) -> Any:
    at = {"submission": report.pk, "by": by, "at": AT}
    match action:
        case Action.EXCUSE | Action.CONFIRM:  # their stories are told in test_waivers, test_intakes
            with transaction.atomic():
                return hold(report.pk, action, by=by, at=AT)
        case Action.CORRECT:
            return corrections.begin(version=report.version, why="Tính trùng một buổi.", **at)
        case Action.TAKE | Action.TAKE_OVER:
            intakes.begin(
                form=report.form.code, unit=report.unit, period=report.period, channel="phone",
                source="Văn phòng UBND xã", by=by, at=AT,
            )  # fmt: skip
            return act(Action.SAVE if action is Action.TAKE else Action.SEND, report, by)
        case Action.SAVE:
            return values.save(changes=typed(B2="0,9"), **at)
        case Action.SEND:
            return submissions.send(version=report.version, **at)
        case Action.RETURN:
            return submissions.send_back(version=report.version, reason="Bổ sung.", **at)
        case Action.ACCEPT:
            return submissions.mark_accepted(version=report.version, **at)


# Of the level above, within its own writes: tests/apps/consolidation.
ABOVE = {Action.CONSOLIDATE, Action.SUPERSEDE}
STEPS = {Action.SEND, Action.TAKE_OVER, Action.RETURN, Action.ACCEPT, Action.CORRECT}


@pytest.mark.parametrize(
    ("state", "action", "role"),
    [one for one in itertools.product(State, Action, Role) if one[1] not in ABOVE],
)
def test_each_triple(cast: Cast, brought_to: Brought, state: State, action: Action, role: Role) -> None:
    report = brought_to(state)
    by = cast.commune if role is Role.REPORTER else cast.office
    steps = Step.objects.count()
    if (state, action, role) in TABLE:
        act(action, report, by)
        report.refresh_from_db()
        assert report.state == TABLE[state, action, role]
        assert Step.objects.count() - steps == (action in STEPS)
    else:
        with pytest.raises((Refused, Http404)):
            act(action, report, by)
        report.refresh_from_db()
        assert report.state == state
        assert Step.objects.count() == steps


@pytest.mark.parametrize("action", [Action.RETURN, Action.ACCEPT])
def test_the_second_of_two_reviewers_is_told(cast: Cast, brought_to: Brought, action: Action) -> None:
    report = brought_to("sent")
    act(Action.RETURN, report, cast.office)
    with pytest.raises(Stale, match="Cà Thị Hương đã trả lại báo cáo lúc 09:12, 22/06/2021"):
        act(action, report, cast.office)


def test_a_reviewer_accepts_what_was_on_the_page_not_what_was_sent_again(
    cast: Cast, brought_to: Brought
) -> None:
    shown = brought_to("sent")
    act(Action.RETURN, shown, cast.office)
    again = Submission.objects.get(pk=shown.pk)
    act(Action.SEND, again, cast.commune)
    with pytest.raises(Stale):
        act(Action.ACCEPT, shown, cast.office)
    act(Action.ACCEPT, Submission.objects.get(pk=shown.pk), cast.office)


def test_a_return_without_a_reason_is_refused(cast: Cast, brought_to: Brought) -> None:
    report = brought_to("sent")
    with pytest.raises(Invalid, match="Ghi lý do trả lại"):
        submissions.send_back(submission=report.pk, version=2, reason="  ", by=cast.office, at=AT)


def test_a_replayed_sending_is_one_sending(cast: Cast, brought_to: Brought) -> None:
    report = brought_to("draft")
    send: Callable[..., Any] = submissions.send
    first = send(submission=report.pk, version=1, by=cast.commune, at=AT, key="once")
    assert send(submission=report.pk, version=1, by=cast.commune, at=AT, key="once").answer == first.answer
    assert Step.objects.filter(action="send").count() == 1


def test_who_may_look_only_may_do_nothing(cast: Cast, brought_to: Brought) -> None:
    report = brought_to("sent")
    with pytest.raises(Refused, match="chỉ được xem"):
        act(Action.ACCEPT, report, cast.leader)


def test_the_answer_names_what_consolidation_needs(cast: Cast, brought_to: Brought) -> None:
    report = brought_to("sent")
    done = submissions.mark_accepted(submission=report.pk, version=2, by=cast.office, at=AT)
    assert uuid.UUID(str(done.answer["id"])) == report.pk
    assert (done.answer["form"], done.answer["period"], done.unit) == ("01-XA", "2021S1", "03304")
