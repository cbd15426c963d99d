"""The invented accounts of a trial: one for each role that is needed over a unit."""

from collections.abc import Collection
from datetime import datetime

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition, RoleDefinition
from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.orgunits.models import Unit

BY = "chạy thử"


class TrialPeople:
    """Makes accounts as they are asked for; each holds one role over one unit in one function."""

    def __init__(self, definition: ProgrammeDefinition, at: datetime) -> None:
        self._definition = definition
        self._at = at
        self._accounts: dict[tuple[str, int, str], User] = {}

    def find_role(self, actions: Collection[str], function: str, level: str) -> RoleDefinition | None:
        """The role with the fewest actions that allows these over a unit of that level."""
        roles = (
            role
            for role in self._definition.roles
            if set(actions) <= set(role.actions)
            and function in role.functions
            and (not role.levels or level in role.levels)
        )
        return min(roles, key=lambda role: len(role.actions), default=None)

    def get_account(self, role: RoleDefinition, unit: Unit, function: str) -> User:
        """The account that holds the role over the unit."""
        key = role.code, unit.pk, function
        if key not in self._accounts:
            self._accounts[key] = self._create_account(role, unit, function)
        return self._accounts[key]

    def _create_account(self, role: RoleDefinition, unit: Unit, function: str) -> User:
        username = f"thu{len(self._accounts) + 1}"
        users.create_user(
            username=username, full_name=f"Tài khoản thử {len(self._accounts) + 1}", title=role.name, unit=unit,
            cast_as=role.name, by=BY, at=self._at,
        )  # fmt: skip
        user = User.objects.select_related("unit__parent").get(username=username)
        stored_roles = Role.objects.filter(code=role.code).order_by("-programme_id")
        grants.create_grant(
            user=user, role=stored_roles[0], unit=unit, function=function, since=self._at.date(), by=BY, at=self._at
        )
        return user
