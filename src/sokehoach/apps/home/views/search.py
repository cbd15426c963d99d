"""One search over what the account may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.apps.home.selectors import found
from sokehoach.apps.shell import clock


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    hits = found.search(request.user, words, day=clock.today())
    told = {"words": words, "kinds": hits, "least": found.LEAST, "most": found.MOST}
    return render(request, "home/search.html", told)
