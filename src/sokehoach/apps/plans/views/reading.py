"""The reading page: the text, what was understood of it, and one item in hand."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.orgunits.models import Group
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.forms.items import AddItem, DutyForm, RuleForm, TargetForm, TasksForm
from sokehoach.apps.plans.models import Clause, Duty, Item, ItemState, Plan, Target
from sokehoach.apps.plans.selectors import items as rows
from sokehoach.apps.plans.selectors.notices import plan_notices
from sokehoach.apps.plans.selectors.parties import units_and_groups, unknown_parties
from sokehoach.apps.plans.selectors.plans import choosable, plan_for
from sokehoach.apps.plans.selectors.text import page_of_text
from sokehoach.apps.plans.services import items as services
from sokehoach.apps.plans.services.tasks import PROPOSED, settle_tasks
from sokehoach.apps.shell import clock, posted
from sokehoach.apps.shell.outcomes import Invalid, Stale

TASKS = "viec-chung"  # the filter that shows the tasks


@require_safe
def read(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """The whole page. `?muc=NV18` opens an item, `?loc=chua-ro` filters the list."""
    plan = plan_for(request.scope, pk)
    found = rows.items(plan)
    only = request.GET.get("loc", "")
    shown = [item for item in found if rows.FILTERS.get(only, rows.FILTERS[""])(item)]
    may_confirm = _may_edit(request, plan)
    wanted = request.GET.get("muc", "")
    current = next((item for item in shown if item.code == wanted), None)
    if current is None and may_confirm:
        current = next((item for item in shown if item.open), None)
    context = _context(request, plan, found, current, only) | {
        "shown": shown,
        "paragraphs": page_of_text(plan, list(Clause.objects.filter(plan=plan)), found),
        "unknown_parties": unknown_parties(plan) if may_confirm else [],
        **plan_notices(plan, may_confirm=may_confirm),
    }
    if only == TASKS and may_confirm and context["progress"].open_tasks:
        context["tasks_form"] = _tasks_form(plan, found)
    return render(request, "plans/read.html", context)


@require_http_methods(["GET", "POST"])
def item(request: OfficialRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """One item in hand: a page of its own, and over htmx the pieces of the reading page that change."""
    plan = plan_for(request.scope, pk)
    only = request.GET.get("loc", "") or request.POST.get("loc", "")
    if request.method == "GET":
        found = rows.items(plan)
        return _show(request, plan, found, _by_code(found, code), only, was=request.GET.get("mo", ""))
    if not _may_edit(request, plan):
        raise Http404
    found = rows.items(plan)
    current = _by_code(found, code)
    changed = _changed(request)
    form = _form(plan, current, data=changed or request.POST)
    if changed is not None:
        return _show(request, plan, found, current, only, form=form)
    status = 422
    if request.POST.get("do") == "dismiss" or form.is_valid():
        try:
            _settle(request, plan, current, form)
            return _next(request, plan, code, only)
        except Invalid as invalid:
            for field, messages in invalid.messages.items():
                form.add_error(field if field in form.fields else None, messages)
        except Stale as stale:
            # What was typed stays; the version shown becomes theirs, so that confirming again is a decision.
            fresh = rows.items(plan)
            current = _by_code(fresh, code)
            data = request.POST.copy()
            data["version"] = str(current.version)
            form = _form(plan, current, data=data)
            form.add_error(None, stale.message)
            status = 409
    return _show(request, plan, found, current, only, form=form, status=status)


@require_POST
def confirm_sure(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    services.confirm_sure(plan=pk, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
    return redirect("plans:read", pk)


@require_POST
def tasks(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Settle the chosen tasks together, and go on with those that are left."""
    plan = plan_for(request.scope, pk)
    back = f"{reverse('plans:read', args=[pk])}?loc={TASKS}"
    try:
        settle_tasks(
            plan=pk,
            codes=tuple(request.POST.getlist("code")),
            action=request.POST.get("do", ""),
            lead=request.POST.get("lead") or PROPOSED,
            joined=request.POST.get("joined", ""),
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except Invalid as invalid:
        for said in (text for texts in invalid.messages.values() for text in texts):
            messages.error(request, said)
        return redirect(back)
    left = rows.progress(rows.items(plan)).open_tasks
    return redirect(back if left else reverse("plans:read", args=[pk]))


@require_http_methods(["GET", "POST"])
def add(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    plan = plan_for(request.scope, pk)
    if not _may_edit(request, plan):
        raise Http404
    clauses = list(Clause.objects.filter(plan=plan))
    form = AddItem(request.POST or None, clauses=clauses, initial={"clause": request.GET.get("muc")})
    if form.is_valid():
        try:
            done = services.add(
                plan=pk, **form.cleaned_data, by=request.user, at=clock.now(), key=request.POST.get("key", "")
            )
            return redirect(f"{reverse('plans:read', args=[pk])}?muc={done.answer['code']}")
        except Invalid as invalid:
            for field, messages in invalid.messages.items():
                form.add_error(field or None, messages)
    status = 422 if form.is_bound else 200
    return render(request, "plans/add_item.html", {"plan": plan, "form": form}, status=status)


def _may_edit(request: OfficialRequest, plan: Plan) -> bool:
    return plan.state == Plan.State.READING and permissions.may_confirm(request.scope, plan)


def _by_code(found: list[Item], code: str) -> Item:
    item = next((item for item in found if item.code == code), None)
    if item is None:
        raise Http404
    return item


def _tasks_form(plan: Plan, found: list[Item]) -> TasksForm:
    units = choosable(plan, plan.signed_on or plan.created_at.date())
    groups = list(Group.objects.filter(within__in=[unit.pk for unit in units]))
    covering = [
        item for item in found if isinstance(item, Duty) and (item.named or item.state == ItemState.CONFIRMED)
    ]
    duties = [duty for duty in covering if duty.state != ItemState.DISMISSED]
    return TasksForm(units=units, groups=groups, duties=duties, auto_id="tasks-%s")


def _form(plan: Plan, item: Item, data: QueryDict | None = None) -> forms.Form:
    prefix = {"auto_id": f"{item.code.lower()}-%s"}
    day = plan.signed_on or plan.created_at.date()
    if isinstance(item, Duty):
        bound, asked = units_and_groups(plan, day)
        return DutyForm(data, duty=item, bound=bound, asked=asked, **prefix)
    if isinstance(item, Target):
        return TargetForm(data, target=item, units=choosable(plan, day), **prefix)
    return RuleForm(data, rule=item, **prefix)


def _changed(request: OfficialRequest) -> QueryDict | None:
    """The form with an agency added or taken out: nothing is written yet."""
    data = request.POST.copy()
    parties = data.getlist("coordinating")
    if data.get("drop"):
        data.setlist("coordinating", [party for party in parties if party != data["drop"]])
    elif data.get("do") == "add":
        if data.get("more"):
            data.setlist("coordinating", [*parties, data["more"]])
            data["more"] = ""
    else:
        return None
    return data


def _settle(request: OfficialRequest, plan: Plan, item: Item, form: forms.Form) -> None:
    who = {
        "plan": plan.pk,
        "code": item.code,
        "by": request.user,
        "at": clock.now(),
        "key": request.POST.get("key", ""),
    }
    if request.POST.get("do") == "dismiss":
        services.dismiss(version=posted.version(request), **who)
        return
    told: dict[str, Any] = dict(form.cleaned_data)
    if isinstance(item, Duty):
        told.pop("other")
        told.pop("more")
        told["coordinating"] = tuple(told["coordinating"])
        services.confirm_duty(**told, **who)
    elif isinstance(item, Target):
        services.confirm_target(**told, **who)
    else:
        services.confirm_rule(**told, **who)


def _next(request: OfficialRequest, plan: Plan, code: str, only: str) -> HttpResponse:
    """After settling: the next open item comes into hand."""
    found = rows.items(plan)
    following = rows.around(found, code, only).later
    if not request.htmx:
        query = f"?muc={following}&loc={only}" if following else f"?loc={only}"
        return redirect(reverse("plans:read", args=[plan.pk]) + query)
    following_item = _by_code(found, following) if following else None
    return _show(request, plan, found, following_item, only, was=code)


def _show(
    request: OfficialRequest,
    plan: Plan,
    found: list[Item],
    current: Item | None,
    only: str,
    *,
    was: str = "",
    form: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """Over htmx: the item that was in hand, closed, the one that is, open, and the strip above them."""
    context = _context(request, plan, found, current, only, form)
    touched = {was, current.code if current else ""}
    context["was"] = next((item for item in found if item.code == was and item is not current), None)
    if request.htmx:
        changed = [item for item in found if item.code in touched]
        context["paragraphs"] = [
            one
            for one in page_of_text(plan, list(Clause.objects.filter(plan=plan)), found)
            if any(item.start < one.end and item.end > one.start for item in changed)
        ]
    return render(request, "plans/swap.html" if request.htmx else "plans/item.html", context, status=status)


def _context(
    request: OfficialRequest,
    plan: Plan,
    found: list[Item],
    current: Item | None,
    only: str,
    form: forms.Form | None = None,
) -> dict[str, Any]:
    may_confirm = _may_edit(request, plan)
    if form is None and current is not None and may_confirm:
        form = _form(plan, current)
    return {
        "plan": plan,
        "items": found,
        "current": current,
        "form": form if current else None,
        "progress": rows.progress(found),
        "only": only,
        "may_confirm": may_confirm,
        "around": rows.around(found, current.code, only) if current else None,
    }
