"""A right in one function opens no register of another: rules alone, no database is asked."""

from types import SimpleNamespace
from typing import Any

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.registers.core import permissions

UNIT, OTHER = 1, 2
SUPPORT: Any = SimpleNamespace(function="support")


def test_a_register_is_read_and_written_by_rights_in_its_function() -> None:
    scope = Scope(
        {
            (Action.REGISTER_VIEW, "support"): frozenset({UNIT}), (Action.REGISTER_VIEW, "general"): frozenset({OTHER}),
            (Action.REGISTER_EDIT, "general"): frozenset({UNIT, OTHER}),
        }
    )  # fmt: skip
    assert permissions.list_readable_unit_ids(scope, SUPPORT) == {UNIT}
    assert permissions.list_writable_unit_ids(scope, SUPPORT) == frozenset()
    general: Any = SimpleNamespace(function="general")
    assert permissions.list_readable_unit_ids(scope, general) == {OTHER}
    assert permissions.list_writable_unit_ids(scope, general) == {UNIT, OTHER}
