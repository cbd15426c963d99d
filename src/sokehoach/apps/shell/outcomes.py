"""Defines the errors by which services refuse, and the responses to them.

NotFoundError         404  absent, or outside the account's scope: the answer is the same
ActionRefused         409  the state, or another's change, does not allow it; nothing was changed
VersionConflictError  409  someone else changed it first; carries the current version
KeyReusedError        409  an idempotency key came again with another body
ParserBusyError       503  too many files are being parsed; nothing was changed, the same request succeeds shortly
InvalidInput          422  invalid input, with messages by field. Views catch it and show the form again.
"""

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sokehoach.adapters.sandbox.slots import ParserBusyError, request_turn
from sokehoach.domain.messages import join_messages

RETRY_AFTER = 10  # seconds in which a file is parsed or given up (adapters.sandbox.limits)


class NotFoundError(Exception):
    """Raised below views for what is absent or outside the account's scope: outside it an object does not exist."""


def get_or_not_found[Row: Model](rows: QuerySet[Row], **conditions: object) -> Row:
    """Returns the row with these column values. Raises NotFoundError where there is none."""
    try:
        return rows.get(**conditions)
    except ObjectDoesNotExist:
        raise NotFoundError from None


class ActionRefused(Exception):
    """Raised when a service refuses; the message is a sentence for the user."""

    def __init__(self, message: str, **detail: object) -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


class VersionConflictError(ActionRefused):
    pass


class KeyReusedError(ActionRefused):
    pass


class InvalidInput(Exception):
    """Raised for invalid input: messages by field name; «» is for the whole form."""

    def __init__(self, messages: dict[str, list[str]]) -> None:
        super().__init__(messages)
        self.messages = messages

    @property
    def message(self) -> str:
        """All messages as one text, where there is no form: in a command, or beside one row of many."""
        return join_messages(" ", (sentence for sentences in self.messages.values() for sentence in sentences))


class OutcomeMiddleware:
    """Turns a service's refusal into a page that says what happened and what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with request_turn(lambda: f"account {request.user.pk}"):
            response = self.get_response(request)
        # keep.js opens the next page itself. Following the redirect here would load the page twice over a slow line,
        # and the second load would no longer show «đã gửi».
        if request.headers.get("X-Requested-With") == "keep" and response.status_code in (302, 303):
            response.status_code = 204
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match exception:
            case NotFoundError():
                raise Http404 from exception
            case ActionRefused():
                return render(request, "shell/409.html", {"refused": exception}, status=409)
            case ParserBusyError():
                answer = render(request, "shell/busy.html", status=503)
                answer["Retry-After"] = str(RETRY_AFTER)
                return answer
            case InvalidInput():
                return render(request, "shell/422.html", {"invalid": exception}, status=422)
        return None
