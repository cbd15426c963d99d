"""Accounts, as the sign-in page and the choice of a person in charge need them."""

from collections.abc import Iterable

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.shell import clock


def list_demo_users() -> QuerySet[User]:
    """The demonstration's cast by role; nobody outside a demonstration."""
    if settings.DEMONSTRATION is None:
        return User.objects.none()
    return User.objects.exclude(cast_as="").filter(is_active=True).select_related("unit").order_by("pk")


def get_demo_user(username: str) -> User:
    return get_object_or_404(list_demo_users(), username=username)


def list_staff(units: Iterable[int]) -> QuerySet[User]:
    """Who works in these units."""
    is_employed = Q(ends_on__isnull=True) | Q(ends_on__gt=clock.today())
    return User.objects.filter(is_employed, unit__in=units, is_active=True).order_by("full_name")


def find_user(username: str) -> User | None:
    return User.objects.select_related("unit").filter(username=username).first()


def list_current_grants(user: User) -> list[Grant]:
    """What the person holds today."""
    day = clock.today()
    rows = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    return list(rows.filter(capacity__user=user).select_related("role", "unit", "capacity"))


def is_bound(user: User) -> bool:
    """Whether an identity at the provider is tied to the account."""
    return SocialAccount.objects.filter(user=user).exists()


def list_full_names() -> list[str]:
    """Of all staff, also of those who have left: the guard over free text lets them stand."""
    return list(User.objects.values_list("full_name", flat=True))
