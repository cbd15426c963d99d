"""Views of due days: the schedules, unsent reports, requests for extensions and their answers."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import filter_by_programme
from sokehoach.apps.reporting.pages import due_days
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.services import extensions as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput


@filter_by_programme
@require_safe
def show_due_dates(request: HttpRequest) -> HttpResponse:
    if not request.scope.anywhere(Action.REPORT_VIEW):
        raise Http404
    return _render_page(request, request.GET.get("ky", ""))


@require_POST
def ask_extension(request: HttpRequest) -> HttpResponse:
    post = request.POST
    form, period = post.get("form", ""), post.get("period", "")
    unit = obligations.access_own_unit(request.user, code=post.get("unit", ""), form=form, period=period)
    try:
        services.ask(
            form=form,
            unit=unit,
            period=period,
            until=_parse_day(post.get("until", "")),
            reason=post.get("reason", ""),
            by=request.user,
            at=clock.now(),
            key=post.get("key", ""),
        )
    except InvalidInput as invalid:
        return _render_page(request, period, wrong=invalid.messages, error_target=f"{form}.{unit.code}.{period}")
    return redirect(f"{reverse('reporting:dates')}?ky={period}")


@require_POST
def answer_extension(request: HttpRequest, pk: int) -> HttpResponse:
    post = request.POST
    try:
        services.answer(
            extension=pk,
            granted=post.get("answer") == "granted",
            comment=post.get("comment", ""),
            by=request.user,
            at=clock.now(),
            key=post.get("key", ""),
        )
    except InvalidInput as invalid:
        return _render_page(request, post.get("ky", ""), wrong=invalid.messages, error_target=str(pk))
    return redirect(f"{reverse('reporting:dates')}?ky={post.get('ky', '')}")


def _render_page(
    request: HttpRequest, period: str, *, wrong: dict[str, list[str]] | None = None, error_target: str = ""
) -> HttpResponse:
    dates = due_days.load_dates(request.user, day=clock.today(), period=period)
    context = {"dates": dates, "wrong": wrong or {}, "error_target": error_target, "typed": request.POST}
    return render(request, "reporting/dates.html", context, status=422 if wrong else 200)


def _parse_day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
