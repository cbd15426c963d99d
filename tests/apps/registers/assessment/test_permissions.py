"""Who sees an assessment, who scores, who decides, who adds a scheme."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.apps.registers.assessment import samples
from tests.apps.registers.making import Book
from tests.factories.cast import Cast

READERS = {"commune", "office"}
EVERYONE = ("commune", "office", "other_commune", "outsider", "leader")
SCORES = {"do": "score", "version": 1, "a": "55", "b": "30", "record": ""}
DECIDES = {
    "do": "decide",
    "version": 1,
    "granted": "",
    "decided_on": "21/06/2021",
    "decision": "7/QĐ",
    "reason": "",
}


@pytest.mark.parametrize(
    ("route", "body", "allowed"),
    [
        ("assessment:sheet", None, READERS),
        ("assessment:sheet", SCORES, {"commune", "office"}),  # the office keeps registers for its communes
        ("assessment:sheet", DECIDES, {"office"}),
        ("assessment:year", None, set(EVERYONE) - {"leader"}),
        ("assessment:scheme", None, set(EVERYONE) - {"leader"}),
        ("assessment:scheme", {"name": ""}, {"office"}),
    ],
)
def test_each_route_lets_in_whom_it_names(
    cast: Cast, signed_in: Any, route: str, body: dict[str, Any] | None, allowed: set[str]
) -> None:
    line = Book(cast, samples).add()
    url = reverse(route, args=[line] if route == "assessment:sheet" else [])
    for who in sorted(EVERYONE, key=lambda name: name in allowed):
        client = signed_in(getattr(cast, who))
        answer = client.get(url) if body is None else client.post(url, body)
        assert (answer.status_code != 404) is (who in allowed), (who, answer.status_code)


def test_a_record_exists_once_it_was_scored(cast: Cast, signed_in: Any) -> None:
    line = Book(cast, samples).add()
    client, url = signed_in(cast.commune), reverse("assessment:record", args=[line])
    assert client.get(url).status_code == 404
    client.post(reverse("assessment:sheet", args=[line]), SCORES)
    assert client.get(url).status_code == 200
    assert signed_in(cast.other_commune).get(url).status_code == 404


@pytest.mark.parametrize("route", ["assessment:year", "assessment:scheme"])
def test_who_is_not_signed_in_is_sent_to_sign_in(route: str) -> None:
    assert Client().get(reverse(route)).status_code == 302
