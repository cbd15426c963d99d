"""The room of documents: what waits for the account, what its unit has written, and one of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.selectors import dispatches, office_reports, unit_reports, urging
from sokehoach.apps.documents.selectors import documents as selectors
from sokehoach.apps.shell import clock
from sokehoach.domain.periods.period import at_hand, name_vi


@require_safe
def listing(request: OfficialRequest) -> HttpResponse:
    if not request.scope.anywhere(Action.DOCUMENT_TAKE):
        raise Http404
    period = at_hand(clock.today())
    offices = office_reports.followed(request.user, period, clock.today())
    told = {
        "rows": selectors.listed(request.user),
        "to_sign": len(selectors.to_sign(request.user)),
        "arrived": dispatches.arrived(request.user),
        "reports": (*offices.own, *offices.others),
        "own": office_reports.unit_reports(request.user, period, clock.today()),
        "printed": unit_reports.outlines_for(request.user),
        "period": period,
        "period_name": name_vi(period),
        "late": urging.waited_for(request.user, period.id, clock.today()),
    }
    return render(request, "documents/list.html", told)


@require_safe
def page(request: OfficialRequest, pk: int) -> HttpResponse:
    document = selectors.document_for(request.user, pk)
    return render(request, "documents/document.html", selectors.told(request.user, document, clock.today()))


@require_safe
def download(request: OfficialRequest, pk: int, file: int) -> HttpResponse:
    kept = selectors.file_for(request.user, pk, file)
    return HttpResponse(
        bytes(kept.content),
        content_type=kept.content_type,
        headers={"Content-Disposition": f'attachment; filename="{kept.name}"'},
    )
