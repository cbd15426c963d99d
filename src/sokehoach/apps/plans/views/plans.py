"""The list of plans, one plan, its way in."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.forms.plans import ASKED, CONFIRMED, UploadPlan, sent_back
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.selectors import chain, clause_work, overview, own_plans, recipients
from sokehoach.apps.plans.selectors import items as item_rows
from sokehoach.apps.plans.selectors import plans as plan_rows
from sokehoach.apps.plans.selectors.notices import plan_notices
from sokehoach.apps.plans.services import plans as services
from sokehoach.apps.plans.services.personal_data import NamesSomebody
from sokehoach.apps.shell import clock, posted
from sokehoach.apps.shell.outcomes import Invalid


@require_safe
def index(request: OfficialRequest) -> HttpResponse:
    rows = plan_rows.listed(request.scope)
    context = {
        "plans": [row for row in rows if not row.issued_above],
        "upper_plans": [row for row in rows if row.issued_above],
        "may_import": plan_rows.made_for(request.scope, request.user.unit) is not None,
    }
    return render(request, "plans/list.html", context)


@require_http_methods(["GET", "POST"])
def upload(request: OfficialRequest) -> HttpResponse:
    unit = plan_rows.made_for(request.scope, request.user.unit)
    if unit is None:
        raise Http404
    form = UploadPlan(request.POST, request.FILES) if request.method == "POST" else UploadPlan()
    status, first, question = 200, None, {}
    if request.method == "POST":
        status = 422
        if form.is_valid():
            name, data = form.cleaned_data["name"], form.cleaned_data["data"]
            try:
                done = services.import_plan(
                    unit=unit,
                    file_name=name,
                    data=data,
                    whose=form.cleaned_data["whose"],
                    confirmed=request.POST.getlist(CONFIRMED),
                    by=request.user,
                    at=clock.now(),
                    key=request.POST.get("key", ""),
                )
                if left := done.answer["notes"]:
                    messages.info(request, str(left))
                return redirect("plans:plan" if done.answer["above"] else "plans:read", done.answer["plan"])
            except services.AlreadyImported as refused:
                status, first = 409, refused
            except NamesSomebody as asked:
                again = ASKED in request.POST
                question = {"asked": asked, "asked_again": again, "name": name, "sent": sent_back(data)}
            except Invalid as invalid:
                for field, said in invalid.messages.items():
                    form.add_error(field or None, said)
    context = {"form": form, "unit": unit, "first": first, **question}
    return render(request, "plans/upload.html", context, status=status)


@require_safe
def plan(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    row = plan_rows.plan_for(request.scope, pk)
    found = item_rows.items(row)
    sees_all = row.state == Plan.State.IN_FORCE and permissions.sees_all_duties(request.scope, row)
    context = {
        "plan": row,
        "progress": item_rows.progress(found),
        "may_confirm": permissions.may_confirm(request.scope, row),
        "sees_all": sees_all,
        "unnamed": recipients.find_unnamed(row) if sees_all else None,
        "owes_own_plan": permissions.may_import(request.scope, request.user.unit_id)
        and own_plans.owes(row, request.user.unit),
        "above": chain.confirmed_of(row),
        "clauses": clause_work.list_clause_rows(row, found, request.user, clock.today()),
        **overview.sections(found),
        **plan_notices(row, may_confirm=permissions.may_confirm(request.scope, row)),
    }
    return render(request, "plans/plan.html", context)


@require_POST
def bring_into_force(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    services.bring_into_force(
        plan=pk,
        version=posted.version(request),
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    return redirect(reverse("plans:plan", args=[pk]))
