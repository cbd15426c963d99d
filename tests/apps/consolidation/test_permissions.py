"""Who draws together, who looks on, for whom none of it exists."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.models import Closing, Figure
from sokehoach.apps.consolidation.permissions import find_first_area, sees_area
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.plans.models import Plan
from tests.apps.consolidation.test_targets import put
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, PERIOD, District

Browser = Callable[[User], Client]

PAGES = {
    "consolidation:forms": (),
    "consolidation:sheet": ("099", PERIOD, COMMUNES),
    "consolidation:matrix": ("099", PERIOD, COMMUNES),
    "consolidation:workbook": ("099", PERIOD, COMMUNES),
    "consolidation:figure": ("099", PERIOD, COMMUNES, "TT01"),
}
VIEWERS = {"office", "leader"}
NONE = {"commune", "other_commune", "police", "health", "outsider"}


@pytest.mark.parametrize("route", PAGES)
@pytest.mark.parametrize("who", sorted(VIEWERS | NONE))
def test_who_may_look(district: District, signed_in: Browser, route: str, who: str) -> None:
    answer = signed_in(getattr(district.cast, who)).get(reverse(route, args=PAGES[route]), follow=True)
    assert answer.status_code == (200 if who in VIEWERS else 404)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("office", 302),
        ("leader", 409),
        ("commune", 409),
        ("other_commune", 404),
        ("police", 404),
        ("health", 404),
        ("outsider", 404),
    ],
)
def test_who_may_accept(district: District, signed_in: Browser, who: str, status: int) -> None:
    """The office alone; who may see the report is told that it may only look, for the rest there is none."""
    sent = district.send(district.cast.commune, {"B1": "3"})
    address = reverse("consolidation:accept", args=[sent.id])
    answer = signed_in(getattr(district.cast, who)).post(address, {"version": sent.version})
    assert answer.status_code == status
    assert Figure.objects.exists() is (who == "office")


def test_the_second_who_accepts_is_answered_with_409(district: District, signed_in: Browser) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    address = reverse("consolidation:accept", args=[sent.id])
    assert signed_in(district.cast.office).post(address, {"version": sent.version}).status_code == 302
    again = signed_in(district.cast.office).post(address, {"version": sent.version})
    assert again.status_code == 409
    assert "Cà Thị Hương" in again.content.decode()


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 5000])
def test_a_version_that_nobody_was_shown_is_refused(district: District, signed_in: Browser, version: str) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    answer = signed_in(district.cast.office).post(reverse("consolidation:accept", args=[sent.id]), {"version": version})
    assert answer.status_code == 409
    assert not Figure.objects.exists()


def test_nothing_is_accepted_by_following_a_link(district: District, signed_in: Browser) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    assert signed_in(district.cast.office).get(reverse("consolidation:accept", args=[sent.id])).status_code == 405


@pytest.mark.parametrize(
    ("unit", "period", "form"),
    [
        ("098", PERIOD, COMMUNES),  # the neighbouring district
        ("11", PERIOD, COMMUNES),  # above the office
        ("099.LDTBXH", PERIOD, COMMUNES),  # an agency is no area
        ("nowhere", PERIOD, COMMUNES),
        ("099", "2021", COMMUNES),  # no period of that form
        ("099", "nonsense", COMMUNES),
        ("099", PERIOD, "no-form"),
    ],
)
def test_what_is_not_there_is_not_found(
    district: District, signed_in: Browser, unit: str, period: str, form: str
) -> None:
    answer = signed_in(district.cast.office).get(reverse("consolidation:sheet", args=[unit, period, form]))
    assert answer.status_code == 404


@pytest.mark.parametrize("period", ["nonsense", "a/b", "2021S3"])
def test_a_period_that_cannot_be_read_is_not_found(district: District, signed_in: Browser, period: str) -> None:
    answer = signed_in(district.cast.office).get(reverse("consolidation:forms"), {"ky": period})
    assert answer.status_code == 404


@pytest.mark.parametrize("who", sorted(VIEWERS | NONE))
def test_the_targets_of_a_district_are_for_its_viewers(district: District, signed_in: Browser, who: str) -> None:
    office = district.cast.office
    plan = Plan.objects.create(
        unit=district.cast.units["099"], kind="KẾ HOẠCH", title="Phòng, chống mại dâm", file_name="x.txt", text="I",
        digest="0", state="in_force", created_by=office, created_at=AT, in_force_by=office, in_force_at=AT,
    )  # fmt: skip
    client = signed_in(getattr(district.cast, who))
    expected = 200 if who in VIEWERS else 404
    assert client.get(reverse("consolidation:targets", args=[plan.pk])).status_code == expected
    put(plan)
    units = reverse("consolidation:target_units", args=[plan.pk, "CT1"])
    assert client.get(units).status_code == expected
    assert client.get(reverse("consolidation:target_units", args=[plan.pk, "CT9"])).status_code == 404


@pytest.mark.parametrize(
    ("who", "many", "closes"),
    [("office", 200, 302), ("leader", 404, 404), ("commune", 404, 404), ("other_commune", 404, 404),
     ("police", 404, 404), ("health", 404, 404), ("outsider", 404, 404)],
)  # fmt: skip
def test_who_may_accept_many_and_close(
    district: District, signed_in: Browser, who: str, many: int, closes: int
) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    client = signed_in(getattr(district.cast, who))
    assert client.get(reverse("consolidation:accept_many", args=[PERIOD, COMMUNES])).status_code == many
    body = {"seen": closings.compute_inputs_digest(unit=district.cast.units["099"], form=COMMUNES, period=PERIOD)}
    address = reverse("consolidation:close", args=["099", PERIOD, COMMUNES])
    assert client.post(address, body).status_code == closes


@pytest.mark.parametrize(
    ("who", "many", "closes"),
    [("office", 200, 200), ("leader", 404, 404), ("commune", 404, 404), ("police", 404, 404), ("outsider", 404, 404)],
)
def test_who_may_decide_on_a_whole_period(
    district: District, signed_in: Browser, who: str, many: int, closes: int
) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    client = signed_in(getattr(district.cast, who))
    assert client.get(reverse("consolidation:accept_period", args=[PERIOD])).status_code == many
    address = reverse("consolidation:close_period", args=["099", PERIOD])
    assert client.get(address).status_code == closes
    seen = closings.compute_inputs_digest(unit=district.cast.units["099"], form=COMMUNES, period=PERIOD)
    assert client.post(address, {f"f-{COMMUNES}": seen}).status_code == closes
    assert Closing.objects.exists() == (closes == 200)


def test_the_figures_open_on_an_area_that_the_account_sees(district: District) -> None:
    """A commune adds nothing up, and the police see no figures of the district that they belong to."""
    areas = {who: find_first_area(getattr(district.cast, who)) for who in sorted(VIEWERS | NONE)}
    assert {who for who in areas if sees_area(getattr(district.cast, who))} == VIEWERS
    assert areas == {who: "099" if who in VIEWERS else "" for who in areas}
