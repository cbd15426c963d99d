"""The first page: what do I owe, by when; who is late."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.apps.home.selectors import today as selectors
from sokehoach.apps.shell import clock


@require_safe
def show_today(request: HttpRequest) -> HttpResponse:
    return render(request, "home/today.html", {"today": selectors.load_today(request.user, clock.today())})
