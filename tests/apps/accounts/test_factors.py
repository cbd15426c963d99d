"""What services of factors and roles leave behind: the codes that pass, the key that is kept, sessions, roles."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Grant, Role, User
from sokehoach.apps.accounts.services import factors, grants
from sokehoach.apps.audit.models import Event
from sokehoach.apps.programmes.models import Programme
from tests.apps.accounts.conftest import code_at, with_totp
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.programmes import first_programme

SECRET, NOON = "JBSWY3DPEHPK3PXP", 1_600_000_200.0


@pytest.mark.parametrize(("steps", "passes"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_of_the_step_before_or_after_passes(steps: int, passes: bool) -> None:
    code = code_at(SECRET, NOON + steps * factors.STEP)
    counter = int(NOON) // factors.STEP + steps
    assert factors.find_counter(SECRET, code, NOON) == (counter if passes else None)
    assert factors.find_counter(SECRET, code, NOON, last_used=counter) is None


def test_a_key_is_kept_under_its_name(hoa: User) -> None:
    factors.add_passkey(user=hoa, name="Khóa bàn phím", credential={"id": "k"}, by=hoa, at=AT)
    kept = Authenticator.objects.get(user=hoa, type=factors.PASSKEY)
    assert (kept.wrap().name, kept.data["credential"]) == ("Khóa bàn phím", {"id": "k"})


def test_a_reset_takes_every_factor_and_ends_every_session(
    real: None, hoa: User, admin: User, inside: Callable[..., Client]
) -> None:
    secret = with_totp(hoa)
    factors.renew_codes(user=hoa, by=hoa, at=AT)
    client = inside(hoa, secret)
    assert client.get(reverse("accounts:own")).status_code == 200
    factors.reset_factors(user=hoa, by=admin, at=AT)
    assert client.get(reverse("accounts:own")).status_code == 302
    assert not Authenticator.objects.filter(user=hoa).exists()
    assert Event.objects.filter(action="factor.reset").latest("pk").body["detail"] == {"removed": 2}


def define_role(name: str, *actions: str) -> SimpleNamespace:
    return SimpleNamespace(code="keeper", name=name, actions=actions, functions=(), levels=())


def test_a_role_of_the_installation_changes_while_its_programme_is_alone(cast: object) -> None:
    programme, wide = first_programme(), Role.objects.filter(code="keeper", programme=None)
    for name in ("Người giữ tài khoản", "Quản trị tài khoản"):
        kept = grants.import_roles(
            programme=programme, roles=[define_role(name, "account.administer")], by="tests", at=AT
        )
        assert kept.detail == {"kept": 1}
        assert wide.get().name == name
    second = Programme.objects.create(code="thu_hai", name="Thứ hai", short_name="Thứ hai")
    for one in (programme, second):
        roles = [define_role("Tên khác", "account.administer"), define_role("Người xem", "report.view")]
        kept = grants.import_roles(programme=one, roles=roles, by="tests", at=AT)
        assert kept.detail == {"kept": 2}
        assert wide.get().name == "Quản trị tài khoản", "another programme has it, too"
    assert {role.programme for role in Role.objects.filter(code="keeper")} == {None, programme, second}


def test_the_grants_of_a_role_that_a_programme_gives_up_end_and_earlier_ends_stay(cast: Cast) -> None:
    programme, day = first_programme(), AT.date()
    grants.import_roles(programme=programme, roles=[define_role("Người xem", "report.view")], by="tests", at=AT)
    role = Role.objects.get(code="keeper", programme=programme)
    for user in (cast.office, cast.police):
        grants.create_grant(user=user, role=role, unit=user.unit, function="general", since=SINCE, by="tests", at=AT)
    earlier = day - timedelta(days=30)
    Grant.objects.filter(role=role, capacity__user=cast.police).update(valid_to=earlier)
    grants.import_roles(programme=programme, roles=[], by="tests", at=AT)
    ends = Grant.objects.filter(role=role).values_list("capacity__user__username", "valid_to")
    assert dict(ends) == {cast.office.username: day, cast.police.username: earlier}
    role.refresh_from_db()
    assert role.actions == []


def test_in_a_programme_of_no_unit_nobody_has_a_role_by_publishing_it(cast: Cast) -> None:
    programme = Programme.objects.create(code="khac", name="Khác", short_name="Khác")
    assert grants.copy_own_grants(programme=programme, by=cast.office, at=AT) == 0
