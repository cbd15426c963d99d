"""Invitations: an account with its roles, and a link that works once."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from sokehoach.adapters.slow_work import slow_work
from sokehoach.apps.accounts.models import Invitation, Role, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.accounts.services import factors, grants, users
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.outcomes import Invalid, Refused

HOURS = 72


def token() -> str:
    """256 bits of chance: it stands in the link and nowhere else."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@write("user.invite")
def invite(
    *,
    username: str,
    full_name: str,
    title: str,
    unit: Unit,
    parts: Sequence[tuple[Role, str, Unit]],
    digest: str,
    by: User | str,
    at: datetime,
) -> Done:
    """An account without a password, its roles, and the link by which its person sets one.

    `by` a plain name: whoever runs the server; then the roles are given as they are told. Invalid where the name of
    sign-in is taken.
    """
    if User.objects.filter(username=username).exists():
        raise Invalid({"username": [_("Tên đăng nhập «%(name)s» đã có người dùng.") % {"name": username}]})
    if not isinstance(by, str) and unit.pk not in scope_of(by, at.date()).units(Action.ACCOUNT_ADMINISTER):
        raise Refused(_("Chỉ mời người vào đơn vị mà bạn quản trị."))
    users.add(username=username, full_name=full_name, title=title, unit=unit, by=by, at=at)
    user = User.objects.get(username=username)
    for role, function, over in parts:
        if isinstance(by, str):
            grants.give(user=user, role=role, unit=over, function=function, since=at.date(), by=by, at=at)
        else:
            grants.hand_out(user=user, role=role, unit=over, function=function, since=at.date(), by=by, at=at)
    _keep(user, digest, at)
    return Done(subject=f"user:{username}", unit=unit.code, answer={"id": user.pk})


@write("user.renew_link")
def renew(*, user: User, digest: str, factors_too: bool, by: User | str, at: datetime) -> Done:
    """A new link for an account that exists; earlier ones are worth nothing. `factors_too`: those go as well, and the
    tie to the provider.
    """
    if not user.stands(at.date()):
        raise Refused(_("Tài khoản này đã thôi dùng."))
    if factors_too:
        factors.reset(user=user, by=by, at=at)
        SocialAccount.objects.filter(user=user).delete()
    _keep(user, digest, at)
    return Done(subject=f"user:{user.username}", unit=user.unit.code, detail={"factors_too": factors_too})


@write("user.accept", prepare=users.hash_password)
def accept(*, invitation: Invitation, password: str, by: User, at: datetime, prepared: str = "") -> Done:
    """The person sets the password; the link is used up. Refused where it was used meanwhile."""
    used = Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True, until__gt=at).update(used_at=at)
    if not used:
        raise Refused(
            _("Liên kết này đã được dùng hoặc đã hết hạn. Hãy xin người quản trị một liên kết mới.")
        )
    users.set_password(user=invitation.user, password=password, by=by, at=at, prepared=prepared)
    return Done(subject=f"user:{by.username}", unit=by.unit.code)


@slow_work
def send(*, address: str, url: str) -> bool:
    """Whether the letter went out. Its address is kept nowhere."""
    if not settings.MAIL_FROM:
        return False
    body = _(
        "Bạn được mời dùng Sổ Kế hoạch. Mở liên kết sau trong %(hours)s giờ để đặt mật khẩu, chỉ dùng được một lần:\n\n"
        "%(url)s\n\nKhông chuyển tiếp thư này: ai mở liên kết trước thì đặt được mật khẩu."
    ) % {"hours": HOURS, "url": url}
    try:
        EmailMessage(_("Lời mời dùng Sổ Kế hoạch"), body, settings.MAIL_FROM, [address]).send(using="default")
    except OSError:  # smtplib's errors among them
        return False
    return True


def _keep(user: User, digest: str, at: datetime) -> None:
    Invitation.objects.filter(user=user, used_at__isnull=True).delete()
    Invitation.objects.create(user=user, digest=digest, made_at=at, until=at + timedelta(hours=HOURS))
