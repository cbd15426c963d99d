"""A page that is sent again, after its line broke: what the first sending did is told as done.

A service gives the same answer to the same key (`services.write`). But a view looks at what stands before it calls one,
and after the first sending something else stands: the report is out of sight, the cells hold what was pasted. So a
second sending that is refused is held against the first: the same page under the same key has had its effect.
"""

import hashlib
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from sokehoach.apps.audit.models import Answer

REFUSED = {404, 409, 422}
NEVER_KEPT = {"csrfmiddlewaretoken", "password"}  # another each time; not even as a digest


@dataclass
class _Sending:
    request: HttpRequest
    written: bool = (
        False  # a service has done this very sending: what is refused after it was not done before
    )


_sending: ContextVar[_Sending | None] = ContextVar("sending", default=None)


class ReplayMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        sending = _Sending(request)
        token = _sending.set(sending)
        try:
            response = self.get_response(request)
        finally:
            _sending.reset(token)
        refused = response.status_code in REFUSED and not request.headers.get("HX-Request")
        if not refused or sending.written or not _answered(request):
            return response
        messages.success(request, _("Lần gửi này đã được ghi."))
        return HttpResponseRedirect("/" if response.status_code == 404 else _page_of(request))


def page() -> str:
    """A digest of the page whose sending a service has just done; «» where no page was sent."""
    sending = _sending.get()
    if sending is None:
        return ""
    sending.written = True
    return _digest(sending.request)


def _answered(request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated or not (key := request.POST.get("key", "")):  # no stranger's body is read
        return False
    before = Answer.objects.filter(actor=user.get_username(), key=key).first()
    return before is not None and before.answer.get("page") == _digest(request)


def _digest(request: HttpRequest) -> str:
    told = hashlib.sha256(request.path.encode())
    for name in sorted(request.POST):
        if name not in NEVER_KEPT:
            told.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            told.update(repr((name, file.name, file.size)).encode())
            file.seek(0)
            for chunk in file.chunks():
                told.update(chunk)
            file.seek(0)
    return told.hexdigest()


def _page_of(request: HttpRequest) -> str:
    """Where the page was sent from."""
    told = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure())
    return told if ours else "/"
