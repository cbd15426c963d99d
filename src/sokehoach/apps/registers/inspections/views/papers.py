"""Papers to print: the invitation and the record. Names are written by hand, and the signed copy stays on paper."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.orgunits.queries.levels import get_place_name
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.inspections.queries import visits
from sokehoach.apps.shell.vietnamese import write_in_vietnamese


@require_GET
@write_in_vietnamese
def show_invitation(request: OfficialRequest, visit: UUID) -> HttpResponse:
    """Of a planned visit alone: a surprise has none, so there is no such page."""
    row = visits.access_visit(request.user, visit)
    if row.surprise or row.voided:
        raise Http404
    return _render_paper(request, row, "inspections/invitation.html")


@require_GET
@write_in_vietnamese
def show_record(request: OfficialRequest, visit: UUID) -> HttpResponse:
    """Before the visit the boxes are empty; afterwards they show what was written down."""
    row = visits.access_visit(request.user, visit)
    if row.voided:
        raise Http404
    return _render_paper(request, row, "inspections/record.html")


def _render_paper(request: OfficialRequest, row: Visit, template: str) -> HttpResponse:
    context = {
        "visit": row,
        "checklist": visits.list_answered_questions(row) or visits.list_questions(row),
        "place": get_place_name(get_unit_area(row.unit)),
        "superior": get_unit_area(row.unit),
        "going": range(1 + row.members.count()),
    }
    return render(request, template, context)
