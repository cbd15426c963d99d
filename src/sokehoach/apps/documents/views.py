"""Reports to take away."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.selectors import outlines, reports, urging
from sokehoach.apps.shell import clock
from sokehoach.domain.periods.period import at_hand, name_vi

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def documents(request: OfficialRequest) -> HttpResponse:
    if not request.scope.anywhere(Action.DOCUMENT_TAKE):
        raise Http404
    period = at_hand(clock.today())
    told = {
        "outlines": outlines.outlines_for(request.user),
        "period": period,
        "period_name": name_vi(period),
        "late": urging.waited_for(request.user, period.id, clock.today()),
    }
    return render(request, "documents/list.html", told)


@require_safe
def take(request: OfficialRequest, outline: str, period: str) -> HttpResponse:
    content = reports.file_for(request.user, outline=outline, period=period)
    return _attached(content, f"{outline}-{period}.docx")


@require_safe
def urge(request: OfficialRequest, period: str) -> HttpResponse:
    content = urging.file_for(request.user, period=period, day=clock.today())
    return _attached(content, f"don-doc-{period}.docx")


def _attached(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
