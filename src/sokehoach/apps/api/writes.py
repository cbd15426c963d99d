"""How a write of the API runs: once for an Idempotency-Key, or tried without effect."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from sokehoach.apps.api.authentication import ProgramRequest
from sokehoach.apps.audit.replays import find_answer
from sokehoach.apps.audit.services import AnswerCompletion, Service, undo_after
from sokehoach.apps.shell.problems import Problem
from sokehoach.domain.messages import say

_KEY = re.compile(r"[\x21-\x7e]{1,255}", re.ASCII)
KEY_PARAMETER: dict[str, Any] = {
    "in": "header", "name": "Idempotency-Key", "required": False,
    "schema": {"type": "string", "pattern": r"^[!-~]{1,255}$"},
    "description": say("Gửi lại cùng khóa thì được trả lời như lần đầu"),
}  # fmt: skip


def get_write_key(request: ProgramRequest) -> str:
    """Returns the service's key for the Idempotency-Key of this token; «» where none was sent."""
    header = request.headers.get("Idempotency-Key", "").strip()
    if not header:
        return ""
    if not _KEY.fullmatch(header):
        raise Problem("bad-request", say("Idempotency-Key gồm 1 đến 255 ký tự ASCII."))
    digest = hashlib.sha256(f"{request.accepted_token.token.uid}\0{header}".encode()).hexdigest()
    return f"api-{digest[:56]}"


def find_first_answer(request: ProgramRequest) -> dict[str, Any] | None:
    """Returns what the same request was answered before, so that it is answered again whatever has changed since.

    Raises KeyReusedError where its key came with another one.
    """
    key = get_write_key(request)
    return find_answer(request, key) if key else None


def run_write(
    request: ProgramRequest,
    service: Service[...],
    *,
    dry_run: bool,
    check_first: Callable[[], object] | None = None,
    complete_answer: AnswerCompletion | None = None,
    **arguments: Any,
) -> dict[str, Any]:
    """Runs the service with the key of the request. `dry_run`: with all its checks, and nothing is kept.

    `check_first`: what the request rests on, looked at again under the lock of the write: another one may have come in
    between. `complete_answer`: adds what only the API tells, under that lock; not of what is not kept.
    """
    if dry_run:
        return dict(undo_after(service)(**arguments).answer)
    hooks: dict[str, Any] = {"check_first": check_first, "complete_answer": complete_answer}
    return dict(service(key=get_write_key(request), **hooks, **arguments).answer)
