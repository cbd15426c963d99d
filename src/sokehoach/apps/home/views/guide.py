"""The user guide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.apps.home.selectors import guide


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    return render(request, "home/guide.html", {"chapters": guide.chapters()})


@require_safe
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    shown = guide.chapter(slug)
    beside = {one.number: one for one in guide.chapters()}
    told = {
        "chapter": shown,
        "chapters": guide.chapters(),
        "before": beside.get(shown.number - 1),
        "after": beside.get(shown.number + 1),
    }
    return render(request, "home/chapter.html", told)
