"""Words that most forms carry, read so that whatever is sent is an answer and no fault."""

import uuid
from contextlib import suppress

from django.http import HttpRequest


def version(request: HttpRequest) -> int:
    """The version of the thing as the page showed it; 0, which nothing has, where it told none: then it is stale."""
    return number(request.POST.get("version", ""))


def number(told: str) -> int:
    """0 for what is none."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def ticked(request: HttpRequest, prefix: str) -> dict[uuid.UUID, str]:
    """What boxes named «prefix» and an id told, in the order of the page; a name that is no such id is none of ours."""
    found = {}
    for name in request.POST:
        with suppress(ValueError):
            if name.startswith(prefix):
                found[uuid.UUID(name.removeprefix(prefix))] = str(request.POST[name])
    return found
