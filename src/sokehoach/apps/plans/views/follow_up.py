"""A plan beside others: the one above it, the one before it, the ones made for it."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sokehoach.adapters import docx
from sokehoach.apps.accounts.requests import OfficialRequest
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
from sokehoach.apps.plans.forms.headers import UpperForm
from sokehoach.apps.plans.forms.plans import ASKED, CONFIRMED
from sokehoach.apps.plans.models import Item, ItemState, Plan, Target
from sokehoach.apps.plans.selectors import chain as chains
from sokehoach.apps.plans.selectors import own_plans as own
from sokehoach.apps.plans.selectors import succession
from sokehoach.apps.plans.selectors.drafts import drafted
from sokehoach.apps.plans.selectors.items import PREFIXES, items
from sokehoach.apps.plans.selectors.plans import choosable, plan_for, target_of, task_of
from sokehoach.apps.plans.services import coverage as coverage_services
from sokehoach.apps.plans.services import follow_up as services
from sokehoach.apps.plans.services import headers
from sokehoach.apps.plans.services import plans as plan_services
from sokehoach.apps.plans.services import succession as succeeding
from sokehoach.apps.plans.services.personal_data import NamesSomebody
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid
from sokehoach.domain.documents.plain import plain_text

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "POST"])
def chain(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """What the plans above lay on the unit, beside what this plan says; `?muc=code&tren=id` opens one of them."""
    plan = plan_for(request.scope, pk)
    confirms = permissions.may_confirm(request.scope, plan) and plan.state != Plan.State.REPLACED
    if request.method == "POST" and not confirms:
        raise Http404
    own = [item for item in items(plan) if item.state != ItemState.DISMISSED]
    form = AnswerForm(request.POST, items=own) if request.method == "POST" else None
    status = 200
    if form is not None:
        try:
            if form.is_valid():
                coverage_services.answer_demand(plan=pk, **form.cleaned_data, **_who(request))
                return redirect(f"{reverse('plans:chain', args=[pk])}#{form.cleaned_data['demand'].lower()}")
        except Invalid as invalid:
            for name, said in invalid.messages.items():
                form.add_error(name if name in form.fields else None, said)
        status = 422
    beside = [chains.chain(upper, plan) for upper in chains.uppers(plan)]
    if form is None and confirms:
        form = _opened(request, beside, own)
    context = {"plan": plan, "chains": beside, "confirms": confirms, "form": form, **_upper(request, plan)}
    return render(request, "plans/chain.html", context, status=status)


def _opened(request: OfficialRequest, beside: list[chains.Chain], own: list[Item]) -> AnswerForm | None:
    """The form of the demand that the address names, filled with what was said or is proposed."""
    code, upper = request.GET.get("muc", ""), request.GET.get("tren", "")
    for each in beside:
        for answer in each.answers:
            if answer.demand.code == code and str(each.upper.pk) == upper:
                initial = {
                    "upper": each.upper.pk,
                    "demand": code,
                    "version": answer.said.version if answer.said else 0,
                    "own": [item.code for item in answer.items],
                    "note": answer.said.note if answer.said else "",
                }
                return AnswerForm(items=own, initial=initial)
    return None


def _upper(request: OfficialRequest, plan: Plan) -> dict[str, object]:
    """Which plan above is proposed, and the choice for who may make it."""
    among = chains.upper_candidates(plan)
    proposed = None if plan.upper_id else chains.proposed_upper(plan, among)
    upper = plan.upper or proposed
    form = UpperForm(among=among, initial={"upper": upper.pk if upper else ""})
    chooses = among and permissions.may_confirm(request.scope, plan)
    return {"proposed": proposed, "upper_form": form if chooses else None}


@require_POST
def choose_upper(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    plan = plan_for(request.scope, pk)
    form = UpperForm(request.POST, among=chains.upper_candidates(plan))
    if not permissions.may_confirm(request.scope, plan):
        raise Http404
    if not form.is_valid():
        raise Invalid({"upper": list(form.errors["upper"])})
    headers.choose_upper(plan=pk, **form.cleaned_data, **_who(request))
    return redirect("plans:chain", pk)


@require_http_methods(["GET", "POST"])
def before(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """The plan beside the one that it replaces or amends; while it is being read, which one that is."""
    plan = plan_for(request.scope, pk)
    choosing = plan.state == Plan.State.READING and permissions.may_confirm(request.scope, plan)
    if request.method == "POST" and not choosing:
        raise Http404
    among = succession.candidates(plan) if choosing else []
    proposed = succession.proposed(plan, among)
    chosen = plan.replaces or proposed
    form = ReplacesForm(request.POST or None, among=among, initial={"earlier": chosen.pk if chosen else ""})
    status = 200
    if form.is_bound:
        try:
            if form.is_valid():
                succeeding.replaces(plan=pk, **form.cleaned_data, **_who(request))
                return redirect("plans:before", pk)
        except Invalid as invalid:
            form.add_error("earlier", invalid.messages["earlier"])
        status = 422
    context = {
        "plan": plan,
        "form": form if among else None,
        "proposed": proposed if plan.replaces is None else None,
        "earlier": chosen,
        "comparison": succession.comparison(chosen, plan) if chosen else None,
    }
    return render(request, "plans/before.html", context, status=status)


@require_http_methods(["GET", "POST"])
def own_plans(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Which units have made a plan of their own for this one; the day by which they must."""
    plan = plan_for(request.scope, pk)
    if plan.state != Plan.State.IN_FORCE or not permissions.sees_all_duties(request.scope, plan):
        raise Http404
    may_ask = permissions.may_confirm(request.scope, plan)
    if request.method == "POST" and not may_ask:
        raise Http404
    form = OwnPlansForm(request.POST or None, initial={"by_day": plan.own_plans_by})
    status = 200
    if form.is_bound:
        try:
            if form.is_valid():
                services.ask_own_plans(plan=pk, **form.cleaned_data, **_who(request))
                return redirect("plans:own_plans", pk)
        except Invalid as invalid:
            form.add_error("by_day", invalid.messages["by_day"])
        status = 422
    rows = own.own_plans(plan, clock.today())
    context = {
        "plan": plan,
        "rows": rows,
        "made": sum(row.made for row in rows),
        "late": [row for row in rows if row.late],
        "form": form if may_ask else None,
    }
    return render(request, "plans/own_plans.html", context, status=status)


@require_http_methods(["GET", "POST"])
def draft(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """A draft of the unit's own plan: to be edited here and read, or taken away as a Word file."""
    upper, unit = plan_for(request.scope, pk), request.user.unit
    if upper.state != Plan.State.IN_FORCE or not permissions.may_import(request.scope, unit.pk):
        raise Http404
    if not chains.demands(upper, unit):
        raise Http404
    document = drafted(upper, unit, clock.today())
    if request.GET.get("dang") == "docx":
        answer = HttpResponse(docx.write(document), content_type=DOCX)
        answer["Content-Disposition"] = 'attachment; filename="du-thao-ke-hoach.docx"'
        return answer
    form = DraftForm(request.POST or None, initial={"text": plain_text(document)})
    status, first, asked = 200, None, None
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                done = plan_services.import_plan(
                    unit=unit,
                    confirmed=request.POST.getlist(CONFIRMED),
                    file_name="du-thao-ke-hoach.txt",
                    data=form.cleaned_data["text"].encode(),
                    **_who(request),
                )
                return redirect("plans:read", done.answer["plan"])
            except plan_services.AlreadyImported as refused:
                status, first = 409, refused
            except NamesSomebody as refused:
                asked = refused
            except Invalid as invalid:
                form.add_error("text", [text for texts in invalid.messages.values() for text in texts])
    context = {
        "upper": upper,
        "unit": unit,
        "form": form,
        "first": first,
        "asked": asked,
        "asked_again": ASKED in request.POST,
    }
    return render(request, "plans/draft.html", context, status=status)


@require_http_methods(["GET", "POST"])
def target(request: OfficialRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """Who answers for a target of a plan in force, or leads a task that names nobody and has no lead yet."""
    plan = plan_for(request.scope, pk)
    if plan.state != Plan.State.IN_FORCE or not permissions.may_confirm(request.scope, plan):
        raise Http404
    units = choosable(plan, clock.today())
    row: Item
    form: OwnerForm | TaskLeadForm
    if code.startswith(PREFIXES[Item.Kind.DUTY]):
        row = task_of(plan, code)
        groups = list(Group.objects.filter(within__in=[unit.pk for unit in units]))
        form = TaskLeadForm(request.POST or None, task=row, units=units, groups=groups)
    else:
        row = target_of(plan, code)
        form = OwnerForm(request.POST or None, target=row, units=units)
    status = 200
    if form.is_bound:
        try:
            if form.is_valid():
                assign = services.assign_target if isinstance(row, Target) else services.assign_task
                assign(plan=pk, code=code, **form.cleaned_data, **_who(request))
                return redirect("plans:plan", pk)
        except Invalid as invalid:
            for field, said in invalid.messages.items():
                form.add_error(field, said)
        status = 422
    return render(request, "plans/target.html", {"plan": plan, "item": row, "form": form}, status=status)


def _who(request: OfficialRequest) -> dict[str, object]:
    return {"by": request.user, "at": clock.now(), "key": request.POST.get("key", "")}
