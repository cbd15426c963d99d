"""Consolidated figures, where each is from, and the acceptance that moves them."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.consolidation.selectors import lineage, sheets
from sokehoach.apps.consolidation.services import acceptance
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.reporting.selectors import forms as report_forms
from sokehoach.apps.shell import clock
from sokehoach.domain.periods.period import at_hand, parse


@require_safe
def forms(request: OfficialRequest) -> HttpResponse:
    """To the first form of the account's own area."""
    if not request.scope.anywhere(Action.CONSOLIDATE_VIEW):
        raise Http404
    period = _period(request.GET.get("ky", ""))
    first = report_forms.forms()
    if not first:
        return render(request, "consolidation/none.html")
    area = units.area_of(request.user.unit)
    return redirect("consolidation:sheet", unit=area.code, period=period, form=first[0].code)


@require_safe
def sheet(request: OfficialRequest, unit: str, period: str, form: str) -> HttpResponse:
    shown = sheets.sheet_for(request.user, unit=unit, form=form, period=period)
    return render(request, "consolidation/sheet.html", {"sheet": shown})


@require_safe
def figure(request: OfficialRequest, unit: str, period: str, form: str, element: str) -> HttpResponse:
    """Where a figure is from: units, then the cell of one, its register rows, the clause."""
    told = lineage.of_figure(
        request.user,
        unit=unit,
        form=form,
        period=period,
        element=element,
        disaggregation=request.GET.get("phan-to", ""),
        part=request.GET.get("don-vi", ""),
    )
    template = "consolidation/figure.html#drawer" if request.htmx else "consolidation/figure.html"
    return render(request, template, {"told": told})


@require_POST
def accept(request: OfficialRequest, submission: uuid.UUID) -> HttpResponse:
    done = acceptance.accept(
        submission=submission,
        version=_version(request.POST.get("version", "")),
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    messages.success(request, _("Đã duyệt báo cáo. Số tổng hợp đã cập nhật."))
    return redirect("reporting:submission", done.answer["id"])


def _period(asked: str) -> str:
    """The period asked for or, without one, the half-year of today."""
    if not asked:
        return at_hand(clock.today()).id
    try:
        return parse(asked).id
    except ValueError as error:
        raise Http404 from error


def _version(shown: str) -> int:
    """The version that the page showed; 0, which no report has, for anything else: it is told to look again."""
    try:
        return int(shown)
    except ValueError:
        return 0
