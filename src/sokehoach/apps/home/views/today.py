"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.apps.home.selectors import trail


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    return render(request, "home/today.html", {"recent": trail.recent(request.user, 4)})
