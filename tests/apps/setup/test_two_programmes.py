"""A second programme beside the first, with the same printed codes: nothing of the first one changes."""

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.models import Figure
from sokehoach.apps.programmes.models import Identity, Programme
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.setup.services import programmes
from tests.factories.cast import AT
from tests.factories.programmes import write_second_programme
from tests.soak import LONG

pytestmark = pytest.mark.usefixtures("db", "demonstration")
type Browser = Callable[[User], Client]

ACCOUNTS = ("lanhdao", "thuongtruc", "xa03289", "congan", "trungtamyte", "sotiepnhan") if LONG else (
    "lanhdao", "thuongtruc", "xa03289"
)  # fmt: skip
_LINK = re.compile(r'<a\b(?![^>]*\bdownload\b)[^>]*\bhref="(/[^"#]*)')
TRAIL = "/nhat-ky/"  # the trail belongs to the installation, not to a programme
_OF_THE_TRAIL = re.compile(r'<section class="section" aria-labelledby="recent">.*?</section>', re.DOTALL)
_ONE_TIME = re.compile(r'nonce="[^"]*"|name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|"X-CSRFToken": "[^"]*"')


def read_pages(client: Client) -> dict[str, str]:
    """One page of each shape of address that the account comes to, without what is made anew for each answer."""
    pages: dict[str, str] = {}
    opened: Counter[str] = Counter()
    waiting, met = ["/"], {"/"}
    while waiting:
        address = waiting.pop(0)
        shape = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "", address.partition("?")[0])
        if opened[shape]:
            continue
        opened[shape] += 1
        response = client.get(address)
        if response.status_code == 200 and not response.streaming and response["Content-Type"].startswith("text/html"):
            pages[address] = page = _OF_THE_TRAIL.sub("", _ONE_TIME.sub("", response.text))
            links = {unescape(link) for link in _LINK.findall(page) if not link.startswith(TRAIL)} - met
            met |= links
            waiting += sorted(links)
    return pages


@pytest.fixture
def second(tmp_path: Path) -> Callable[[], Programme]:
    def load() -> Programme:
        programmes.load_programme(folder=write_second_programme(tmp_path / "ma_tuy"), by="tests", at=AT)
        return Programme.objects.get(code="ma_tuy")

    return load


def test_loading_it_gives_new_uids_to_the_same_codes(second: Callable[[], Programme]) -> None:
    figures = list(Figure.objects.order_by("pk").values())
    first = Form.objects.get(code="01-XA")
    programme = second()
    of_second = Form.objects.get(programme=programme, code="01-XA")
    assert of_second.uid != of_second.code
    assert re.fullmatch(r"[A-Z][A-Z0-9]{10}", of_second.uid)
    assert first.definition == Form.objects.get(pk=first.pk).definition
    assert {cell.element for cell in of_second.definition.cells}.isdisjoint(
        cell.element for cell in first.definition.cells
    )
    assert of_second.definition.printed_codes == first.definition.printed_codes
    assert list(Figure.objects.order_by("pk").values()) == figures
    assert not Identity.objects.filter(
        programme=programme, uid__in=Identity.objects.exclude(programme=programme).values("uid"), kind="element"
    )


def test_loading_it_again_changes_no_uid(second: Callable[[], Programme], tmp_path: Path) -> None:
    programme = second()
    uids = set(Identity.objects.values_list("kind", "uid", "code"))
    programmes.load_programme(folder=tmp_path / "ma_tuy", by="tests", at=AT)
    assert set(Identity.objects.values_list("kind", "uid", "code")) == uids
    assert Form.objects.filter(programme=programme).count() == 9


@pytest.mark.parametrize("username", ACCOUNTS)
def test_who_has_no_role_in_it_sees_every_page_as_before(
    second: Callable[[], Programme], signed_in: Browser, username: str
) -> None:
    client = signed_in(User.objects.get(username=username))
    before, again = read_pages(client), read_pages(client)
    second()
    after = read_pages(client)
    steady = {address for address in before if again[address] == before[address]}
    assert len(steady) > 15
    assert {address for address in steady if after.get(address) != before[address]} == set()
    assert list(after) == list(before)
