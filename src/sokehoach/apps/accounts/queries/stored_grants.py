"""Reads the grants of an account on a day, as its scope is computed from them."""

from datetime import date
from functools import cache
from typing import NamedTuple

from django.db.models import BigIntegerField, Q

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.orgunits.tree_version import select_tree_version
from sokehoach.apps.shell.statements import DayParameter, PreparedStatement, QueryParameter


class StoredGrant(NamedTuple):
    """A grant of an account with what its role allows. `unit`, `programme`: row ids."""

    function: str
    actions: tuple[str, ...]
    unit: int
    programme: int
    programme_name: str


class StoredGrants(NamedTuple):
    """The grants of an account on a day, and the version of the tree of units at that moment; None: it has none."""

    grants: tuple[StoredGrant, ...]
    tree_version: str | None


def list_grants(user: User, day: date) -> StoredGrants:
    """Returns the grants that hold on the day. One query."""
    grants, versions = [], set[str | None]()
    rows = _prepare_grants_query().rows({"user": user.pk, "day": day})
    for function, actions, unit, programme, name, version in rows:
        grants.append(StoredGrant(function, tuple(actions), unit, programme, name))
        versions.add(version)
    return StoredGrants(tuple(grants), versions.pop() if versions else None)


@cache
def _prepare_grants_query() -> PreparedStatement:
    day = DayParameter("day")
    rows = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day,
        capacity__user=QueryParameter("user", BigIntegerField()),
    )  # fmt: skip
    rows = rows.annotate(tree_version=select_tree_version()).order_by("pk")
    return PreparedStatement(
        rows.values_list(
            "capacity__function", "role__actions", "unit_id", "role__programme_id", "role__programme__short_name",
            "tree_version",
        )
    )  # fmt: skip
