"""What a form says of the version that its page showed."""

import pytest
from django.test import RequestFactory

from sokehoach.apps.shell import posted

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("told", "version"),
    [("3", 3), ("", 0), ("draft", 0), ("-1", 0), ("٣", 0), ("½", 0), ("9" * 5_000, 0)],
)
def test_what_is_no_number_is_no_version(told: str, version: int) -> None:
    assert posted.version(RequestFactory().post("/", {"version": told})) == version
