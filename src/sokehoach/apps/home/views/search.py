"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.apps.home.selectors import site_search
from sokehoach.apps.shell import clock


@require_safe
def show_search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:100]
    hits = site_search.list_hits(request.user, query, day=clock.today())
    context = {"words": query, "kinds": hits, "least": site_search.MIN_LETTERS, "most": site_search.MAX_HITS}
    return render(request, "home/search.html", context)
