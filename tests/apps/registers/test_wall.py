"""The wall: what one side writes does not exist for the other, nor for those who stand on none (limits.md, 3)."""

import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.catalogue import get_product_registers, get_register
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.services import entries as writing
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from tests.apps.registers.enforcement import samples as enforcement
from tests.apps.registers.health_checks import samples as health_checks
from tests.apps.registers.lodging_checks import samples as lodging_checks
from tests.apps.registers.making import Book, keep_walled
from tests.apps.registers.support import samples as support
from tests.factories.cast import AT, Cast

type Browser = Callable[[User], Client]
WALLED = {
    "enforcement": enforcement,
    "lodging_checks": lodging_checks,
    "support": support,
    "health_checks": health_checks,
}
OTHERS = ("office", "commune", "other_commune", "leader", "outsider")


@pytest.fixture
def both(cast: Cast) -> None:
    keep_walled(cast, "police", "enforcement")
    keep_walled(cast, "health", "support")


def strangers(code: str) -> tuple[str, ...]:
    """Everybody but those of that side."""
    return (*OTHERS, "health" if get_register(code).function == "enforcement" else "police")


CASES = [(code, who) for code in WALLED for who in (*OTHERS, "police", "health")]


def filled(cast: Cast, code: str) -> Any:
    samples = WALLED[code]
    bare = ModuleType(samples.__name__)
    bare.__dict__.update({name: getattr(samples, name) for name in ("OPTIONS", "VALUES", "UNIT", "BY")})
    return Book(cast, bare).add()


def test_each_walled_register_is_tried_here() -> None:
    ours = {code for code, one in get_product_registers().items() if one.function != "general"}
    assert ours - {"inspections"} <= WALLED.keys()  # whose visits have tests of their own


@pytest.mark.parametrize(("code", "who"), CASES)
def test_a_line_exists_for_its_own_side_alone(cast: Cast, both: None, signed_in: Browser, code: str, who: str) -> None:
    line, one = filled(cast, code), get_register(code)
    page = signed_in(getattr(cast, who))
    sees = who not in strangers(code)
    of_line = ("entry", "change", "void", "restore")
    for route in ("register", "add", "export", "template", "import", *of_line):
        url = reverse(f"registers:{route}", args=[one.slug, *([line] if route in of_line else [])])
        reply = page.post(url, {}) if route in ("void", "restore") else page.get(url)
        assert (reply.status_code != 404) is sees, f"{route}: {reply.status_code}"
    home = page.get(reverse("registers:list"))
    if home.status_code == 200:
        assert (str(one.name) in home.content.decode()) is sees
    else:
        assert who == "leader"


@pytest.mark.parametrize("code", WALLED)
def test_no_account_of_another_side_reads_or_writes_by_the_services(cast: Cast, both: None, code: str) -> None:
    line, one, samples = filled(cast, code), get_register(code), WALLED[code]
    for who in strangers(code):
        user = getattr(cast, who)
        with pytest.raises(NotFoundError):
            entries.access_register(user, one.slug)
        assert not entries.list_entries_with_values(user, one).exists()
        with pytest.raises(ActionRefused):
            writing.create_entry(register=code, unit=cast.units[samples.UNIT], values=samples.VALUES, by=user, at=AT)
        with pytest.raises(ActionRefused):
            writing.void_entry(register=code, entry=line, version=1, reason="x", by=user, at=AT)


SEARCHED = {
    "enforcement": "cong+an",
    "lodging_checks": "luu+tru",
    "support": "tu+van",
    "health_checks": "trung+tam",
}


def read(page: Client, url: str) -> tuple[int, str]:
    """The reply without what differs from one to the next of equals: tokens and the keys of forms."""
    reply = page.get(url)
    text = reply.content.decode()
    text = re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"', "", text)
    return reply.status_code, re.sub(r'nonce="[^"]*"', "", text)


@pytest.mark.parametrize(
    "code",  # of each side one, and the two others in CI
    [code if code in ("enforcement", "support") else pytest.param(code, marks=pytest.mark.sweep) for code in WALLED],
)
def test_whether_there_is_a_line_cannot_be_told_from_any_page(
    cast: Cast, both: None, signed_in: Browser, code: str
) -> None:
    """Two databases that differ in lines of one side alone answer the others letter by letter alike."""
    samples, pages = (
        WALLED[code],
        ("/", "/so/", "/bao-cao/nguon-so-lieu/", "/nhat-ky/", f"/tim/?q={SEARCHED[code]}"),
    )
    readers = {who: signed_in(getattr(cast, who)) for who in strangers(code)}
    before = {who: [read(page, url) for url in pages] for who, page in readers.items()}
    line = filled(cast, code)
    assert {who: [read(page, url) for url in pages] for who, page in readers.items()} == before
    by = getattr(cast, samples.BY)
    writing.void_entry(register=code, entry=line, version=1, reason="nhầm", by=by, at=AT)
    assert {who: [read(page, url) for url in pages] for who, page in readers.items()} == before
    own = signed_in(by)
    assert [read(own, url) for url in pages] != before  # the pages do tell it to those of the side


@pytest.mark.parametrize("code", WALLED)
def test_those_of_the_side_find_their_own_lines(cast: Cast, both: None, signed_in: Browser, code: str) -> None:
    line, one = filled(cast, code), get_register(code)
    page = signed_in(getattr(cast, WALLED[code].BY))
    url = reverse("registers:entry", args=[one.slug, line])
    assert url in page.get(reverse("registers:register", args=[one.slug])).content.decode()
    assert page.get(reverse("registers:export", args=[one.slug])).status_code == 200
