"""Reports a resubmitted page as done where the first submission, whose response was lost, took effect.

A service gives the same answer to the same key (`services.write`). But a view checks the current state before it calls
a service, and after the first submission the state differs: the report is out of sight, the cells hold what was
pasted. So a refused resubmission is compared with the first: the same page under the same key has had its effect.
"""

import hashlib
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from sokehoach.apps.audit.models import Answer
from sokehoach.apps.shell.language import is_api
from sokehoach.apps.shell.outcomes import KeyReusedError

REFUSED_STATUSES = {404, 409, 422}
UNDIGESTED_FIELDS = {
    "csrfmiddlewaretoken",
    "password",
}  # a new token each time; a password not even as a digest


@dataclass
class _FormPost:
    request: HttpRequest
    is_written: bool = False  # whether a service ran in this request: a refusal after that is not a replay


_form_post: ContextVar[_FormPost | None] = ContextVar("sending", default=None)


class ReplayMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD") or (request.method != "POST" and not is_api(request)):
            return self.get_response(request)
        form_post = _FormPost(request)
        token = _form_post.set(form_post)
        try:
            response = self.get_response(request)
        finally:
            _form_post.reset(token)
        if is_api(request):
            return response  # its operations look for the first answer themselves: `find_answer`
        is_refused = response.status_code in REFUSED_STATUSES and not request.headers.get("HX-Request")
        if not is_refused or form_post.is_written or not _is_answered(request):
            return response
        messages.success(request, _("Lần gửi này đã được ghi."))
        return HttpResponseRedirect("/" if response.status_code == 404 else _get_referring_page(request))


def find_answer(request: HttpRequest, key: str) -> dict[str, Any] | None:
    """Returns the stored answer of a service to the same request under the key; None where there is none yet.

    Raises KeyReusedError where the key came with another request.
    """
    stored_answer = Answer.objects.filter(actor=request.user.get_username(), key=key).first()
    if stored_answer is None:
        return None
    if stored_answer.answer.get("page") != _compute_page_digest(request):
        raise KeyReusedError(_("Khóa này đã dùng cho một yêu cầu khác."))
    answer: dict[str, Any] = stored_answer.answer["answer"]
    return answer


def record_page_digest() -> str:
    """Returns a digest of the submitted page whose service has just run; «» outside a submission."""
    form_post = _form_post.get()
    if form_post is None:
        return ""
    form_post.is_written = True
    return _compute_page_digest(form_post.request)


def _is_answered(request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated or not (key := request.POST.get("key", "")):  # do not read a stranger's body
        return False
    stored_answer = Answer.objects.filter(actor=user.get_username(), key=key).first()
    return stored_answer is not None and stored_answer.answer.get("page") == _compute_page_digest(request)


def _compute_page_digest(request: HttpRequest) -> str:
    hasher = hashlib.sha256(request.path.encode())
    if is_api(request):
        hasher.update(request.body)
        return hasher.hexdigest()
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
    """Returns the address of the page that held the form."""
    referrer = request.headers.get("Referer", "")
    is_own_page = url_has_allowed_host_and_scheme(referrer, {request.get_host()}, require_https=request.is_secure())
    return referrer if is_own_page else "/"
