"""Who edits, sends, reviews and follows which report, by function: rules alone, no database is asked."""

from dataclasses import replace
from itertools import product
from types import SimpleNamespace

import pytest

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Form, Submission
from sokehoach.domain.reporting.workflow import SUBMITTED_STATES, ReportAction, ReportRole, ReportState

OWN, REVIEWED, FOREIGN = 1, 2, 3
FUNCTIONS = GENERAL, ENFORCEMENT, SUPPORT = ("general", "enforcement", "support")


def make_scope(*grants: tuple[Action, str, int], sides: frozenset[str] = frozenset()) -> Scope:
    keys = {(action, function) for action, function, _unit in grants}
    return Scope(
        {key: frozenset(unit for action, function, unit in grants if (action, function) == key) for key in keys},
        sides=sides,
    )


COMMUNE = make_scope(*((action, GENERAL, OWN) for action in (Action.REPORT_VIEW, Action.REPORT_EDIT)))
SENDER = make_scope((Action.REPORT_SEND, GENERAL, OWN))
OFFICE = make_scope((Action.REPORT_VIEW, GENERAL, REVIEWED), (Action.REPORT_REVIEW, GENERAL, REVIEWED))
REVIEWER = make_scope((Action.REPORT_REVIEW, GENERAL, REVIEWED))
POLICE = make_scope(
    *((action, ENFORCEMENT, OWN) for action in (Action.REPORT_VIEW, Action.REPORT_EDIT, Action.REPORT_SEND)),
    (Action.REPORT_VIEW, GENERAL, OWN),
    sides=frozenset({ENFORCEMENT}),
)
HEALTH_OFFICE = make_scope(
    (Action.REPORT_REVIEW, GENERAL, REVIEWED), (Action.REPORT_VIEW, GENERAL, OWN), sides=frozenset({SUPPORT})
)


def test_an_ad_hoc_report_of_a_programme_is_of_the_grants_in_it_alone() -> None:
    asker = replace(make_scope((Action.REPORT_REVIEW, GENERAL, REVIEWED)), by_programme={7: {}})
    assert permissions.restrict_to_ad_hoc(asker, None).may(Action.REPORT_REVIEW, REVIEWED, GENERAL)
    assert not permissions.restrict_to_ad_hoc(asker, 7).may(Action.REPORT_REVIEW, REVIEWED, GENERAL)


def make_submission(unit: int, function: str) -> Submission:
    return Submission(unit_id=unit, form=Form(function=function))


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (permissions.can_edit_submission, {("commune", OWN, GENERAL), ("police", OWN, ENFORCEMENT)}),
        (permissions.can_send_submission, {("sender", OWN, GENERAL), ("police", OWN, ENFORCEMENT)}),
        (
            permissions.can_see_history,
            {
                ("commune", OWN, GENERAL),
                ("office", REVIEWED, GENERAL),
                ("police", OWN, GENERAL),
                ("police", OWN, ENFORCEMENT),
                ("health office", OWN, GENERAL),
            },
        ),
        (
            permissions.can_review_submission,
            {
                *(("office", REVIEWED, function) for function in (GENERAL, ENFORCEMENT, SUPPORT)),
                *(("reviewer", REVIEWED, function) for function in (GENERAL, ENFORCEMENT, SUPPORT)),
                *(("health office", REVIEWED, function) for function in (GENERAL, SUPPORT)),
            },
        ),
    ],
)
def test_each_rule_names_unit_and_function(rule: object, allowed: set[tuple[str, int, str]]) -> None:
    scopes = {
        "commune": COMMUNE, "sender": SENDER, "office": OFFICE, "reviewer": REVIEWER, "police": POLICE,
        "health office": HEALTH_OFFICE,
    }  # fmt: skip
    told = {
        (who, unit, function)
        for who, unit, function in product(scopes, (OWN, REVIEWED, FOREIGN), FUNCTIONS)
        if rule(scopes[who], make_submission(unit, function))  # type: ignore[operator]
    }
    assert told == allowed


def test_a_confidential_report_is_not_entered_by_telephone() -> None:
    assert permissions.can_enter_by_proxy(OFFICE, Unit(pk=REVIEWED), GENERAL, own_unit=OWN)
    assert not permissions.can_enter_by_proxy(OFFICE, Unit(pk=REVIEWED), ENFORCEMENT, own_unit=OWN)
    assert not permissions.can_enter_by_proxy(OFFICE, Unit(pk=OWN), GENERAL, own_unit=OWN)


def test_the_report_of_the_own_unit_is_not_entered_by_telephone() -> None:
    assert not permissions.can_enter_by_proxy(OFFICE, Unit(pk=REVIEWED), GENERAL, own_unit=REVIEWED)


@pytest.mark.parametrize(
    ("scope", "unit", "function", "states"),
    [
        (COMMUNE, OWN, GENERAL, set(ReportState)),
        (COMMUNE, OWN, ENFORCEMENT, set()),
        (OFFICE, REVIEWED, GENERAL, set(ReportState)),
        (OFFICE, REVIEWED, ENFORCEMENT, SUBMITTED_STATES),
        (OFFICE, OWN, ENFORCEMENT, set()),
        (HEALTH_OFFICE, REVIEWED, SUPPORT, SUBMITTED_STATES),
        (HEALTH_OFFICE, REVIEWED, ENFORCEMENT, set()),
    ],
)
def test_a_reviewer_opens_what_was_sent_and_a_reader_every_state(
    scope: Scope, unit: int, function: str, states: set[ReportState]
) -> None:
    assert {state for state in ReportState if permissions.can_open_submission(scope, unit, function, state)} == set(
        states
    )


def test_ad_hoc_questions_are_asked_and_answered_within_their_function() -> None:
    assert permissions.list_askable_units(OFFICE, GENERAL) == {REVIEWED}
    assert permissions.list_askable_units(OFFICE, ENFORCEMENT) == frozenset()
    assert permissions.list_answerable_units(SENDER, GENERAL) == {OWN}
    assert permissions.list_answerable_units(POLICE, ENFORCEMENT) == {OWN}
    assert permissions.list_answerable_units(POLICE, GENERAL) == frozenset()


@pytest.mark.parametrize(
    ("scope", "function", "units"),
    [
        (COMMUNE, GENERAL, {OWN}),
        (COMMUNE, ENFORCEMENT, {OWN}),
        (REVIEWER, SUPPORT, {REVIEWED}),
        (POLICE, ENFORCEMENT, {OWN}),
        (POLICE, SUPPORT, set()),
        (HEALTH_OFFICE, GENERAL, {OWN, REVIEWED}),
        (HEALTH_OFFICE, ENFORCEMENT, set()),
    ],
)
def test_an_account_of_one_side_does_not_follow_the_other(scope: Scope, function: str, units: set[int]) -> None:
    assert permissions.list_followed_units(scope, function) == units


def test_the_right_to_read_in_a_function_alone_follows_its_reports() -> None:
    walled = make_scope((Action.REPORT_VIEW, ENFORCEMENT, OWN), sides=frozenset({ENFORCEMENT}))
    assert permissions.list_followed_units(walled, ENFORCEMENT) == {OWN}
    assert permissions.list_followed_units(walled, GENERAL) == frozenset()


def test_who_writes_a_report_and_who_sends_it_are_asked_apart() -> None:
    """A clerk without the right to send saves; who only sends changes nothing."""
    report, user = make_submission(OWN, GENERAL), User(unit_id=OWN)
    told = {
        (who, sends): permissions.list_report_roles(scope, report, user, sends=sends)
        for who, scope in (("clerk", COMMUNE), ("sender", SENDER))
        for sends in (False, True)
    }
    assert told == {
        ("clerk", False): [ReportRole.REPORTER], ("clerk", True): [],
        ("sender", False): [], ("sender", True): [ReportRole.REPORTER],
    }  # fmt: skip


def test_an_ad_hoc_report_of_no_programme_is_asked_by_whoever_reviews_in_any() -> None:
    reviews = {(Action.REPORT_REVIEW, GENERAL): frozenset({REVIEWED})}
    of_one = Scope(reviews, by_programme={7: reviews}, in_every_programme={})
    may_ask = {
        programme: permissions.restrict_to_ad_hoc(of_one, programme).may(Action.REPORT_REVIEW, REVIEWED, GENERAL)
        for programme in (None, 7, 8)
    }
    assert may_ask == {None: True, 7: True, 8: False}


def test_what_was_submitted_to_a_leader_is_read_where_the_account_does_not_ask_in_that_function() -> None:
    asker = make_scope((Action.REPORT_REVIEW, ENFORCEMENT, REVIEWED))
    reads = {
        (unit, function): permissions.can_see_ad_hoc_submission(asker, unit, function, None, own_unit=OWN)
        for unit, function in product((OWN, REVIEWED), (GENERAL, ENFORCEMENT))
    }
    assert [place for place, may_read in reads.items() if not may_read] == [(REVIEWED, ENFORCEMENT)]


@pytest.mark.parametrize(
    ("steps", "senders"),
    [
        ((("send", 1), ("return", 9), ("submit", 2), ("approve", 3)), {2, 3}),
        ((("submit", 1), ("approve", 3), ("return", 9), ("send", 2)), {2}),
        ((("send", 1), ("return", 9), ("submit", 2)), {2}),
        ((("save", 1),), set()),
    ],
)
def test_the_senders_of_a_report_are_those_of_its_last_sending(
    steps: tuple[tuple[str, int], ...], senders: set[int]
) -> None:
    rows = [
        SimpleNamespace(pk=number, action=ReportAction(action), by_id=by) for number, (action, by) in enumerate(steps)
    ]
    submission = SimpleNamespace(steps=SimpleNamespace(all=lambda: reversed(rows)))
    assert permissions._list_senders(submission) == senders  # type: ignore[arg-type]
