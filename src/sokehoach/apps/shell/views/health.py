"""Whether the product lives, may be given work, and how it fares: for a proxy, a supervisor, a collector of metrics.

A stranger learns one word. What is wrong is told by `sokehoach doctor`, on the server.
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
def live(_request: HttpRequest) -> HttpResponse:
    return _word("ok", 200)


@login_not_required
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """503 until the database answers with every migration, the disk has room and the keys are there."""
    return _word("not ready", 503) if readiness.missing() else _word("ok", 200)


@login_not_required
@require_safe
def measured(request: HttpRequest) -> HttpResponse:
    """Prometheus's text, for whoever holds the deployment's token; for anybody else there is no such page."""
    held, given = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if not held or not secrets.compare_digest(given.encode(), f"Bearer {held}".encode()):
        raise Http404
    answer = HttpResponse(metrics.text(), content_type="text/plain; version=0.0.4; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer


def _word(word: str, status: int) -> HttpResponse:
    return HttpResponse(f"{word}\n", status=status, content_type=PLAIN, headers={"Cache-Control": "no-store"})
