"""What a form says of the version that its page showed, and which boxes were ticked."""

import uuid

import pytest
from django.test import RequestFactory

from sokehoach.apps.shell import post_params


@pytest.mark.parametrize(
    ("told", "version"),
    [("3", 3), ("", 0), ("draft", 0), ("-1", 0), ("٣", 0), ("½", 0), ("9" * 5_000, 0)],
)
def test_what_is_no_number_is_no_version(told: str, version: int) -> None:
    assert post_params.get_version(RequestFactory().post("/", {"version": told})) == version


def test_boxes_come_in_the_order_of_the_page_and_no_other_name_is_one() -> None:
    first, second = sorted((uuid.uuid4() for _ in range(2)), reverse=True)
    body = {f"r-{first}": "2", "r-": "1", "r-x": "1", f"{second}": "1", f"r-{second}": "on", "key": "k"}
    told = post_params.get_ticked(RequestFactory().post("/", body), "r-")
    assert [*told.items()] == [(first, "2"), (second, "on")]
