"""Roles, as a pack supplies them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from django.db.models import Model

from sokehoach.apps.accounts.models import Role
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.audit.services import Done, write


class Row(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def actions(self) -> Sequence[str]: ...
    @property
    def functions(self) -> Sequence[str]: ...


@write("roles.keep")
def keep(*, roles: Iterable[Row], by: Model | str, at: datetime) -> Done:
    """ValueError where a role names an action that the product does not know."""
    count = 0
    for role in roles:
        actions = [Action(action).value for action in role.actions]
        kept = {"name": role.name, "actions": actions, "functions": [str(one) for one in role.functions]}
        Role.objects.update_or_create(code=role.code, defaults=kept)
        count += 1
    return Done(subject="roles", detail={"kept": count})
