"""A link goes to the person alone, or on a sheet that two administrators made: neither of them can open it."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import ApprovalRequest, Grant, Invitation, Role, User
from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.queries import resets
from sokehoach.apps.accounts.services import approvals, grants, invitations, users
from sokehoach.apps.audit.models import Event
from sokehoach.apps.home.pages import tasks
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused
from tests.apps.accounts.conftest import add, code_at, enter, link_in, with_totp
from tests.apps.accounts.district import NEW, District, State, district, later, notices_of, walled
from tests.factories.cast import AT, Cast
from tests.page_texts import read_page

__all__ = ["district", "later"]


class TestSheet:
    @pytest.mark.faults("request.approve", "user.ask_sheet", "user.print_sheet")
    def test_it_works(self, district: District) -> None:
        page = district.ask().content.decode()
        assert "/loi-moi/" not in page
        assert not Invitation.objects.exists(), "nothing was made before the second approved"
        assert walled(district.person)
        district.post(district.approves, "approve")
        sheet = district.post(district.asks, "print_sheet").content.decode()
        code = district.code()
        assert code not in sheet.replace(" ", "")
        invited = Client()
        answer = invited.post(link_in(sheet), {"new": NEW, "sheet_code": code})
        assert answer["Location"] == "/tai-khoan/cua-toi/"
        assert not walled(district.person)
        assert "đóng đến" in invited.get(reverse("accounts:own")).content.decode()
        assert enter(Client(), district.person.username).status_code == 422, "the old password is worth nothing"

    def test_neither_of_the_two_can_open_it_alone(self, district: District) -> None:
        district.ask()
        district.post(district.approves, "approve")
        assert district.post(district.approves, "print_sheet").status_code == 409
        link = link_in(district.post(district.asks, "print_sheet").content.decode())
        page = district.asks.get(reverse("accounts:request", args=[district.request().pk])).content.decode()
        code = district.code()
        assert code[:4] + " " + code[4:] not in page
        assert code not in page
        assert Client().post(link, {"new": NEW}).status_code == 422
        invitation = Invitation.objects.get()
        with pytest.raises(ActionRefused, match="Mã không đúng"):
            invitations.accept_invitation(invitation=invitation, password=NEW, by=district.person, at=clock.now())

    def test_the_first_sheet_of_an_account_resets_nothing(self, district: District) -> None:
        """Whoever approves is asked whose account it is, not whether a password was forgotten."""
        for password, subject, question in (
            ("!", "Phiếu mở tài khoản", "có đúng là người sẽ dùng tài khoản này không"),
            (district.person.password, "Phiếu đặt lại mật khẩu", "có cần đặt lại mật khẩu không"),
        ):
            User.objects.filter(pk=district.person.pk).update(password=password, cast_as="", last_login=None)
            district.ask()
            page = read_page(district.approves.get(reverse("accounts:request", args=[district.request().pk])).text)
            staff = read_page(district.approves.get(reverse("accounts:staff")).text)
            assert subject in page
            assert question in page
            assert subject in staff
            district.post(district.approves, "approve")
            assert f"Một {subject.lower()} cho" in notices_of(district.person)
            ApprovalRequest.objects.all().delete()

    def test_the_first_page_shows_what_waits_to_whom_it_waits_for(self, district: District) -> None:
        """The approver first, then who prints the sheet; never who has asked or whose account it is."""
        link = f'href="{reverse("accounts:request", args=[0])}'.replace("0/", "")
        subject = f"Phiếu đặt lại mật khẩu: {district.person.full_name}"

        def list_seen() -> list[bool]:
            pages = [read_page(client.get(reverse("home:today")).text) for client in (district.asks, district.approves)]
            return [subject in page for page in pages]

        assert list_seen() == [False, False]
        district.ask()
        assert list_seen() == [False, True]
        approver_page = district.approves.get(reverse("home:today")).text
        assert link in approver_page
        assert "Xem và duyệt" in approver_page
        assert tasks.list_account_requests(resets.list_requests_for(district.person, Scope({}), clock.now())) == []
        district.post(district.approves, "approve")
        assert list_seen() == [True, False]
        assert "Mở phiếu để in" in district.asks.get(reverse("home:today")).text
        district.post(district.asks, "print_sheet")
        assert list_seen() == [False, False]

    def test_many_requests_are_one_line_of_the_first_page(self, district: District) -> None:
        district.ask()
        many = [district.request()] * (tasks.MAX_SINGLE_REQUESTS + 1)
        assert len(tasks.list_account_requests(many[1:])) == tasks.MAX_SINGLE_REQUESTS
        (task,) = tasks.list_account_requests(many)
        assert task.title == "9 việc về tài khoản chờ bạn"
        assert task.url == reverse("accounts:staff")

    @pytest.mark.faults("user.wrong_code")
    def test_five_wrong_codes_end_it(self, district: District) -> None:
        link = district.sheet()
        wrong = f"{(int(district.code()) + 1) % 10**8:08d}"
        for _try in range(5):
            assert Client().post(link, {"new": NEW, "sheet_code": wrong}).status_code == 422
        assert Client().post(link, {"new": NEW, "sheet_code": district.code()}).status_code == 410
        assert enter(Client(), district.person.username).status_code == 302

    def test_it_opens_once_and_is_printed_once(self, district: District) -> None:
        link, code = district.sheet(), district.code()
        assert district.post(district.asks, "print_sheet").status_code == 409
        assert Client().post(link, {"new": NEW, "sheet_code": code}).status_code == 302
        assert Client().post(link, {"new": NEW, "sheet_code": code}).status_code == 410
        page = district.approves.get(reverse("accounts:request", args=[district.request().pk]))
        assert code[:4] not in read_page(page.text)
        assert code not in page.text

    @pytest.mark.faults("factor.reset")
    def test_factors_go_when_it_is_used_and_not_before(self, district: District) -> None:
        with_totp(district.person)
        link = district.sheet(factors_too="on")
        assert Authenticator.objects.filter(user=district.person).exists()
        Client().post(link, {"new": NEW, "sheet_code": district.code()})
        assert not Authenticator.objects.filter(user=district.person).exists()

    def test_without_that_the_second_step_stays(self, district: District) -> None:
        secret = with_totp(district.person)
        link, client = district.sheet(), Client()
        answer = client.post(link, {"new": NEW, "sheet_code": district.code()})
        assert answer["Location"] == reverse("mfa_authenticate")
        assert client.post(answer["Location"], {"code": code_at(secret, time.time())}).status_code == 302

    def test_sessions_of_the_account_end(self, district: District, inside: Callable[..., Client]) -> None:
        client = inside(district.person)
        district.reset()
        assert client.get(reverse("accounts:own")).status_code == 302


class TestSecondPerson:
    def test_nobody_approves_what_they_asked_for(self, district: District) -> None:
        district.ask()
        assert district.post(district.asks, "approve").status_code == 409
        assert district.request().state == State.WAITING

    def test_nobody_approves_for_their_own_account(self, district: District) -> None:
        district.person = district.second
        district.ask()
        assert district.post(district.approves, "approve").status_code == 409
        assert district.request().state == State.WAITING

    def test_nobody_asks_for_their_own_account(self, district: District) -> None:
        district.person = district.first
        assert district.ask().status_code == 409
        assert not ApprovalRequest.objects.exists()

    def test_the_database_holds_it_as_well(self, district: District) -> None:
        district.ask()
        for wrong in (district.first, district.person):
            with pytest.raises(IntegrityError), transaction.atomic():
                ApprovalRequest.objects.update(state="approved", decided_by=wrong, decided_name="x", decided_at=AT)

    def test_an_administrator_of_another_place_sees_nothing(
        self, district: District, cast: Cast, inside: Callable[..., Client]
    ) -> None:
        district.ask()
        stranger = add(cast, "la", "Cầm Văn Lả", "03304", "unit_admin")
        client = inside(stranger, with_totp(stranger))
        assert client.get(reverse("accounts:request", args=[district.request().pk])).status_code == 404
        assert district.post(client, "approve").status_code == 404
        with pytest.raises(ActionRefused):
            approvals.approve_request(request=district.request(), by=stranger, at=clock.now())

    @pytest.mark.parametrize("who", ["first", "second"])
    @pytest.mark.parametrize("route", ["approve", "print_sheet"])
    def test_rights_taken_back_in_between_count(self, district: District, who: str, route: str) -> None:
        district.ask()
        if route == "print_sheet":
            district.post(district.approves, "approve")
        user = getattr(district, who)
        Grant.objects.filter(capacity__user=user).update(valid_to=clock.today() - timedelta(days=1))
        actor = district.second if route == "approve" else district.first
        call = approvals.approve_request if route == "approve" else approvals.print_sheet
        told: dict[str, Any] = {} if route == "approve" else {"digest": "d" * 64}
        if route == "print_sheet" and who == "second":  # the approval was given while it was theirs to give
            call(request=district.request(), by=actor, at=clock.now(), **told)
            return
        with pytest.raises(ActionRefused):
            call(request=district.request(), by=actor, at=clock.now(), **told)
        assert not Invitation.objects.exists()

    def test_two_at_once_are_told(self, district: District, cast: Cast) -> None:
        third = add(cast, "xom", "Lò Thị Xôm", "099", "unit_admin")
        district.ask()
        seen = district.request()
        approvals.approve_request(request=seen, by=district.second, at=clock.now())
        for decide in (approvals.approve_request, approvals.refuse_request):
            with pytest.raises(ActionRefused, match="đã có người quyết định"):
                decide(request=seen, by=third, at=clock.now())
        assert district.request().decided_by == district.second

    def test_one_sheet_at_a_time(self, district: District, later: Callable[..., None]) -> None:
        district.ask()
        assert district.ask().status_code == 409
        later(hours=73)
        approvals.request_sheet(user=district.person, factors_too=False, by=district.first, at=clock.now())
        assert list(ApprovalRequest.objects.order_by("pk").values_list("state", flat=True)) == [
            "lapsed",
            "waiting",
        ]

    def test_one_that_is_over_is_not_approved(self, district: District, later: Callable[..., None]) -> None:
        district.ask()
        later(hours=73)
        with pytest.raises(ActionRefused, match="hết hạn"):
            approvals.approve_request(request=district.request(), by=district.second, at=clock.now())

    def test_the_page_of_a_role_that_nobody_approved_in_time_says_so(
        self, district: District, cast: Cast, later: Callable[..., None]
    ) -> None:
        part = f"{Role.objects.get(code='unit_admin').pk}.general.{cast.units['099'].pk}"
        district.asks.post(reverse("accounts:give", args=[district.person.pk]), {"part": part})
        url = reverse("accounts:request", args=[district.request().pk])
        assert "hết hạn" not in district.asks.get(url).content.decode()
        later(hours=73)
        page = district.asks.get(url).content.decode()
        assert "hết hạn" in page
        assert "chờ duyệt" not in page

    def test_one_approved_is_printed_within_three_days(self, district: District, later: Callable[..., None]) -> None:
        district.ask()
        district.post(district.approves, "approve")
        later(hours=73)
        with pytest.raises(ActionRefused, match="hết hạn"):
            approvals.print_sheet(request=district.request(), digest="d" * 64, by=district.first, at=clock.now())

    @pytest.mark.faults("request.refuse")
    @pytest.mark.parametrize("who", ["asks", "approves"])
    def test_it_is_refused_or_taken_back(self, district: District, who: str) -> None:
        district.ask()
        assert district.post(getattr(district, who), "refuse").status_code == 302
        assert district.post(district.approves, "approve").status_code == 409
        assert district.post(district.asks, "print_sheet").status_code == 409
        assert enter(Client(), district.person.username).status_code == 302

    def test_who_left_gets_none(self, district: District) -> None:
        district.ask()
        User.objects.filter(pk=district.person.pk).update(ends_on=clock.today())
        assert district.post(district.approves, "approve").status_code == 409


class TestNewAccounts:
    def test_a_strong_one_waits_for_the_second(self, district: District, cast: Cast) -> None:
        """Else an administrator alone would make their own second."""
        form = {
            "full_name": "Sùng A Páo", "username": "pao.sung", "unit": cast.units["099"].pk,
            "parts": [f"{Role.objects.get(code='unit_admin').pk}.general.{cast.units['099'].pk}"],
        }  # fmt: skip
        page = district.asks.post(reverse("accounts:invite"), form, follow=True).content.decode()
        assert "/loi-moi/" not in page
        assert not Invitation.objects.exists()
        assert district.post(district.asks, "approve").status_code == 409
        made = User.objects.get(username="pao.sung")
        with pytest.raises(ActionRefused):
            invitations.renew_link(user=made, digest="d" * 64, factors_too=False, by=district.first, at=clock.now())

    def test_one_that_became_strong_does_not_open_by_its_first_link(self, district: District, cast: Cast) -> None:
        form = {"full_name": "Sùng A Páo", "username": "pao.sung", "unit": cast.units["099"].pk}
        link = link_in(district.asks.post(reverse("accounts:invite"), form).content.decode())
        made = User.objects.get(username="pao.sung")
        grants.grant_role(
            user=made, role=Role.objects.get(code="unit_admin"), unit=cast.units["099"], function="general",
            since=clock.today(), by=district.first, at=clock.now(),
        )  # fmt: skip
        assert Client().get(link).status_code == 410
        with pytest.raises(ActionRefused):
            invitations.accept_invitation(invitation=Invitation.objects.get(), password=NEW, by=made, at=clock.now())

    def test_one_with_more_than_its_administrator_holds_is_not_theirs_to_open(
        self, district: District, cast: Cast
    ) -> None:
        users.create_user(username="moi", full_name="Lò Văn Mới", title="", unit=cast.units["03304"], by="tests", at=AT)
        made = User.objects.get(username="moi")
        assert resets.may_make_first_link(district.first, made, clock.today())
        grants.create_grant(
            user=made, role=Role.objects.get(code="reporter"), unit=cast.units["03304"], function="general",
            since=AT.date(), by="tests", at=AT,
        )  # fmt: skip
        assert not resets.may_make_first_link(district.first, made, clock.today())

    @pytest.mark.faults("grant.ask")
    def test_the_role_of_an_administrator_is_given_by_two(
        self, district: District, cast: Cast, inside: Callable[..., Client]
    ) -> None:
        role = Role.objects.get(code="unit_admin")
        part = {"part": f"{role.pk}.general.{cast.units['099'].pk}"}
        with pytest.raises(ActionRefused, match="thứ hai"):
            grants.grant_role(
                user=district.person, role=role, unit=cast.units["099"], function="general", since=clock.today(),
                by=district.first, at=clock.now(),
            )  # fmt: skip
        district.asks.post(reverse("accounts:give", args=[district.person.pk]), part)
        held = Grant.objects.filter(capacity__user=district.person, role=role)
        assert not held.exists()
        assert district.post(district.asks, "approve").status_code == 409
        assert district.post(district.approves, "approve").status_code == 302
        assert held.exists()
        assert district.post(district.asks, "print_sheet").status_code == 409
        assert Event.objects.get(action="grant.hand_out").body["detail"]["approved_by"] == "dung"

    @pytest.mark.parametrize("walled", [False, True])
    def test_an_account_opened_by_one_gets_what_guards_it_by_two(
        self, district: District, cast: Cast, walled: bool
    ) -> None:
        """Else the order is turned about: first the link of a plain account, then the right."""
        over, function = cast.units["099"], "enforcement" if walled else "general"
        role = Role.objects.create(code="more", name="Vai trò khác", actions=["register.view"])
        if not walled:
            Role.objects.filter(pk=role.pk).update(actions=["report.review"])
        role.refresh_from_db()
        grants.create_grant(
            user=district.first, role=role, unit=over, function=function, since=AT.date(), by="tests", at=AT
        )
        form = {"full_name": "Sùng A Páo", "username": "pao.sung", "unit": over.pk}
        link = link_in(district.asks.post(reverse("accounts:invite"), form).content.decode())
        assert Client().post(link, {"new": NEW}).status_code == 302
        made = User.objects.get(username="pao.sung")
        held = Grant.objects.filter(capacity__user=made)
        url, part = (
            reverse("accounts:give", args=[made.pk]),
            {"part": f"{role.pk}.{function}.{over.pk}"},
        )
        Role.objects.filter(pk=role.pk).update(functions=[function])
        assert district.asks.post(url, part).status_code == 302
        with pytest.raises(ActionRefused, match="thứ hai"):
            grants.grant_role(
                user=made, role=role, unit=over, function=function, since=clock.today(),
                by=User.objects.get(pk=district.first.pk), at=clock.now(),
            )  # fmt: skip
        assert not held.exists()
        page = district.approves.get(reverse("accounts:request", args=[district.request().pk]))
        assert "do một người quản trị mở" in page.content.decode()
        assert district.post(district.asks, "approve").status_code == 409
        assert district.post(district.approves, "approve").status_code == 302
        assert held.exists()
        assert not resets.is_opened_by_one(made), "the second has answered for it"

    @pytest.mark.parametrize("change", ["more is given", "the maker stops", "the maker left"])
    def test_a_first_link_ends_with_what_it_rested_on(self, district: District, cast: Cast, change: str) -> None:
        form = {"full_name": "Sùng A Páo", "username": "pao.sung", "unit": cast.units["099"].pk}
        link = link_in(district.asks.post(reverse("accounts:invite"), form).content.decode())
        assert Client().get(link).status_code == 200
        made = User.objects.get(username="pao.sung")
        if change == "more is given":
            grants.create_grant(
                user=made, role=Role.objects.get(code="reporter"), unit=cast.units["03304"], function="general",
                since=AT.date(), by="tests", at=AT,
            )  # fmt: skip
        elif change == "the maker stops":
            Grant.objects.filter(capacity__user=district.first).update(valid_to=clock.today())
        else:
            User.objects.filter(pk=district.first.pk).update(ends_on=clock.today())
        assert Client().get(link).status_code == 410
        with pytest.raises(ActionRefused):
            invitations.accept_invitation(invitation=Invitation.objects.get(), password=NEW, by=made, at=clock.now())
