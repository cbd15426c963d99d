"""Views of a document's recipients: choosing them, sending, and their answers."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.freshness import require_fresh
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.forms.documents import AddressForm, RecipientsForm
from sokehoach.apps.documents.pages import dispatches as dispatch_pages
from sokehoach.apps.documents.pages import documents as document_pages
from sokehoach.apps.documents.pages.file_names import build_document_headers
from sokehoach.apps.documents.permissions import get_document_roles, may_edit_addresses
from sokehoach.apps.documents.queries import dispatches as dispatch_queries
from sokehoach.apps.documents.queries.documents import access_document
from sokehoach.apps.documents.services import addresses, dispatches, mailing
from sokehoach.apps.shell import clock, post_params
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.documents.document_workflow import ISSUED_STATES, DocumentRole
from sokehoach.domain.policy.groups import is_confidential


@require_http_methods(["GET", "POST"])
def edit_recipients(request: OfficialRequest, pk: int) -> HttpResponse:
    """Choose recipients and ways, with a warning for units that have duties and are not named."""
    row = access_document(request.user, pk)
    if DocumentRole.CLERK not in get_document_roles(request.user, row) or row.current_state in ISSUED_STATES:
        raise Http404
    among = list(dispatch_queries.list_correspondents(clock.today()))
    named_recipients = dispatch_pages.find_recipients(row, among)
    receiving_units = dispatch_queries.list_receiving_units(row, request.user, clock.today())
    deliveries = list(row.deliveries.all())
    # Nothing chosen yet: propose the recipients that the document names, by the most direct way.
    ways = {delivery.correspondent_id: delivery.way for delivery in deliveries} or {
        correspondent.pk: dispatch_queries.list_ways(correspondent, receiving_units, row.function)[0]
        for correspondent in named_recipients.found
        if correspondent.unit_id != row.issuer_id
    }
    due = next((delivery.due_on for delivery in deliveries), None)
    initial = {f"to_{pk}": way for pk, way in ways.items()}
    form = RecipientsForm(
        request.POST or None,
        among=among,
        first=named_recipients.found,
        function=row.function,
        receiving_units=receiving_units,
        initial={**initial, "due_on": due},
    )
    status = 200
    if form.is_bound:
        if form.is_valid():
            try:
                dispatches.assign_recipients(
                    document=pk, version=post_params.get_version(request), to=form.to,
                    due_on=form.cleaned_data["due_on"], by=request.user, at=clock.now(),
                    key=request.POST.get("key", ""),
                )  # fmt: skip
                return redirect("documents:page", pk)
            except InvalidInput as invalid:
                form.add_error(None, invalid.messages["to"])
        status = 422
    context = {
        "document": row,
        "form": form,
        "unnamed": dispatch_queries.list_unnamed_units(row),
        "missing": named_recipients.missing,
        "proposed": not deliveries,
        "edits_addresses": may_edit_addresses(request.user),
    }
    return render(request, "documents/recipients.html", context, status=status)


@require_fresh
@require_POST
def issue_document(request: OfficialRequest, pk: int) -> HttpResponse:
    row = access_document(request.user, pk)
    reason = request.POST.get("unsealed_reason", "")
    try:
        dispatches.issue_document(
            document=pk, version=post_params.get_version(request), unsealed_reason=reason, by=request.user,
            at=clock.now(), key=request.POST.get("key", ""),
        )  # fmt: skip
    except InvalidInput as invalid:
        if "unsealed_reason" not in invalid.messages:
            raise
        context = {
            **document_pages.build_page_context(request.user, row, clock.today()),
            "unsealed_reason": reason,
            "unsealed_problem": invalid.messages["unsealed_reason"][0],
        }
        return render(request, "documents/document.html", context, status=422)
    mailing.deliver_mail(by=request.user, at=clock.now())
    return redirect("documents:page", pk)


@require_http_methods(["GET", "POST"])
def show_address_book(request: OfficialRequest) -> HttpResponse:
    """The address book: import all units at once, or add and change one by its name."""
    if not may_edit_addresses(request.user):
        raise Http404
    if request.POST.get("fill"):
        addresses.import_units(by=request.user, at=clock.now(), key=request.POST.get("key", ""))
        return redirect("documents:book")
    form = AddressForm(request.POST or None)
    status = 200
    if form.is_bound:
        try:
            if form.is_valid():
                correspondent = dispatch_queries.find_correspondent(form.cleaned_data["name"])
                addresses.update_address(
                    **form.cleaned_data,
                    unit=correspondent.unit if correspondent else None,
                    since=correspondent.valid_from if correspondent else clock.today(),
                    by=request.user,
                    at=clock.now(),
                    key=request.POST.get("key", ""),
                )
                return redirect("documents:book")
        except InvalidInput as invalid:
            for name, messages in invalid.messages.items():
                form.add_error(name if name in form.fields else None, messages[0])
        status = 422
    context = {"form": form, "rows": dispatch_queries.list_correspondents(clock.today())}
    return render(request, "documents/book.html", context, status=status)


@require_POST
def answer_delivery(request: OfficialRequest, pk: int, delivery: int) -> HttpResponse:
    """Accept or refuse a delivery; for a unit outside the product the issuer's clerk records the answer."""
    row = access_document(request.user, pk)
    if not row.deliveries.filter(pk=delivery).exists():
        raise Http404
    kwargs = {"delivery": delivery, "by": request.user, "at": clock.now(), "key": request.POST.get("key", "")}
    match request.POST.get("answer"):
        case "receive":
            typed = request.POST.get("number", "").strip()
            dispatches.accept_delivery(**kwargs, number=int(typed) if typed.isdecimal() and len(typed) < 9 else None)
        case "refuse":
            dispatches.refuse_delivery(**kwargs, reason=request.POST.get("reason", ""))
        case "told":
            dispatches.record_receipt(
                **kwargs, state=request.POST.get("state", ""), reason=request.POST.get("reason", "")
            )
        case _:
            raise Http404
    return redirect("documents:page", pk)


@require_safe
def download_edxml(request: OfficialRequest, pk: int) -> HttpResponse:
    """The document as an edXML package, for sending over the national document axis (trục liên thông). Only once
    issued, and never for a confidential function: anybody who opens a package reads it.
    """
    row = access_document(request.user, pk)
    has_function = is_confidential(row.function)
    if (
        has_function
        or DocumentRole.CLERK not in get_document_roles(request.user, row)
        or row.current_state not in ISSUED_STATES
    ):
        raise Http404
    return HttpResponse(
        dispatch_pages.build_edxml(row),
        content_type="application/xml",
        headers=build_document_headers(row, "edxml"),
    )


@require_safe
def download_archive(request: OfficialRequest, plan: str, year: int) -> StreamingHttpResponse:
    """The dossier (hồ sơ) of a plan and year: all documents that the account may open, as one zip."""
    name, chunks = dispatch_pages.build_archive(request.user, plan, year)
    return StreamingHttpResponse(
        chunks,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
