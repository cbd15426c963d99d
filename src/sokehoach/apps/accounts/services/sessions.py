"""Starts, refreshes and ends sessions."""

import time
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import F
from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.services import attempts
from sokehoach.apps.accounts.services.attempts import Origin
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.domain.messages import say

TOUCH_INTERVAL = 60


@write("session.begin")
def start_session(
    *, user: User, session: SessionBase, origin: Origin, agent: str, method: str, by: User, at: datetime
) -> ServiceResult:
    """Record the start of a session and of its limits."""
    session["began"] = session["seen"] = int(time.time())
    if session.session_key is None:
        session.save()
    UserSession.objects.update_or_create(
        session_key=session.session_key,
        defaults={"user": user, "ip": origin.address, "user_agent": agent[:200]},
    )
    attempts.clear_failures(username=user.username, origin=origin)
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code, detail={"method": method})


def find_expiry_reason(session: SessionBase, now: float) -> str:
    """Returns why the session has expired, «» while it has not."""
    began, last_seen = session.get("began"), session.get("seen")
    if began is None or last_seen is None:
        return ""
    if now - began > settings.SESSION_LONGEST:
        return say("Phiên làm việc đã quá 8 giờ. Hãy đăng nhập lại.")
    if now - last_seen > settings.SESSION_IDLE:
        return say("Đã 30 phút không có thao tác nào. Hãy đăng nhập lại.")
    return ""


def touch_session(session: SessionBase, now: float) -> None:
    """Records activity at most once a minute, without an audit event: being seen is no act."""
    last_seen = session.get("seen")
    if last_seen is not None and now - last_seen > TOUCH_INTERVAL:
        session["seen"] = int(now)
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())


@write("session.end")
def end_session(*, user: User, pk: int, by: User, at: datetime) -> ServiceResult:
    """End one session of the account. Nothing happens where it is another account's, or over already."""
    user_sessions = list(UserSession.objects.filter(user=user, pk=pk))
    for user_session in user_sessions:
        user_session.end()
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code, detail={"ended": len(user_sessions)})


@write("session.end_others")
def end_other_sessions(*, user: User, keep: str | None, by: User, at: datetime) -> ServiceResult:
    """End every session of the account except the one with the key `keep` (None: every one)."""
    other_sessions = UserSession.objects.filter(user=user).exclude(session_key=keep or "")
    count = other_sessions.count()
    for user_session in other_sessions:
        user_session.end()
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code, detail={"ended": count})


def end_all_sessions(user: Any) -> None:
    """Ends all sessions within another write, recorded or not."""
    User.objects.filter(pk=user.pk).update(sign_ins=F("sign_ins") + 1)
    for user_session in UserSession.objects.filter(user=user):
        user_session.end()
