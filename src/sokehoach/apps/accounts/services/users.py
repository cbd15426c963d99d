"""Creates accounts, sets passwords, closes sessions, binds identities."""

from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.services import sessions
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say


def hash_password(*, password: str | None = None, **_parameters: object) -> str:
    """Hashes a password. It is slow on purpose: call it before the write lock."""
    return str(make_password(password))


@write("user.add", prepare=hash_password)
def create_user(
    *,
    username: str,
    full_name: str,
    title: str,
    unit: Unit,
    by: User | str,
    at: datetime,
    password: str | None = None,
    cast_as: str = "",
    prepared: str = "",
) -> ServiceResult:
    """Add an account. Without a password it can only sign in as a demonstration user."""
    user = User.objects.create(
        username=username,
        full_name=full_name,
        title=title,
        unit=unit,
        cast_as=cast_as,
        password=prepared,
    )
    return ServiceResult(subject=f"user:{username}", unit=unit.code, answer={"id": user.pk})


@write("user.set_password", prepare=hash_password)
def set_password(*, user: User, password: str, by: User, at: datetime, prepared: str = "") -> ServiceResult:
    """Set a password that its form has validated; every session of the account ends."""
    User.objects.filter(pk=user.pk).update(password=prepared)
    sessions.end_all_sessions(user)
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code)


@write("user.choose_language")
def choose_language(*, user: User, language: str, by: User, at: datetime) -> ServiceResult:
    """Keep the language in which the account reads the pages."""
    User.objects.filter(pk=user.pk).update(language=language)
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code, detail={"to": language})


@write("user.close_sessions")
def close_sessions(*, user: User, by: User, at: datetime) -> ServiceResult:
    """End every session of somebody else's account, as its administrator."""
    sessions.end_all_sessions(user)
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code)


@write("user.bind")
def bind_identity(*, user: User, provider: str, uid: str, by: User, at: datetime) -> ServiceResult:
    """Tie an account to a subject of the provider, one of each. Raises ActionRefused where either is taken."""
    if SocialAccount.objects.filter(user=user).exists():
        raise ActionRefused(say("Tài khoản đã liên kết với một danh tính. Người quản trị gỡ liên kết cũ trước."))
    if SocialAccount.objects.filter(provider=provider, uid=uid).exists():
        raise ActionRefused(say("Danh tính này đã liên kết với một tài khoản khác."))
    SocialAccount.objects.create(user=user, provider=provider, uid=uid)
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code)


def clear_provider_data(account: int | None) -> None:
    """Deletes what allauth stores about a person beside the subject. No event: it undoes a write that is not ours."""
    SocialAccount.objects.filter(pk=account).update(extra_data={})
