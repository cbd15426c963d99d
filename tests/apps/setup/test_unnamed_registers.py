"""A register that the product brings as code is on only where a programme of the installation names it."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.catalogue import get_product_registers, get_registers
from sokehoach.apps.registers.core.models import RegisterOwnership
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.reporting.queries.registers import COUNTINGS
from sokehoach.apps.setup.queries.exports import build_published_programme
from tests.factories import quang_ngai
from tests.factories.quang_ngai import DIGITAL, DRUGS
from tests.security.routes import ROUTES, address

type Browser = Callable[[User], Client]
CORE = {"sokehoach.apps.registers.core", "sokehoach.apps.registers.data_registers"}


@pytest.fixture
def load_people(db: None, settings: Any) -> list[User]:
    """Everyone of an installation whose two programmes define their registers and name none of the product's."""
    settings.DEMONSTRATION = quang_ngai.DEMONSTRATION
    quang_ngai.load(DIGITAL, DRUGS)
    named = set(RegisterOwnership.objects.values_list("register", flat=True))
    assert named
    assert not named & {*get_product_registers()}
    return [user for code in (DIGITAL, DRUGS) for user in quang_ngai.hire(code).values()]


def list_own_routes() -> list[str]:
    """The routes of the folders of registers that are code."""
    folders = {path.rpartition(".register.")[0] for path in django_settings.REGISTERS.values()}
    return [
        name
        for name, route in ROUTES.items()
        if (module := inspect.getmodule(inspect.unwrap(route.callback)))
        and any(module.__name__.startswith(f"{folder}.") for folder in folders - CORE)
    ]


def test_no_account_reads_or_writes_one(load_people: list[User]) -> None:
    unnamed = {*get_product_registers()}
    assert len(unnamed) > 10
    for user in load_people:
        assert not {register.code for register in entries.list_readable_registers(user)} & unnamed, user.username
        assert not any(entries.can_write_register(user, register) for register in get_product_registers().values())
    readable = {register.code for user in load_people for register in entries.list_readable_registers(user)}
    assert readable & {*get_registers()} - unnamed, "those that the programmes define are there"


def test_no_page_shows_one(load_people: list[User], signed_in: Browser) -> None:
    links = [f"/so/{register.slug}/" for register in get_product_registers().values()]
    routes = [address(name) for name in list_own_routes()]
    assert len(routes) > 20
    for user in (None, *load_people):
        browser = Client() if user is None else signed_in(user)
        for page in ("/", "/so/"):
            text = browser.get(page, follow=True).text
            assert [link for link in (*links, *routes) if f'"{link}"' in text] == [], (user, page)
        opened = {link: browser.get(link).status_code for link in (*links, *routes)}
        closed = (404, 405) if user else (302, 404, 405)  # a stranger is asked to sign in first
        assert {link: status for link, status in opened.items() if status not in closed} == {}, user


def test_no_form_counts_one(load_people: list[User]) -> None:
    for code in (DIGITAL, DRUGS):
        cells = [cell for form in build_published_programme(code).forms for cell in form.cells]
        assert not {cell.source.register for cell in cells if cell.source is not None} & {*COUNTINGS}
