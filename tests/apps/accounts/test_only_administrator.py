"""While a place has one administrator, that person's letter opens accounts that else take two (docs/adr/0106)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import ApprovalRequest, Grant, Invitation, Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.notices.models import SecurityNotice
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused
from tests.apps.accounts.conftest import add, link_in, with_totp
from tests.apps.accounts.district import NEW
from tests.factories.cast import AT, SINCE, Cast


@dataclass
class Office:
    """The only administrator of a district, at a browser; holds the roles of who reviews figures, too."""

    cast: Cast
    only: User
    client: Client

    def invite(self, username: str, *roles: str) -> str:
        """The page that follows."""
        over = self.cast.units["099"].pk
        parts = [f"{Role.objects.get(code=code).pk}.general.{over}" for code in roles]
        form = {"full_name": "Sùng A Páo", "username": username, "unit": over, "parts": parts}
        return self.client.post(reverse("accounts:invite"), form, follow=True).content.decode()

    def give(self, user: User, role: str, by: User | None = None) -> None:
        grants.grant_role(
            user=user, role=Role.objects.get(code=role), unit=self.cast.units["099"], function="general",
            since=clock.today(), by=User.objects.get(pk=(by or self.only).pk), at=clock.now(),
        )  # fmt: skip

    def open(self, page: str) -> int:
        return Client().post(link_in(page), {"new": NEW}).status_code


@pytest.fixture
def office(real: None, cast: Cast, inside: Callable[..., Client]) -> Office:
    Role.objects.create(code="unit_admin", name="Quản trị đơn vị", actions=["account.administer"])
    Role.objects.create(code="reviewer", name="Người duyệt số liệu", actions=["report.review"])
    only = add(cast, "quy", "Vừ A Quý", "099", "unit_admin", "reviewer")
    return Office(cast, only, inside(only, with_totp(only)))


def test_a_letter_opens_the_account_of_who_reviews_figures(office: Office) -> None:
    page = office.invite("pao.sung", "reviewer")
    assert office.open(page) == 302
    assert Invitation.objects.get().way == Invitation.Way.ALONE
    assert not ApprovalRequest.objects.exists()


def test_a_second_administrator_who_has_opened_the_letter_ends_it(office: Office) -> None:
    page = office.invite("pao.sung", "unit_admin")
    assert "/loi-moi/" in office.invite("hai.lo", "reviewer"), "who has not opened the letter is no second one"
    assert office.open(page) == 302
    assert "/loi-moi/" not in office.invite("ba.lo", "reviewer")
    assert ApprovalRequest.objects.get().user.username == "ba.lo"


def test_a_letter_of_before_stays_good_for_its_roles_alone(office: Office) -> None:
    pages = [office.invite(username, "reviewer") for username in ("hai.lo", "ba.lo")]
    assert office.open(office.invite("pao.sung", "unit_admin")) == 302
    assert office.open(pages[0]) == 302
    office.give(User.objects.get(username="ba.lo"), "unit_admin")
    assert office.open(pages[1]) == 410


def test_who_stopped_the_second_one_is_not_the_only_one_at_once(office: Office) -> None:
    today = clock.today()
    second = add(office.cast, "dung", "Tòng Thị Dung", "099", "unit_admin")
    Grant.objects.filter(capacity__user=second).update(valid_to=today - timedelta(days=29))
    assert "/loi-moi/" not in office.invite("hai.lo", "reviewer")
    Grant.objects.filter(capacity__user=second).update(valid_to=today - timedelta(days=30))
    assert "/loi-moi/" in office.invite("ba.lo", "reviewer")


def test_an_administrator_above_is_a_second_one_and_one_below_is_not(office: Office) -> None:
    below = add(office.cast, "hoa", "Lò Thị Hoa", "03289", "unit_admin")
    assert "/loi-moi/" in office.invite("hai.lo", "reviewer")
    grants.create_grant(
        user=below, role=Role.objects.get(code="unit_admin"), unit=office.cast.units["11"], function="general",
        since=SINCE, by="tests", at=AT,
    )  # fmt: skip
    assert "/loi-moi/" not in office.invite("ba.lo", "reviewer")


def test_a_colleague_gets_the_role_and_is_told_who_gave_it(office: Office) -> None:
    assert office.open(office.invite("pao.sung")) == 302
    person, part = User.objects.get(username="pao.sung"), f"{Role.objects.get(code='reviewer').pk}.general."
    url = reverse("accounts:give", args=[person.pk])
    assert office.client.post(url, {"part": part + str(office.cast.units["099"].pk)}).status_code == 302
    assert Grant.objects.filter(capacity__user=person, role__code="reviewer").exists()
    assert "Vừ A Quý giao một mình" in SecurityNotice.objects.get(person=person.pk).text
    add(office.cast, "dung", "Tòng Thị Dung", "099", "unit_admin")
    with pytest.raises(ActionRefused, match="thứ hai"):
        office.give(person, "unit_admin")


def test_what_is_behind_the_wall_still_takes_two(office: Office) -> None:
    Role.objects.filter(code="reviewer").update(actions=["register.view"], functions=["enforcement"])
    only, over = User.objects.get(pk=office.only.pk), office.cast.units["099"]
    role = Role.objects.get(code="reviewer")
    Grant.objects.filter(role=role).delete()
    grants.create_grant(user=only, role=role, unit=over, function="enforcement", since=SINCE, by="tests", at=AT)
    form = {"full_name": "Sùng A Páo", "username": "pao.sung", "unit": over.pk}
    form["parts"] = [f"{role.pk}.enforcement.{over.pk}"]  # type: ignore[assignment]
    assert "/loi-moi/" not in office.client.post(reverse("accounts:invite"), form, follow=True).content.decode()
    assert ApprovalRequest.objects.exists()


def test_a_reset_that_nobody_can_approve_names_the_way_to_a_second_one(office: Office) -> None:
    person = add(office.cast, "dung", "Tòng Thị Dung", "099")
    url = reverse("accounts:relink", args=[person.pk])
    page = office.client.post(url, {"way": "sheet"}, follow=True).content.decode()
    invite = f"{reverse('accounts:invite')}?unit={office.cast.units['099'].pk}&amp;vai-tro=quan-tri"
    assert invite in page
    form = office.client.get(invite.replace("&amp;", "&")).context["form"]
    assert [office_part.split(".")[0] for office_part in form.initial["parts"]] == [
        str(Role.objects.get(code="unit_admin").pk)
    ]


def test_the_page_of_accounts_says_that_there_is_one_administrator(office: Office) -> None:
    sentence = "Bạn là người quản trị duy nhất ở đây."
    assert sentence in office.client.get(reverse("accounts:staff")).content.decode()
    add(office.cast, "dung", "Tòng Thị Dung", "099", "unit_admin")
    assert sentence not in office.client.get(reverse("accounts:staff")).content.decode()
