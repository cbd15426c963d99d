"""Accounts of staff."""

from datetime import datetime

from django.contrib.auth.hashers import make_password

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.orgunits.models import Unit


@write("user.add")
def add(
    *,
    username: str,
    full_name: str,
    title: str,
    unit: Unit,
    by: User | str,
    at: datetime,
    password: str | None = None,
    cast_as: str = "",
) -> Done:
    """Add an account. Without a password nobody can sign in to it but as a demonstration's cast."""
    user = User.objects.create(
        username=username,
        full_name=full_name,
        title=title,
        unit=unit,
        cast_as=cast_as,
        password=make_password(password),
    )
    return Done(subject=f"user:{username}", unit=unit.code, answer={"id": user.pk})
