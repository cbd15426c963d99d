"""Views that print many documents in one job, and sign a selection of them."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sokehoach.adapters.signature import signing
from sokehoach.apps.accounts.freshness import require_fresh_first
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.audit.services import Json
from sokehoach.apps.documents.forms.documents import ManyForm
from sokehoach.apps.documents.pages import printing
from sokehoach.apps.documents.permissions import may_sign
from sokehoach.apps.documents.queries import documents, outlines
from sokehoach.apps.documents.services.bulk_signing import SigningResult, sign_documents
from sokehoach.apps.jobs import services as job_services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.messages import say_count
from sokehoach.domain.periods.period import name_vi, parse_period


@require_POST
def print_many(request: OfficialRequest) -> HttpResponse:
    rows = documents.list_documents(request.user)
    if not rows:
        raise Http404
    title = say_count("In %(count)s văn bản", len(rows), count=len(rows))
    return _start_job(request, printing.KIND, title, len(rows), {"documents": [row.pk for row in rows]})


@require_POST
def print_units(request: OfficialRequest, outline: str, period: str) -> HttpResponse:
    """Print the own reports of all units that write by the outline."""
    row = outlines.access_printable_outline(request.user, outline)
    try:
        when = parse_period(period)
    except ValueError:
        raise Http404 from None
    units = outlines.list_writers(row, when.id)
    if not units:
        raise Http404
    title = say_count("In báo cáo %(period)s của %(count)s đơn vị", len(units), period=name_vi(when), count=len(units))
    arguments: dict[str, Json] = {"outline": outline, "period": when.id, "units": [unit.pk for unit in units]}
    return _start_job(request, printing.UNITS, title, len(units), arguments)


def _start_job(request: OfficialRequest, kind: str, title: str, total: int, arguments: dict[str, Json]) -> HttpResponse:
    result = job_services.start_job(
        kind=kind,
        title=title,
        arguments=arguments | {"person": request.user.pk},
        total=total,
        person=request.user.pk,
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    transaction.on_commit(job_services.start_worker)
    return redirect("jobs:page", result.answer["id"])


@require_fresh_first
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_many(request: OfficialRequest) -> HttpResponse:
    """Documents that wait for the account's signature; after signing, the result for each."""
    if not may_sign(request.user):
        raise Http404
    waiting = documents.list_documents_to_sign(request.user)
    form = ManyForm(request.POST or None, request.FILES or None, among=waiting)
    status = 200
    if form.is_bound:
        try:
            if form.is_valid():
                return render(request, "documents/signed_many.html", {"signed": _sign_selection(request, form)})
        except InvalidInput as invalid:
            for name, messages in invalid.messages.items():
                form.add_error(name if name in form.fields else None, messages[0])
        status = 422
    context = {"form": form, "more": len(waiting) - len(form.among)}
    return render(request, "documents/sign_many.html", context, status=status)


def _sign_selection(request: OfficialRequest, form: ManyForm) -> list[SigningResult]:
    typed, at = form.cleaned_data, clock.now()
    try:
        signing_key = signing.load_key(typed["key_file"].read(), typed["password"], at=at)
        picture = signing.check_picture(typed["png"].read()) if typed["png"] else b""
    except signing.SigningError as refusal:
        raise InvalidInput({"key_file": [str(refusal)]}) from None
    return sign_documents(documents=form.documents, signing_key=signing_key, png=picture, by=request.user, at=at)
