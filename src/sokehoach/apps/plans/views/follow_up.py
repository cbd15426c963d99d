"""Pages that relate a plan to others: the upper plan, the replaced plan, the units' own plans."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sokehoach.adapters.writers import docx
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.indicators.queries.elements import list_own_indicators
from sokehoach.apps.orgunits.models import Group
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.forms.follow_up import (
    AnswerForm,
    DraftForm,
    OwnerForm,
    OwnPlansForm,
    ReplacesForm,
    TaskLeadForm,
)
from sokehoach.apps.plans.forms.plans import ASKED_FIELD, CONFIRMED_FIELD, UpperForm
from sokehoach.apps.plans.models import Item, ItemState, Plan, Target
from sokehoach.apps.plans.pages import chain
from sokehoach.apps.plans.pages.chain import build_draft
from sokehoach.apps.plans.queries import chain as chain_queries
from sokehoach.apps.plans.queries import succession
from sokehoach.apps.plans.queries.items import PREFIXES, list_items
from sokehoach.apps.plans.queries.plans import access_plan, get_target, get_task, list_choosable_units
from sokehoach.apps.plans.services import coverage as coverage_services
from sokehoach.apps.plans.services import follow_up as services
from sokehoach.apps.plans.services import headers
from sokehoach.apps.plans.services import plans as plan_services
from sokehoach.apps.plans.services import succession as succeeding
from sokehoach.apps.plans.services.personal_data import PersonalDataFoundError
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.content_types import DOCX
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.documents.plain_text import render_plain_text


@require_http_methods(["GET", "POST"])
def show_chain(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Shows the demands of the upper plans beside this plan; `?muc=code&tren=id` opens one of them."""
    plan = access_plan(request.scope, pk)
    confirms = permissions.may_confirm(request.scope, plan) and plan.state != Plan.State.REPLACED
    if request.method == "POST" and not confirms:
        raise Http404
    own_items = [item for item in list_items(plan) if item.state != ItemState.DISMISSED]
    form = AnswerForm(request.POST, items=own_items) if request.method == "POST" else None
    status = 200
    if form is not None:
        try:
            if form.is_valid():
                coverage_services.answer_demand(plan=pk, **form.cleaned_data, **_build_write_params(request))
                return redirect(f"{reverse('plans:chain', args=[pk])}#{form.cleaned_data['demand'].lower()}")
        except InvalidInput as invalid:
            for name, messages in invalid.messages.items():
                form.add_error(name if name in form.fields else None, messages)
        status = 422
    plan_chains = [chain.build_chain(upper, plan) for upper in chain_queries.list_upper_plans(plan)]
    if form is None and confirms:
        form = _build_answer_form(request, plan_chains, own_items)
    context = {
        "plan": plan,
        "chains": plan_chains,
        "confirms": confirms,
        "form": form,
        **_build_upper_context(request, plan),
    }
    return render(request, "plans/chain.html", context, status=status)


def _build_answer_form(
    request: OfficialRequest, plan_chains: list[chain.Chain], own_items: list[Item]
) -> AnswerForm | None:
    """Builds the form of the demand in the address, filled with its answer or the proposal."""
    code, upper = request.GET.get("muc", ""), request.GET.get("tren", "")
    for plan_chain in plan_chains:
        for answer in plan_chain.answers:
            if answer.demand.code == code and str(plan_chain.upper.pk) == upper:
                initial = {
                    "upper": plan_chain.upper.pk,
                    "demand": code,
                    "version": answer.confirmation.version if answer.confirmation else 0,
                    "own": [item.code for item in answer.items],
                    "note": answer.confirmation.note if answer.confirmation else "",
                }
                return AnswerForm(items=own_items, initial=initial)
    return None


def _build_upper_context(request: OfficialRequest, plan: Plan) -> dict[str, object]:
    """Returns the proposed upper plan, and the choice for accounts that may choose."""
    candidates = chain_queries.list_upper_candidates(plan)
    proposed = None if plan.upper_id else chain_queries.find_proposed_upper(plan, candidates)
    upper = plan.upper or proposed
    form = UpperForm(among=candidates, initial={"upper": upper.pk if upper else ""})
    chooses = candidates and permissions.may_confirm(request.scope, plan)
    return {"proposed": proposed, "upper_form": form if chooses else None}


@require_POST
def choose_upper(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    plan = access_plan(request.scope, pk)
    form = UpperForm(request.POST, among=chain_queries.list_upper_candidates(plan))
    if not permissions.may_confirm(request.scope, plan):
        raise Http404
    if not form.is_valid():
        raise InvalidInput({"upper": list(form.errors["upper"])})
    headers.choose_upper(plan=pk, **form.cleaned_data, **_build_write_params(request))
    return redirect("plans:chain", pk)


@require_http_methods(["GET", "POST"])
def show_comparison(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Compares the plan with the one that it replaces or amends; while it is being read, also chooses that plan."""
    plan = access_plan(request.scope, pk)
    choosing = plan.state == Plan.State.READING and permissions.may_confirm(request.scope, plan)
    if request.method == "POST" and not choosing:
        raise Http404
    candidates = succession.list_candidates(plan) if choosing else []
    proposed = succession.find_proposed(plan, candidates)
    earlier_plan = plan.replaces or proposed
    form = ReplacesForm(
        request.POST or None, among=candidates, initial={"earlier": earlier_plan.pk if earlier_plan else ""}
    )
    status = 200
    if form.is_bound:
        try:
            if form.is_valid():
                succeeding.choose_replaced_plan(plan=pk, **form.cleaned_data, **_build_write_params(request))
                return redirect("plans:before", pk)
        except InvalidInput as invalid:
            form.add_error("earlier", invalid.messages["earlier"])
        status = 422
    context = {
        "plan": plan,
        "form": form if candidates else None,
        "proposed": proposed if plan.replaces is None else None,
        "earlier_plan": earlier_plan,
        "comparison": succession.build_comparison(earlier_plan, plan) if earlier_plan else None,
    }
    return render(request, "plans/before.html", context, status=status)


@require_http_methods(["GET", "POST"])
def show_own_plans(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Shows which units have made their own plan for this one, and the deadline."""
    plan = access_plan(request.scope, pk)
    if plan.state != Plan.State.IN_FORCE or not permissions.can_see_all_duties(request.scope, plan):
        raise Http404
    may_ask = permissions.may_confirm(request.scope, plan)
    if request.method == "POST" and not may_ask:
        raise Http404
    form = OwnPlansForm(request.POST or None, initial={"by_day": plan.own_plans_by})
    status = 200
    if form.is_bound:
        try:
            if form.is_valid():
                services.ask_own_plans(plan=pk, **form.cleaned_data, **_build_write_params(request))
                return redirect("plans:own_plans", pk)
        except InvalidInput as invalid:
            form.add_error("by_day", invalid.messages["by_day"])
        status = 422
    rows = chain_queries.list_own_plans(plan, clock.today())
    context = {
        "plan": plan,
        "rows": rows,
        "made_count": sum(row.is_made for row in rows),
        "late_rows": [row for row in rows if row.is_late],
        "form": form if may_ask else None,
    }
    return render(request, "plans/own_plans.html", context, status=status)


@require_http_methods(["GET", "POST"])
def show_draft(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Shows a draft of the unit's own plan, to edit and import here or download as a Word file."""
    upper, unit = access_plan(request.scope, pk), request.user.unit
    if upper.state != Plan.State.IN_FORCE or not permissions.may_import(request.scope, unit.pk):
        raise Http404
    if not chain_queries.list_demands(upper, unit):
        raise Http404
    document = build_draft(upper, unit, clock.today())
    if request.GET.get("dang") == "docx":
        answer = HttpResponse(docx.write_docx(document), content_type=DOCX)
        answer["Content-Disposition"] = 'attachment; filename="du-thao-ke-hoach.docx"'
        return answer
    form = DraftForm(request.POST or None, initial={"text": render_plain_text(document)})
    status, first, places_question = 200, None, None
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                result = plan_services.import_plan(
                    unit=unit,
                    confirmed=request.POST.getlist(CONFIRMED_FIELD),
                    file_name="du-thao-ke-hoach.txt",
                    data=form.cleaned_data["text"].encode(),
                    **_build_write_params(request),
                )
                return redirect("plans:read", result.answer["plan"])
            except plan_services.PlanAlreadyImportedError as refused:
                status, first = 409, refused
            except PersonalDataFoundError as refused:
                places_question = refused
            except InvalidInput as invalid:
                form.add_error("text", [text for texts in invalid.messages.values() for text in texts])
    context = {
        "upper": upper,
        "unit": unit,
        "form": form,
        "first": first,
        "places_question": places_question,
        "asked_again": ASKED_FIELD in request.POST,
    }
    return render(request, "plans/draft.html", context, status=status)


@require_http_methods(["GET", "POST"])
def show_target(request: OfficialRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """Sets the owner of a target, or the lead of a task without one, in a plan in force."""
    plan = access_plan(request.scope, pk)
    if plan.state != Plan.State.IN_FORCE or not permissions.may_confirm(request.scope, plan):
        raise Http404
    units = list_choosable_units(plan, clock.today())
    row: Item
    form: OwnerForm | TaskLeadForm
    if code.startswith(PREFIXES[Item.Kind.DUTY]):
        row = get_task(plan, code)
        groups = list(Group.objects.filter(within__in=[unit.pk for unit in units]))
        form = TaskLeadForm(request.POST or None, task=row, units=units, groups=groups)
    else:
        row = get_target(plan, code)
        form = OwnerForm(request.POST or None, target=row, units=units, indicators=list_own_indicators(request.user))
    status = 200
    if form.is_bound:
        try:
            if form.is_valid():
                assign = services.assign_target if isinstance(row, Target) else services.assign_task
                assign(plan=pk, code=code, **form.cleaned_data, **_build_write_params(request))
                return redirect("plans:plan", pk)
        except InvalidInput as invalid:
            for field, messages in invalid.messages.items():
                form.add_error(field, messages)
        status = 422
    return render(request, "plans/target.html", {"plan": plan, "item": row, "form": form}, status=status)


def _build_write_params(request: OfficialRequest) -> dict[str, object]:
    return {"by": request.user, "at": clock.now(), "key": request.POST.get("key", "")}
