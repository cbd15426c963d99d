"""Pages for a plan's header and the agencies that it names, while it is being read."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.forms.plans import HeaderForm
from sokehoach.apps.plans.models import Clause, Plan
from sokehoach.apps.plans.queries.plans import access_plan
from sokehoach.apps.plans.services import headers as services
from sokehoach.apps.plans.services import parties
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError
from sokehoach.domain.plans.header import get_closing, get_head


@require_http_methods(["GET", "POST"])
def edit_header(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Shows the header fields beside the text that they were read from."""
    plan = access_plan(request.scope, pk)
    if plan.state != Plan.State.READING or not permissions.may_confirm(request.scope, plan):
        raise Http404
    form = HeaderForm(request.POST or None, plan=plan)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                services.correct_header(plan=pk, **form.cleaned_data, **_build_write_params(request))
                return redirect("plans:read", pk)
            except InvalidInput as invalid:
                for field, field_messages in invalid.messages.items():
                    form.add_error(field if field in form.fields else None, field_messages)
            except VersionConflictError as stale:
                # The input stays; saving again is a deliberate decision.
                form.data = form.data.copy()
                form.data["version"] = str(stale.detail["theirs"])
                form.add_error(None, stale.message)
                status = 409
    body = Clause.objects.filter(plan=plan).order_by("start").values_list("start", flat=True).first()
    context = {
        "plan": plan,
        "form": form,
        "head": get_head(plan.text, body or 0),
        "closing": get_closing(plan.text),
    }
    return render(request, "plans/header.html", context, status=status)


@require_POST
def choose_programmes(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Sets which of the account's programmes the plan serves."""
    access_plan(request.scope, pk)
    programme_ids = [int(text) for text in request.POST.getlist("programme") if text.isascii() and text.isdecimal()]
    try:
        services.choose_programmes(plan=pk, programmes=programme_ids, **_build_write_params(request))
    except InvalidInput as invalid:
        for message in invalid.messages["programmes"]:
            messages.error(request, message)
    return redirect("plans:plan", pk)


@require_POST
def add_parties(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Adds the agency of the button, or all that the page offered."""
    access_plan(request.scope, pk)
    names = request.POST.getlist("offered" if request.POST.get("all") else "one")
    parties.add_parties(plan=pk, names=names, **_build_write_params(request))
    return redirect("plans:read", pk)


def _build_write_params(request: OfficialRequest) -> dict[str, object]:
    return {"by": request.user, "at": clock.now(), "key": request.POST.get("key", "")}
