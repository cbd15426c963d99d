"""Whether an account was ever used is said alike of one, and of all in a query."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount

from sokehoach.apps.accounts.models import Invitation, User
from sokehoach.apps.accounts.queries.resets import is_unopened
from sokehoach.apps.accounts.queries.users import UNOPENED, has_opened_account
from sokehoach.apps.accounts.services import users
from sokehoach.apps.orgunits.models import Unit
from tests.factories.cast import AT, Cast

OPENINGS: dict[str, Callable[[User], object]] = {
    "a password": lambda user: User.objects.filter(pk=user.pk).update(password="pbkdf2_sha256$1$x$y"),
    "a session": lambda user: User.objects.filter(pk=user.pk).update(last_login=AT),
    "a role of a demonstration": lambda user: User.objects.filter(pk=user.pk).update(cast_as="office"),
    "a used link": lambda user: Invitation.objects.filter(user=user).update(used_at=AT),
    "a bound identity": lambda user: SocialAccount.objects.create(user=user, provider="openid_connect", uid="1"),
}


@pytest.fixture
def waiting(cast: Cast) -> User:
    """The only account, with a link that nobody has opened."""
    User.objects.all().delete()
    unit = Unit.objects.get(code="099")
    users.create_user(username="moi", full_name="Lò Văn Mới", title="", unit=unit, by="tests", at=AT)
    user = User.objects.get()
    Invitation.objects.create(user=user, digest="0" * 64, made_at=AT, until=AT + timedelta(days=1))
    return user


def test_an_account_that_was_only_invited_is_unopened(waiting: User) -> None:
    assert is_unopened(waiting)
    assert User.objects.filter(UNOPENED).exists()
    assert not has_opened_account()


@pytest.mark.parametrize("way", OPENINGS)
def test_every_way_of_using_it_opens_it(waiting: User, way: str) -> None:
    OPENINGS[way](waiting)
    waiting = User.objects.get()
    assert not is_unopened(waiting)
    assert not User.objects.filter(UNOPENED).exists()
    assert has_opened_account()
