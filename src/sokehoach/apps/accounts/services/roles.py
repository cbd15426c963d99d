"""Stores roles from a pack."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from django.db.models import Model

from sokehoach.apps.accounts.models import Role
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.audit.services import ServiceResult, write


class RoleDefinition(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def actions(self) -> Sequence[str]: ...
    @property
    def functions(self) -> Sequence[str]: ...


@write("roles.keep")
def import_roles(*, roles: Iterable[RoleDefinition], by: Model | str, at: datetime) -> ServiceResult:
    """Store the roles. Raises ValueError where a role names an unknown action."""
    count = 0
    for role in roles:
        actions = [Action(action).value for action in role.actions]
        defaults = {
            "name": role.name,
            "actions": actions,
            "functions": [str(function) for function in role.functions],
        }
        Role.objects.update_or_create(code=role.code, defaults=defaults)
        count += 1
    return ServiceResult(subject="roles", detail={"kept": count})
