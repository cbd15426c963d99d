"""A metadata export of DHIS2 is sent on a page, shows what it would make, and becomes a draft."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.dhis2 import metadata_file
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.dhis2.pages.objects import list_objects
from sokehoach.apps.dhis2.queries.catalogues import load_programme_context
from sokehoach.apps.programmes.models import Programme, ProgrammeDraft
from sokehoach.apps.setup.services import programmes
from tests.adapters.dhis2.test_metadata_reading import METADATA as OTHER_SERVER
from tests.factories.cast import AT
from tests.factories.drafts import create_administrator

pytestmark = pytest.mark.django_db
type Browser = Callable[[User], Client]
CODE = "tuan_giao_2021"


@pytest.fixture(scope="module", autouse=True)
def administrators(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The first programme with two administrators, once for the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)
        create_administrator("quy.vua")
        create_administrator("xa.03304", "03304")
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever signed in confirmed it just now."""
    monkeypatch.setattr("sokehoach.apps.accounts.freshness.is_fresh", lambda _request: True)


@pytest.fixture
def quy(signed_in: Browser) -> Client:
    return signed_in(User.objects.select_related("unit__parent").get(username="quy.vua"))


def send(client: Client, content: bytes, **typed: str) -> Any:
    data = {"code": "thai_san", "area": "099", "unit": "", "first_day": "01/01/2021"} | typed
    return client.post(reverse("setup:dhis2_metadata"), data | {"file": SimpleUploadedFile("metadata.json", content)})


def make(client: Client, page: Any, **changes: str) -> Any:
    files = page.context["making"]["texts"].value()
    return client.post(reverse("setup:dhis2_metadata"), {"texts": files, "make": "1"} | changes)


def test_it_shows_what_it_would_make_and_makes_it_when_asked(quy: Client) -> None:
    events = Event.objects.count()
    page = send(quy, json.dumps(OTHER_SERVER).encode())
    text = page.content.decode()
    assert page.status_code == 200, page.context["form"].errors
    assert "Biểu: 1; chỉ tiêu:" in text
    assert "Khám thai" in text
    assert "Ảnh" in text, "what cannot be taken over is named"
    assert (ProgrammeDraft.objects.count(), Event.objects.count()) == (0, events)
    assert make(quy, page)["Location"] == reverse("setup:draft", args=["thai_san"])
    draft = ProgrammeDraft.objects.get()
    assert draft.unit.code == "099"
    assert any(name.startswith("forms/") for name in draft.files)
    assert quy.get(reverse("setup:draft", args=["thai_san"])).status_code == 200


def test_a_programme_of_this_product_comes_back_without_a_remark(quy: Client) -> None:
    context = load_programme_context(Programme.objects.get(code=CODE))
    metadata = json.dumps(list_objects(context).build_metadata({}), ensure_ascii=False).encode()
    page = send(quy, metadata, code="ban_sao", first_day="")
    assert page.status_code == 200, page.context["form"].errors
    assert page.context["metadata"].remarks == []
    asked = make(quy, page)
    assert asked.status_code == 422
    assert "«xa_lanh_manh» không phải thông tin cá nhân" in asked.text, (
        "a code that reads like a name: whoever sends it says"
    )
    answer = make(quy, page, **{"khong-phai": "xa_lanh_manh"})
    assert answer.status_code == 302, answer.context["making"].errors
    draft = ProgrammeDraft.objects.get()
    assert draft.problems == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK no metadata", "không phải JSON"),
        (b"[" * 100_000, "không phải JSON"),
        (b"[]", "không có danh sách nào"),
        (b'{"dataSets": [], "organisationUnits": []}', "phải có dataSets và organisationUnits"),
        (b'{"dataSets": [{"id": "a"}], "organisationUnits": [{"id": "b"}, {"id": "c"}]}', ""),
        (b'{"dataSets": [1, {"id": {}}], "organisationUnits": [{"id": "b", "parent": {"id": "b"}}]}', ""),
    ],
)
def test_what_is_no_metadata_is_refused_with_a_sentence(quy: Client, content: bytes, said: str) -> None:
    page = send(quy, content)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert page.context["form"].errors["file"]


def test_a_file_that_is_too_large_is_not_opened(quy: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sokehoach.apps.setup.views.dhis2_metadata.MAX_BYTES", 1_000)
    opened: list[bytes] = []
    monkeypatch.setattr("sokehoach.adapters.sandbox.process.run", lambda _job, data, **_options: opened.append(data))
    page = send(quy, json.dumps(OTHER_SERVER).encode())
    assert page.status_code == 422
    assert not opened
    assert metadata_file.MAX_BYTES == 25_000_000


@pytest.mark.parametrize(
    "typed",
    [{"code": "a b"}, {"code": ""}, {"area": "11"}, {"area": "xx"}, {"first_day": "31/02/2021"}, {"unit": "Ou"}],
)
def test_a_wrong_choice_is_told_at_its_field(quy: Client, typed: dict[str, str]) -> None:
    page = send(quy, json.dumps(OTHER_SERVER).encode(), **typed)
    assert page.status_code == 422
    assert page.context["form"].errors


def test_without_a_first_day_a_foreign_file_asks_for_one(quy: Client) -> None:
    page = send(quy, json.dumps(OTHER_SERVER).encode(), first_day="")
    assert page.status_code == 422
    assert "hãy nêu ngày" in page.content.decode()


@pytest.mark.parametrize(
    "files",
    ["", "[", "[1]", '{"../../etc/passwd": "x"}', '{"programme.yaml": "code: [&a [*a]]"}', "{}", '{"a.txt": 1}'],
)
def test_files_that_no_page_gave_make_nothing(quy: Client, files: str) -> None:
    answer = quy.post(reverse("setup:dhis2_metadata"), {"texts": files})
    assert answer.status_code in (302, 422)
    assert not ProgrammeDraft.objects.exists()


def test_a_code_that_is_taken_is_refused(quy: Client) -> None:
    page = send(quy, json.dumps(OTHER_SERVER).encode(), code=CODE)
    answer = make(quy, page)
    assert answer.status_code == 422
    assert "Đã có chương trình" in answer.content.decode()


def test_names_of_persons_in_the_file_are_asked_about(quy: Client) -> None:
    metadata = json.loads(json.dumps(OTHER_SERVER))
    metadata["dataElements"][0]["name"] = "Bà Lò Thị Minh, CCCD 001085012345"
    page = send(quy, json.dumps(metadata).encode())
    answer = make(quy, page)
    assert answer.status_code == 422
    assert not ProgrammeDraft.objects.exists()


def test_who_administers_no_area_finds_no_page(signed_in: Browser) -> None:
    client = signed_in(User.objects.select_related("unit__parent").get(username="xa.03304"))
    assert client.get(reverse("setup:dhis2_metadata")).status_code == 404
    assert send(client, json.dumps(OTHER_SERVER).encode()).status_code == 404
    assert client.post(reverse("setup:dhis2_metadata"), {"texts": "{}"}).status_code == 404
