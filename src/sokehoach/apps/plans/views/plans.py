"""Pages for the list of plans, one plan and its import."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.queries.own_programmes import list_named_programmes
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.forms.plans import ASKED_FIELD, CONFIRMED_FIELD, UploadPlan, encode_for_page
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.pages import chain, clause_work, plans, reading, scans
from sokehoach.apps.plans.pages.plans import build_plan_notices
from sokehoach.apps.plans.queries import chain as chain_queries
from sokehoach.apps.plans.queries import items
from sokehoach.apps.plans.queries import plans as plan_queries
from sokehoach.apps.plans.services import plans as services
from sokehoach.apps.plans.services.personal_data import PersonalDataFoundError
from sokehoach.apps.shell import clock, post_params
from sokehoach.apps.shell.outcomes import InvalidInput


@require_safe
def list_plans(request: OfficialRequest) -> HttpResponse:
    rows = plan_queries.list_documents(request.scope)
    context = {
        "plans": [row for row in rows if not row.issued_above],
        "upper_plans": [row for row in rows if row.issued_above],
        "may_import": plan_queries.find_importing_unit(request.scope, request.user.unit) is not None,
    }
    return render(request, "plans/list.html", context)


@require_http_methods(["GET", "POST"])
def upload_plan(request: OfficialRequest) -> HttpResponse:
    unit = plan_queries.find_importing_unit(request.scope, request.user.unit)
    if unit is None:
        raise Http404
    form = UploadPlan(request.POST, request.FILES) if request.method == "POST" else UploadPlan()
    status, template, first, question = 200, "plans/upload.html", None, {}
    if request.method == "POST":
        status = 422
        if form.is_valid():
            name, data = form.cleaned_data["name"], form.cleaned_data["data"]
            if form.cleaned_data["typed_text"]:
                template = "plans/type_text.html"
            try:
                result = services.import_plan(
                    unit=unit,
                    file_name=name,
                    data=data,
                    level=form.cleaned_data["whose"],
                    confirmed=request.POST.getlist(CONFIRMED_FIELD),
                    typed_text=form.cleaned_data["typed_text"],
                    by=request.user,
                    at=clock.now(),
                    key=request.POST.get("key", ""),
                )
                if notes := result.answer["notes"]:
                    messages.info(request, str(notes))
                return redirect("plans:plan" if result.answer["above"] else "plans:read", result.answer["plan"])
            except services.PlanAlreadyImportedError as refused:
                status, first = 409, refused
            except PersonalDataFoundError as places_question:
                question = {"places_question": places_question, "asked_again": ASKED_FIELD in request.POST}
            except services.TextNotTypedError as missing:
                template, question = "plans/type_text.html", {"missing": missing.messages["file"][0]}
            except InvalidInput as invalid:
                for field, field_messages in invalid.messages.items():
                    is_about_text = field == "file" and template == "plans/type_text.html"
                    form.add_error("typed_text" if is_about_text else field or None, field_messages)
            question |= {"name": name, "sent": encode_for_page(data)}
            if template == "plans/type_text.html":
                question["scan"] = scans.draw_scan(data, name)
    context = {"form": form, "unit": unit, "first": first, **question}
    return render(request, template, context, status=status)


@require_safe
def show_plan(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    row = plan_queries.access_plan(request.scope, pk)
    plan_items = items.list_items(row)
    sections = plans.build_sections(plan_items)
    if row.state != Plan.State.READING:
        plans.add_schedule_states(row, sections["rules"])
    sees_all = row.state == Plan.State.IN_FORCE and permissions.can_see_all_duties(request.scope, row)
    context = {
        "plan": row,
        "progress": reading.compute_progress(plan_items),
        "may_confirm": permissions.may_confirm(request.scope, row),
        "may_make_programme": permissions.may_make_programme(request.scope, row, get_unit_area(row.unit)),
        "sees_all": sees_all,
        "served": set(row.programmes.values_list("pk", flat=True)) if list_named_programmes(request.user) else set(),
        "unnamed": plans.find_unnamed_units(row) if sees_all else None,
        "owes_own_plan": permissions.may_import(request.scope, request.user.unit_id)
        and chain_queries.needs_own_plan(row, request.user.unit),
        "upper_counts": chain.count_confirmed_demands(row),
        "clauses": clause_work.list_clause_rows(row, plan_items, request.user, clock.today()),
        **sections,
        **build_plan_notices(row, may_confirm=permissions.may_confirm(request.scope, row)),
    }
    return render(request, "plans/plan.html", context)


@require_POST
def bring_into_force(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    services.bring_into_force(
        plan=pk,
        version=post_params.get_version(request),
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    return redirect(reverse("plans:plan", args=[pk]))
