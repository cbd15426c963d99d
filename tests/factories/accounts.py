"""Accounts of the demonstration's units with roles of chosen programmes."""

from datetime import date

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from tests.factories.cast import AT

SINCE = date(2021, 1, 1)


def find_unit(code: str) -> Unit:
    return Unit.objects.get(code=code, valid_to__gt=AT.date())


def create_account(unit: str, *roles: tuple[Programme | None, str, str]) -> User:
    """A new account of the unit with these roles: programme, code of the role, over which unit."""
    username = f"can-bo-{User.objects.count()}"
    users.create_user(
        username=username, full_name="Lò Thị Pâng", title="Cán bộ", unit=find_unit(unit), by="tests", at=AT
    )
    person = User.objects.select_related("unit__parent__parent").get(username=username)
    for programme, role, over in roles:
        grant_role(person, programme, role, over)
    return person


def create_office(programme: Programme) -> User:
    """A new account of the standing office with a role of this programme alone."""
    return create_account("099.LDTBXH", (programme, "standing_office", "099"))


def grant_role(person: User, programme: Programme | None, role: str, over: str) -> None:
    grants.create_grant(
        user=person, role=Role.objects.get(programme=programme, code=role), unit=find_unit(over),
        function="general", since=SINCE, by="tests", at=AT,
    )  # fmt: skip
