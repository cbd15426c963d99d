"""How long one waits after wrong passwords and codes, how long a session lasts, and what success clears."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore

from sokehoach.apps.accounts.models import Attempt, User
from sokehoach.apps.accounts.services import attempts, sessions
from sokehoach.apps.accounts.services.attempts import Origin
from sokehoach.apps.audit.models import Event
from tests.factories.cast import AT, Cast

Kind = Attempt.Kind
DESK, OTHER, KNOWN = Origin("10.1.2.3"), Origin("10.9.9.9"), Origin("10.1.2.3", "máy-quen")
SECOND = timedelta(seconds=1)


def fail(times: int, origin: Origin = DESK, step: str = "password", at: datetime = AT, user: User | None = None) -> int:
    """Fail one time after the other as soon as the wait is over; the last wait in seconds."""
    locked = 0
    for _time in range(times):
        result = attempts.record_failure(username="Hòa", user=user, origin=origin, step=step, by="?", at=at)
        locked = int(str(result.detail["locked_seconds"]))
        at += timedelta(seconds=locked)
    return locked


@pytest.mark.django_db
def test_the_fifth_failure_begins_a_wait_that_doubles_up_to_half_an_hour() -> None:
    assert [fail(1, at=AT + timedelta(hours=n)) for n in range(13)] == [
        0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800,
    ]  # fmt: skip


@pytest.mark.django_db
def test_failures_during_a_wait_do_not_lengthen_it() -> None:
    fail(5)
    until = Attempt.objects.get(kind=Kind.PLACE).until
    attempts.record_failure(username="hòa", user=None, origin=DESK, step="password", by="?", at=AT + SECOND)
    row = Attempt.objects.get(kind=Kind.PLACE)
    assert (row.until, row.failures) == (until, 5)


@pytest.mark.django_db
def test_a_day_after_the_last_failure_the_count_begins_anew() -> None:
    fail(5)
    day = attempts.FORGET_AFTER
    Attempt.objects.update(at=AT)
    assert fail(1, at=AT + day) == 60, "not yet over"
    Attempt.objects.update(at=AT)
    assert fail(1, at=AT + day + SECOND) == 0
    assert Attempt.objects.get(kind=Kind.PLACE).failures == 1


@pytest.mark.django_db
def test_one_waits_where_one_failed_and_an_account_that_fails_everywhere_waits_everywhere() -> None:
    fail(5)
    assert attempts.must_wait("HOA", DESK, AT), "marks and capitals name the same account"
    assert not attempts.must_wait("hoa", OTHER, AT)
    assert not attempts.must_wait("khác", DESK, AT)
    assert not attempts.must_wait("hoa", KNOWN, AT)
    assert not attempts.must_wait("hoa", DESK, AT + timedelta(seconds=30))
    for number in range(20):
        fail(1, Origin(f"10.2.{number}.1"))
    assert attempts.must_wait("hoa", Origin("10.3.0.1"), AT)
    assert not attempts.must_wait("hoa", Origin("10.3.0.1"), AT, code=True)


@pytest.mark.django_db
def test_codes_count_apart_from_passwords_and_a_known_device_alone() -> None:
    fail(5, step="factor")
    assert attempts.must_wait("hoa", OTHER, AT, code=True)
    assert not attempts.must_wait("hoa", OTHER, AT)
    assert set(Attempt.objects.values_list("kind", flat=True)) == {Kind.PLACE, Kind.ADDRESS, Kind.CODE}
    Attempt.objects.all().delete()
    fail(1, step="confirm")
    assert set(Attempt.objects.values_list("kind", flat=True)) == {Kind.PLACE, Kind.ADDRESS, Kind.CODE}
    Attempt.objects.all().delete()
    fail(5, KNOWN)
    assert set(Attempt.objects.values_list("kind", flat=True)) == {Kind.PLACE, Kind.ADDRESS}
    assert attempts.must_wait("hoa", KNOWN, AT)
    assert not attempts.must_wait("hoa", DESK, AT)


@pytest.mark.django_db
def test_a_network_waits_after_thirty_failures_and_success_does_not_clear_it() -> None:
    for number in range(30):
        attempts.record_failure(username=f"ai{number}", user=None, origin=DESK, step="password", by="?", at=AT)
    assert attempts.address_must_wait(DESK, AT)
    assert not attempts.address_must_wait(OTHER, AT)
    fail(5)
    attempts.clear_failures(username="hoa", origin=DESK)
    assert attempts.address_must_wait(DESK, AT)
    assert not attempts.must_wait("hoa", DESK, AT)
    assert attempts.must_wait("ai1", DESK, AT) is False


def test_the_trail_names_the_account_only_where_there_is_one(cast: Cast) -> None:
    fail(1)
    fail(1, user=cast.commune)
    told = [(event.subject, event.unit) for event in Event.objects.filter(action="sign_in.fail").order_by("pk")]
    assert told == [("user:?", ""), (f"user:{cast.commune.username}", "03304")]


@pytest.mark.parametrize(
    ("began", "seen", "reason"),
    [
        (None, 0, ""), (0, None, ""), (0, 0, ""), (8 * 3600, 60, ""), (8 * 3600 + 1, 60, "quá 8 giờ"),
        (1800, 1800, ""), (1801, 1801, "30 phút"),
    ],
)  # fmt: skip
def test_a_session_lasts_eight_hours_and_half_an_hour_without_a_word(
    began: int | None, seen: int | None, reason: str
) -> None:
    now = 100_000
    session = {name: now - ago for name, ago in (("began", began), ("seen", seen)) if ago is not None}
    told = sessions.find_expiry_reason(session, now)  # type: ignore[arg-type]
    assert reason in told
    assert bool(told) == bool(reason)


def begin(user: User, agent: str = "Trình duyệt") -> SessionStore:
    session = SessionStore()
    sessions.start_session(user=user, session=session, origin=DESK, agent=agent, method="password", by=user, at=AT)
    session.save()
    return session


def test_being_seen_is_kept_once_a_minute(cast: Cast) -> None:
    session = begin(cast.commune, "x" * 300)
    row = UserSession.objects.get(session_key=session.session_key)
    assert (row.user, row.ip, row.user_agent) == (cast.commune, DESK.address, "x" * 200)
    assert session["began"] == session["seen"]
    before, start = row.last_seen_at, session["seen"]
    sessions.touch_session(session, start + sessions.TOUCH_INTERVAL)
    assert session["seen"] == start
    sessions.touch_session(session, start + sessions.TOUCH_INTERVAL + 1.5)
    row.refresh_from_db()
    assert session["seen"] == start + sessions.TOUCH_INTERVAL + 1
    assert row.last_seen_at > before
    stranger = SimpleNamespace(get=lambda _key: None)
    sessions.touch_session(stranger, start)  # type: ignore[arg-type]


def test_one_session_or_all_others_of_the_account_end(cast: Cast) -> None:
    first, second, third = (begin(cast.commune) for _ in range(3))
    foreign = begin(cast.office)
    pks = {row.session_key: row.pk for row in UserSession.objects.all()}
    told = {"user": cast.commune, "by": cast.commune, "at": AT}
    assert sessions.end_session(**told, pk=pks[foreign.session_key]).detail == {"ended": 0}
    assert sessions.end_session(**told, pk=pks[first.session_key]).detail == {"ended": 1}
    assert not SessionStore().exists(first.session_key)
    assert sessions.end_other_sessions(**told, keep=second.session_key).detail == {"ended": 1}
    assert SessionStore().exists(second.session_key)
    assert not SessionStore().exists(third.session_key)
    assert sessions.end_other_sessions(**told, keep=None).detail == {"ended": 1}
    assert [row.session_key for row in UserSession.objects.all()] == [foreign.session_key]
    sign_ins = cast.office.sign_ins
    sessions.end_all_sessions(cast.office)
    cast.office.refresh_from_db()
    assert cast.office.sign_ins == sign_ins + 1
    assert not SessionStore().exists(foreign.session_key)
