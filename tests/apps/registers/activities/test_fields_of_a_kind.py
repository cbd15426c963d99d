"""The form of an activity asks only for what its kind has, and loses nothing that is stored."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.factories.cast import Cast

type Added = Callable[..., Any]


def list_hiding_kinds(page: str) -> dict[str, list[str]]:
    """The kinds for which the browser hides a field, by field."""
    inputs = [tag for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", page) if "data-visible-when" in tag]
    return {
        name[1]: json.loads(unescape(conditions[1]))[0]["options"]
        for tag in inputs
        if (name := re.search(r'name="(\w+)"', tag)) and (conditions := re.search(r'data-visible-when="([^"]*)"', tag))
    }


def test_items_minutes_and_people_are_asked_of_the_kinds_that_have_them(
    cast: Cast, signed_in: Callable[[User], Client]
) -> None:
    page = signed_in(cast.commune).get("/so/truyen-thong/them/").content.decode()
    hidden = list_hiding_kinds(page)
    assert {*hidden} == {"items", "people", "women", "minutes"}
    assert page.count("&quot;test&quot;: &quot;present&quot;") == len(hidden), "shown before a kind is chosen"
    assert "talk" in hidden["items"]
    assert "broadcast" not in hidden["items"]
    assert "visual" in hidden["people"]
    assert "lesson" not in hidden["people"]
    assert "broadcast" not in hidden["minutes"]
    assert {"talk", "leaflet", "article"} < {*hidden["minutes"]}


def test_a_stored_value_that_the_kind_would_hide_stays_in_sight(
    cast: Cast, added: Added, signed_in: Callable[[User], Client]
) -> None:
    entry = added(kind="visual", items=4, people=30, women=None)
    page = signed_in(cast.commune).get(f"/so/truyen-thong/{entry.pk}/sua/").content.decode()
    assert {*list_hiding_kinds(page)} == {"items", "women", "minutes"}


@pytest.mark.parametrize(("kind", "field"), [("visual", "items"), ("talk", "people"), ("broadcast", "people")])
def test_what_is_missing_is_said_beside_a_field_that_shows(added: Added, kind: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        added(kind=kind, people=None, women=None, items=None)
    assert {*refused.value.messages} == {field}
