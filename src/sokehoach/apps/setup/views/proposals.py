"""Makes a programme from a confirmed plan: proposals decided by keyboard, one by one, then a draft of them."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.plans.models import Plan, ProposalDecision
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries.versions import find_current_version
from sokehoach.apps.setup.forms.proposals import ProposalForm, ProposedDraftForm
from sokehoach.apps.setup.pages import proposals as pages
from sokehoach.apps.setup.pages.without_proposal import list_silent_work
from sokehoach.apps.setup.queries import proposals as queries
from sokehoach.apps.setup.services import proposals as services
from sokehoach.apps.setup.views.drafts import tell_saved
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.domain.plans.proposals.reporters import find_lead

_STATES = {
    "accept": ProposalDecision.State.ACCEPTED.value,
    "drop": ProposalDecision.State.DROPPED.value,
    "open": "open",
}


@require_safe
def show_proposals(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """All proposals of the plan. `?muc=CT1` opens one; without it the first open one is. `?vao=`: a programme."""
    plan = queries.access_proposing_plan(request.user, pk)
    return _render_proposals(request, plan)


@require_POST
def decide_proposal(request: OfficialRequest, pk: uuid.UUID, key: str) -> HttpResponse:
    plan = queries.access_proposing_plan(request.user, pk)
    programme = _find_programme(request, plan)
    items = queries.list_proposals(plan, clock.today(), programme)
    item = next((item for item in items if item.key == key), None)
    if item is None or not item.proposal.content.makes_something:
        raise Http404
    agencies = queries.list_agency_names(plan, clock.today())
    form = ProposalForm(request.POST, content=item.content, version=item.version, agencies=agencies)
    state, status = _STATES.get(request.POST.get("do", ""), ""), 422
    if not state:
        raise Http404
    if form.is_valid() or (state != _STATES["accept"] and "version" not in form.errors):
        content = form.build_content() if state == _STATES["accept"] else item.content
        try:
            services.decide_proposal(
                plan=plan.pk, proposal=key, version=form.cleaned_data["version"], state=state, content=content,
                by=request.user, at=clock.now(), key=request.POST.get("key", ""),
            )  # fmt: skip
        except InvalidInput as invalid:
            _add_errors(form, invalid)
        except VersionConflictError as conflict:
            status = 409
            form = _take_newer_version(request, plan, programme, key)
            form.add_error(None, conflict.message)
        else:
            return redirect(_name_next(request, plan, programme, key))
    return _render_proposals(request, plan, key=key, form=form, status=status)


@require_POST
def accept_sure(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    plan = queries.access_proposing_plan(request.user, pk)
    services.accept_sure_proposals(plan=plan.pk, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
    return redirect("setup:proposals", pk)


@require_http_methods(["GET", "POST"])
def begin_proposed_draft(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Asks for the head of the programme, and makes the draft of what was accepted."""
    plan = queries.access_proposing_plan(request.user, pk)
    programmes = queries.list_target_programmes(request.user, plan)
    offices = _list_offices(plan)
    items = queries.list_proposals(plan, clock.today())
    office = _propose_office(plan, programmes, offices)
    initial = pages.propose_head(plan, items, office=office, day=clock.today())
    initial["programme"] = request.GET.get("vao", "") or queries.find_empty_programme(programmes)
    form = ProposedDraftForm(request.POST or None, programmes=programmes, offices=offices, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                result = services.begin_proposed_draft(
                    plan=plan, typed=services.DraftHead(**form.cleaned_data), by=request.user, at=clock.now(),
                    key=request.POST.get("key", ""),
                )  # fmt: skip
                code = str(result.answer["code"])
                tell_saved(request, code)
                return redirect("setup:draft", code)
            except InvalidInput as invalid:
                _add_errors(form, invalid)
            except ActionRefused as refusal:
                status = 409
                form.add_error(None, refusal.message)
    context = {
        "plan": plan,
        "form": form,
        "forms": pages.list_form_rows(items, queries.list_agency_names(plan, clock.today())),
        "progress": pages.compute_progress(pages.build_rows(items, {})),
    }
    return render(request, "setup/proposed_draft.html", context, status=status)


def _find_programme(
    request: OfficialRequest, plan: Plan, programmes: list[Programme] | None = None
) -> Programme | None:
    """The programme that is to be changed: `vao`, in the address or the form; else that of the first run."""
    programmes = queries.list_target_programmes(request.user, plan) if programmes is None else programmes
    code = _read_programme_code(request)
    if code is None:
        code = queries.find_empty_programme(programmes)
    return next((row for row in programmes if row.code == code), None) if code else None


def _read_programme_code(request: OfficialRequest) -> str | None:
    """«» where a new programme was chosen; None where nothing was."""
    return request.GET.get("vao", request.POST.get("vao"))


def _take_newer_version(request: OfficialRequest, plan: Plan, programme: Programme | None, key: str) -> ProposalForm:
    """What was typed stays; the version becomes the newer one, so that accepting again is a deliberate decision."""
    item = next(item for item in queries.list_proposals(plan, clock.today(), programme) if item.key == key)
    data = request.POST.copy()
    data["version"] = str(item.version)
    agencies = queries.list_agency_names(plan, clock.today())
    return ProposalForm(
        data, content=item.proposal.content, version=item.version, agencies=agencies,
        alternatives=item.proposal.alternatives,
    )  # fmt: skip


def _name_next(request: OfficialRequest, plan: Plan, programme: Programme | None, key: str) -> str:
    rows = pages.build_rows(queries.list_proposals(plan, clock.today(), programme), {})
    following = pages.find_neighbours(rows, key).next_open
    code = _read_programme_code(request)
    into = "" if code is None else f"&vao={programme.code if programme else ''}"
    return f"{reverse('setup:proposals', args=[plan.pk])}?muc={following}{into}"


def _render_proposals(
    request: OfficialRequest, plan: Plan, *, key: str = "", form: ProposalForm | None = None, status: int = 200
) -> HttpResponse:
    programmes = queries.list_target_programmes(request.user, plan)
    programme = _find_programme(request, plan, programmes)
    agencies = queries.list_agency_names(plan, clock.today())
    rows = pages.build_rows(queries.list_proposals(plan, clock.today(), programme), agencies)
    requested_key = key or request.GET.get("muc", "")
    current = next((row for row in rows if row.key == requested_key), None) or next(
        (row for row in rows if row.is_open), None
    )
    if form is None and current is not None and current.state != "nothing":
        form = ProposalForm(
            content=current.item.content, version=current.item.version, agencies=agencies,
            alternatives=current.item.proposal.alternatives,
        )  # fmt: skip
    context: dict[str, Any] = {
        "plan": plan,
        "rows": rows,
        "current": current,
        "form": form,
        "progress": pages.compute_progress(rows),
        "neighbours": pages.find_neighbours(rows, current.key if current else ""),
        "silent": list_silent_work(plan, {row.key for row in rows}, request.scope),
        "programme": programme,
        "programmes": programmes,
        "code": programme.code if programme else _read_programme_code(request),
    }
    return render(request, "setup/proposals.html", context, status=status)


def _list_offices(plan: Plan) -> dict[str, str]:
    area = get_unit_area(plan.unit)
    return {**queries.list_agency_names(plan, clock.today()), area.code: area.short_name}


def _propose_office(plan: Plan, programmes: list[Programme], offices: dict[str, str]) -> str:
    """The agency that collects the reports by the plan; else that of the area's first programme."""
    lead = find_lead(queries.build_facts(plan, clock.today()))
    if lead in offices:
        return lead
    for programme in programmes:
        version = find_current_version(programme)
        office = queries.read_standing_office(version.definition) if version is not None else ""
        if office in offices:
            return office
    return next(iter(offices), "")


def _add_errors(form: Any, invalid: InvalidInput) -> None:
    for field, texts in invalid.messages.items():
        for text in texts:
            form.add_error(field if field in form.fields else None, text)
