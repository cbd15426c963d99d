"""Lists accounts for the sign-in page and the choice of a person in charge."""

from collections.abc import Iterable

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.shell import clock


def list_demo_users() -> QuerySet[User]:
    """Returns the demonstration's users with a label for the sign-in page; none outside a demonstration."""
    if settings.DEMONSTRATION is None:
        return User.objects.none()
    return User.objects.exclude(cast_as="").filter(is_active=True).select_related("unit").order_by("pk")


def get_demo_user(username: str) -> User:
    return get_object_or_404(list_demo_users(), username=username)


def list_staff(units: Iterable[int]) -> QuerySet[User]:
    """Returns the staff of these units."""
    is_employed = Q(ends_on__isnull=True) | Q(ends_on__gt=clock.today())
    return User.objects.filter(is_employed, unit__in=units, is_active=True).order_by("full_name")


def find_user(username: str) -> User | None:
    return User.objects.select_related("unit").filter(username=username).first()


def list_current_grants(user: User) -> list[Grant]:
    """Returns the grants valid today."""
    day = clock.today()
    rows = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    return list(rows.filter(capacity__user=user).select_related("role", "unit", "capacity"))


def is_bound(user: User) -> bool:
    """Whether an identity at the provider is tied to the account."""
    return SocialAccount.objects.filter(user=user).exists()


def list_full_names() -> list[str]:
    """Returns names of all staff, also former ones: the filter of personal data allows them."""
    return list(User.objects.values_list("full_name", flat=True))
