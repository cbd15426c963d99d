"""Consolidated figures, where each is from, and the acceptance that moves them."""

import uuid
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.consolidation.selectors import closings, lineage, sheets
from sokehoach.apps.consolidation.selectors import targets as target_selectors
from sokehoach.apps.consolidation.selectors.register_moves import register_moves
from sokehoach.apps.consolidation.selectors.target_sums import sum_sides
from sokehoach.apps.consolidation.selectors.trends import trends
from sokehoach.apps.consolidation.services import acceptance, closing
from sokehoach.apps.consolidation.services.acceptance import Waiting
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.permissions import may_confirm
from sokehoach.apps.plans.selectors.plans import plan_for
from sokehoach.apps.reporting.selectors import forms as report_forms
from sokehoach.apps.reporting.selectors import waiting
from sokehoach.apps.reporting.selectors.submissions import submissions_for
from sokehoach.apps.shell import clock, posted
from sokehoach.apps.shell.outcomes import Invalid
from sokehoach.domain.periods.period import Period, at_hand, halves, parse


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
    closed = closings.last(unit=shown.unit, form=form, period=period)
    closes = (
        closed is None and bool(shown.received) and request.scope.may(Action.REPORT_REVIEW, shown.unit.pk)
    )
    context: dict[str, Any] = {
        "sheet": shown,
        "closed": closed,
        "closes": closes,
        "moves": register_moves(shown),
    }
    if closes:
        context["seen"] = closings.seen(unit=shown.unit, form=form, period=period)
        context["above"] = shown.unit.parent
    return render(request, "consolidation/sheet.html", context)


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


@require_safe
def targets(request: OfficialRequest, plan: uuid.UUID) -> HttpResponse:
    """The targets of a plan against what is, each with the way to its figures."""
    row, area, period, found = _standings(request, plan)
    whole = area.pk == row.unit_id
    context = {
        "plan": row,
        "period": parse(period),
        "periods": _near(period),
        "standings": target_selectors.explained(found, target_selectors.before(row)),
        "assigns": may_confirm(request.scope, row),
        "whole": whole,
    }
    if whole:
        paths = [one.target.path for one in found]
        context["trends"] = trends(request.user, area, parse(period), targets=paths)
    return render(request, "consolidation/targets.html", context)


@require_safe
def target_units(request: OfficialRequest, plan: uuid.UUID, target: str) -> HttpResponse:
    """One target: what its two sides are made of, and each unit that answers for it."""
    row, area, period, found = _standings(request, plan)
    one = next((one for one in found if one.target.code == target), None)
    if one is None or one.found is None or area.pk != row.unit_id:
        raise Http404
    part, whole = sum_sides(one.found, in_percent=target_selectors.in_percent(one.target))
    context = {
        "plan": row,
        "period": parse(period),
        "standing": one,
        "units": target_selectors.by_unit(one, clock.today()),
        "part": part,
        "whole": whole,
    }
    return render(request, "consolidation/target_units.html", context)


def _standings(
    request: OfficialRequest, plan: uuid.UUID
) -> tuple[Plan, Unit, str, list[target_selectors.Standing]]:
    row = plan_for(request.scope, plan)
    if row.state == row.State.READING:
        raise Http404
    period = _period(request.GET.get("ky", ""))
    area = target_selectors.area_of(request.user, row, period=period)
    found = target_selectors.standings(request.user, row, unit=area, period=period, day=clock.today())
    return row, area, period, found


def _near(period: str) -> list[Period]:
    """The halves of the year and the year itself, to choose from."""
    year = parse(str(parse(period).year))
    return [*halves(year), year]


@require_POST
def accept(request: OfficialRequest, submission: uuid.UUID) -> HttpResponse:
    why, shown = request.POST.get("why", ""), request.POST.get("version", "")
    try:
        done = acceptance.accept(
            submission=submission,
            version=posted.version(request),
            why=why,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except Invalid as invalid:  # the period is closed: accepting closes it anew, and says why
        address = reverse("consolidation:accept", args=[submission])
        back = reverse("reporting:submission", args=[submission])
        context = {"action": address, "back": back, "fields": {"version": shown}, "why": why}
        return render(
            request, "consolidation/again.html", context | {"wrong": invalid.messages["why"]}, status=422
        )
    messages.success(request, _("Đã duyệt báo cáo. Số tổng hợp đã cập nhật."))
    return redirect("reporting:submission", done.answer["id"])


@require_http_methods(["GET", "POST"])
def accept_many(request: OfficialRequest, period: str, form: str) -> HttpResponse:
    """All that wait of a form: those without a finding are ticked, the others say why they are not. What was ticked and
    no longer waits is told, with who was first.
    """
    when, definition = _period(period), report_forms.form(form)
    if not request.scope.anywhere(Action.REPORT_REVIEW):
        raise Http404
    left: dict[str, str] = {}
    if request.method == "POST":
        done = acceptance.accept_many(
            form=form,
            period=when,
            reports=[Waiting(pk, posted.number(told)) for pk, told in posted.ticked(request, "r-").items()],
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
        left = cast(dict[str, str], done.answer["left"])
        messages.success(request, _("Đã duyệt %(n)s báo cáo.") % {"n": done.answer["accepted"]})
    reports = [
        (one, left.pop(str(one.submission), ""))
        for one in waiting.waiting(request.user, form=form, period=when)
    ]
    gone = submissions_for(request.user).filter(pk__in=[*left])
    context = {
        "form": definition,
        "period": parse(when),
        "reports": reports,
        "gone": [(row.unit.name, left[str(row.pk)]) for row in gone],
    }
    return render(request, "consolidation/accept_many.html", context)


@require_POST
def close(request: OfficialRequest, unit: str, period: str, form: str) -> HttpResponse:
    area = sheets.area(unit, period)
    why, seen = request.POST.get("why", ""), request.POST.get("seen", "")
    try:
        done = closing.close(
            unit=area, form=form, period=period, seen=seen, why=why,
            by=request.user, at=clock.now(), key=request.POST.get("key", ""),
        )  # fmt: skip
    except Invalid as invalid:  # the area above has closed already: it closes anew, and says why
        address = reverse("consolidation:close", args=[unit, period, form])
        back = reverse("consolidation:sheet", args=[unit, period, form])
        context = {"action": address, "back": back, "fields": {"seen": seen}, "why": why}
        return render(
            request, "consolidation/again.html", context | {"wrong": invalid.messages["why"]}, status=422
        )
    told = {"received": done.answer["received"], "missing": done.answer["missing"]}
    messages.success(request, _("Đã chốt với %(received)s báo cáo, còn thiếu %(missing)s.") % told)
    return redirect("consolidation:sheet", unit=unit, period=period, form=form)


def _period(asked: str) -> str:
    """The period asked for or, without one, the half-year of today."""
    if not asked:
        return at_hand(clock.today()).id
    try:
        return parse(asked).id
    except ValueError as error:
        raise Http404 from error
