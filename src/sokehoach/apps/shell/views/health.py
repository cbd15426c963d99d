"""Endpoints for proxies, supervisors and metrics collectors: alive, ready, metrics.

They tell a stranger one word. Details are in `sokehoach doctor`, on the server.
"""

import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sokehoach.apps.shell import metrics, readiness

PLAIN = "text/plain; charset=utf-8"


@login_not_required
@require_safe
def check_live(_request: HttpRequest) -> HttpResponse:
    return _build_text_response("ok", 200)


@login_not_required
@require_safe
def check_ready(_request: HttpRequest) -> HttpResponse:
    """Answers 503 until the database has every migration, the disk has space and the keys exist."""
    return _build_text_response("not ready", 503) if readiness.list_missing() else _build_text_response("ok", 200)


@login_not_required
@require_safe
def show_metrics(request: HttpRequest) -> HttpResponse:
    """Returns Prometheus's text to the holder of the deployment's token, 404 to anybody else."""
    token, header = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if not token or not secrets.compare_digest(header.encode(), f"Bearer {token}".encode()):
        raise Http404
    answer = HttpResponse(metrics.render_metrics(), content_type="text/plain; version=0.0.4; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer


def _build_text_response(text: str, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type=PLAIN, headers={"Cache-Control": "no-store"})
