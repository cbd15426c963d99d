"""The plan page of the demonstration: each clause with what carries it out, within the rights of the account."""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.registers.core.pages import list_summaries
from tests.soak import times

pytestmark = pytest.mark.usefixtures("db", "demonstration")
type Browser = Callable[[User], Client]

EVERYONE = ("thuongtruc", "congan", "yte", "vanhoa", "mattran", "lanhdao", "xa03289", "truongphong", "doi178")


_tables: dict[str, str] = {}  # by username: the demonstration is the same before each test


def section(signed_in: Browser, username: str) -> tuple[Client, str]:
    client = signed_in(User.objects.get(username=username))
    if username not in _tables:
        page = client.get(reverse("plans:plan", args=[Plan.objects.get().pk])).text
        table = re.search(r'<table class="table table--records clauses">.*?</table>', page, re.DOTALL)
        assert table is not None
        _tables[username] = re.sub(r"\s+", " ", unescape(table[0]))
    return client, _tables[username]


def row(table: str, path: str) -> str:
    found = re.search(rf'<tbody id="muc-{path.replace(".", "-")}".*?</tbody>', table, re.DOTALL)
    assert found is not None, path
    return found[0]


def test_a_clause_shows_registers_figures_duties_and_reports(signed_in: Browser) -> None:
    _client, table = section(signed_in, "thuongtruc")
    assert re.search(
        r'<a href="/so/[\w-]+/">[^<]*</a> <span class="note">\(\d+ dòng, \d+ của năm 2021\)', row(table, "III.2")
    )
    assert "Biểu 01-XA" in row(table, "III.2")
    assert "TT01 Cuộc tuyên truyền trực tiếp" in row(table, "III.2")
    assert "đơn vị đã có kết quả" in row(table, "VI.10")
    assert "Mức đạt chỉ tiêu" in row(table, "II.2")
    assert "Chế độ báo cáo" in row(table, "VI.10")


NOTHING = "Chưa có gì thực hiện mục này"


def test_a_register_tells_how_many_entries_it_has_of_the_year(signed_in: Browser) -> None:
    user = User.objects.get(username="thuongtruc")
    _client, table = section(signed_in, "thuongtruc")
    note = r'<a href="/so/([\w-]+)/">[^<]*</a> <span class="note">\((\d+) dòng, (\d+) của năm 2021\)'
    summaries = {summary.register.slug: summary for summary in list_summaries(user, date(2021, 6, 22))}
    shown = re.findall(note, table)
    assert len({slug for slug, _lines, _of_year in shown}) > 10
    for slug, lines, of_year in shown:
        assert (int(lines), int(of_year)) == (summaries[slug].lines, summaries[slug].of_year)
    assert any(lines != of_year for _slug, lines, of_year in shown)


def test_a_clause_that_nothing_carries_out_says_so(signed_in: Browser) -> None:
    _client, table = section(signed_in, "doi178")  # an account to which the plan gives no work
    assert NOTHING in row(table, "I.2")
    assert NOTHING not in row(table, "I")  # its parts answer for it


def test_no_clause_is_left_without_anything_that_carries_it_out(signed_in: Browser) -> None:
    _client, table = section(signed_in, "thuongtruc")
    assert NOTHING not in table


def test_the_clause_of_demands_tells_how_clear_the_duties_are(signed_in: Browser) -> None:
    for username, all_of_them in (("thuongtruc", True), ("xa03289", False)):
        client, table = section(signed_in, username)
        told = re.search(
            r'href="([^"]+)">Mức rõ của từng việc</a>.*?(\d+) việc đã giao: (\d+) rõ người phụ trách, '
            r"(\d+) rõ thời gian, (\d+) có kết quả của kỳ; (\d+) nhiệm vụ có cơ quan phối hợp",
            row(table, "I.2"),
        )
        assert told is not None
        counts = [int(number) for number in told.groups()[1:]]
        assert (counts[0] > 40) is all_of_them
        board = client.get(told[1]).text
        assert "{} việc giao cho đơn vị: {} rõ người phụ trách, {} rõ thời gian, {} có kết quả".format(*counts) in board


@pytest.mark.parametrize(
    "username",
    [username if username == "congan" else pytest.param(username, marks=pytest.mark.sweep) for username in EVERYONE],
)
def test_every_link_opens_for_the_account_that_is_shown_it(signed_in: Browser, username: str) -> None:
    """In short a sixth of each shape of address, or its one; the six accounts that see most try other sixths."""
    client, table = section(signed_in, username)
    addresses = sorted({address.split("#")[0] for address in re.findall(r'<a [^>]*href="([^"]+)"', table)})
    assert len(addresses) > 20
    shapes = defaultdict(list)
    for address in addresses:
        shapes[re.sub(r"[0-9a-f-]{9,}|\d+", "", address)].append(address)
    step = times(6, 1)
    turn = EVERYONE.index(username) % step
    asked = [address for shape in shapes.values() for address in shape[turn % len(shape) :: step]]
    refused = [address for address in asked if client.get(address).status_code != 200]
    assert refused == []


def test_a_walled_register_is_neither_linked_nor_counted_on_the_other_side(signed_in: Browser) -> None:
    walled = ("/so/ho-tro", "/so/kham-suc-khoe", "YT0", "HT0", "03-YT")
    _client, table = section(signed_in, "yte")
    assert all(word in table for word in ("HT01", "03-YT"))
    for username in ("congan", "doi178", "xa03289"):
        _client, table = section(signed_in, username)
        assert not [word for word in walled if word in table]
    _client, table = section(signed_in, "xa03289")
    assert "02-CA" not in table
    _client, table = section(signed_in, "doi178")
    assert "trong phạm vi tài khoản được xem" in row(table, "I.2")


def test_thirty_three_queries_are_enough(signed_in: Browser, django_assert_max_num_queries) -> None:
    for username in ("thuongtruc", "xa03289"):
        client = signed_in(User.objects.get(username=username))
        address = reverse("plans:plan", args=[Plan.objects.get().pk])
        client.get(address)
        with django_assert_max_num_queries(33):
            client.get(address)
