"""The board of duties, one assignment, its documents."""

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.forms.assignments import AssignForm, WorkForm
from sokehoach.apps.plans.models import Assignment
from sokehoach.apps.plans.selectors import assignments as rows
from sokehoach.apps.plans.selectors import clarity, results
from sokehoach.apps.plans.selectors.plans import choosable, plan_for
from sokehoach.apps.plans.services import assignments as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid, Stale
from sokehoach.domain.periods.period import name_vi


@require_safe
def board(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """The whole plan, or one unit of it (`?don-vi=code`). Who sees one unit alone is shown that one."""
    plan = plan_for(request.scope, pk)
    units = rows.units_with_duties(request.scope, plan)
    whole = permissions.sees_all_duties(request.scope, plan)
    code = request.GET.get("don-vi") or ("" if whole else request.user.unit.code)
    unit = next((unit for unit in units if unit.code == code), None)
    if unit is None and code and request.GET.get("don-vi"):
        raise Http404
    today = clock.today()
    context: dict[str, Any] = {"plan": plan, "units": units, "unit": unit, "whole": whole}
    if unit is not None:
        stands = rows.of_unit(plan, unit, today)
        context["rows"] = [
            (each, rows.days_late(each.assignment, today), rows.coordinating(each.assignment.duty))
            for each in stands
        ]
        context["tally"] = clarity.tally(stands)
    elif whole:
        lines = context["lines"] = rows.board(plan, today)
        context["tally"] = clarity.tally(each for line in lines for each in line.leads)
    return render(request, "plans/board.html", context)


@require_http_methods(["GET", "POST"])
def assignment(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    row = rows.assignment_for(request.scope, pk)
    if request.method == "POST":
        if not permissions.may_work(request.scope, row):
            raise Http404
        form = _work_form(row, request.POST.get("period", ""), request.POST, request.FILES)
        answer = _write(request, row, form, services.work)
        return answer or _page(request, row, work=form)
    return _page(request, row)


@require_POST
def assign(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    row = rows.assignment_for(request.scope, pk)
    if not permissions.may_assign(request.scope, row):
        raise Http404
    form = _assign_form(row, request.POST)
    answer = _write(request, row, form, services.assign)
    return answer or _page(request, row, assign=form)


@require_safe
def evidence(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Always a download, never shown in the product's own origin (ASVS 3.2.1)."""
    found = rows.evidence_for(request.scope, pk)
    response = HttpResponse(bytes(found.content), content_type=found.content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, found.name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def remove_evidence(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    done = services.remove_evidence(
        evidence=pk, by=request.user, at=clock.now(), key=request.POST.get("key", "")
    )
    return redirect("plans:assignment", done.answer["assignment"])


def _write(request: OfficialRequest, row: Assignment, form: forms.Form, service: Any) -> HttpResponse | None:
    """The answer of a write that succeeded; None where the form is to be shown again with what is wrong."""
    if not form.is_valid():
        return None
    try:
        service(
            assignment=row.pk,
            **form.cleaned_data,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except Invalid as invalid:
        for field, messages in invalid.messages.items():
            form.add_error(field or None, messages)
        return None
    except Stale as stale:
        form.data = form.data.copy()
        form.data["version"] = str(stale.detail["version"])
        form.add_error(None, stale.message)
        form.stale = True
        return None
    address = reverse("plans:assignment", args=[row.pk])
    period = form.cleaned_data.get("period")
    return redirect(f"{address}?ky={period}" if period else address)


def _work_form(row: Assignment, period: str, data: Any = None, files: Any = None) -> WorkForm:
    """Filled with what was written last for that period."""
    last = results.latest(row, period)
    initial = {
        "version": row.version,
        "period": period,
        "state": last.state if last else Assignment.State.NOT_STARTED,
        "result": last.text if last else "",
        "in_charge": row.in_charge_id,
    }
    return WorkForm(data, files, staff=rows.staff(row.unit), initial=initial, auto_id="work-%s")


def _assign_form(row: Assignment, data: Any = None) -> AssignForm:
    initial = {
        "version": row.version,
        "unit": row.unit_id,
        "in_charge": row.in_charge_id,
        "due_on": row.due_on,
    }
    units = choosable(row.duty.plan, clock.today())
    return AssignForm(data, staff=rows.staff(row.unit), units=units, initial=initial, auto_id="assign-%s")


def _page(
    request: OfficialRequest,
    row: Assignment,
    *,
    work: WorkForm | None = None,
    assign: AssignForm | None = None,
) -> HttpResponse:
    written = work or assign
    status = 200 if written is None else 409 if getattr(written, "stale", False) else 422
    may_work, may_assign = (
        permissions.may_work(request.scope, row),
        permissions.may_assign(request.scope, row),
    )
    today = clock.today()
    periods = results.offered(row, today)
    hand = results.at_hand(row, today)
    asked = written["period"].value() if isinstance(written, WorkForm) else request.GET.get("ky", "")
    period = next((each for each in periods if each.id == asked), hand)
    context = {
        "assignment": row,
        "periods": [(each.id, name_vi(each)) for each in periods],
        "period": period.id if period else "",
        "period_name": name_vi(period) if period else "",
        "results": results.results_of(row),
        "progress": (stands := results.progress(row, today)),
        "facts": (facts := clarity.six_facts(stands, rows.coordinating(row.duty))),
        "clear": sum(bool(fact.words) for fact in facts),
        "plan": row.duty.plan,
        "duty": row.duty,
        "late": rows.days_late(row, today),
        "may_work": may_work,
        "work": (work or _work_form(row, period.id if period else "")) if may_work else None,
        "assign": (assign or _assign_form(row)) if may_assign else None,
    }
    return render(request, "plans/assignment.html", context, status=status)
