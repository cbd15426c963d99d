"""Accounts, programmes and errors in English: every sentence of their pages is translated; the rest is data."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files.tables import parse_table
from sokehoach.apps.accounts.models import ApprovalRequest, User
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.setup.services import drafts
from tests.apps.setup.test_english import asked, english
from tests.english_pages import find_untranslated, read_data
from tests.factories.cast import AT
from tests.factories.drafts import begin, current, save

__all__ = ["asked"]
pytestmark = pytest.mark.usefixtures("db", "demonstration")
CODE = "tuan_giao_2021"
ADMINISTRATOR, SECOND = "truongphong", "vpubnd"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever signed in confirmed it just now."""
    monkeypatch.setattr("sokehoach.apps.accounts.freshness.is_fresh", lambda _request: True)


def check_pages(pages: Iterator[tuple[str, Any]], asked: set[str]) -> None:
    """Each page is in English. What is data is read after all pages: some of them write."""
    answers = [(name, page) for name, page in pages]
    data, wrong = read_data(), dict[str, str]()
    for name, page in answers:
        text = page.content.decode()
        assert '<html lang="en">' in text, (name, page.status_code)
        for found in find_untranslated(text, data):
            wrong.setdefault(found, name)
    assert (wrong, asked) == ({}, set())


def visit(username: str, *addresses: str) -> Iterator[tuple[str, HttpResponse]]:
    client = english(username)
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200, (username, address)
        yield f"{username} {address}", page


@pytest.mark.sweep
def test_pages_of_one_s_own_account(asked: set[str]) -> None:
    own = [reverse(f"accounts:{name}") for name in ("own", "password", "totp", "passkey")]

    def pages() -> Iterator[tuple[str, Any]]:
        for username in ("thuongtruc", "xa03269", "congan", ADMINISTRATOR):
            yield from visit(username, *own)
        client = english("thuongtruc")
        yield "wrong password", client.post(own[1], {"now": "khong dung", "new": "123456"})
        yield "ended sessions", client.post(reverse("accounts:end_others"), follow=True)
        yield "link that is over", Client(HTTP_COOKIE="django_language=en").get("/tai-khoan/loi-moi/khong-co/")
        yield "refused", Client(HTTP_COOKIE="django_language=en").post("/tai-khoan/dang-nhap/", {"login": "a"})

    check_pages(pages(), asked)


@pytest.mark.sweep
def test_pages_of_administrators(asked: set[str]) -> None:
    person = User.objects.get(username="thuongtruc")
    of_person = {name: reverse(f"accounts:{name}", args=[person.pk]) for name in ("person", "give", "relink", "leave")}

    def pages() -> Iterator[tuple[str, Any]]:
        addresses = (reverse("accounts:staff"), reverse("accounts:invite"), of_person["person"])
        yield from visit(ADMINISTRATOR, *addresses)
        yield from visit(SECOND, addresses[0], reverse("accounts:person", args=[User.objects.get(username=SECOND).pk]))
        client, second = english(ADMINISTRATOR), english(SECOND)
        for form in ({}, {"username": "Đ", "full_name": "", "email": "x"}, {"username": "vanphong", "full_name": "A"}):
            yield f"invited {form}", client.post(reverse("accounts:invite"), form)
        yield from visit(ADMINISTRATOR, reverse("accounts:invitations"), reverse("accounts:invite_list"))
        yield "no list", client.post(reverse("accounts:invite_list"), {})
        listed = "03269\tLò Thị Mây\tCông chức\t\t\n\tLò\t\t\t"
        yield "listed", client.post(reverse("accounts:invite_list"), {"text": listed})
        yield "given nothing", client.post(of_person["give"], {"part": ""})
        yield "left before", client.post(of_person["leave"], {"on": "1/1/2001"})
        yield "asked for a sheet", client.post(of_person["relink"], {"way": "sheet", "factors_too": "on"}, follow=True)
        asked_for = ApprovalRequest.objects.get()
        request = reverse("accounts:request", args=[asked_for.pk])
        yield from visit(ADMINISTRATOR, request)
        yield from visit(SECOND, request, reverse("accounts:staff"))
        yield "approved", second.post(reverse("accounts:approve", args=[asked_for.pk]), follow=True)
        yield "approved for", client.get(request)
        yield "printed", client.post(reverse("accounts:print_sheet", args=[asked_for.pk]))
        yield "asked for another", client.post(of_person["relink"], {"way": "sheet"}, follow=True)
        another = ApprovalRequest.objects.order_by("pk").last()
        assert another is not None
        yield "refused", second.post(reverse("accounts:refuse", args=[another.pk]), follow=True)

    check_pages(pages(), asked)


def change_much(username: str) -> None:
    """A draft that changes words, kinds, targets, units, levels, roles and the policy on persons."""
    by = User.objects.get(username=username)
    draft = begin(by)
    draft = save(draft, "programme.yaml", lambda text: text.replace("name: Phòng", "name: Công tác phòng", 1), by)
    draft = save(
        draft, "forms/01-XA.yaml", lambda text: text.replace("Kết quả thực hiện", "Kết quả chung khi thực hiện", 1), by
    )
    save(draft, "units.csv", lambda text: text.replace("Xã Pú Xi", "Xã Pú Xi mới", 1), by)


@pytest.mark.sweep
def test_pages_of_programmes(asked: set[str]) -> None:
    def url(route: str, *args: object) -> str:
        return reverse(f"setup:{route}", args=args)

    def pages() -> Iterator[tuple[str, Any]]:
        yield from visit(ADMINISTRATOR, url("programmes"), url("new"), url("programme", CODE), url("version", CODE, 1))
        change_much(ADMINISTRATOR)
        yield from visit(ADMINISTRATOR, url("programmes"), url("programme", CODE), url("draft", CODE))
        yield from visit(ADMINISTRATOR, url("publish", CODE), url("discard", CODE))
        client = english(ADMINISTRATOR)
        for name, text in current().files.items():
            yield from visit(ADMINISTRATOR, url("file", CODE, name))
            if name.endswith(".csv"):
                lines = ("moi", *(row.line for row in parse_table(text).rows[:1]))
                yield from visit(ADMINISTRATOR, *(f"{url('row', CODE, name)}?dong={line}" for line in lines))
        yield "empty upload", client.post(url("draft", CODE), {"file": SimpleUploadedFile("a.zip", b"")})
        yield "no upload", client.post(url("new"), {})
        typed = {"revision": current().revision, "day": "15/12/2022", "reason": "Thông tư mới"}
        yield "published", client.post(url("publish", CODE), typed, follow=True)
        yield from visit(ADMINISTRATOR, url("version", CODE, 2), url("withdraw", CODE, 2))
        yield "withdrawn", client.post(url("withdraw", CODE, 2), {"reason": "Thông tư bị bãi bỏ"}, follow=True)
        drafts.begin_draft(programme=Plan.objects.get().programmes.get(), by=User.objects.get(username=SECOND), at=AT)
        revision = {"revision": current().revision}
        yield "discarded", english(SECOND).post(url("discard", CODE), revision, follow=True)
        begin(User.objects.get(username=ADMINISTRATOR))  # its files are data: what the pages above showed of them

    check_pages(pages(), asked)


@pytest.mark.sweep
def test_pages_that_make_a_programme_from_a_plan(asked: set[str]) -> None:
    plan = Plan.objects.get()
    proposals = reverse("setup:proposals", args=[plan.pk])

    def pages() -> Iterator[tuple[str, Any]]:
        client = english(ADMINISTRATOR)
        page = client.get(proposals)
        yield "proposals", page
        for row in page.context["rows"]:
            yield row.key, client.get(f"{proposals}?muc={row.key}")
            decision = {"do": "accept", "version": row.item.version}
            yield f"{row.key} without words", client.post(f"{proposals}{row.key}/", decision)
        yield "sure", client.post(reverse("setup:accept_sure", args=[plan.pk]), follow=True)
        yield "draft", client.get(reverse("setup:proposed_draft", args=[plan.pk]))
        yield "no head", client.post(reverse("setup:proposed_draft", args=[plan.pk]), {})

    check_pages(pages(), asked)


def test_errors(asked: set[str]) -> None:
    def pages() -> Iterator[tuple[str, Any]]:
        client = english("thuongtruc")
        yield "404", client.get(reverse("setup:programme", args=["khong_co"]))

    check_pages(pages(), asked)
