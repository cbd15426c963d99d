"""«Nhắc việc»: the messages of the last days, and where else they go."""

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.notices.selectors import messages
from sokehoach.apps.notices.services import addresses
from sokehoach.apps.notices.services import messages as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
def see(request: HttpRequest) -> HttpResponse:
    services.see(person=request.user.pk, by=request.user, at=clock.now())
    return redirect("notices:list")


@require_POST
def email(request: HttpRequest) -> HttpResponse:
    typed = request.POST.get("email", "")
    try:
        addresses.keep(
            person=request.user.pk,
            email=typed,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except Invalid as invalid:
        return _page(request, wrong=invalid.messages["email"], typed=typed)
    return redirect("notices:list")


@require_POST
def feed(request: HttpRequest) -> HttpResponse:
    """Open a calendar, or take its address back."""
    if request.POST.get("close"):
        addresses.renew(person=request.user.pk, digest="", by=request.user, at=clock.now())
        return redirect("notices:list")
    token = addresses.open_feed(person=request.user.pk, by=request.user, at=clock.now())
    url = request.build_absolute_uri(reverse("home:calendar", args=(token,)))
    flash.success(request, _("Địa chỉ lịch, chỉ hiện lần này: %(url)s") % {"url": url})
    return redirect("notices:list")


def _page(request: HttpRequest, *, wrong: list[str] | None = None, typed: str = "") -> HttpResponse:
    person, site = request.user.pk, request.build_absolute_uri("/")
    rows = list(messages.of_person(person, clock.today()))
    context = {
        "rows": [(row, messages.as_text(row, site)) for row in rows],
        "fresh": any(row.seen_at is None for row in rows),
        "email": typed or messages.email_of(person),
        "has_feed": messages.has_feed(person),
        "wrong": wrong or [],
    }
    return render(request, "notices/list.html", context, status=422 if wrong else 200)
