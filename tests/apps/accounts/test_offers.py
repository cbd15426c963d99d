"""Whom one invites where: first the unit, then the roles that its level has."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.pages.offers import MAX_FOUND, build_offer, search_units
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.text import fold_accents
from tests.apps.accounts.conftest import add, with_totp
from tests.factories.cast import AT, SINCE, Cast

CLERK = "Công chức xã"
MANY = 120


@pytest.fixture
def keeper(cast: Cast) -> User:
    """Administers a district of many communes, and holds each role that it gives."""
    Role.objects.create(code="unit_admin", name="Quản trị đơn vị", actions=["account.administer"])
    for code, name, levels in (
        ("clerk", CLERK, ["commune", "township"]), ("desk", "Cán bộ phòng", ["agency"]),
        ("head", "Cơ quan thường trực", ["district"]), ("viewer", "Người xem", []),
    ):  # fmt: skip
        Role.objects.create(code=code, name=name, actions=["report.view"], levels=levels)
    Unit.objects.bulk_create(
        Unit(
            code=f"9{number:04}", name=f"Xã Nậm Đông {number}", short_name=f"Nậm Đông {number}", level="commune",
            folded=fold_accents(f"Xã Nậm Đông {number}"), parent=cast.units["099"], valid_from=SINCE,
        )
        for number in range(MANY)
    )  # fmt: skip
    return add(cast, "quan", "Lò Văn Quân", "099", "unit_admin", "clerk", "desk", "head", "viewer")


@pytest.fixture
def desk(real: None, keeper: User, inside: Callable[..., Client]) -> Client:
    return inside(keeper, with_totp(keeper))


def _names(keeper: User, unit: Unit) -> set[str]:
    return {name for _code, name in build_offer(scope_of(keeper), unit.pk).choices}


def test_the_level_of_the_unit_decides_which_roles_are_offered(cast: Cast, keeper: User) -> None:
    assert _names(keeper, cast.units["03304"]) == {
        f"{CLERK} · Xã Tênh Phông", "Người xem · Xã Tênh Phông", "Quản trị đơn vị · Xã Tênh Phông"
    }  # fmt: skip
    offered = _names(keeper, cast.units["099.LDTBXH"])
    assert "Cán bộ phòng · Phòng Lao động - TB&XH" in offered
    assert "Cơ quan thường trực · Huyện Tuần Giáo" in offered, "an agency works for the area to which it belongs"
    assert not any(name.startswith(CLERK) for name in offered)


def test_nobody_is_offered_a_unit_outside_the_own_scope(cast: Cast, keeper: User) -> None:
    for unit in ("03247", "11"):
        with pytest.raises(NotFoundError):
            build_offer(scope_of(keeper), cast.units[unit].pk)
    with pytest.raises(NotFoundError):
        search_units(scope_of(cast.commune), "")
    assert not build_offer(scope_of(keeper), None).parts


@pytest.mark.parametrize("typed", ["tenh phong", "Tênh  Phông", "TÊNH PHÔNG", "03304", "  phong xa"[:7]])
def test_a_unit_is_found_without_accents_and_by_code(cast: Cast, keeper: User, typed: str) -> None:
    assert cast.units["03304"] in search_units(scope_of(keeper), typed).units


def test_of_many_units_the_page_shows_the_first_and_says_how_many(
    desk: Client, keeper: User, django_assert_max_num_queries: Any
) -> None:
    address = reverse("accounts:invite")
    assert desk.get(address).status_code == 200
    with django_assert_max_num_queries(14):
        page = desk.get(address).content.decode()
    assert page.count("?unit=") == MAX_FOUND
    reach = search_units(scope_of(keeper), "").count
    assert f"{MAX_FOUND} trong {reach} đơn vị" in page
    narrowed = desk.get(address, {"tim": "nam dong 117"}).content.decode()
    assert "Tên đăng nhập" in narrowed, "the only unit is chosen at once"
    assert "Xã Nậm Đông 117" in narrowed
    assert "Không có đơn vị nào" in desk.get(address, {"tim": "khong co"}).content.decode()


def test_the_invitation_of_one_unit_has_some_boxes_and_few_queries(
    cast: Cast, desk: Client, django_assert_max_num_queries: Any
) -> None:
    address = f"{reverse('accounts:invite')}?unit={cast.units['03304'].pk}"
    with django_assert_max_num_queries(16):
        page = desk.get(address).content.decode()
    assert len(re.findall(r'type="checkbox" name="parts"', page)) == 3


def test_a_form_without_a_unit_asks_for_it_and_one_outside_does_not_exist(cast: Cast, desk: Client) -> None:
    address = reverse("accounts:invite")
    for typed in ({}, {"unit": "khác"}, {"unit": "9" * 40}):
        answer = desk.post(address, typed)
        assert answer.status_code == 422
        assert "Chưa chọn đơn vị" in answer.content.decode()
    assert desk.get(f"{address}?unit={cast.units['03247'].pk}").status_code == 404
    assert desk.post(address, {"unit": cast.units["03247"].pk}).status_code == 404


def test_a_role_over_another_unit_is_given_after_choosing_it(cast: Cast, desk: Client) -> None:
    person = add(cast, "ban", "Cà Thị Bản", "03304")
    page, give = reverse("accounts:person", args=[person.pk]), reverse("accounts:give", args=[person.pk])
    other = cast.units["03269"]
    role = Role.objects.get(code="clerk")
    assert f"{CLERK} · {other.name}" not in desk.get(page).content.decode()
    assert f"{page}?unit={other.pk}" in desk.get(page, {"tim": "pu xi"}).content.decode()
    assert f"{CLERK} · {other.name}" in desk.get(page, {"unit": other.pk}).content.decode()
    part = f"{role.pk}.general.{other.pk}"
    assert desk.post(give, {"part": part}).status_code == 422, "it is offered over the chosen unit alone"
    assert desk.post(give, {"part": part, "unit": cast.units["03247"].pk}).status_code == 404
    assert desk.post(give, {"part": part, "unit": other.pk}).status_code == 302
    granted = person.capacities.get(function="general").grants.get()
    assert (granted.role, granted.unit, granted.valid_from) == (role, other, granted.valid_from)
    assert AT.date() <= granted.valid_from
