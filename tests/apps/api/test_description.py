"""The description of the API in the reader's language; its addresses and types are the same in both."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from tools.message_ids import VIETNAMESE

from sokehoach.apps.api import reference_page, v1
from sokehoach.apps.registers.core.services import entries
from tests.apps.reporting.conftest import Opened, import_programme, opened
from tests.english_pages import MARKED
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, Cast
from tests.security.test_api_writes import ENTRY
from tests.security.test_api_writes import WRITES as ALL_WRITES

__all__ = ["opened"]
WRITES = {name: write for name, write in ALL_WRITES.items() if write.path.startswith("v1/")}

pytestmark = pytest.mark.django_db
TEXTS = ("title", "summary", "description")
PHRASES = {phrase.phrase for phrase in HTTPStatus}  # of the protocol
ADDRESS = "/api/v1/openapi.json"


def read(language: str) -> dict[str, Any]:
    answer = Client().get(ADDRESS, headers={"Accept-Language": language} if language else {})
    assert "Accept-Language" in answer.headers["Vary"]
    document: dict[str, Any] = answer.json()
    return document


def list_texts(part: Any, names: tuple[str, ...] = TEXTS) -> Iterator[str]:
    """Titles, summaries and descriptions; a member may be called so, too."""
    if isinstance(part, dict):
        for name, inner in part.items():
            if name in names and isinstance(inner, str):
                yield inner
            else:
                yield from list_texts(inner, names)
    elif isinstance(part, list):
        for inner in part:
            yield from list_texts(inner, names)


def drop_texts(part: Any) -> Any:
    if isinstance(part, dict):
        return {
            name: drop_texts(inner) for name, inner in part.items() if not (name in TEXTS and isinstance(inner, str))
        }
    return [drop_texts(inner) for inner in part] if isinstance(part, list) else part


def test_whoever_asks_in_english_reads_english() -> None:
    english = read("en-GB,vi;q=0.5")
    quoted = {"Sổ Kế hoạch", "«Chưa báo cáo»", "«Không áp dụng»"}
    wrong = []
    for text in list_texts(english):
        rest = text
        for words in quoted:
            rest = rest.replace(words, "")
        if MARKED.search(rest):
            wrong.append(text)
    assert wrong == []
    summaries = [operation["summary"] for methods in english["paths"].values() for operation in methods.values()]
    assert len(summaries) > 35
    assert {"Units", "Reports due", "Submit a report"} <= set(summaries)


@pytest.mark.parametrize("language", ["", "vi", "fr"])
def test_everybody_else_reads_vietnamese(language: str) -> None:
    document = read(language)
    texts = {text for text in list_texts(document, ("summary", "description")) if text not in PHRASES}
    assert len(texts) > 80
    assert [text for text in texts if not VIETNAMESE.search(text)] == []
    assert document == json.loads(reference_page.print_description())


def test_only_texts_differ() -> None:
    english, vietnamese = read("en"), read("vi")
    assert english != vietnamese
    assert drop_texts(english) == drop_texts(vietnamese)
    assert english == json.loads(reference_page.print_english_description())


def test_the_page_of_the_reference_names_operations_and_problems_in_both_languages() -> None:
    page = reference_page.print_page()
    assert "| GET | `/api/v1/units` | Units | Đơn vị |" in page
    assert "| 401 | `token-missing` | Token missing | Thiếu mã truy cập |" in page


def list_headers(operation: dict[str, Any]) -> dict[str, bool]:
    return {one["name"]: one.get("required", False) for one in operation["parameters"] if one["in"] == "header"}


@pytest.mark.parametrize("name", WRITES)
def test_a_program_made_from_the_description_knows_which_headers_a_write_takes(
    cast: Cast, opened: Opened, name: str
) -> None:
    """A client that a generator writes can send no other header than those that are described."""
    path, method, operation = next(
        (path, method, operation)
        for path, methods in read("en")["paths"].items()
        for method, operation in methods.items()
        if operation["operationId"] == name
    )
    import_programme(cast)
    headers = list_headers(operation)
    assert headers.pop("Idempotency-Key") is False
    values = ENTRY["values"] | {"day": AT.date(), "items": None}
    entry = entries.create_entry(
        register="activities", unit=cast.units["099.CA"], values=values, by=cast.police, at=AT
    ).answer["id"]
    report = None if WRITES[name].begins else opened("02-CA")
    address = path.format(submission=report.pk if report else "", slug="truyen-thong", entry=entry)
    answer = program(make_token(cast.police)).generic(
        method.upper(), address, json.dumps(WRITES[name].body), content_type="application/json"
    )
    assert (answer.status_code == 428) == (headers == {"If-Match": True}), answer.text
    assert headers in ({}, {"If-Match": True})


def test_reads_need_no_header_and_problems_may_say_more() -> None:
    document = read("en")
    reads = [methods["get"] for methods in document["paths"].values() if "get" in methods]
    assert [row["operationId"] for row in reads if list_headers(row)] == []
    problem = document["components"]["schemas"]["Problem"]
    assert problem["additionalProperties"] is True
    assert "action" in problem["properties"]


def test_generators_find_a_type_for_each_answer() -> None:
    """openapi-python-client leaves out an answer that has no other type than «*/*»."""
    document = v1.api.get_openapi_schema()
    for path, operations in document["paths"].items():
        for operation in operations.values():
            types = [*next(iter(operation["responses"].values()))["content"]]
            assert types[0] in {"application/json", "application/octet-stream"}, (path, types)
