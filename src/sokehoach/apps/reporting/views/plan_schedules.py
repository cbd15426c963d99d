"""The page of a plan's reporting rules as schedules, and the decisions on it."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.audit.services import ServiceResult
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.permissions import may_confirm
from sokehoach.apps.plans.queries.plans import access_plan
from sokehoach.apps.reporting.pages.plan_schedules import TypedDecision, list_rule_forms
from sokehoach.apps.reporting.schedule_forms import parse_acceptance, parse_refusal
from sokehoach.apps.reporting.services import plan_schedules as services
from sokehoach.apps.shell import clock, post_params
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError


@require_safe
def show_rules(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    return _render_page(request, _access_plan(request, pk))


@require_POST
def accept_rule(request: OfficialRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    return _decide(request, pk, code, services.accept_rule, parse_acceptance)


@require_POST
def drop_rule(request: OfficialRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    return _decide(request, pk, code, services.drop_rule, parse_refusal)


def _decide(
    request: OfficialRequest,
    pk: uuid.UUID,
    code: str,
    service: Callable[..., ServiceResult],
    parse: Callable[[QueryDict], Mapping[str, Any]],
) -> HttpResponse:
    plan = _access_plan(request, pk)
    try:
        service(
            plan=pk,
            code=code,
            version=post_params.get_version(request),
            **parse(request.POST),
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except InvalidInput as invalid:
        return _render_page(request, plan, code=code, wrong=invalid.messages, status=422)
    except VersionConflictError as stale:
        return _render_page(request, plan, code=code, wrong={"": [stale.message]}, status=409)
    return redirect(f"{reverse('reporting:plan_rules', args=[pk])}#{code}")


def _access_plan(request: OfficialRequest, pk: uuid.UUID) -> Plan:
    plan = access_plan(request.scope, pk)
    if not may_confirm(request.scope, plan) or plan.state == Plan.State.READING:
        raise Http404
    return plan


def _render_page(
    request: OfficialRequest,
    plan: Plan,
    *,
    code: str = "",
    wrong: Mapping[str, Sequence[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    typed = None
    if wrong is not None:
        typed = TypedDecision(code, request.POST, frozenset(request.POST.getlist("target")), wrong)
    rules = list_rule_forms(plan, request.scope, clock.today(), typed)
    return render(request, "reporting/plan_rules.html", {"plan": plan, "rules": rules}, status=status)
