"""Reads parameters that most forms carry, with a defined result for any input."""

import uuid
from contextlib import suppress

from django.http import HttpRequest


def get_version(request: HttpRequest) -> int:
    """Returns the version that the page showed; 0, which no object has, where it is missing: then it is stale."""
    return parse_count(request.POST.get("version", ""))


def parse_count(text: str) -> int:
    """Parses a count; 0 where the text is not one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def get_ticked(request: HttpRequest, prefix: str) -> dict[uuid.UUID, str]:
    """Returns the checked boxes named «prefix» and an id, in page order; other names are ignored."""
    ticked = {}
    for name in request.POST:
        with suppress(ValueError):
            if name.startswith(prefix):
                ticked[uuid.UUID(name.removeprefix(prefix))] = str(request.POST[name])
    return ticked
