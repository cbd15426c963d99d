"""Accounts, as the sign-in page and the choice of a person in charge need them."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from sokehoach.apps.accounts.models import User


def cast() -> QuerySet[User]:
    """The demonstration's cast by role; nobody outside a demonstration."""
    if settings.DEMONSTRATION is None:
        return User.objects.none()
    return User.objects.exclude(cast_as="").filter(is_active=True).select_related("unit").order_by("pk")


def player(username: str) -> User:
    return get_object_or_404(cast(), username=username)


def staff_of(units: Iterable[int]) -> QuerySet[User]:
    """Who works in these units."""
    return User.objects.filter(unit__in=units, is_active=True).order_by("full_name")


def full_names() -> list[str]:
    """Of all staff, also of those who have left: the guard over free text lets them stand."""
    return list(User.objects.values_list("full_name", flat=True))
