"""Versions of what can be changed, as ETag and If-Match carry them."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from sokehoach.apps.reporting.queries.stored_values import StoredVersions
from sokehoach.apps.shell.problems import Problem
from sokehoach.domain.messages import say

# For `openapi_extra` of an operation that calls `require_version`.
NEEDS_VERSION: dict[str, Any] = {
    "parameters": [
        {
            "in": "header", "name": "If-Match", "required": True, "schema": {"type": "string"},
            "description": say("ETag của lần đọc trước"),
        }
    ]
}  # fmt: skip


def build_report_version(submission: Any, stored: StoredVersions) -> str:
    """Changes with the report's steps, and with each stored value and text."""
    parts = [str(submission.pk), submission.version, sorted(stored.cells.items()), sorted(stored.texts.items())]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]


def build_entry_version(pk: UUID | str, version: int, rows: Sequence[Sequence[Any]] = ()) -> str:
    """Changes with each change of an entry of a register, its voiding and its restoring, and of its rows.

    `rows`: id and version of each.
    """
    parts = [str(pk), version, *([[*row] for row in rows])]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]


def format_tag(version: str, content: str = "") -> str:
    """The ETag of a version. `content`: what a read shows besides, as numbers that a register counts meanwhile."""
    shown = f".{hashlib.sha256(content.encode()).hexdigest()[:16]}" if content else ""
    return f'"{version}{shown}"'


def require_version(request: HttpRequest, version: str) -> None:
    """Raises Problem where If-Match is missing (428) or names another version (412)."""
    problem = find_version_problem(request.headers.get("If-Match", ""), version)
    if problem is not None:
        raise problem


def find_version_problem(stated: str, version: str) -> Problem | None:
    """Why the stated tags, as If-Match has them, are not those of the version; None where one of them is.

    A weak tag is taken for its strong one: compression on the way makes it weak. What registers count is not compared:
    the service reads it again.
    """
    if not stated.strip():
        return Problem("version-required", say("Gửi If-Match với ETag của lần đọc trước."))
    tags = {tag.strip().removeprefix("W/").strip('"').partition(".")[0] for tag in stated.split(",")}
    if "*" in tags or version in tags:
        return None
    tag = format_tag(version)
    return Problem("version-conflict", say("Đã có thay đổi từ lần đọc trước. Hãy đọc lại."), headers={"ETag": tag})
