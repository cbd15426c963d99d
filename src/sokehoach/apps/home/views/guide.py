"""The user guide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.apps.home.selectors import guide


@require_safe
def show_guide(request: HttpRequest) -> HttpResponse:
    return render(request, "home/guide.html", {"chapters": guide.list_chapters()})


@require_safe
def show_chapter(request: HttpRequest, slug: str) -> HttpResponse:
    current_chapter = guide.get_chapter(slug)
    chapters_by_number = {chapter.number: chapter for chapter in guide.list_chapters()}
    context = {
        "chapter": current_chapter,
        "chapters": guide.list_chapters(),
        "before": chapters_by_number.get(current_chapter.number - 1),
        "after": chapters_by_number.get(current_chapter.number + 1),
    }
    return render(request, "home/chapter.html", context)
