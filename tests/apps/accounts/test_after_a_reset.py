"""A link by mail; after a sheet the wall is shut for a day, and everybody is told."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sokehoach.apps.accounts.models import Grant, Invitation, Role, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries import scopes
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.services import grants, invitations, users
from sokehoach.apps.audit.models import Event
from sokehoach.apps.notices.models import Address, SecurityNotice
from sokehoach.apps.notices.services import addresses, security
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused
from tests.apps.accounts.conftest import enter, link_in, with_totp
from tests.apps.accounts.district import MAIL, NEW, District, district, later, notices_of, walled
from tests.apps.notices.conftest import post_office
from tests.factories.cast import AT, Cast

__all__ = ["district", "later", "post_office"]


class TestOwnAddress:
    @pytest.mark.faults("notices.claim_security", "notices.mark_security", "user.mail_link")
    def test_the_link_goes_there_and_nowhere_else(self, district: District, post_office: Any) -> None:
        keep_address(district.person, days=2)
        page = district.ask(way="mail").content.decode()
        assert "t•••@example.gov.vn" in page
        assert "/loi-moi/" not in page
        assert MAIL not in page
        letters = {letter["Subject"]: (to, letter.get_content()) for to, letter in post_office.letters}
        to, text = letters["Đặt lại mật khẩu Sổ Kế hoạch"]
        assert to == [MAIL]
        assert "/loi-moi/" not in letters["Sổ Kế hoạch: an toàn tài khoản của bạn"][1]
        assert Client().post(link_in(text), {"new": NEW}).status_code == 302
        assert walled(district.person), "it went through the person's own address"

    @pytest.mark.parametrize(("days", "confirmed"), [(2, False), (0.9, True)], ids=["not confirmed", "of today"])
    def test_one_that_is_new_or_not_confirmed_does_not_count(
        self, district: District, post_office: Any, days: float, confirmed: bool
    ) -> None:
        keep_address(district.person, days=days, confirmed=confirmed)
        assert district.ask(way="mail").status_code == 422
        with pytest.raises(ActionRefused):
            invitations.renew_link_by_mail(user=district.person, digest="d" * 64, by=district.first, at=clock.now())
        assert not Invitation.objects.exists()

    def test_another_address_is_confirmed_anew(self, district: District) -> None:
        keep_address(district.person, days=2)
        addresses.update_address(person=district.person.pk, email="khac@example.gov.vn", by="tests", at=clock.now())
        assert Address.objects.get().confirmed_at is None
        assert "t•••@example.gov.vn không còn" in notices_of(district.person)

    def test_factors_never_go_by_mail(self, district: District, post_office: Any) -> None:
        keep_address(district.person, days=2)
        with_totp(district.person)
        assert district.ask(way="mail", factors_too="on").status_code == 422
        assert not Invitation.objects.exists()

    def test_where_no_letter_goes_out_the_link_is_not_shown(self, district: District, post_office: Any) -> None:
        keep_address(district.person, days=2)
        post_office.refuses = True
        page = district.ask(way="mail").content.decode()
        assert "Chưa gửi được thư" in page
        assert "/loi-moi/" not in page


def keep_address(user: User, *, days: float, confirmed: bool = True) -> None:
    at = clock.now() - timedelta(days=days)
    addresses.update_address(person=user.pk, email=MAIL, by="tests", at=at)
    if confirmed:
        Address.objects.update(confirmed_at=at)


class TestClosed:
    def test_a_day_and_no_longer(self, district: District, later: Callable[..., None]) -> None:
        client = district.reset()
        end = district.person.walled_closed_until
        assert end is not None
        page = client.get("/", follow=True).content.decode()
        assert f"đóng đến {timezone.localtime(end):%H:%M %d/%m/%Y}" in page
        lost = client.get("/khong-co/", follow=True)
        assert (lost.status_code, "đóng đến" in lost.content.decode()) == (404, True)
        later(hours=23.9)
        assert not walled(district.person)
        later(hours=0.2)
        assert walled(district.person)

    def test_the_common_work_stays_open(self, district: District) -> None:
        district.reset()
        scope = scope_of(User.objects.get(pk=district.person.pk), clock.today())
        assert scope.units(Action.REPORT_VIEW, "general")
        assert scope.functions == {"general"}

    def test_what_sleeps_because_of_the_wall_does_not_wake(self, district: District, cast: Cast) -> None:
        """Else a reset would open what both sides add up to."""
        capacity = district.person.capacities.get(function="general")
        Grant.objects.create(
            capacity=capacity,
            role=Role.objects.get(code="leader"),
            unit=cast.units["099"],
            valid_from=AT.date(),
        )
        district.reset()
        scope = scope_of(User.objects.get(pk=district.person.pk), clock.today())
        assert not scope.anywhere(Action.CONSOLIDATE_VIEW)
        assert not scope.anywhere(Action.AUDIT_VIEW)

    def test_a_new_account_is_no_reset(self, district: District, cast: Cast) -> None:
        users.create_user(
            username="moi", full_name="Lò Văn Mới", title="", unit=cast.units["099.CA"], by="tests", at=AT
        )
        district.person = User.objects.get(username="moi")
        grants.create_grant(
            user=district.person, role=Role.objects.get(code="walled_reporter"), unit=cast.units["099.CA"],
            function="enforcement", since=AT.date(), by="tests", at=AT,
        )  # fmt: skip
        district.reset()
        assert walled(district.person)

    def test_a_demonstration_opens_again_soon(self, district: District, settings: Any) -> None:
        settings.DEMONSTRATION = object()
        at = datetime(2021, 6, 22, 23, 55, tzinfo=AT.tzinfo)
        district.person.walled_closed_until = at + timedelta(minutes=10)
        assert scopes.find_closure_end(district.person, at)
        assert not scopes.find_closure_end(district.person, at.replace(hour=0, minute=1)), "its clock went back"


class TestTold:
    def test_the_person_and_every_administrator(self, district: District, post_office: Any) -> None:
        keep_address(district.person, days=0)
        client = district.reset()
        for user in (district.person, district.first, district.second):
            assert notices_of(user).count("Vừ A Quý đề nghị, Tòng Thị Dung duyệt") == 2
            assert "được đặt bằng phiếu lúc" in notices_of(user)
        letters = [letter.get_content() for to, letter in post_office.letters if to == [MAIL]]
        assert len(letters) == 2
        page = client.get(reverse("accounts:own")).content.decode()
        assert "Việc về an toàn của tài khoản" in page
        assert page.count("được đặt bằng phiếu lúc") == 2, "at signing in, and in the list"

    def test_nobody_is_called_once_it_is_decided(self, district: District) -> None:
        district.ask()
        assert "đề nghị bạn duyệt" in notices_of(district.second)
        assert "đề nghị bạn duyệt" not in notices_of(district.first)
        district.post(district.approves, "approve")
        assert "đề nghị bạn duyệt" not in notices_of(district.second)

    def test_at_each_sign_in_of_a_week(self, district: District, later: Callable[..., None]) -> None:
        district.reset()
        for _time in range(2):
            client = Client()
            enter(client, district.person.username, NEW)
            assert "được đặt bằng phiếu lúc" in told_at_the_top(client)
        later(days=8)
        client = Client()
        enter(client, district.person.username, NEW)
        assert "được đặt bằng phiếu lúc" not in told_at_the_top(client)

    def test_a_letter_that_did_not_go_out_goes_later(self, district: District, post_office: Any) -> None:
        keep_address(district.person, days=0)
        post_office.refuses = True
        district.ask()
        district.post(district.approves, "approve")
        assert SecurityNotice.objects.filter(person=district.person.pk, mailed_at=None).exists()
        post_office.refuses = False
        assert security.deliver_notices(by="tick", at=clock.now()) == (1, 0)
        assert security.deliver_notices(by="tick", at=clock.now()) == (0, 0)

    def test_the_trail_names_both(self, district: District) -> None:
        district.reset()
        told = {event.action: event.body["detail"] for event in Event.objects.all()}
        for action in ("request.approve", "user.print_sheet", "user.accept"):
            assert (told[action]["asked_by"], told[action]["approved_by"]) == ("quy", "dung"), action
        assert told["user.accept"]["closed_until"]


def told_at_the_top(client: Client) -> str:
    page = client.get(reverse("accounts:own")).content.decode()
    return page[: page.index("Việc về an toàn của tài khoản")]
