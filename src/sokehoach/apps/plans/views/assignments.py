"""Pages of the board of duties, of one assignment and of its evidence."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages as notify
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.forms.assignments import AssignForm, WorkForm
from sokehoach.apps.plans.models import Assignment
from sokehoach.apps.plans.pages import assignments
from sokehoach.apps.plans.queries import assignments as assignment_queries
from sokehoach.apps.plans.queries import duty_work, results
from sokehoach.apps.plans.queries.plans import access_plan, list_choosable_units
from sokehoach.apps.plans.services import assignments as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods.period import Period

_PROPOSE = "lay-so-lieu"  # in the address: the result begins with what registers and report say


@require_safe
def show_board(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Shows the whole plan, or one unit (`?don-vi=code`). An account that sees a single unit gets that one."""
    plan = access_plan(request.scope, pk)
    units = assignment_queries.list_units_with_duties(request.scope, plan)
    sees_whole_plan = permissions.can_see_all_duties(request.scope, plan)
    code = request.GET.get("don-vi") or ("" if sees_whole_plan else request.user.unit.code)
    unit = next((unit for unit in units if unit.code == code), None)
    if unit is None and code and request.GET.get("don-vi"):
        raise Http404
    today = clock.today()
    context: dict[str, Any] = {"plan": plan, "units": units, "unit": unit, "sees_whole_plan": sees_whole_plan}
    if unit is not None:
        progress_rows = assignment_queries.list_unit_progress(plan, unit, request.user, today)
        context["rows"] = [
            (
                progress,
                assignment_queries.compute_days_late(progress.assignment, today),
                assignments.format_coordinating(progress.assignment.duty),
            )
            for progress in progress_rows
        ]
        context["tally"] = assignments.build_tally(progress_rows)
    elif sees_whole_plan:
        lines = context["lines"] = assignments.list_board_lines(plan, request.user, today)
        context["tally"] = assignments.build_tally(progress for line in lines for progress in line.leads)
        context["undecided_days"] = sum(line.undecided_count > 0 for line in lines)
        context["decides"] = permissions.may_decide_passed_days(request.scope, plan.unit_id)
    return render(request, "plans/board.html", context)


@require_http_methods(["GET", "POST"])
def show_assignment(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    row = assignment_queries.access_assignment(request.scope, pk)
    if request.method == "POST":
        if not permissions.may_work(request.scope, row):
            raise Http404
        form = _build_work_form(row, request.POST.get("period", ""), request.POST, request.FILES)
        answer = _submit_form(request, row, form, services.record_work)
        return answer or _render_page(request, row, work=form)
    return _render_page(request, row)


@require_POST
def assign_work(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    row = assignment_queries.access_assignment(request.scope, pk)
    if not permissions.may_assign(request.scope, row):
        raise Http404
    form = _build_assign_form(row, request.POST)
    answer = _submit_form(request, row, form, services.assign_work)
    return answer or _render_page(request, row, assign=form)


@require_safe
def download_evidence(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Always a download, never shown in the product's own origin (ASVS 3.2.1)."""
    document = assignment_queries.access_evidence(request.scope, pk)
    response = HttpResponse(bytes(document.content), content_type=document.content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, document.name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def remove_evidence(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    result = services.remove_evidence(evidence=pk, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
    notify.success(request, _("Đã gỡ tệp minh chứng."))
    return redirect("plans:assignment", result.answer["assignment"])


def _submit_form(request: OfficialRequest, row: Assignment, form: forms.Form, service: Any) -> HttpResponse | None:
    """Returns the response after a successful write; None where the form must be shown again with errors."""
    if not form.is_valid():
        return None
    try:
        result = service(
            assignment=row.pk,
            **form.cleaned_data,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except InvalidInput as invalid:
        for field, messages in invalid.messages.items():
            form.add_error(field or None, messages)
        return None
    except VersionConflictError as stale:
        form.data = form.data.copy()
        form.data["version"] = str(stale.detail["version"])
        form.add_error(None, stale.message)
        form.stale = True
        return None
    notify.success(request, _format_saved_message(form.cleaned_data.get("upload"), result.answer.get("evidence", "")))
    address = reverse("plans:assignment", args=[row.pk])
    period = form.cleaned_data.get("period")
    return redirect(f"{address}?ky={period}" if period else address)


def _format_saved_message(upload: services.EvidenceUpload | None, attached: str) -> str:
    """Says whether the file was kept. `attached`: its name, «» where the result has this very file already."""
    if attached:
        return _("Đã lưu, kèm tệp minh chứng «%(name)s».") % {"name": attached}
    return _("Đã lưu.") if upload is None else _("Đã lưu. Tệp vừa chọn đã có trong kết quả này từ trước.")


def _build_work_form(
    row: Assignment, period: str, data: Any = None, files: Any = None, proposed_text: str = ""
) -> WorkForm:
    """Fills the form with the result of that period; where it has no text, with `proposed_text`."""
    state, text = results.get_recorded_work(row, period, results.find_latest_result(row, period))
    initial = {
        "version": row.version,
        "period": period,
        "state": state,
        "result": text or proposed_text,
        "in_charge": row.in_charge_id,
    }
    staff = assignment_queries.list_staff(row.unit)
    return WorkForm(data, files, assignment=row, staff=staff, initial=initial, auto_id="work-%s")


def _format_work(user: User, row: Assignment, period: Period | None) -> str:
    """Formats what registers and reports say of the duty as the beginning of its result, which is Vietnamese."""
    with translation.override(settings.LANGUAGE_CODE):
        works = duty_work.list_assignment_work(user, row, period, clock.today())
        return "; ".join(f"{item.label}: {item.text}" for item in works)


def _build_assign_form(row: Assignment, data: Any = None) -> AssignForm:
    initial = {
        "version": row.version,
        "unit": row.unit_id,
        "in_charge": row.in_charge_id,
        "due_on": row.due_on,
    }
    units = list_choosable_units(row.duty.plan, clock.today())
    return AssignForm(
        data, staff=assignment_queries.list_staff(row.unit), units=units, initial=initial, auto_id="assign-%s"
    )


def _render_page(
    request: OfficialRequest,
    row: Assignment,
    *,
    work: WorkForm | None = None,
    assign: AssignForm | None = None,
) -> HttpResponse:
    bound_form = work or assign
    status = 200 if bound_form is None else 409 if getattr(bound_form, "stale", False) else 422
    may_work, may_assign = (
        permissions.may_work(request.scope, row),
        permissions.may_assign(request.scope, row),
    )
    today = clock.today()
    periods = results.list_result_periods(row, today)
    current_period = results.find_current_period(row, today)
    period_id = bound_form["period"].value() if isinstance(bound_form, WorkForm) else request.GET.get("ky", "")
    period = next((choice for choice in periods if choice.id == period_id), current_period)
    works = duty_work.list_assignment_work(request.user, row, period, today)
    entries = sum(item.entries for item in works) if period is not None and period == current_period else 0
    if work is None and may_work:
        proposed_text = _format_work(request.user, row, period) if works and _PROPOSE in request.GET else ""
        work = _build_work_form(row, period.id if period else "", proposed_text=proposed_text)
    context = {
        "assignment": row,
        "works": works,
        "periods": [(choice.id, period_name(choice)) for choice in periods],
        "period": period.id if period else "",
        "period_name": period_name(period) if period else "",
        "results": results.list_results(row),
        "progress": (progress := results.compute_progress(row, today, entries)),
        "facts": (facts := assignments.list_six_facts(progress, assignments.format_coordinating(row.duty))),
        "clear": sum(bool(fact.text) for fact in facts),
        "plan": row.duty.plan,
        "duty": row.duty,
        "other_due_days": assignment_queries.list_other_due_days(row),
        "days_late": assignment_queries.compute_days_late(row, today),
        "may_work": may_work,
        "work": work,
        "may_propose": bool(works and work and not work["result"].value()),
        "assign": (assign or _build_assign_form(row)) if may_assign else None,
    }
    return render(request, "plans/assignment.html", context, status=status)
