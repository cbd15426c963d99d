"""The conclusions of a meeting, and their way into duties. `core` has all other pages of the registers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.core.reports import warn_of_reports
from sokehoach.apps.registers.inspections.teams import queries
from sokehoach.apps.registers.inspections.teams.services import conclusions
from sokehoach.apps.shell import clock


@require_GET
def show_meetings(request: OfficialRequest) -> HttpResponse:
    return render(request, "teams/meetings.html", {"meetings": queries.list_meetings(request.user)})


@require_GET
def show_conclusions(request: OfficialRequest, meeting: UUID) -> HttpResponse:
    row = queries.access_meeting(request.user, meeting)
    conclusion_rows = queries.list_conclusions(row)
    context = {
        "meeting": row,
        "conclusions": conclusion_rows,
        "open": [conclusion for conclusion in conclusion_rows if conclusion.plan_id is None],
        "follows": queries.may_assign_duties(request.user, row),
    }
    return render(request, "teams/conclusions.html", context)


@require_POST
def assign_duties(request: OfficialRequest, meeting: UUID) -> HttpResponse:
    row = queries.access_meeting(request.user, meeting)
    result = conclusions.assign_duties(
        meeting=meeting, by=request.user, at=clock.now(), key=request.POST.get("key", "")
    )
    messages.success(request, _("Đã giao %(given)s kết luận thành nhiệm vụ.") % result.answer)
    warn_of_reports(request, "conclusions", row.unit, row.day)
    return redirect("teams:conclusions", meeting)
