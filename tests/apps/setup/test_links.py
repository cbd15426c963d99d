"""No page of the demonstration shows a link that the account cannot open."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client

from sokehoach.apps.accounts.models import User
from tests.apps.setup.page_text import list_links
from tests.apps.setup.test_plan_page import EVERYONE
from tests.soak import LONG, times

pytestmark = [pytest.mark.usefixtures("db", "demonstration"), pytest.mark.sweep]
type Browser = Callable[[User], Client]


ACCOUNTS = (*EVERYONE, "vpubnd", "sotiepnhan") if LONG else ("lanhdao", "vpubnd", "xa03289")


@pytest.mark.parametrize("username", ACCOUNTS)
def test_every_shape_of_address_that_a_page_links_to_opens(signed_in: Browser, username: str) -> None:
    """From the first page on, one address of each shape; in the long form five, by all accounts."""
    client = signed_in(User.objects.get(username=username))
    found_on = {"/": "the beginning"}
    opened: Counter[str] = Counter()
    refused: list[str] = []
    waiting = list(found_on)
    while waiting:
        address = waiting.pop(0)
        shape = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "", address.partition("?")[0])
        if opened[shape] >= times(1, 5):
            continue
        opened[shape] += 1
        response = client.get(address)
        if response.status_code >= 400:
            refused.append(f"{address} of {found_on[address]}: {response.status_code}")
        elif response["Content-Type"].startswith("text/html") and not response.streaming:
            links = {*list_links(response.text)} - found_on.keys()
            found_on |= dict.fromkeys(links, address)
            waiting += sorted(links)
    assert refused == []
    assert len(opened) > 15
