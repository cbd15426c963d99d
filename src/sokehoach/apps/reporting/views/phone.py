"""A report taken by telephone: which unit's, from which office; then its sheet, typed while listening."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sokehoach.apps.reporting.models import Intake
from sokehoach.apps.reporting.selectors import phone
from sokehoach.apps.reporting.services import intakes
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid


@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    waiting = phone.waiting(request.user, day=clock.today(), period=asked.get("ky", ""))
    chosen, source = asked.get("report", ""), asked.get("source", "")
    wrong: dict[str, list[str]] = {}
    if request.method == "POST":
        one = next((one for one in waiting.reports if phone.name(one) == chosen), None)
        if one is None:
            raise Http404
        try:
            done = intakes.begin(
                form=one.form,
                unit=one.unit,
                period=one.period,
                channel=Intake.Channel.PHONE,
                source=source,
                by=request.user,
                at=clock.now(),
                key=request.POST.get("key", ""),
            )
        except Invalid as invalid:
            wrong = invalid.messages
        else:
            return redirect("reporting:submission", done.answer["id"])
    context = {"waiting": waiting, "chosen": chosen, "source": source, "wrong": wrong}
    return render(request, "reporting/phone.html", context, status=422 if wrong else 200)
