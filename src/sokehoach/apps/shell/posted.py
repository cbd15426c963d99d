"""Words that most forms carry, read so that whatever is sent is an answer and no fault."""

from django.http import HttpRequest


def version(request: HttpRequest) -> int:
    """The version of the thing as the page showed it; 0, which nothing has, where it told none: then it is stale."""
    told = request.POST.get("version", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0
