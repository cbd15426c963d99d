"""Due days: the regimes, what is still owed, requests to send later and their answers."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.reporting.selectors import extensions, lists
from sokehoach.apps.reporting.services import extensions as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    if not request.scope.anywhere(Action.REPORT_VIEW):
        raise Http404
    return _page(request, request.GET.get("ky", ""))


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    told = request.POST
    form, period = told.get("form", ""), told.get("period", "")
    unit = lists.own_unit(request.user, code=told.get("unit", ""), form=form, period=period)
    try:
        services.ask(
            form=form,
            unit=unit,
            period=period,
            until=_day(told.get("until", "")),
            reason=told.get("reason", ""),
            by=request.user,
            at=clock.now(),
            key=told.get("key", ""),
        )
    except Invalid as invalid:
        return _page(request, period, wrong=invalid.messages, about=f"{form}.{unit.code}")
    return redirect(f"{reverse('reporting:dates')}?ky={period}")


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    told = request.POST
    try:
        services.answer(
            extension=pk,
            granted=told.get("answer") == "granted",
            said=told.get("said", ""),
            by=request.user,
            at=clock.now(),
            key=told.get("key", ""),
        )
    except Invalid as invalid:
        return _page(request, told.get("ky", ""), wrong=invalid.messages, about=str(pk))
    return redirect(f"{reverse('reporting:dates')}?ky={told.get('ky', '')}")


def _page(
    request: HttpRequest, period: str, *, wrong: dict[str, list[str]] | None = None, about: str = ""
) -> HttpResponse:
    dates = extensions.dates(request.user, day=clock.today(), period=period)
    context = {"dates": dates, "wrong": wrong or {}, "about": about, "typed": request.POST}
    return render(request, "reporting/dates.html", context, status=422 if wrong else 200)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
