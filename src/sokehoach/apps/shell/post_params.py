"""Words that most forms carry, read so that whatever is sent is an answer and no fault."""

import uuid
from contextlib import suppress

from django.http import HttpRequest


def get_version(request: HttpRequest) -> int:
    """The version of the thing as the page showed it; 0, which nothing has, where it told none: then it is stale."""
    return parse_count(request.POST.get("version", ""))


def parse_count(text: str) -> int:
    """0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def get_ticked(request: HttpRequest, prefix: str) -> dict[uuid.UUID, str]:
    """What boxes named «prefix» and an id told, in the order of the page; a name that is no such id is none of ours."""
    ticked = {}
    for name in request.POST:
        with suppress(ValueError):
            if name.startswith(prefix):
                ticked[uuid.UUID(name.removeprefix(prefix))] = str(request.POST[name])
    return ticked
