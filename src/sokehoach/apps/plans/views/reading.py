"""The reading page: the text, its items, and the current item."""

import uuid
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.forms.items import AddItem, DutyForm, RuleForm, TargetForm, TasksForm, build_initial
from sokehoach.apps.plans.models import Clause, Duty, Item, ItemState, Plan, Target
from sokehoach.apps.plans.pages import reading
from sokehoach.apps.plans.pages.plans import build_plan_notices, list_unread_annexes
from sokehoach.apps.plans.pages.reading import build_paragraphs
from sokehoach.apps.plans.queries import items
from sokehoach.apps.plans.queries.parties import list_party_names, list_unknown_parties
from sokehoach.apps.plans.queries.plans import access_plan, get_plan_day, list_choosable_groups, list_choosable_units
from sokehoach.apps.plans.services import items as services
from sokehoach.apps.plans.services.tasks import PROPOSED, settle_tasks
from sokehoach.apps.shell import clock, post_params
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError

TASKS_FILTER = "viec-chung"
_TASK_CHOICES = "task-choices"  # in the session, by plan: what stood in the form of tasks when it was last sent


@require_safe
def show_reading(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Shows the whole page. `?muc=NV18` opens an item, `?loc=chua-ro` filters the list."""
    plan = access_plan(request.scope, pk)
    plan_items = items.list_items(plan)
    only = request.GET.get("loc", "")
    shown_items = [item for item in plan_items if reading.FILTERS.get(only, reading.FILTERS[""])(item)]
    may_confirm = _may_edit(request, plan)
    wanted_code = request.GET.get("muc", "")
    current = next((item for item in shown_items if item.code == wanted_code), None)
    if current is None and may_confirm:
        current = next((item for item in shown_items if item.open), None)
    clauses = list(Clause.objects.filter(plan=plan))
    paragraphs = build_paragraphs(plan, clauses, plan_items)
    context = _build_context(request, plan, plan_items, current, only) | {
        "shown_items": shown_items,
        "paragraphs": paragraphs,
        "contents": reading.list_contents(paragraphs),
        "annexes": list_unread_annexes(plan, clauses) if may_confirm else (),
        "unknown_parties": list_unknown_parties(plan) if may_confirm else [],
        **build_plan_notices(plan, may_confirm=may_confirm),
    }
    if only == TASKS_FILTER and may_confirm and context["progress"].open_tasks:
        context["tasks_form"] = _build_tasks_form(plan, plan_items, _get_task_choices(request, plan))
    return render(request, "plans/read.html", context)


@require_http_methods(["GET", "POST"])
def show_item(request: OfficialRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """Shows one item as a page; over htmx, the parts of the reading page that change."""
    plan = access_plan(request.scope, pk)
    only = request.GET.get("loc", "") or request.POST.get("loc", "")
    if request.method == "GET":
        plan_items = items.list_items(plan)
        return _render_item(
            request, plan, plan_items, _get_by_code(plan_items, code), only, was=request.GET.get("mo", "")
        )
    if not _may_edit(request, plan):
        raise Http404
    plan_items = items.list_items(plan)
    current = _get_by_code(plan_items, code)
    changed_data = _change_agencies(request)
    form = _build_form(plan, current, data=changed_data or request.POST)
    if changed_data is not None:
        return _render_item(request, plan, plan_items, current, only, form=form)
    status = 422
    if request.POST.get("do") == "dismiss" or form.is_valid():
        try:
            _settle_item(request, plan, current, form)
            return _show_next(request, plan, code, only)
        except InvalidInput as invalid:
            for field, messages in invalid.messages.items():
                form.add_error(field if field in form.fields else None, messages)
        except VersionConflictError as stale:
            # The input stays; the version becomes the newer one, so that confirming again is a deliberate decision.
            fresh = items.list_items(plan)
            current = _get_by_code(fresh, code)
            data = request.POST.copy()
            data["version"] = str(current.version)
            form = _build_form(plan, current, data=data)
            form.add_error(None, stale.message)
            status = 409
    return _render_item(request, plan, plan_items, current, only, form=form, status=status)


@require_POST
def confirm_sure(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    done = services.confirm_sure(plan=pk, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
    if n := cast(int, done.answer["left"]):
        messages.warning(
            request,
            ngettext(
                "%(n)s mục chắc chưa xác nhận được: cơ quan chủ trì không thuộc đơn vị ban hành. Hãy mở từng mục.",
                "%(n)s mục chắc chưa xác nhận được: cơ quan chủ trì không thuộc đơn vị ban hành. Hãy mở từng mục.",
                n,
            )
            % {"n": n},
        )
    return redirect("plans:read", pk)


@require_POST
def settle_chosen_tasks(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Settles the chosen tasks together, then shows the remaining ones."""
    plan = access_plan(request.scope, pk)
    back = f"{reverse('plans:read', args=[pk])}?loc={TASKS_FILTER}"
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
    except InvalidInput as invalid:
        for message in (text for texts in invalid.messages.values() for text in texts):
            messages.error(request, message)
        lead, joined = request.POST.get("lead", ""), request.POST.get("joined", "")
        _keep_task_choices(request, plan, lead=lead, joined=joined)
        return redirect(back)
    _keep_task_choices(request, plan)
    open_count = reading.compute_progress(items.list_items(plan)).open_tasks
    return redirect(back if open_count else reverse("plans:read", args=[pk]))


@require_http_methods(["GET", "POST"])
def add_item(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    plan = access_plan(request.scope, pk)
    if not _may_edit(request, plan):
        raise Http404
    clauses = list(Clause.objects.filter(plan=plan))
    form = AddItem(request.POST or None, clauses=clauses, initial=_build_initial_item(request, plan, clauses))
    if form.is_valid():
        try:
            result = services.add_item(
                plan=pk, **form.cleaned_data, by=request.user, at=clock.now(), key=request.POST.get("key", "")
            )
            return redirect(f"{reverse('plans:read', args=[pk])}?muc={result.answer['code']}")
        except InvalidInput as invalid:
            for field, messages in invalid.messages.items():
                form.add_error(field or None, messages)
    status = 422 if form.is_bound else 200
    return render(request, "plans/add_item.html", {"plan": plan, "form": form}, status=status)


def _build_initial_item(request: OfficialRequest, plan: Plan, clauses: list[Clause]) -> dict[str, Any]:
    """Of a goal that the reader took for work (`thay`, its code) a target with its words; of a duty that another agency
    leads, too (`cung`, its code) one more with its words; else the clause asked for.
    """
    code = request.GET.get("thay") or request.GET.get("cung")
    if not code:
        return {"clause": request.GET.get("muc")}
    item = _get_by_code(items.list_items(plan), code)
    positions = [clause.position for clause in clauses if clause.start <= item.start]
    initial = {"clause": positions[-1] if positions else None}
    if "cung" in request.GET:
        return initial | {"kind": Item.Kind.DUTY, "quote": " ".join(item.text.split()), "like": code}
    return initial | {"kind": Item.Kind.TARGET, "quote": item.text.strip().rstrip(".;")}


def _may_edit(request: OfficialRequest, plan: Plan) -> bool:
    return plan.state == Plan.State.READING and permissions.may_confirm(request.scope, plan)


def _get_by_code(plan_items: list[Item], code: str) -> Item:
    item = next((item for item in plan_items if item.code == code), None)
    if item is None:
        raise Http404
    return item


def _get_task_choices(request: OfficialRequest, plan: Plan) -> dict[str, Any]:
    choices: dict[str, Any] = request.session.get(_TASK_CHOICES, {}).get(str(plan.pk), {})
    return choices


def _keep_task_choices(request: OfficialRequest, plan: Plan, **choices: object) -> None:
    """A task that was left out stays so on the next page; after a refusal so does what was chosen for the others."""
    posted = request.POST.getlist("code")
    unticked = [item.code for item in items.list_items(plan) if item.open and item.code not in posted]
    choices_by_plan = request.session.get(_TASK_CHOICES, {})
    request.session[_TASK_CHOICES] = choices_by_plan | {str(plan.pk): {"unticked": unticked, **choices}}


def _build_tasks_form(plan: Plan, plan_items: list[Item], choices: dict[str, Any]) -> TasksForm:
    day = get_plan_day(plan)
    units = list_choosable_units(plan, day)
    groups = list_choosable_groups(plan, units, day)
    covering = [
        item for item in plan_items if isinstance(item, Duty) and (item.named or item.state == ItemState.CONFIRMED)
    ]
    duties = [duty for duty in covering if duty.state != ItemState.DISMISSED]
    return TasksForm(units=units, groups=groups, duties=duties, auto_id="tasks-%s", initial=choices)


def _build_form(plan: Plan, item: Item, data: QueryDict | None = None) -> forms.Form:
    prefix: dict[str, Any] = {"auto_id": f"{item.code.lower()}-%s"}
    day = get_plan_day(plan)
    if isinstance(item, Duty):
        bound, requestable = list_party_names(plan, day)
        if item.open and item.named and not item.suggested_lead and _was_outside(item):
            prefix["initial"] = build_initial(item, bound) | {"lead": services.OUTSIDE}
        return DutyForm(data, duty=item, bound=bound, requestable=requestable, **prefix)
    if isinstance(item, Target):
        return TargetForm(data, target=item, units=list_choosable_units(plan, day), **prefix)
    return RuleForm(data, rule=item, **prefix)


def _was_outside(duty: Duty) -> bool:
    """Whether somebody has said of another duty that the agency of this name is outside the software."""
    same_name = Duty.objects.filter(plan=duty.plan_id, agency_text=duty.agency_text, state=ItemState.CONFIRMED)
    return same_name.filter(outside=True).exists()


def _change_agencies(request: OfficialRequest) -> QueryDict | None:
    """Returns the form with an agency added or removed; nothing is written yet."""
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


def _settle_item(request: OfficialRequest, plan: Plan, item: Item, form: forms.Form) -> None:
    write_params = {
        "plan": plan.pk,
        "code": item.code,
        "by": request.user,
        "at": clock.now(),
        "key": request.POST.get("key", ""),
    }
    if request.POST.get("do") == "dismiss":
        services.dismiss_item(version=post_params.get_version(request), **write_params)
        return
    params: dict[str, Any] = dict(form.cleaned_data)
    if isinstance(item, Duty):
        params.pop("other")
        params.pop("more")
        params["coordinating"] = tuple(params["coordinating"])
        services.confirm_duty(**params, **write_params)
    elif isinstance(item, Target):
        services.confirm_target(**params, **write_params)
    else:
        services.confirm_rule(**params, **write_params)


def _show_next(request: OfficialRequest, plan: Plan, code: str, only: str) -> HttpResponse:
    """Opens the next open item after settling one."""
    plan_items = items.list_items(plan)
    next_code = reading.find_neighbours(plan_items, code, only).next_open
    if not request.htmx:
        query = f"?muc={next_code}&loc={only}" if next_code else f"?loc={only}"
        return redirect(reverse("plans:read", args=[plan.pk]) + query)
    next_item = _get_by_code(plan_items, next_code) if next_code else None
    return _render_item(request, plan, plan_items, next_item, only, was=code)


def _render_item(
    request: OfficialRequest,
    plan: Plan,
    plan_items: list[Item],
    current: Item | None,
    only: str,
    *,
    was: str = "",
    form: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """Renders for htmx the previous item closed, the current one open, and the strip above them."""
    context = _build_context(request, plan, plan_items, current, only, form)
    touched = {was, current.code if current else ""}
    context["was"] = next((item for item in plan_items if item.code == was and item is not current), None)
    if request.htmx:
        context["has_settled"] = request.method == "POST" and status == 200
        if context["has_settled"]:
            context["unknown_parties"] = list_unknown_parties(plan)
        changed = [item for item in plan_items if item.code in touched]
        context["paragraphs"] = [
            paragraph
            for paragraph in build_paragraphs(plan, list(Clause.objects.filter(plan=plan)), plan_items)
            if any(item.start < paragraph.end and item.end > paragraph.start for item in changed)
        ]
    return render(request, "plans/swap.html" if request.htmx else "plans/item.html", context, status=status)


def _build_context(
    request: OfficialRequest,
    plan: Plan,
    plan_items: list[Item],
    current: Item | None,
    only: str,
    form: forms.Form | None = None,
) -> dict[str, Any]:
    may_confirm = _may_edit(request, plan)
    if form is None and current is not None and may_confirm:
        form = _build_form(plan, current)
    return {
        "plan": plan,
        "items": plan_items,
        "current": current,
        "form": form if current else None,
        "progress": reading.compute_progress(plan_items),
        "only": only,
        "may_confirm": may_confirm,
        "unticked": _get_task_choices(request, plan).get("unticked", ()),
        "neighbours": reading.find_neighbours(plan_items, current.code, only) if current else None,
    }
