"""Tokens of the accounts of a unit, as its administrator sees and ends them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import ApiToken, Grant, User
from sokehoach.apps.accounts.services import tokens
from sokehoach.apps.audit.models import Event
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from tests.apps.accounts.conftest import add, with_totp
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, Cast

PAGE = "accounts:staff_tokens"
ME = "/api/v1/me"


@pytest.fixture
def desk(admin: User, signed_in: Callable[[User], Client]) -> Client:
    """The administrator of xã Quài Cang."""
    return signed_in(admin)


def end_one(desk: Client, user: User, token: ApiToken) -> Any:
    return desk.post(reverse("accounts:end_staff_token", args=[user.pk, token.pk]))


def end_all(desk: Client, user: User) -> Any:
    return desk.post(reverse("accounts:end_staff_tokens", args=[user.pk]))


@pytest.mark.faults("token.end", "token.end_all")
def test_it_works(cast: Cast, desk: Client, hoa: User) -> None:
    first, second, third = (make_token(hoa, name=f"máy {n}") for n in (1, 2, 3))
    assert program(first).get(ME).status_code == 200
    page = desk.get(reverse(PAGE)).content.decode()
    for text in ("Lò Thị Hoa", "máy 1", f"skh_{first.uid}_…", "đọc báo cáo", "đọc 1 lần", "chưa dùng"):
        assert text in page
    assert first.secret not in page
    assert end_one(desk, hoa, ApiToken.objects.get(uid=first.uid)).status_code == 302
    assert [program(text).get(ME).status_code for text in (first, second, third)] == [401, 200, 200]
    person = desk.get(reverse("accounts:person", args=[hoa.pk])).content.decode()
    assert "máy 1" not in person
    assert "Chấm dứt mọi mã của người này" in person
    assert end_all(desk, hoa).status_code == 302
    assert [program(text).get(ME).json()["code"] for text in (second, third)] == ["token-ended"] * 2
    assert "máy" not in desk.get(reverse(PAGE)).content.decode()
    events = Event.objects.filter(action__in=["token.end", "token.end_all"]).order_by("seq")
    assert [(event.action, event.actor, event.body["detail"]["user"]) for event in events] == [
        ("token.end", "quy", "hoa"), ("token.end_all", "quy", "hoa"),
    ]  # fmt: skip
    assert events[1].body["detail"]["tokens"] == [second.uid, third.uid]


def test_what_opens_nothing_any_more_is_not_listed(cast: Cast, desk: Client, hoa: User) -> None:
    expired, signed_out, left = make_token(hoa, name="cũ"), make_token(hoa, name="phiên"), make_token(hoa, name="còn")
    ApiToken.objects.filter(uid=expired.uid).update(expires_on=clock.today())
    ApiToken.objects.filter(uid=signed_out.uid).update(sign_ins=99)
    page = desk.get(reverse(PAGE)).content.decode()
    assert left.uid in page
    assert expired.uid not in page
    assert signed_out.uid not in page
    User.objects.filter(pk=hoa.pk).update(ends_on=clock.today() - timedelta(days=1))
    assert left.uid not in desk.get(reverse(PAGE)).content.decode()


class TestOfOtherUnits:
    def test_nothing_is_seen_or_ended(self, cast: Cast, desk: Client) -> None:
        text = make_token(cast.commune)
        row = ApiToken.objects.get()
        assert text.uid not in desk.get(reverse(PAGE)).content.decode()
        assert end_one(desk, cast.commune, row).status_code == 404
        assert end_all(desk, cast.commune).status_code == 404
        assert program(text).get(ME).status_code == 200

    def test_a_token_is_not_ended_under_the_name_of_another_person(self, cast: Cast, desk: Client, hoa: User) -> None:
        text = make_token(cast.commune)
        assert end_one(desk, hoa, ApiToken.objects.get()).status_code == 409
        assert program(text).get(ME).status_code == 200

    def test_who_administers_nothing_finds_no_page(
        self, cast: Cast, hoa: User, signed_in: Callable[[User], Client]
    ) -> None:
        make_token(hoa)
        for user in (cast.office, hoa):
            client = signed_in(user)
            assert client.get(reverse(PAGE)).status_code == 404
            assert end_all(client, hoa).status_code == 404

    def test_who_administers_the_district_sees_all_below(self, cast: Cast, desk: Client, admin: User) -> None:
        text = make_token(cast.commune)
        Grant.objects.filter(role__code="unit_admin").update(unit=cast.units["099"])
        assert text.uid in desk.get(reverse(PAGE)).content.decode()


def test_a_second_time_is_refused(cast: Cast, desk: Client, hoa: User) -> None:
    make_token(hoa)
    assert end_all(desk, hoa).status_code == 302
    assert end_all(desk, hoa).status_code == 409
    with pytest.raises(ActionRefused):
        tokens.end_all_tokens(user=hoa, by=hoa, at=AT)


def test_the_services_ask_who_ends_them(cast: Cast, admin: User, hoa: User) -> None:
    make_token(hoa)
    row = ApiToken.objects.get()
    for by in (cast.office, cast.commune):
        with pytest.raises(NotFoundError):
            tokens.end_token(user=hoa, pk=row.pk, by=by, at=clock.now())
        with pytest.raises(NotFoundError):
            tokens.end_all_tokens(user=hoa, by=by, at=clock.now())
    assert ApiToken.objects.get().ended_at is None
    tokens.end_token(user=hoa, pk=row.pk, by=admin, at=clock.now())
    assert ApiToken.objects.get().ended_at is not None


def test_expired_tokens_are_not_counted_as_ended(cast: Cast, desk: Client, hoa: User) -> None:
    old, left = make_token(hoa, name="cũ"), make_token(hoa, name="còn")
    ApiToken.objects.filter(uid=old.uid).update(expires_on=clock.today())
    answer = desk.post(reverse("accounts:end_staff_tokens", args=[hoa.pk]), follow=True)
    assert "Đã chấm dứt 1 mã truy cập." in answer.content.decode()
    assert ApiToken.objects.get(uid=left.uid).ended_at is not None
    assert end_all(desk, hoa).status_code == 409, "one that has expired opens nothing"


def test_ending_asks_for_the_password_again(real: None, cast: Cast, admin: User, inside: Any, hoa: User) -> None:
    client = inside(admin, with_totp(admin))
    make_token(hoa)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    answer = end_all(client, hoa)
    assert answer.status_code == 302
    assert "account_reauthenticate" in answer["Location"] or reverse("account_reauthenticate") in answer["Location"]
    assert ApiToken.objects.get().ended_at is None


def test_the_page_asks_few_queries_however_many_there_are(
    cast: Cast, desk: Client, hoa: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(15):
        make_token(hoa, name=f"máy {number}")
    add(cast, "mai", "Lò Thị Mai", "03289", "writer")
    make_token(User.objects.get(username="mai"))
    with django_assert_max_num_queries(14):
        page = desk.get(reverse(PAGE)).content.decode()
    assert page.count("skh_") == 16
