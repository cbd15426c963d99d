"""Lists of reports: those of a period, those entered on behalf of their units, and the sources of their figures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest, filter_by_programme
from sokehoach.apps.orgunits.queries.levels import is_base
from sokehoach.apps.reporting.models import ProxyEntry
from sokehoach.apps.reporting.pages import sources, submissions
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries import submissions as submission_queries
from sokehoach.apps.reporting.queries.forms import has_forms
from sokehoach.apps.reporting.schedule_forms import AdHocDaysForm
from sokehoach.apps.reporting.services import proxy_entry
from sokehoach.apps.reporting.services import submissions as submission_services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput


@filter_by_programme
@require_safe
def show_list(request: OfficialRequest) -> HttpResponse:
    if not request.scope.anywhere(Action.REPORT_VIEW):
        raise Http404
    listed = submissions.load_report_list(
        request.user,
        day=clock.today(),
        period=request.GET.get("ky", ""),
        form=request.GET.get("bieu", ""),
        state=request.GET.get("trang-thai", ""),
    )
    ad_hoc_days = AdHocDaysForm(request.GET if "tu" in request.GET else None)
    if ad_hoc_days.is_valid():
        return redirect(f"{reverse('reporting:list')}?ky={ad_hoc_days.period.id}")
    reviews = request.scope.anywhere(Action.REPORT_REVIEW)
    context = {
        "listed": listed,
        "ad_hoc_days": ad_hoc_days if listed.asks_ad_hoc else None,
        "reviews": reviews,
        "places": reviews or is_base(request.user.unit),
        "has_forms": has_forms,  # asked by a page without reports alone
    }
    return render(request, "reporting/list.html", context)


@require_POST
def open_report(request: HttpRequest) -> HttpResponse:
    """Begin a report, or open it where it exists: pressing the button twice is no error."""
    form, period = request.POST.get("form", ""), request.POST.get("period", "")
    unit = obligations.access_own_unit(request.user, code=request.POST.get("unit", ""), form=form, period=period)
    submission_id = submission_queries.find_newest_edition(form=form, unit=unit.pk, period=period)
    if submission_id is None:
        result = submission_services.open_submission(
            form=form,
            unit=unit,
            period=period,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
        return redirect("reporting:submission", result.answer["id"])
    return redirect("reporting:submission", submission_id)


@filter_by_programme
@require_http_methods(["GET", "POST"])
def take_call(request: HttpRequest) -> HttpResponse:
    params = request.POST if request.method == "POST" else request.GET
    waiting = submissions.load_proxy_entry_choices(request.user, day=clock.today(), period=params.get("ky", ""))
    report_name, source = params.get("report", ""), params.get("source", "")
    wrong: dict[str, list[str]] = {}
    if request.method == "POST":
        report = next(
            (report for report in waiting.reports if submissions.format_report_name(report) == report_name), None
        )
        if report is None:
            raise Http404
        try:
            result = proxy_entry.begin(
                form=report.form,
                unit=report.unit,
                period=report.period,
                channel=ProxyEntry.Channel.PHONE,
                source=source,
                by=request.user,
                at=clock.now(),
                key=request.POST.get("key", ""),
            )
        except InvalidInput as invalid:
            wrong = invalid.messages
        else:
            return redirect("reporting:submission", result.answer["id"])
    context = {"waiting": waiting, "report_name": report_name, "source": source, "wrong": wrong}
    return render(request, "reporting/phone.html", context, status=422 if wrong else 200)


@filter_by_programme
@require_safe
def show_sources(request: HttpRequest) -> HttpResponse:
    sheets = sources.list_form_sources(request.user)
    cells = [cell for sheet in sheets for element in sheet.elements for cell in element.cells]
    counts_by_kind = {kind: sum(cell.kind == kind for cell in cells) for kind in ("register", "computed", "typed")}
    count = sum(len(sheet.elements) for sheet in sheets)
    return render(
        request, "reporting/sources.html", {"sheets": sheets, "counts_by_kind": counts_by_kind, "count": count}
    )
