"""View that begins a report taken by telephone: choose the unit and the office that gives the numbers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sokehoach.apps.reporting.models import Intake
from sokehoach.apps.reporting.selectors import phone
from sokehoach.apps.reporting.services import proxy_entry
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput


@require_http_methods(["GET", "POST"])
def take_call(request: HttpRequest) -> HttpResponse:
    params = request.POST if request.method == "POST" else request.GET
    waiting = phone.load_proxy_entry_choices(request.user, day=clock.today(), period=params.get("ky", ""))
    report_name, source = params.get("report", ""), params.get("source", "")
    wrong: dict[str, list[str]] = {}
    if request.method == "POST":
        report = next((report for report in waiting.reports if phone.format_report_name(report) == report_name), None)
        if report is None:
            raise Http404
        try:
            result = proxy_entry.begin(
                form=report.form,
                unit=report.unit,
                period=report.period,
                channel=Intake.Channel.PHONE,
                source=source,
                by=request.user,
                at=clock.now(),
                key=request.POST.get("key", ""),
            )
        except InvalidInput as invalid:
            wrong = invalid.messages
        else:
            return redirect("reporting:submission", result.answer["id"])
    context = {"waiting": waiting, "chosen": report_name, "source": source, "wrong": wrong}
    return render(request, "reporting/phone.html", context, status=422 if wrong else 200)
