"""A person's access, as the trail's readers see it: roles, sign-ins, who gave and who took."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Grant, Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.home.pages import trail
from sokehoach.apps.shell.outcomes import NotFoundError
from tests.factories.cast import AT, SINCE
from tests.factories.district import District

Browser = Callable[[User], Client]


@pytest.fixture
def reader(district: District) -> User:
    """The leader has left a role on top of what they hold."""
    role = Role.objects.create(code="stamper", name="Người đóng dấu", actions=["document.issue"])
    cast = district.cast
    given = grants.create_grant(
        user=cast.commune, role=role, unit=cast.commune.unit, function="general", since=date(2021, 5, 1),
        by=cast.leader, at=AT,
    )  # fmt: skip
    grants.end_grant(Grant.objects.get(pk=given.answer["id"]), date(2021, 6, 1))
    return cast.office


def test_it_works(district: District, reader: User, signed_in: Browser) -> None:
    found = trail.load_access(reader, district.cast.commune.username)
    stamped = found.held[0]
    assert (stamped.role, stamped.since, stamped.until) == (
        "Người đóng dấu", date(2021, 5, 1), date(2021, 6, 1),
    )  # fmt: skip
    assert stamped.by == str(district.cast.leader)
    assert found.held[-1].until is None
    page = signed_in(reader).get(reverse("home:access", args=[district.cast.commune.username])).content.decode()
    assert "Giao quyền cho tài khoản" in page
    assert "đang giữ" in page


def test_it_is_for_those_who_read_the_unit_s_trail(district: District, reader: User) -> None:
    cast = district.cast
    for stranger in (cast.other_commune, cast.police, cast.health, cast.outsider):
        with pytest.raises(NotFoundError):
            trail.load_access(stranger, cast.commune.username)
    with pytest.raises(NotFoundError):
        trail.load_access(reader, cast.outsider.username)  # of another district
    with pytest.raises(NotFoundError):
        trail.load_access(reader, "tick")  # the system's own work has no access


def test_one_s_own_is_one_s_own(district: District, reader: User, signed_in: Browser) -> None:
    """With the roles on a side of the wall; the whole trail is not offered to who does not read it."""
    police = district.cast.police
    found = trail.load_access(police, police.username)
    assert len(found.held) == Grant.objects.filter(capacity__user=police).count() == 2
    assert not found.reads
    page = signed_in(police).get(reverse("home:access", args=[police.username])).content.decode()
    assert "Mọi việc người này đã làm" not in page


def test_an_administrator_knows_the_accounts_of_the_unit(district: District, reader: User, signed_in: Browser) -> None:
    cast = district.cast
    role = Role.objects.create(code="unit_admin", name="Quản trị", actions=["account.administer"])
    grants.create_grant(
        user=cast.other_commune, role=role, unit=cast.other_commune.unit, function="general", since=SINCE, by="tests",
        at=AT,
    )  # fmt: skip
    administrator = User.objects.get(pk=cast.other_commune.pk)
    assert {one.unit for one in trail.load_access(administrator, cast.other_commune.username).held} == {"Xã Pú Xi"}
    with pytest.raises(NotFoundError):
        trail.load_access(administrator, cast.commune.username)
    person = signed_in(administrator).get(reverse("accounts:person", args=[administrator.pk])).content.decode()
    assert reverse("home:access", args=[administrator.username]) in person


def test_roles_behind_the_wall_are_not_told(district: District, reader: User, signed_in: Browser) -> None:
    """That somebody works there is itself a thing of the other side."""
    police = district.cast.police
    assert Grant.objects.filter(capacity__user=police, capacity__function="enforcement").exists()
    found = trail.load_access(reader, police.username)
    general = Grant.objects.filter(capacity__user=police, capacity__function="general")
    assert len(found.held) == general.count()
    assert not found.events.exclude(function="general").exists()
    walled = Grant.objects.filter(capacity__user=police, capacity__function="enforcement")
    assert not found.events.filter(subject__in=[f"grant:{grant.pk}" for grant in walled]).exists()
    page = signed_in(reader).get(reverse("home:access", args=[police.username])).content.decode()
    assert walled.get().role.name not in page


def test_the_trail_leads_to_it(district: District, reader: User, signed_in: Browser) -> None:
    address = reverse("home:access", args=["minh"])
    page = signed_in(reader).get(reverse("home:audit"), {"nguoi": "minh"}).content.decode()
    assert address in page
    assert "nhat-ky/tai-khoan" not in signed_in(reader).get(reverse("home:audit"), {"nguoi": "tests"}).content.decode()


def test_fifteen_queries(
    district: District, reader: User, signed_in: Browser, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for day in range(5):
        grants.create_grant(
            user=district.cast.commune, role=Role.objects.create(code=f"r{day}", name="x", actions=["plan.view"]),
            unit=district.cast.commune.unit, function="general", since=SINCE, by="tests", at=AT + timedelta(days=day),
        )  # fmt: skip
    office = signed_in(reader)
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        office.get(reverse("home:access", args=[district.cast.commune.username]))
