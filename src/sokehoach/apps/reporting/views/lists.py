"""Views of the reports of a period: the account's own, and those that it follows."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.orgunits.models import Level
from sokehoach.apps.reporting.selectors import lists, submissions
from sokehoach.apps.reporting.services import submissions as services
from sokehoach.apps.shell import clock


@require_safe
def show_list(request: OfficialRequest) -> HttpResponse:
    if not request.scope.anywhere(Action.REPORT_VIEW):
        raise Http404
    listed = lists.load_report_list(
        request.user,
        day=clock.today(),
        period=request.GET.get("ky", ""),
        form=request.GET.get("bieu", ""),
        state=request.GET.get("trang-thai", ""),
    )
    reviews = request.scope.anywhere(Action.REPORT_REVIEW)
    context = {
        "listed": listed,
        "reviews": reviews,
        "places": reviews or request.user.unit.level in (Level.COMMUNE, Level.TOWNSHIP),
    }
    return render(request, "reporting/list.html", context)


@require_POST
def open_report(request: HttpRequest) -> HttpResponse:
    """Begin a report, or open it where it exists: pressing the button twice is no error."""
    form, period = request.POST.get("form", ""), request.POST.get("period", "")
    unit = lists.access_own_unit(request.user, code=request.POST.get("unit", ""), form=form, period=period)
    submission_id = submissions.find_newest_edition(form=form, unit=unit.pk, period=period)
    if submission_id is None:
        result = services.open_submission(
            form=form,
            unit=unit,
            period=period,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
        return redirect("reporting:submission", result.answer["id"])
    return redirect("reporting:submission", submission_id)
