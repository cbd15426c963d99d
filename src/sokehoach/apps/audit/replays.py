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

REFUSED_STATUSES = {404, 409, 422}
UNDIGESTED_FIELDS = {"csrfmiddlewaretoken", "password"}  # another each time; not even as a digest


@dataclass
class _FormPost:
    request: HttpRequest
    is_written: bool = (
        False  # a service has done this very sending: what is refused after it was not done before
    )


_form_post: ContextVar[_FormPost | None] = ContextVar("sending", default=None)


class ReplayMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        form_post = _FormPost(request)
        token = _form_post.set(form_post)
        try:
            response = self.get_response(request)
        finally:
            _form_post.reset(token)
        is_refused = response.status_code in REFUSED_STATUSES and not request.headers.get("HX-Request")
        if not is_refused or form_post.is_written or not _is_answered(request):
            return response
        messages.success(request, _("Lần gửi này đã được ghi."))
        return HttpResponseRedirect("/" if response.status_code == 404 else _get_referring_page(request))


def record_page_digest() -> str:
    """A digest of the page whose sending a service has just done; «» where no page was sent."""
    form_post = _form_post.get()
    if form_post is None:
        return ""
    form_post.is_written = True
    return _compute_page_digest(form_post.request)


def _is_answered(request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated or not (key := request.POST.get("key", "")):  # no stranger's body is read
        return False
    stored_answer = Answer.objects.filter(actor=user.get_username(), key=key).first()
    return stored_answer is not None and stored_answer.answer.get("page") == _compute_page_digest(request)


def _compute_page_digest(request: HttpRequest) -> str:
    hasher = hashlib.sha256(request.path.encode())
    for name in sorted(request.POST):
        if name not in UNDIGESTED_FIELDS:
            hasher.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            hasher.update(repr((name, file.name, file.size)).encode())
            file.seek(0)
            for chunk in file.chunks():
                hasher.update(chunk)
            file.seek(0)
    return hasher.hexdigest()


def _get_referring_page(request: HttpRequest) -> str:
    """Where the page was sent from."""
    referrer = request.headers.get("Referer", "")
    is_own_page = url_has_allowed_host_and_scheme(
        referrer, {request.get_host()}, require_https=request.is_secure()
    )
    return referrer if is_own_page else "/"
