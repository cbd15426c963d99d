"""Pages of a plan's file: format, signatures, download."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Source
from sokehoach.apps.plans.pages import formats, scans
from sokehoach.apps.plans.queries.plans import access_plan
from sokehoach.apps.plans.services import sources as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.content_types import DOCX

_TYPES = {
    Source.Kind.PLAIN: "text/plain",
    Source.Kind.WORD: DOCX,
    Source.Kind.PDF: "application/pdf",
}


@require_safe
def show_format(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Shows how the file deviates from NĐ 30/2020."""
    plan = access_plan(request.scope, pk)
    source = formats.find_source(plan)
    context = {"plan": plan, "source": source, "may_check": permissions.may_confirm(request.scope, plan)}
    return render(request, "plans/format.html", context | (formats.list_findings(source) if source else {}))


@require_safe
def show_signatures(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    plan = access_plan(request.scope, pk)
    source = formats.find_source(plan)
    context = {
        "plan": plan,
        "source": source,
        "signatures": formats.list_signatures(source) if source else [],
        **(formats.describe_course(source) if source else {}),
        "may_check": permissions.may_confirm(request.scope, plan),
    }
    return render(request, "plans/signatures.html", context)


@require_safe
def show_scan(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Shows the pages of a PDF beside the plan's text, that of a scan was typed from them."""
    plan = access_plan(request.scope, pk)
    source_file = formats.get_source(plan)
    scan = scans.draw_scan(bytes(source_file.content), source_file.name)
    return render(request, "plans/scan.html", {"plan": plan, "scan": scan})


@require_safe
def download_source(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Always a download, never shown in the product's own origin (ASVS 3.2.1)."""
    source_file = formats.get_source(access_plan(request.scope, pk))
    response = HttpResponse(bytes(source_file.content), content_type=_TYPES[Source.Kind(source_file.kind)])
    response.headers["Content-Disposition"] = content_disposition_header(True, source_file.name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def recheck_file(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    services.recheck_file(plan=pk, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
    return redirect("plans:signatures" if request.POST.get("trang") == "chu-ky" else "plans:format", pk)
