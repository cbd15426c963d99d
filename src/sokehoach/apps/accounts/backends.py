"""Loads the account of a request."""

from functools import cache
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef, QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.notices import queries as notice_queries
from sokehoach.apps.shell import clock


class Backend(ModelBackend):
    """Loads the user with unit, parent unit, second factor and unread reminders in one query."""

    def get_user(self, user_id: Any) -> User | None:
        user = next(iter(_build_accounts_query().filter(pk=user_id)), None)
        return user if user is not None and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: Any) -> bool:
        return user.stands(clock.today())


@cache
def _build_accounts_query() -> QuerySet[User]:
    """Built once, filtered for each request and never evaluated itself.

    Unordered: for an ordered query Django hashes each column of the four tables.
    """
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type="recovery_codes")
    return (
        User.objects.select_related("unit__parent__parent")
        .annotate(has_factor=Exists(factors), unseen=notice_queries.count_unseen())
        .order_by()
    )
