"""A register that the product brings as code is on only where a programme of the installation names it."""

import inspect
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.adapters.programme_files.text_form import read_folder
from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.documents.pages.entry_drafts import draft_from_entry, list_offered_sources, list_sources
from sokehoach.apps.registers.core import modules
from sokehoach.apps.registers.core.catalogue import get_product_registers, get_registers
from sokehoach.apps.registers.core.models import RegisterOwnership
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.reporting.queries.registers import COUNTINGS
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell.outcomes import NotFoundError
from tests.factories import quang_ngai
from tests.factories.api_tokens import make_token, program
from tests.factories.quang_ngai import DIGITAL, DRUGS, FIRST, FOLDERS
from tests.security.routes import ROUTES, address

type Browser = Callable[[User], Client]


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
    return [
        name
        for name, route in ROUTES.items()
        if (module := inspect.getmodule(inspect.unwrap(route.callback)))
        and any(module.__name__.startswith(f"{folder}.") for folder in django_settings.MODULES)
    ]


def test_no_account_reads_or_writes_one(load_people: list[User]) -> None:
    unnamed = {*get_product_registers()}
    assert len(unnamed) > 10
    for user in load_people:
        assert not {register.code for register in entries.list_readable_registers(user)} & unnamed, user.username
        assert not any(entries.can_write_register(user, register) for register in get_product_registers().values())
    readable = {register.code for user in load_people for register in entries.list_readable_registers(user)}
    assert readable & {*get_registers()} - unnamed, "those that the programmes define are there"


@pytest.mark.sweep
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


@pytest.mark.sweep
def test_nothing_else_of_one_is_on(load_people: list[User], signed_in: Browser) -> None:
    """In answers to programs, hits of the search, tasks, documents that are drafted from entries: one account of each
    set of roles asks, as clerks of communes differ by their unit alone.
    """
    slugs = {register.slug for register in get_product_registers().values()}
    names = [str(register.name) for register in get_product_registers().values()]
    accounts = {
        frozenset(Grant.objects.filter(capacity__user=user).values_list("role__code", "capacity__function")): user
        for user in load_people
    }
    assert len(load_people) > len(accounts) > 2
    for user in accounts.values():
        if scope_of(user).anywhere(Action.REGISTER_VIEW):
            client = program(make_token(user))
            rows = client.get("/api/v1/registers").json()["items"]
            assert not {row["slug"] for row in rows} & slugs, user
            assert {client.get(f"/api/v1/registers/{slug}/entries").status_code for slug in slugs} == {404}
        browser = signed_in(user)
        for name in names:
            hits = browser.get("/tim/", {"q": name}).text.partition("<main")[2]
            assert not [slug for slug in slugs if f"/so/{slug}/" in hits], (user, name)
        assert modules.list_tasks(user) == []
        assert modules.list_links(user) == []
        assert list_offered_sources(user) == []
        for source in list_sources():
            with pytest.raises(NotFoundError):
                draft_from_entry(user, source, uuid.uuid4())


@pytest.mark.parametrize("register", ["inspections", "assessment"])
def test_a_definition_that_uses_one_names_who_keeps_it(register: str) -> None:
    """Cells that it fills, checklists, penalty frames, schemes: each is refused with its place."""
    files = read_folder(FOLDERS[FIRST])
    before, _, rest = files["registers.yaml"].partition(f"  - code: {register}\n")
    files["registers.yaml"] = before + "  - code" + rest.partition("  - code")[2]
    with pytest.raises(DefinitionError) as refused:
        programmes.read_programme(files)
    reasons = {problem.file for problem in refused.value.problems if f"không có sổ «{register}»" in str(problem.reason)}
    sections = {"inspections": {"checklists.yaml", "sanctions.csv"}, "assessment": {"criteria.yaml"}}
    assert reasons > sections[register], "and forms"
    assert any(file.startswith("forms/") for file in reasons)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("      suspended: Tạm ngừng\n", "", "establishment_state"),
        ("      surprise: Đột xuất\n", "      surprise: Đột xuất\n      third: Chuyên đề\n", "inspection_kind"),
    ],
)
def test_a_definition_has_the_options_by_which_a_module_decides(old: str, new: str, code: str) -> None:
    files = read_folder(FOLDERS[FIRST])
    assert old in files["option_sets.yaml"]
    files["option_sets.yaml"] = files["option_sets.yaml"].replace(old, new)
    with pytest.raises(DefinitionError, match=f"cần danh mục «{code}» có đúng các lựa chọn"):
        programmes.read_programme(files)
