"""Every route has a permission test."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.repository.order import ROOT

# The only pages that a stranger may have.
OPEN = {
    "accounts:sign_in", "account_login", "login", "accounts:demo_login", "accounts:passkey_sign_in",
    "accounts:passkey_options",
    "accounts:provider", "openid_connect_callback", "accounts:invitation", "accounts:enter_code",
    "public_services:page", "public_services:english", "home:calendar",
    "shell:live", "shell:ready", "shell:measured", "accounts:language", "home:help", "home:chapter",
    "setup:first_run", "setup:first_name", "setup:first_units", "setup:first_own_units", "setup:first_earlier_units",
    "setup:first_programme",
    "setup:first_administrator",
}  # fmt: skip


def routes(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace in ("api", "dhis2"):
                continue  # for programs: tests/security/test_api.py and test_dhis2.py walk them
            yield from routes(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        else:
            yield ":".join((*spaces, entry.name or "")), entry


ROUTES = dict(routes(get_resolver()))


def test_every_route_has_a_name_and_a_permission_test() -> None:
    tests = [*(ROOT / "tests" / "apps").rglob("test_permissions.py")]
    told = "\n".join(path.read_text("utf-8") for path in tests)
    assert ROUTES
    untested = [name for name in ROUTES if not re.search(rf"""["']{re.escape(name)}["']""", told)]
    assert not untested, f"name these in a test_permissions.py and show who may and who may not: {untested}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(ROUTES) - OPEN))
def test_a_stranger_is_sent_to_sign_in(name: str) -> None:
    samples = {"uuid": "00000000-0000-4000-8000-000000000000", "int": 1, "str": "x", "slug": "x", "path": "x"}
    converters = ROUTES[name].pattern.converters
    kinds = {key: type(converter).__name__.removesuffix("Converter").lower() for key, converter in converters.items()}
    url = reverse(name, kwargs={key: samples.get(kind, "x") for key, kind in kinds.items()})
    for answer in (Client().get(url), Client().post(url), Client(headers={"HX-Request": "true"}).get(url)):
        assert answer.status_code == 302
        expected = "login" if name == "home:today" else "accounts:sign_in"
        assert answer["Location"].startswith(reverse(expected))
