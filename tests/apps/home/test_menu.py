"""The menu has what the account can open, whatever a programme says of roles and registers."""

from collections.abc import Callable

from django.conf import settings
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.registers.core.services import register_owners
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.district import found

type Browser = Callable[[User], Client]


def hire(cast: Cast, *actions: str) -> User:
    """An account of a commune with these rights there."""
    users.create_user(username="xem", full_name="Lò Văn Xem", title="", unit=cast.units["03304"], by="tests", at=AT)
    person = User.objects.get(username="xem")
    role = Role.objects.create(code="xem", name="xem", actions=[*actions])
    grants.create_grant(
        user=person, role=role, unit=cast.units["03304"], function="general", since=SINCE, by="tests", at=AT
    )
    return person


def list_offered(client: Client) -> set[str]:
    page = client.get("/").text
    routes = [route for _label, route, _action in (*settings.MENU, *settings.FOOTER)]
    return {route for route in routes if f'<a href="{reverse(route)}"' in page}


def test_without_registers_their_page_says_so(cast: Cast, signed_in: Browser) -> None:
    register_owners.import_register_owners(programme=Programme.objects.get(), ownerships=[], by="tests", at=AT)
    client = signed_in(cast.commune)
    assert "registers:list" in list_offered(client)
    assert "chương trình chưa giao sổ cho đơn vị này" in client.get(reverse("registers:list")).text
    assert signed_in(cast.leader).get(reverse("registers:list")).status_code == 404  # without the right


def test_figures_are_offered_to_who_sees_those_of_an_area(cast: Cast, signed_in: Browser) -> None:
    of_areas = {"home:leader", "consolidation:forms", "analysis:ask"}
    assert of_areas <= list_offered(signed_in(cast.leader))
    client = signed_in(hire(cast, "consolidate.view"))
    assert not of_areas & list_offered(client)
    assert {client.get(reverse(route)).status_code for route in ("home:leader", "consolidation:forms")} == {404}


def test_figures_of_an_area_below_are_offered_to_an_office_above(cast: Cast, signed_in: Browser) -> None:
    person = hire(cast, "consolidate.view")
    User.objects.filter(pk=person.pk).update(unit=cast.units["11.SOLDTBXH"])
    person = User.objects.select_related("unit__parent").get(pk=person.pk)
    grants.create_grant(
        user=person, role=Role.objects.get(code="xem"), unit=cast.units["099"], function="general", since=SINCE,
        by="tests", at=AT,
    )  # fmt: skip
    client = signed_in(person)
    assert {"consolidation:forms", "analysis:ask"} <= list_offered(client)
    assert "home:leader" not in list_offered(client)
    assert client.get(reverse("consolidation:forms"), follow=True).status_code == 200
    assert client.get(reverse("analysis:ask")).status_code == 200


def test_who_reviews_and_sees_no_figures_is_led_from_the_first_page_to_the_reports(
    cast: Cast, signed_in: Browser
) -> None:
    found(cast)
    reviewer = hire(cast, "report.view", "report.review")
    User.objects.filter(pk=reviewer.pk).update(unit=cast.units["099.LDTBXH"])
    grants.create_grant(
        user=reviewer, role=Role.objects.get(code="xem"), unit=cast.units["099"], function="general", since=SINCE,
        by="tests", at=AT,
    )  # fmt: skip
    page = signed_in(reviewer).get("/").text
    assert "0/3" in page
    assert f'href="{reverse("consolidation:forms")}"' not in page
    assert f'href="{reverse("consolidation:forms")}"' in signed_in(cast.office).get("/").text
