"""Who reads and writes denominators: rules alone, no database is asked."""

import pytest

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.indicators import permissions

UNIT = 1


@pytest.mark.parametrize(
    ("action", "reads", "writes", "imports"),
    [
        (Action.REPORT_VIEW, True, False, False),
        (Action.CONSOLIDATE_VIEW, True, False, False),
        (Action.REPORT_EDIT, True, True, False),
        (Action.REPORT_REVIEW, True, True, True),
        (Action.PLAN_VIEW, False, False, False),
    ],
)
@pytest.mark.parametrize("function", ["general", "support"])
def test_each_right_opens_what_it_names_in_the_general_function(
    action: Action, function: str, reads: bool, writes: bool, imports: bool
) -> None:
    scope = Scope({(action, function): frozenset({UNIT})})
    told = [
        UNIT in units
        for units in (
            permissions.list_readable_units(scope),
            permissions.list_writable_units(scope),
            permissions.list_reviewed_units(scope),
        )
    ]
    assert told == ([reads, writes, imports] if function == "general" else [False, False, False])
