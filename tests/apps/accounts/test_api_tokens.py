"""Tokens of the API on a person's own account: made, shown once, ended; and what each refuses."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import ApiToken, ApiTokenUse, Grant, User
from sokehoach.apps.accounts.queries import tokens as token_queries
from sokehoach.apps.accounts.queries.scopes import clear_scope_cache, list_scope_units, scope_of
from sokehoach.apps.accounts.services import departures, tokens, users
from sokehoach.apps.accounts.token_text import TokenText, draw_token, parse_authorization, parse_token
from sokehoach.apps.audit.models import Event
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.apps.accounts.conftest import PASSWORD, add
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, Cast

Browser = Callable[[User], Client]
ME = "/api/v1/me"


def ask(text: TokenText | str, **headers: str) -> tuple[int, str]:
    answer = program(text).get(ME, headers=headers)
    return answer.status_code, answer.json().get("code", "")


@pytest.mark.faults("token.create", "token.end", "token.use")
def test_a_token_is_made_shown_once_used_and_ended(cast: Cast, signed_in: Browser) -> None:
    browser = signed_in(cast.commune)
    typed = {"name": "Power BI của phòng", "actions": ["report.view"], "expires_on": "01/08/2021", "networks": ""}
    answer = browser.post(reverse("accounts:create_token"), typed)
    assert answer.status_code == 200
    text = re.search(r"skh_[0-9a-f_]{86}", answer.content.decode())
    assert text
    row = ApiToken.objects.get()
    assert text[0] not in str(vars(row))
    assert (row.actions, row.name) == (["report.view"], "Power BI của phòng")
    assert ask(text[0]) == (200, "")
    page = browser.get(reverse("accounts:tokens")).content.decode()
    assert text[0] not in page
    assert f"skh_{row.uid}_…" in page
    assert "đọc 1 lần" in page
    browser.post(reverse("accounts:end_token", args=[row.pk]))
    assert ask(text[0]) == (401, "token-ended")
    assert "đã chấm dứt" in browser.get(reverse("accounts:tokens")).content.decode()
    events = Event.objects.filter(subject=f"token:{row.uid}").order_by("seq")
    assert [event.action for event in events] == ["token.create", "token.use", "token.end"]
    assert row.digest not in str([event.body for event in events])


def test_the_database_holds_no_secret(cast: Cast) -> None:
    text = make_token(cast.commune)
    assert text.secret not in str(ApiToken.objects.values())
    assert parse_token(text.text) == text


SPOILED: list[Callable[[str], str]] = [
    lambda text: text[:-1],
    str.upper,
    lambda text: text.replace("skh", "d2pat"),
    lambda text: text[:30] + ("0" if text[30] != "0" else "1") + text[31:],
    lambda _text: "",
]


@pytest.mark.parametrize("spoil", SPOILED)
def test_what_is_no_whole_token_asks_no_database(
    cast: Cast, django_assert_num_queries: Any, spoil: Callable[[str], str]
) -> None:
    text = spoil(make_token(cast.commune).text)
    with django_assert_num_queries(0):
        assert ask(text)[0] == 401


def test_a_wrong_secret_and_an_unknown_uid_are_answered_alike(cast: Cast) -> None:
    text = make_token(cast.commune)
    ended = make_token(cast.commune, name="thôi dùng")
    tokens.end_token(user=cast.commune, pk=ApiToken.objects.get(uid=ended.uid).pk, by=cast.commune, at=clock.now())
    for wrong in (TokenText(text.uid, "0" * 64), TokenText("0" * 12, text.secret), TokenText(ended.uid, "0" * 64)):
        assert ask(wrong) == (401, "token-unknown")


def test_the_three_ways_to_send_it(cast: Cast) -> None:
    import base64

    text = make_token(cast.commune).text
    basic = base64.b64encode(f"minh:{text}".encode()).decode()
    for header in (f"Bearer {text}", f"ApiToken {text}", f"bearer  {text}", f"Basic {basic}"):
        assert Client(headers={"Authorization": header}).get(ME).status_code == 200
    for header in (text, f"Token {text}", "Basic %%%", "Basic", "Bearer", "Bearer ü"):
        assert parse_authorization(header) is None


def test_a_session_opens_nothing(cast: Cast, signed_in: Browser) -> None:
    answer = signed_in(cast.commune).get(ME)
    assert (answer.status_code, answer.json()["code"]) == (401, "token-missing")
    assert not answer.cookies
    assert "Bearer" in answer["WWW-Authenticate"]


def test_an_expired_token_is_refused_on_its_day(cast: Cast) -> None:
    text = make_token(cast.commune)
    ApiToken.objects.update(expires_on=clock.today())
    assert ask(text) == (401, "token-expired")


def test_it_ends_with_the_account(cast: Cast) -> None:
    text = make_token(cast.commune)
    User.objects.filter(pk=cast.commune.pk).update(is_active=False)
    assert ask(text) == (401, "account-ended")
    User.objects.filter(pk=cast.commune.pk).update(is_active=True, ends_on=clock.today())
    assert ask(text) == (401, "account-ended")


def test_what_ends_all_sessions_ends_the_tokens(cast: Cast) -> None:
    text = make_token(cast.commune)
    users.set_password(user=cast.commune, password="một mật khẩu khác hẳn", by=cast.commune, at=clock.now())
    assert ask(text) == (401, "token-ended")


def test_a_departure_ends_it_even_if_the_account_comes_back(cast: Cast, admin: User) -> None:
    leaver, heir = add(cast, "di", "Lò Văn Đi", "03289", "reporter"), add(cast, "o", "Lò Văn Ở", "03289", "reporter")
    text = make_token(leaver)
    departures.record_departure(user=leaver, on=clock.today(), heir=heir, by=admin, at=clock.now())
    User.objects.filter(pk=leaver.pk).update(ends_on=None)
    assert ask(text) == (401, "token-ended")


def test_an_ended_grant_closes_what_it_opened(cast: Cast) -> None:
    text = make_token(cast.commune)
    assert program(text).get(ME).json()["actions"]
    Grant.objects.filter(capacity__user=cast.commune).update(valid_to=clock.today())
    assert program(text).get(ME).json()["actions"] == []


@pytest.mark.usefixtures("real")
def test_an_account_that_lost_its_second_factor_is_closed(cast: Cast) -> None:
    text = make_token(cast.office)
    assert ask(text) == (403, "second-factor-missing")


@pytest.mark.usefixtures("real")
def test_the_units_of_an_account_are_loaded_once(cast: Cast, hoa: User, django_assert_num_queries: Any) -> None:
    """The whole scope tells whether a second factor is due, the limited one what the request may do."""
    text = make_token(hoa, unit=cast.units["03289"], actions=["report.view"])
    with django_assert_num_queries(3):
        accepted = token_queries.accept_token(text, address="127.0.0.1", day=clock.today())
        assert {action for action, _ in scope_of(accepted.user).units_by_action} == {"report.view"}


def test_only_from_the_named_networks(cast: Cast) -> None:
    text = make_token(cast.commune, networks=["10.1.0.0/16", "2001:db8::/32"])
    for address, status in (
        ("10.1.9.9", 200), ("10.2.0.1", 403), ("2001:db8::7", 200), ("::ffff:10.1.0.1", 200), ("", 403), ("x", 403),
    ):  # fmt: skip
        assert program(text).get(ME, REMOTE_ADDR=address).status_code == status, address


def test_one_event_a_day_and_network_and_counts_for_the_rest(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_use_counter", tokens.UseCounter())
    text = make_token(cast.commune)
    for _time in range(5):
        assert ask(text)[0] == 200
    assert program(text).get(ME, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert Event.objects.filter(action="token.use").count() == 2
    monkeypatch.setattr(tokens, "FLUSH_INTERVAL", 0)
    ask(text)
    assert sorted(ApiTokenUse.objects.values_list("network", "reads")) == [("127.0.0.1", 6), ("192.0.2.7", 1)]


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("limits", "field"),
        [
            ({"actions": []}, "actions"),
            ({"actions": ["account.administer"]}, "actions"),
            ({"actions": ["consolidate.view"]}, "actions"),
            ({"expires_on": AT.date()}, "expires_on"),
            ({"expires_on": AT.date() + timedelta(days=366)}, "expires_on"),
            ({"networks": ["10.0.0.0/33"]}, "networks"),
            ({"networks": ["10.0.0.1"] * 21}, "networks"),
            ({"name": ""}, "name"),
            ({"name": "máy của Lò Thị Inh"}, "name"),
        ],
    )
    def test_a_token_that_may_not_be(self, cast: Cast, limits: dict[str, Any], field: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            make_token(cast.commune, **limits)
        assert field in refused.value.messages
        assert not ApiToken.objects.exists()

    def test_another_units(self, cast: Cast) -> None:
        with pytest.raises(InvalidInput, match="unit"):
            make_token(cast.commune, unit=cast.units["03269"])

    def test_a_second_of_the_same_name(self, cast: Cast) -> None:
        make_token(cast.commune)
        with pytest.raises(InvalidInput, match="name"):
            make_token(cast.commune)
        make_token(cast.office)

    def test_the_twenty_first(self, cast: Cast) -> None:
        for number in range(20):
            make_token(cast.commune, name=f"máy {number}")
        with pytest.raises(ActionRefused, match="20"):
            make_token(cast.commune, name="máy nữa")

    def test_another_accounts_token_is_not_ended(self, cast: Cast, signed_in: Browser) -> None:
        text = make_token(cast.commune)
        row = ApiToken.objects.get()
        assert signed_in(cast.office).post(reverse("accounts:end_token", args=[row.pk])).status_code == 409
        assert ask(text)[0] == 200

    def test_the_page_says_what_is_wrong(self, cast: Cast, signed_in: Browser) -> None:
        answer = signed_in(cast.commune).post(
            reverse("accounts:create_token"), {"name": "x", "actions": ["report.view"], "expires_on": "22/06/2021"}
        )
        assert answer.status_code == 422
        assert "trong vòng một năm" in answer.content.decode()

    @pytest.mark.usefixtures("real")
    def test_without_a_recent_confirmation_the_form_is_not_shown(self, cast: Cast, hoa: User) -> None:
        browser = Client()
        browser.post(reverse("accounts:sign_in"), {"username": "hoa", "password": PASSWORD})
        session = browser.session
        session["account_authentication_methods"] = [{"method": "password", "at": 1.0}]
        session.save()
        assert browser.get(reverse("accounts:create_token")).status_code == 302
        assert browser.get(reverse("accounts:tokens")).status_code == 200


class TestScope:
    """The scope of a request is what the token leaves of the account's."""

    def scope(self, user: User, **limits: Any) -> Any:
        text = make_token(user, **limits)
        accepted = token_queries.accept_token(text, address="127.0.0.1", day=clock.today())
        return scope_of(accepted.user), list_scope_units(accepted.user, clock.today()), accepted.user

    def test_actions_that_were_not_chosen_are_left_out(self, cast: Cast) -> None:
        scope, *_ = self.scope(cast.commune, actions=["report.edit"])
        assert {action for action, _ in scope.units_by_action} == {"report.edit", "report.view"}
        assert not scope.strong

    def test_units_outside_the_subtree_are_left_out(self, cast: Cast) -> None:
        commune = cast.units["03304"]
        scope, units, _ = self.scope(cast.office, unit=commune)
        assert frozenset().union(*scope.units_by_action.values()) == {commune.pk}
        assert [unit.pk for unit in units] == [commune.pk]

    def test_confidential_groups_are_left_out_unless_chosen(self, cast: Cast) -> None:
        scope, *_ = self.scope(cast.police, confidential=False)
        assert "enforcement" not in scope.functions
        assert "enforcement" in scope.sides, "still kept from totals and from the other side"
        open_scope, *_ = self.scope(cast.police, confidential=True, name="mở")
        assert "enforcement" in open_scope.functions

    def test_all_days_are_limited(self, cast: Cast) -> None:
        *_, user = self.scope(cast.office, unit=cast.units["03304"], actions=["report.view"])
        clear_scope_cache(user)
        for day in (clock.today(), clock.today() - timedelta(days=400)):
            assert {action for action, _ in scope_of(user, day).units_by_action} == {"report.view"}


def test_a_drawn_token_is_random() -> None:
    assert len({draw_token().text for _ in range(200)}) == 200


def test_uses_are_stored_when_a_minute_has_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOST_COUNTED", 1)
    counter, minute = tokens.UseCounter(), tokens.FLUSH_INTERVAL
    assert counter.add(7, is_write=False, now=1000.0) is None
    assert counter.add(7, is_write=True, now=1000.0 + minute - 1) is None
    assert counter.add(8, is_write=True, now=1000.0 + minute - 1) is None
    assert counter.add(7, is_write=False, now=1000.0 + minute) == {False: 2, True: 1}
    assert counter.add(7, is_write=False, now=1000.0 + minute) is None
