"""Logs one line per request and numbers it, so that a user and the log can refer to the same request.

The line names the route, never the address: a path, query, form or header may contain personal data. Who did what is
in the audit trail (apps.audit).
"""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sokehoach.apps.shell import metrics

log = logging.getLogger("sokehoach.request")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
request_number: ContextVar[str] = ContextVar("request", default="")


class RequestMiddleware:
    """The outermost middleware, so that every response passes it. A proxy's X-Request-ID is used where there is one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = _get_request_number(request)
        token, began = request_number.set(number), time.perf_counter()
        try:
            response = self.get_response(request)
            seconds = time.perf_counter() - began
            method = request.method if request.method in METHODS else "other"
            route = request.resolver_match.view_name if request.resolver_match else ""
            metrics.count_request(method=str(method), status=response.status_code, seconds=seconds)
            log.info(
                "answered",
                extra={
                    "told": {
                        "method": method,
                        "route": route,
                        "status": response.status_code,
                        "ms": round(seconds * 1000),
                    }
                },
            )
        finally:
            request_number.reset(token)
        response.headers["X-Request-ID"] = number
        return response


def _get_request_number(request: HttpRequest) -> str:
    header = request.headers.get("X-Request-ID", "")
    if settings.PROXIES and re.fullmatch(r"[0-9a-f]{32}", header):
        return header
    return uuid.uuid4().hex
