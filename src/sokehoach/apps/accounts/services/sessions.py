"""Sessions: begun, seen, ended."""

import time
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.services import attempts
from sokehoach.apps.accounts.services.attempts import Origin
from sokehoach.apps.audit.services import Done, write

MINUTE = 60


@write("session.begin")
def begin(
    *, user: User, session: SessionBase, origin: Origin, agent: str, method: str, by: User, at: datetime
) -> Done:
    """Write down that a session began, and from when its limits count."""
    session["began"] = session["seen"] = int(time.time())
    if session.session_key is None:
        session.save()
    UserSession.objects.update_or_create(
        session_key=session.session_key,
        defaults={"user": user, "ip": origin.address, "user_agent": agent[:200]},
    )
    attempts.forget(username=user.username, origin=origin)
    return Done(subject=f"user:{user.username}", unit=user.unit.code, detail={"method": method})


def over(session: SessionBase, now: float) -> str:
    """Why the session is at its end, «» while it is not."""
    began, seen = session.get("began"), session.get("seen")
    if began is None or seen is None:
        return ""
    if now - began > settings.SESSION_LONGEST:
        return _("Phiên làm việc đã quá 8 giờ. Hãy đăng nhập lại.")
    if now - seen > settings.SESSION_IDLE:
        return _("Đã 30 phút không có thao tác nào. Hãy đăng nhập lại.")
    return ""


def touch(session: SessionBase, now: float) -> None:
    """Once a minute at most: other requests write nothing. No event of the trail: who was seen is no deed."""
    seen = session.get("seen")
    if seen is not None and now - seen > MINUTE:
        session["seen"] = int(now)
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())


@write("session.end")
def end(*, user: User, pk: int, by: User, at: datetime) -> Done:
    """End one session of the account; one of another's does not exist here."""
    for one in UserSession.objects.filter(user=user, pk=pk):
        one.end()
    return Done(subject=f"user:{user.username}", unit=user.unit.code, detail={"ended": 1})


@write("session.end_others")
def end_others(*, user: User, keep: str | None, by: User, at: datetime) -> Done:
    """End every session of the account but the one with the key `keep` (None: every one)."""
    others = UserSession.objects.filter(user=user).exclude(session_key=keep or "")
    count = others.count()
    for one in others:
        one.end()
    return Done(subject=f"user:{user.username}", unit=user.unit.code, detail={"ended": count})


def end_all(user: Any) -> None:
    """Within another write: whatever session there is, known or not, is worth nothing from now on."""
    User.objects.filter(pk=user.pk).update(sign_ins=F("sign_ins") + 1)
    for one in UserSession.objects.filter(user=user):
        one.end()
