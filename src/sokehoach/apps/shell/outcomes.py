"""How a service says no, and what the browser is told.

Outside the scope a thing does not exist: selectors raise Http404.
ActionRefused         409  the state, or another's change, does not allow it; nothing was changed
VersionConflictError  409  someone else was first; carries what stands now
KeyReusedError        409  an idempotency key came back with another body
ParserBusyError
           503  too many files are being opened; nothing was changed, and the same sending is taken in a moment
InvalidInput          422  what was typed cannot be kept; messages by field. Views catch it and show the form again.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sokehoach.adapters.sandbox.slots import ParserBusyError, request_turn

RETRY_AFTER = 10  # seconds, in which a file is opened or given up (adapters.sandbox.limits)


class ActionRefused(Exception):
    """The message is a sentence for the person who asked."""

    def __init__(self, message: str, **detail: object) -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


class VersionConflictError(ActionRefused):
    pass


class KeyReusedError(ActionRefused):
    pass


class InvalidInput(Exception):
    """Messages by field name; «» speaks of the whole."""

    def __init__(self, messages: dict[str, list[str]]) -> None:
        super().__init__(messages)
        self.messages = messages


class OutcomeMiddleware:
    """Turns a service's refusal into a page that says what happened and what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with request_turn(lambda: f"account {request.user.pk}"):
            response = self.get_response(request)
        # keep.js opens the next page itself. Were it fetched on the way, it would come twice over a slow line, and
        # the second coming would no longer say «đã gửi».
        if request.headers.get("X-Requested-With") == "keep" and response.status_code in (302, 303):
            response.status_code = 204
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match exception:
            case ActionRefused():
                return render(request, "shell/409.html", {"refused": exception}, status=409)
            case ParserBusyError():
                answer = render(request, "shell/busy.html", status=503)
                answer["Retry-After"] = str(RETRY_AFTER)
                return answer
            case InvalidInput():
                return render(request, "shell/422.html", {"invalid": exception}, status=422)
        return None
