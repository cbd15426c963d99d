"""What a scope allows, as data: no database is asked."""

from sokehoach.apps.accounts.permissions import Action, Scope

COMMUNE, OTHER, POLICE = 1, 2, 3
SCOPE = Scope(
    {
        (Action.REPORT_VIEW, "general"): frozenset({COMMUNE, OTHER}),
        (Action.REPORT_VIEW, "enforcement"): frozenset({POLICE}),
        (Action.REPORT_EDIT, "general"): frozenset({COMMUNE}),
        (Action.DOCUMENT_SIGN, "general"): frozenset(),
    }
)


def test_an_action_is_allowed_only_there_and_in_that_function() -> None:
    assert SCOPE.may(Action.REPORT_VIEW, OTHER)
    assert SCOPE.may(Action.REPORT_VIEW, POLICE, "enforcement")
    assert not SCOPE.may(Action.REPORT_VIEW, POLICE)
    assert not SCOPE.may(Action.REPORT_VIEW, COMMUNE, "enforcement")
    assert not SCOPE.may(Action.REPORT_EDIT, OTHER)
    assert not SCOPE.may(Action.REPORT_SEND, COMMUNE)


def test_units_are_those_of_one_function_or_of_all() -> None:
    assert SCOPE.units(Action.REPORT_VIEW, "general") == {COMMUNE, OTHER}
    assert SCOPE.units(Action.REPORT_VIEW, "enforcement") == {POLICE}
    assert SCOPE.units(Action.REPORT_VIEW) == {COMMUNE, OTHER, POLICE}
    assert SCOPE.units(Action.REPORT_VIEW, "support") == frozenset()
    assert SCOPE.units(Action.REPORT_EDIT) == {COMMUNE}
    assert SCOPE.units(Action.AUDIT_VIEW) == frozenset()


def test_an_action_without_units_is_allowed_nowhere() -> None:
    assert SCOPE.anywhere(Action.REPORT_EDIT)
    assert SCOPE.anywhere("report.edit")
    assert not SCOPE.anywhere(Action.DOCUMENT_SIGN)
    assert not SCOPE.anywhere(Action.AUDIT_VIEW)


def test_a_strong_scope_has_a_strong_action_somewhere() -> None:
    assert not SCOPE.strong
    assert Scope({(Action.DOCUMENT_ISSUE, "general"): frozenset({COMMUNE})}).strong
    assert not Scope({(Action.DOCUMENT_ISSUE, "general"): frozenset()}).strong
    assert not Scope({}).strong


def test_a_scope_covers_what_it_holds_whole() -> None:
    assert SCOPE.covers(["report.view", "report.edit"], COMMUNE, "general", programme=None)
    assert SCOPE.covers([], OTHER, "support", programme=None)
    assert not SCOPE.covers(["report.view", "report.edit"], OTHER, "general", programme=None)
    assert not SCOPE.covers(["report.view"], COMMUNE, "enforcement", programme=None)


def test_the_functions_are_those_of_its_grants() -> None:
    assert SCOPE.functions == {"general", "enforcement"}
    assert Scope({}).functions == frozenset()


FIRST, SECOND = 7, 8  # programmes
TWO = Scope(
    {
        (Action.REPORT_VIEW, "general"): frozenset({COMMUNE, OTHER}),
        (Action.ACCOUNT_ADMINISTER, "general"): frozenset({COMMUNE}),
    },
    sides=frozenset({"enforcement"}),
    by_programme={
        FIRST: {(Action.REPORT_VIEW, "general"): frozenset({COMMUNE})},
        SECOND: {(Action.REPORT_VIEW, "general"): frozenset({OTHER})},
    },
    in_every_programme={},
)


def test_in_one_programme_alone_another_opens_nothing_and_accounts_are_administered_as_before() -> None:
    shown = TWO.show_only(SECOND)
    assert shown.units(Action.REPORT_VIEW) == {OTHER}
    assert shown.units(Action.ACCOUNT_ADMINISTER) == {COMMUNE}
    assert shown.sides == {"enforcement"}
    assert shown.programmes == {SECOND}
    assert shown.restrict_to(SECOND).units(Action.REPORT_VIEW) == {OTHER}
    assert shown.restrict_to(FIRST).units(Action.REPORT_VIEW) == frozenset()
    assert TWO.programmes == {FIRST, SECOND}
