"""Who opens a superior's form, who brings one."""

import pytest
from django.urls import reverse

from tests.apps.documents.superior.test_forms import TAKERS, WHO, Browser, kept
from tests.factories.district import PERIOD, District


@pytest.mark.parametrize(
    "route",
    ["documents:superior", "documents:superior_file", "documents:superior_filled", "documents:superior_form"],
)
def test_who_may_see(district: District, browser: Browser, route: str) -> None:
    row = kept(district)
    given = {"documents:superior": (), "documents:superior_form": (row.pk,)}.get(route, (row.pk, PERIOD))
    for who in WHO:
        answer = browser(getattr(district.cast, who)).get(reverse(route, args=given))
        assert answer.status_code == (200 if who in TAKERS else 404), who


@pytest.mark.parametrize("who", WHO)
def test_only_the_unit_that_fills_it_brings_one(district: District, browser: Browser, who: str) -> None:
    answer = browser(getattr(district.cast, who)).get(reverse("documents:superior_new"))
    assert answer.status_code == (200 if who in ("office", "leader") else 404)
