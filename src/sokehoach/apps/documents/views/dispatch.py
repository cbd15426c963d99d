"""A document's recipients: named, sent to, and what they answer."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.freshness import fresh
from sokehoach.apps.accounts.models import Function
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.forms.documents import AddressForm, RecipientsForm
from sokehoach.apps.documents.permissions import may_keep_addresses, roles_of
from sokehoach.apps.documents.selectors import dispatches as selectors
from sokehoach.apps.documents.selectors import packages, receivers
from sokehoach.apps.documents.selectors import recipients as of_document
from sokehoach.apps.documents.selectors.documents import document_for
from sokehoach.apps.documents.services import addresses, dispatches, mailing
from sokehoach.apps.shell import clock, posted
from sokehoach.apps.shell.outcomes import Invalid
from sokehoach.domain.documents.life import OUT, Role


@require_http_methods(["GET", "POST"])
def recipients(request: OfficialRequest, pk: int) -> HttpResponse:
    """Who gets the document and how, with a warning for who has duties and is not named."""
    row = document_for(request.user, pk)
    if Role.CLERK not in roles_of(request.user, row) or row.life in OUT:
        raise Http404
    among = list(selectors.correspondents(clock.today()))
    written = of_document.written(row, among)
    reached = receivers.reached(row, request.user, clock.today())
    chosen = list(row.deliveries.all())
    # Nothing chosen yet: whom the document names is proposed, in the nearest way.
    ways = {one.correspondent_id: one.way for one in chosen} or {
        one.pk: selectors.ways(one, reached, row.function)[0]
        for one in written.found
        if one.unit_id != row.issuer_id
    }
    due = next((one.due_on for one in chosen), None)
    initial = {f"to_{pk}": way for pk, way in ways.items()}
    form = RecipientsForm(
        request.POST or None,
        among=among,
        first=written.found,
        function=row.function,
        reached=reached,
        initial={**initial, "due_on": due},
    )
    status = 200
    if form.is_bound:
        if form.is_valid():
            try:
                dispatches.address(
                    document=pk, version=posted.version(request), to=form.to,
                    due_on=form.cleaned_data["due_on"], by=request.user, at=clock.now(),
                    key=request.POST.get("key", ""),
                )  # fmt: skip
                return redirect("documents:page", pk)
            except Invalid as invalid:
                form.add_error(None, invalid.messages["to"])
        status = 422
    told = {
        "document": row, "form": form, "unnamed": selectors.unnamed(row), "missing": written.missing,
        "proposed": not chosen,
    }  # fmt: skip
    return render(request, "documents/recipients.html", told, status=status)


@fresh
@require_POST
def issue(request: OfficialRequest, pk: int) -> HttpResponse:
    document_for(request.user, pk)
    dispatches.issue(
        document=pk, version=posted.version(request), by=request.user, at=clock.now(),
        key=request.POST.get("key", ""),
    )  # fmt: skip
    mailing.deliver(by=request.user, at=clock.now())
    return redirect("documents:page", pk)


@require_http_methods(["GET", "POST"])
def book(request: OfficialRequest) -> HttpResponse:
    """The address book: all units taken in at once, one changed or added by its name."""
    if not may_keep_addresses(request.user):
        raise Http404
    if request.POST.get("fill"):
        addresses.fill(by=request.user, at=clock.now(), key=request.POST.get("key", ""))
        return redirect("documents:book")
    form = AddressForm(request.POST or None)
    status = 200
    if form.is_bound:
        try:
            if form.is_valid():
                named = selectors.named(form.cleaned_data["name"])
                addresses.keep(
                    **form.cleaned_data,
                    unit=named.unit if named else None,
                    since=named.valid_from if named else clock.today(),
                    by=request.user,
                    at=clock.now(),
                    key=request.POST.get("key", ""),
                )
                return redirect("documents:book")
        except Invalid as invalid:
            for name, messages in invalid.messages.items():
                form.add_error(name if name in form.fields else None, messages[0])
        status = 422
    told = {"form": form, "rows": selectors.correspondents(clock.today())}
    return render(request, "documents/book.html", told, status=status)


@require_POST
def answer(request: OfficialRequest, pk: int, delivery: int) -> HttpResponse:
    """The unit takes it in or refuses it; of a unit outside the product the issuer's clerk writes it down."""
    row = document_for(request.user, pk)
    if not row.deliveries.filter(pk=delivery).exists():
        raise Http404
    given = {"delivery": delivery, "by": request.user, "at": clock.now(), "key": request.POST.get("key", "")}
    match request.POST.get("answer"):
        case "receive":
            typed = request.POST.get("number", "").strip()
            dispatches.receive(**given, number=int(typed) if typed.isdecimal() and len(typed) < 9 else None)
        case "refuse":
            dispatches.refuse(**given, reason=request.POST.get("reason", ""))
        case "told":
            dispatches.tell(
                **given, state=request.POST.get("state", ""), reason=request.POST.get("reason", "")
            )
        case _:
            raise Http404
    return redirect("documents:page", pk)


@require_safe
def edxml(request: OfficialRequest, pk: int) -> HttpResponse:
    """The document as an edXML package, for whoever carries it to the axis; only once it is out, never where it
    rests on a confidential function: a package is read by whoever opens it.
    """
    row = document_for(request.user, pk)
    closed = row.function != Function.GENERAL
    if closed or Role.CLERK not in roles_of(request.user, row) or row.life not in OUT:
        raise Http404
    return HttpResponse(
        packages.edxml(row),
        content_type="application/xml",
        headers={"Content-Disposition": f'attachment; filename="van-ban-{row.year}-{row.number}.edxml"'},
    )


@require_safe
def archive(request: OfficialRequest, plan: str, year: int) -> StreamingHttpResponse:
    """The file (hồ sơ) of a plan and year: all that the account may open, as one zip."""
    name, pieces = packages.archive(request.user, plan, year)
    return StreamingHttpResponse(
        pieces,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
