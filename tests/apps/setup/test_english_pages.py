"""Every page that officials of several roles reach by links is English; what stays Vietnamese on it is data.

What they do on these pages is stored and issued in Vietnamese.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.plans.models import Duty, Plan
from sokehoach.apps.reporting.models import AdHoc
from tests.apps.documents.superior.test_forms import units
from tests.apps.setup.test_english import asked, data, english
from tests.english_pages import Data, build_data, find_untranslated, list_database_texts, words_of
from tests.repository.test_catalogue import read_entries

__all__ = ["asked", "data"]
pytestmark = pytest.mark.usefixtures("db", "demonstration")
APPS = {
    "home",
    "plans",
    "reporting",
    "consolidation",
    "analysis",
    "exchange",
    "indicators",
    "notices",
    "jobs",
    "documents",
}
OF_A_ROUTE = 2  # pages of one route that an account looks at
MIXED = "documents:translation"  # cites a Vietnamese plan inside English sentences: test_working_translation.py
LINK = re.compile(r'href="([^"#]+)')
PERIOD = "2021S1"


@dataclass
class Reader:
    """Looks at pages with one account. `pages`: account and address of each with what it says."""

    username: str
    pages: list[tuple[str, str]]
    routes: Counter[str]

    def __post_init__(self) -> None:
        self.client: Client = english(self.username)

    def walk(self, *first: str, within: str = "/") -> "Reader":
        """Looks at the pages of these apps that links lead to from the first ones, a few of each route.

        `within`: how the addresses of these pages begin.
        """
        waiting, known, seen = deque(first or ("/",)), set(first or ("/",)), Counter[str]()
        while waiting:
            address = waiting.popleft()
            route = find_route(address)
            is_looked_at = route.partition(":")[0] in APPS and route != MIXED and not is_vietnamese_chapter(address)
            if is_looked_at and seen[route] < OF_A_ROUTE:
                seen[route] += 1
                for link in self.look(address):
                    if link not in known and link.startswith(within):
                        known.add(link)
                        waiting.append(link)
        return self

    def visit(self, *addresses: str) -> None:
        for address in addresses:
            assert [*self.look(address)], address

    def look(self, address: str) -> Iterator[str]:
        """Yields the links of a page."""
        page = self.client.get(address, follow=True)
        self.keep(page, address)
        if "html" in page.headers["Content-Type"]:
            for link in LINK.findall(page.content.decode()):
                target = urljoin(address, link.replace("&amp;", "&"))
                if target.startswith("/"):
                    yield target

    def keep(self, page: HttpResponse, address: str) -> None:
        if "html" not in page.headers["Content-Type"]:
            return
        text = page.content.decode()
        if '<html lang="en">' in text:
            self.routes[find_route(address)] += 1
            self.pages.append((f"{self.username} {address}", text))

    def post(self, address: str, values: dict[str, object]) -> str:
        """Sends a form and returns the address of the page that answers."""
        page = self.client.post(address, values, follow=True)
        assert page.status_code == 200, address
        reached = page.redirect_chain[-1][0] if page.redirect_chain else address
        self.keep(page, reached)
        return reached


def find_wrong(pages: list[tuple[str, str]], data: Data) -> dict[str, str]:
    """What is neither English nor data, with the first page that says it."""
    return {run: place for place, text in reversed(pages) for run in find_untranslated(text, data)}


def find_route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def is_vietnamese_chapter(address: str) -> bool:
    return address.startswith("/tro-giup/") and address != "/tro-giup/bat-dau/"


# What each account reaches by links at least.
REACHED = {
    "thuongtruc": {
        "home:leader", "home:audit", "home:seals", "home:value", "home:access", "home:search", "plans:board",
        "plans:chain", "plans:before", "plans:own_plans", "plans:assignment", "plans:target", "plans:import",
        "plans:format", "plans:signatures", "reporting:phone", "reporting:ad_hocs", "reporting:plan_rules",
        "consolidation:targets", "consolidation:target_units", "analysis:ask", "analysis:cell",
        "indicators:denominators", "indicators:earlier", "documents:templates", "documents:template",
        "documents:superior", "documents:from_registers", "notices:list", "exchange:brought", "jobs:list",
    },
    "xa03304": {"plans:draft", "reporting:dates", "reporting:paste", "reporting:lineage", "reporting:sources"},
    "congan": {"reporting:correct", "reporting:submission"},
    "lanhdao": {"home:leader", "documents:page", "plans:own_plans"},
    "vpubnd": {"home:boundaries", "documents:list"},
}  # fmt: skip


@pytest.mark.sweep
def test_every_page_that_links_lead_to_is_english_or_data(data: Data, asked: set[str]) -> None:
    pages: list[tuple[str, str]] = []
    for username, routes in REACHED.items():
        reader = Reader(username, pages, Counter()).walk()
        assert routes - set(reader.routes) == set(), username
    assert find_wrong(pages, data) == {}
    same = {texts[0] for texts, translations in read_entries() if texts == translations}
    assert {message for message in asked - same if not data.has(" ".join(words_of(message)))} == set()


@pytest.mark.sweep
def test_what_officials_do_on_english_pages_is_vietnamese() -> None:
    """They draft, sign, ask, import and accept: each page is English, every row that is written is not."""
    before = list_database_texts()
    pages: list[tuple[str, str]] = []
    routes: Counter[str] = Counter()
    office, commune, head, clerk = (
        Reader(name, pages, routes) for name in ("thuongtruc", "xa03304", "truongphong", "vpubnd")
    )
    plan = Plan.objects.get()

    begin = reverse("documents:begin", args=["bc-ldtbxh", PERIOD])
    draft = office.post(begin, {"key": "draft", "compared": "1"})
    document = OfficialDocument.objects.order_by("-pk")[0]
    document_page = reverse("documents:page", args=[document.pk])
    office.visit(draft, document_page, begin)
    office.post(reverse("documents:step", args=[document.pk]), {"action": "submit", "version": document.version})
    head.visit(document_page, reverse("documents:sign_many"), reverse("documents:list"))
    clerk.visit(reverse("documents:book"))
    office.post(reverse("documents:print_many"), {"key": "print"})
    office.visit(reverse("jobs:page", args=[Job.objects.get().pk]))

    details = {"name": "Biểu của Sở", "valid_from": "01/01/2021", "file": SimpleUploadedFile("bieu.docx", units())}
    form = office.post(reverse("documents:superior_new"), details)
    office.walk(form, reverse("documents:superior_filled", args=[form.split("/")[-2], PERIOD]), within=form)

    element = f"TT01 {DataElement.objects.get(code='TT01').name}"
    question = {
        "title": "Họp giao ban",
        "due": "2021-06-23T15:00",
        "chi-tieu": element,
        "don-vi-tinh": "",
        "moi-xa": "1",
    }
    office.post(reverse("reporting:ad_hoc_ask"), question | {"key": "question"})
    ad_hoc = AdHoc.objects.order_by("-pk")[0]
    office.visit(reverse("reporting:ad_hoc", args=[ad_hoc.pk]))
    commune.visit(reverse("reporting:ad_hoc_answer", args=[ad_hoc.pk, "03304"]))

    draft = reverse("plans:draft", args=[plan.pk])
    text = commune.client.get(draft).context["form"]["text"].value()
    reading = commune.post(draft, {"text": text, "key": "plan"})
    commune.walk(reading, within=reading.partition("doc/")[0])
    item = Duty.objects.exclude(plan=plan)[0]
    commune.visit(reverse("plans:item", args=[item.plan_id, item.code]))

    office.visit(reverse("consolidation:accept_many", args=[PERIOD, "01-XA"]))
    assert set(routes) >= {"documents:begin", "documents:words", "documents:sign_many", "jobs:page", "plans:item",
                           "documents:superior_form", "documents:superior_filled", "reporting:ad_hoc", "plans:read",
                           "reporting:ad_hoc_answer", "plans:header", "consolidation:accept_many"}  # fmt: skip

    after = list_database_texts()
    assert find_wrong(pages, build_data(after)) == {}
    assert find_english([text for text in after if text not in before]) == []


def find_english(texts: list[str]) -> list[str]:
    """The texts that hold a sentence of the English catalogue."""
    pieces = {
        piece.strip()
        for _texts, translations in read_entries()
        for translation in translations
        for piece in re.split(r"%\(\w+\)s", translation)
        if piece.count(" ") > 2
    }
    return [text for text in texts if any(piece in text for piece in pieces)]


def test_an_english_sentence_in_a_row_is_found() -> None:
    assert find_english(["Report sent. The receiving agency will accept it or return it with a reason.", "TT01"]) != []
