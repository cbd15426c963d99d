"""Answers of reads: a tag, 304 where the client has it; and long lists, written without detours."""

import hashlib
import time
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from pydantic_core import to_json

import sokehoach
from sokehoach.apps.accounts.queries.scopes import get_rights_basis
from sokehoach.apps.api.authentication import ProgramRequest
from sokehoach.apps.api.paging import select_fields
from sokehoach.apps.audit.queries.trail import find_head
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.thread_cache import SECONDS


def answer_conditionally(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with an ETag of its bytes, or the one that the operation has set; 304 where the client has it."""
    response.headers.setdefault("ETag", f'W/"{_digest(response.content)}"')
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)  # type: ignore[return-value]


class ListState:
    """What a list of stored data is made from: the code, the address, the token, its rights, the day, the trail.

    Asked for before the list is read. Its tag is «body.state»: where the state is the same the list is not read again;
    where it is another but the body is the same, the answer is 304 with the new tag.
    """

    def __init__(self, request: ProgramRequest) -> None:
        self.request, head = request, find_head()
        self._state = _digest(repr((head, *_list_inputs(request))).encode()) if _is_settled(head) else ""

    def find_unchanged(self) -> HttpResponse | None:
        """304 where the client has the list of this state."""
        tags = [tag for tag in _list_tags(self.request) if self._state and tag.endswith(f".{self._state}")]
        return HttpResponseNotModified(headers={"ETag": f'W/"{tags[0]}"'}) if tags else None

    def answer_items(self, items: list[dict[str, Any]], following: str | None) -> HttpResponse:
        """A page whose items are plain JSON values as the description of the operation says.

        Nothing checks them again: for 500 items that takes as long as reading them. A test does.
        """
        if names := self.request.GET.get("fields", ""):
            items = select_fields(items, names)
        content = to_json({"items": items, "next": following})
        body = _digest(content)
        tag = f'W/"{body}.{self._state}"' if self._state else f'W/"{body}"'
        if any(tag_text.partition(".")[0] in (body, "*") for tag_text in _list_tags(self.request)):
            return HttpResponseNotModified(headers={"ETag": tag})
        return HttpResponse(content, content_type="application/json; charset=utf-8", headers={"ETag": tag})


def _list_tags(request: HttpRequest) -> list[str]:
    header = request.headers.get("If-None-Match", "")
    return [tag.strip().removeprefix("W/").strip('"') for tag in header.split(",")] if header else []


def _list_inputs(request: ProgramRequest) -> tuple[object, ...]:
    """Beside the head of the trail: rights may change with the day too, and the closing of confidential functions ends
    at its time.
    """
    user, today = request.user, clock.today()
    return (
        _read_code_stamp(), request.get_full_path(), request.accepted_token.token.pk, today,
        get_rights_basis(user, today),
    )  # fmt: skip


_first_seen: tuple[object, float] = ((), 0.0)


def _is_settled(head: tuple[int, str]) -> bool:
    """Whether the process has known this head of the trail longer than its threads keep older answers."""
    global _first_seen
    if _first_seen[0] != head:
        _first_seen = head, time.monotonic()
    return time.monotonic() - _first_seen[1] > SECONDS


@cache
def _read_code_stamp() -> str:
    """Another one for other files of the product: what they make of the same data may differ."""
    folder = Path(sokehoach.__file__).parent
    stamps = sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*.py"))
    return _digest(repr(stamps).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
