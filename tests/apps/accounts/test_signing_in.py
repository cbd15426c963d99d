"""Signing in: the password, the second step, what is refused and how alike refusals look."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sokehoach.apps.accounts import known_devices
from sokehoach.apps.accounts.models import Attempt, User
from sokehoach.apps.accounts.passwords import is_common
from sokehoach.apps.accounts.services import attempts, factors
from sokehoach.apps.accounts.services import users as services
from sokehoach.apps.audit.models import Event
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.networks import network_of
from tests.apps.accounts.conftest import PASSWORD, code_at, enter, with_totp
from tests.factories.cast import AT, Cast

Inside = Callable[..., Client]


@pytest.mark.faults("session.begin", "user.add")
def test_it_works(real: None, hoa: User) -> None:
    client = Client()
    client.get(reverse("accounts:sign_in"))
    before = client.session.session_key
    assert enter(client, "hoa").status_code == 302
    assert client.session.session_key != before, "the session keeps its name over the sign-in"
    event = Event.objects.filter(action="session.begin").get()
    assert (event.actor, event.body["detail"]) == ("hoa", {"method": "password"})


def test_the_second_step_takes_a_code_once(real: None, hoa: User) -> None:
    secret = with_totp(hoa)
    code = code_at(secret, time.time())
    for expected in (302, 422):
        client = Client()
        assert enter(client, "hoa")["Location"] == reverse("mfa_authenticate")
        assert client.get("/").status_code == 302, "half a sign-in opens nothing"
        answer = client.post(reverse("mfa_authenticate"), {"code": code})
        assert answer.status_code == expected
    assert "Mã không đúng hoặc đã dùng" in answer.content.decode()


@pytest.mark.faults("factor.renew_codes")
def test_a_code_on_paper_works_once_in_place_of_the_app(real: None, hoa: User, inside: Inside) -> None:
    client = inside(hoa, with_totp(hoa))
    page = client.post(reverse("accounts:recovery_codes")).content.decode()
    paper = re.findall(r">(\d{8})<", page)
    assert len(set(paper)) == 10
    assert paper[0] not in client.get(reverse("accounts:own")).content.decode(), "shown once"
    for expected in (302, 422):
        other = Client()
        enter(other, "hoa")
        assert other.post(reverse("mfa_authenticate"), {"code": paper[0]}).status_code == expected


def test_no_secret_stands_in_the_trail_or_the_table(real: None, hoa: User, inside: Inside) -> None:
    secret = with_totp(hoa)
    inside(hoa, secret)
    told = str(list(Event.objects.values_list("body", flat=True)))
    assert secret not in told
    assert PASSWORD not in told
    from allauth.mfa.models import Authenticator

    assert secret not in str(Authenticator.objects.get(user=hoa, type="totp").data)
    hoa.refresh_from_db()
    assert hoa.password.startswith("argon2$argon2id$")


SOON = timedelta(minutes=1)  # a wait that begins then is met on a slow machine, too


def _lock(username: str) -> None:
    for _ in range(attempts.LIMITS[Attempt.Kind.ACCOUNT].free):
        attempts.record_failure(
            username=username,
            user=None,
            origin=attempts.Origin("127.0.0.1"),
            step="password",
            by="t",
            at=clock.now() + SOON,
        )


def test_unknown_wrong_and_locked_are_answered_alike(real: None, hoa: User, admin: User) -> None:
    """The same bytes but for the token and the typed name, the same status, the same number of queries."""
    _lock("quy")
    enter(Client(), "earlier", "sai")  # the address has its row: what differs is the account alone
    seen = []
    tried = (("nobody", PASSWORD), ("hoa", "không phải nó"), ("quy", PASSWORD), ("quy", "sai"))
    for username, password in tried:
        client = Client()
        client.get(reverse("accounts:sign_in"))
        with CaptureQueriesContext(connection) as asked:
            answer = enter(client, username, password)
        page = answer.content.decode().replace(f'value="{username}"', "NAME")
        page = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', r"\1", page)
        seen.append((answer.status_code, page, len(asked)))
        assert client.session.get("_auth_user_id") is None
    # A first failure makes its row, a later one changes it: those that failed before are compared with each other.
    for status, page, _queries in seen:
        assert status == 422
        assert page.splitlines() == seen[0][1].splitlines()
    assert seen[0][2] == seen[1][2]
    assert seen[2][2] == seen[3][2]


def test_the_wait_grows_and_ends(hoa: User, cast: Cast) -> None:
    waits, at = [], AT
    for _ in range(14):
        done = attempts.record_failure(
            username="hoa", user=hoa, origin=attempts.Origin("10.0.0.1"), step="password", by="t", at=at
        )
        waits.append(done.detail["locked_seconds"])
        at += timedelta(seconds=int(waits[-1]))
    assert waits[:6] == [0, 0, 0, 0, 30, 60]
    assert waits[4:10] == sorted(set(waits[4:10]))
    assert waits[-1] == attempts.LIMITS[Attempt.Kind.PLACE].longest.total_seconds()
    origin = attempts.Origin("10.0.0.1")
    assert not attempts.must_wait("hoa", origin, at)
    assert not attempts.must_wait("HOA ", origin, at)


def test_a_failure_while_locked_makes_the_wait_no_longer(hoa: User) -> None:
    for _ in range(5):
        attempts.record_failure(
            username="hoa", user=hoa, origin=attempts.Origin("10.0.0.1"), step="password", by="t", at=AT
        )
    until = Attempt.objects.get(kind="place").until
    attempts.record_failure(
        username="hoa", user=hoa, origin=attempts.Origin("10.0.0.1"), step="password", by="t", at=AT
    )
    assert Attempt.objects.get(kind="place").until == until


def test_guesses_from_elsewhere_never_keep_a_known_device_out(real: None, hoa: User) -> None:
    """Many addresses guess for hours: who knows the password and sits where she signed in before gets in."""
    own = Client(REMOTE_ADDR="10.2.2.2")
    assert enter(own, "hoa").status_code == 302
    own.post(reverse("accounts:sign_out"))
    for number in range(200):
        origin, at = attempts.Origin(f"203.0.113.{number}"), clock.now()  # the wait ends a minute after the last one
        attempts.record_failure(username="hoa", user=hoa, origin=origin, step="password", by="t", at=at)
    assert enter(Client(REMOTE_ADDR="10.3.3.3"), "hoa").status_code == 422, "a strange place waits"
    assert enter(own, "hoa").status_code == 302


def test_guesses_from_one_place_make_no_other_place_wait(real: None, hoa: User) -> None:
    for _attempt in range(12):
        enter(Client(REMOTE_ADDR="203.0.113.7"), "hoa", "sai")
    assert enter(Client(REMOTE_ADDR="203.0.113.7"), "hoa").status_code == 422
    assert enter(Client(REMOTE_ADDR="10.3.3.3"), "hoa").status_code == 302


def test_whatever_is_guessed_from_everywhere_a_strange_place_waits_a_minute_at_most(hoa: User) -> None:
    waits = [
        attempts.record_failure(
            username="hoa", user=hoa, origin=attempts.Origin(f"198.51.{number // 250}.{number % 250}"),
            step="password", by="t", at=AT + timedelta(minutes=2 * number),
        ).detail["locked_seconds"]
        for number in range(60)
    ]  # fmt: skip
    assert max(waits) == 60
    assert waits[-1] == 60


def test_a_known_device_has_limits_of_its_own(real: None, hoa: User) -> None:
    own = Client()
    enter(own, "hoa")
    own.post(reverse("accounts:sign_out"))
    for _attempt in range(6):
        assert enter(own, "hoa", "sai").status_code == 422
    assert enter(own, "hoa").status_code == 422, "five free tries, then a wait"


def test_the_mark_of_a_device_is_of_one_account_and_cannot_be_made_up(real: None, hoa: User) -> None:
    own = Client()
    enter(own, "hoa")
    (name,) = [name for name in own.cookies if "thiet-bi" in name]
    marks = signing.loads(own.cookies[name].value, salt=known_devices._SALT)
    assert "hoa" not in {*marks, *marks.values()}
    request = RequestFactory().get("/")
    request.COOKIES[name] = own.cookies[name].value
    assert known_devices.find_device(request, "hoa")
    assert not known_devices.find_device(request, "quy")
    request.COOKIES[name] = own.cookies[name].value[:-2] + "xx"
    assert not known_devices.find_device(request, "hoa")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("10.0.0.1", "10.0.0.2", False),
        ("fe80::1%eth0", "fe80::2", True),
    ],
)
def test_an_asker_of_ipv6_is_its_network(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same


def test_an_address_that_guesses_is_told_to_wait(real: None, hoa: User) -> None:
    for number in range(attempts.LIMITS[Attempt.Kind.ADDRESS].free):
        attempts.record_failure(
            username=f"n{number}",
            user=None,
            origin=attempts.Origin("127.0.0.1"),
            step="password",
            by="t",
            at=clock.now() + SOON,
        )
    assert enter(Client(), "hoa").status_code == 429
    assert Client(REMOTE_ADDR="10.1.1.1").post(
        reverse("accounts:sign_in"), {"username": "hoa", "password": PASSWORD}
    ).status_code == 302  # fmt: skip


@pytest.mark.parametrize(
    "password",
    ["matkhau123456", "Mật khẩu 2021", "P@ssw0rd2024!", "aaaaaaaaaaaaaa", "abcabcabcabc", "qwertyuiop12",
     "dienbien2021", "Anhyeuem1990", "123456789012", "ubnd huyen tuan giao", "Congan@123456"],
)  # fmt: skip
def test_what_everyone_tries_is_no_password(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize("password", [PASSWORD, "ruộng bậc thang mùa nước đổ", "x7Kq-9vRt-m2Lw", "sáu chiếc khăn piêu"])
def test_a_sentence_of_ones_own_is_one(password: str) -> None:
    assert not is_common(password)


def test_a_new_password_ends_every_other_session(real: None, hoa: User, inside: Inside) -> None:
    other, own = inside(hoa), inside(hoa)
    new = "bảy cây mận sau nhà"
    answer = own.post(reverse("accounts:password"), {"old": PASSWORD, "new": new})
    assert answer.status_code == 302
    assert own.get(reverse("accounts:own")).status_code == 200
    assert other.get(reverse("accounts:own")).status_code == 302
    for wrong in (
        {"old": "sai", "new": new},
        {"old": new, "new": "ngắn"},
        {"old": new, "new": "matkhau123456"},
    ):
        assert own.post(reverse("accounts:password"), wrong).status_code == 422


def test_wrong_present_passwords_count_as_failed_sign_ins(real: None, hoa: User, inside: Inside) -> None:
    own = inside(hoa)
    right = {"old": PASSWORD, "new": "bảy cây mận sau nhà"}
    for _attempt in range(5):
        assert own.post(reverse("accounts:password"), right | {"old": "sai"}).status_code == 422
    assert Attempt.objects.get(kind="place").failures == 5
    assert own.post(reverse("accounts:password"), right).status_code == 422, "whoever guessed five times waits"


def test_a_password_is_changed_by_who_has_just_shown_who_they_are(real: None, hoa: User, inside: Inside) -> None:
    own = inside(hoa)
    session = own.session
    session["account_authentication_methods"] = [
        record | {"at": record["at"] - 3600} for record in session["account_authentication_methods"]
    ]
    session.save()
    answer = own.get(reverse("accounts:password"))
    assert answer.status_code == 302
    assert reverse("account_reauthenticate") in answer.headers["Location"]


def test_a_session_ends_after_half_an_hour_alone_and_after_eight_hours(real: None, hoa: User, inside: Inside) -> None:
    for stamp, age in (("seen", 31 * 60), ("began", 8 * 3600 + 1)):
        client = inside(hoa)
        session = client.session
        session[stamp] = int(time.time()) - age
        session.save()
        assert client.get(reverse("accounts:own")).status_code == 302
        assert client.session.get("_auth_user_id") is None


@pytest.mark.faults("session.end_others")
def test_sessions_are_seen_and_ended(real: None, hoa: User, inside: Inside) -> None:
    first = inside(hoa)
    second = Client(REMOTE_ADDR="10.1.1.1", headers={"user-agent": "Mozilla/5.0 (Android 14) Firefox/140.0"})
    enter(second, "hoa")
    warned = second.get(reverse("accounts:own")).content.decode()
    assert "còn đang mở ở nơi khác" in warned
    page = first.get(reverse("accounts:own")).content.decode()
    assert "Firefox, Android" in page
    number = re.search(r"/cua-toi/phien/(\d+)/", page)
    assert number
    first.post(reverse("accounts:end_session", args=[number[1]]))
    assert second.get(reverse("accounts:own")).status_code == 302
    third = inside(hoa)
    first.post(reverse("accounts:end_others"))
    assert third.get(reverse("accounts:own")).status_code == 302
    assert first.get(reverse("accounts:own")).status_code == 200


@pytest.mark.faults("session.end")
def test_nobody_ends_anothers_session(real: None, hoa: User, admin: User, inside: Inside) -> None:
    from allauth.usersessions.models import UserSession

    victim = inside(hoa)
    inside(admin, with_totp(admin)).post(reverse("accounts:end_session", args=[UserSession.objects.get(user=hoa).pk]))
    assert victim.get(reverse("accounts:own")).status_code == 200


def test_whoever_accepts_signs_or_administers_first_sets_a_second_factor(
    real: None, admin: User, inside: Inside
) -> None:
    client = inside(admin)
    for name in ("home:today", "reporting:list", "accounts:staff"):
        assert client.get(reverse(name))["Location"] == reverse("accounts:own")
    assert client.post(reverse("notices:see"))["Location"] == reverse("accounts:own")
    fragment = client.get(reverse("home:today"), headers={"HX-Request": "true"})
    assert fragment["HX-Redirect"] == reverse("accounts:own")
    page = client.get(reverse("accounts:totp")).content.decode()
    secret = client.session["mfa.totp.secret"]
    assert "".join(re.search(r'class="code">([A-Z2-7 ]+)<', page)[1].split()) == secret  # type: ignore[index]
    assert client.post(reverse("accounts:totp"), {"code": "000000"}).status_code == 422
    assert client.post(reverse("accounts:totp"), {"code": code_at(secret, time.time())}).status_code == 302
    assert client.get(reverse("accounts:staff")).status_code == 200


def test_a_clerk_works_without_one_and_a_demonstration_asks_nobody(
    hoa: User, admin: User, settings: Any, signed_in: Callable[[User], Client]
) -> None:
    assert signed_in(admin).get(reverse("accounts:staff")).status_code == 200
    settings.DEMONSTRATION = None
    assert signed_in(hoa).get(reverse("home:today")).status_code == 200


def test_grave_things_ask_again_after_ten_minutes_and_then_go_on(real: None, hoa: User, inside: Inside) -> None:
    client = inside(hoa)
    factors_page = reverse("accounts:totp")
    assert client.get(factors_page).status_code == 200
    session = client.session
    for one in session["account_authentication_methods"]:
        one["at"] -= 601
    session.save()
    asked = client.get(factors_page)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert client.post(asked["Location"], {"password": "sai"}).status_code == 422
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == factors_page
    assert client.get(factors_page).status_code == 200


def test_pages_of_signed_in_people_are_kept_by_no_cache(real: None, hoa: User, inside: Inside) -> None:
    assert inside(hoa).get(reverse("home:today"))["Cache-Control"] == "no-store"


@pytest.mark.faults("sign_in.fail")
def test_an_account_that_ended_does_not_sign_in(real: None, hoa: User) -> None:
    User.objects.filter(pk=hoa.pk).update(ends_on=AT.date())
    assert enter(Client(), "hoa").status_code == 422


@pytest.mark.faults("user.close_sessions")
def test_sessions_closed_by_an_administrator_are_over_at_once(real: None, hoa: User, inside: Inside) -> None:
    client = inside(hoa)
    services.close_sessions(user=hoa, by=hoa, at=AT)
    assert client.get(reverse("accounts:own")).status_code == 302


def test_a_used_step_is_not_used_again(hoa: User) -> None:
    secret = with_totp(hoa)
    code = code_at(secret, time.time())
    assert factors.use_code(user=hoa, code=code) is not None
    assert factors.use_code(user=hoa, code=code) is None
    assert factors.use_code(user=hoa, code=code_at(secret, time.time() - 300)) is None
