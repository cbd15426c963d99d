"""The file of a plan: its format, its signatures, the file itself."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Source
from sokehoach.apps.plans.selectors import formats as rows
from sokehoach.apps.plans.selectors.plans import plan_for
from sokehoach.apps.plans.services import sources as services
from sokehoach.apps.shell import clock

_TYPES = {
    Source.Kind.PLAIN: "text/plain",
    Source.Kind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Source.Kind.PDF: "application/pdf",
}


@require_safe
def layout(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """What departs from NĐ 30/2020 in the file."""
    plan = plan_for(request.scope, pk)
    source = rows.source_of(plan)
    context = {"plan": plan, "source": source, "may_check": permissions.may_confirm(request.scope, plan)}
    return render(request, "plans/format.html", context | (rows.findings(source) if source else {}))


@require_safe
def signatures(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    plan = plan_for(request.scope, pk)
    source = rows.source_of(plan)
    context = {
        "plan": plan,
        "source": source,
        "signatures": rows.signatures(source) if source else [],
        "may_check": permissions.may_confirm(request.scope, plan),
    }
    return render(request, "plans/signatures.html", context)


@require_safe
def source(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Always a download, never shown in the product's own origin (ASVS 3.2.1)."""
    found = rows.file_of(plan_for(request.scope, pk))
    response = HttpResponse(bytes(found.content), content_type=_TYPES[Source.Kind(found.kind)])
    response.headers["Content-Disposition"] = content_disposition_header(True, found.name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def check_again(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    services.check_again(plan=pk, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
    return redirect("plans:signatures" if request.POST.get("trang") == "chu-ky" else "plans:format", pk)
