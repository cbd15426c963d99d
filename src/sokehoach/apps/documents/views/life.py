"""Steps of a document: handed on, returned, numbered, signed, sealed."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.adapters.signature import signing
from sokehoach.apps.accounts.freshness import fresh, fresh_first
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.forms.documents import KeyForm, NumberForm, UploadForm
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.selectors import documents as selectors
from sokehoach.apps.documents.selectors import signers
from sokehoach.apps.documents.selectors.pages import page
from sokehoach.apps.documents.services import life, numbers, signatures
from sokehoach.apps.shell import clock, posted
from sokehoach.apps.shell.outcomes import Invalid


@require_POST
def step(request: OfficialRequest, pk: int) -> HttpResponse:
    """The three steps that need no page: submit, check, return with a remark."""
    selectors.document_for(request.user, pk)
    given = {"document": pk, "version": posted.version(request), "by": request.user, "at": clock.now()}
    match request.POST.get("action"):
        case "submit":
            life.submit(**given, key=request.POST.get("key", ""))
        case "check":
            life.check(**given, key=request.POST.get("key", ""))
        case "return":
            life.send_back(**given, remark=request.POST.get("remark", ""), key=request.POST.get("key", ""))
        case _:
            raise Http404
    return redirect("documents:page", pk)


@require_http_methods(["GET", "POST"])
def number(request: OfficialRequest, pk: int) -> HttpResponse:
    row = _stepping(request, pk, "number")
    form = NumberForm(request.POST or None, initial={"number": row.number, "day": row.day or clock.today()})

    def save() -> None:
        numbers.give(
            document=pk, version=posted.version(request), **form.cleaned_data, by=request.user, at=clock.now(),
            key=request.POST.get("key", ""),
        )  # fmt: skip

    return _form(request, row, form, save, "documents/number.html")


@fresh_first
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign(request: OfficialRequest, pk: int) -> HttpResponse:
    """The person signs, or the office seals: with a certificate file."""
    row = _stepping(request, pk, "sign", "seal")
    form = KeyForm(request.POST or None, request.FILES or None)

    def save() -> None:
        png = form.cleaned_data["png"]
        service = signatures.seal if row.signed_at is not None else signatures.sign_here
        try:
            at = clock.now()
            opened = signing.opened(
                form.cleaned_data["key_file"].read(), form.cleaned_data["password"], at=at
            )
            drawn = signing.picture(png.read()) if png else b""
        except signing.CannotSign as refusal:
            raise Invalid({"key_file": [str(refusal)]}) from None
        service(
            document=pk, version=posted.version(request), opened=opened, png=drawn, by=request.user, at=at
        )

    return _form(request, row, form, save, "documents/sign.html")


@fresh_first
@require_http_methods(["GET", "POST"])
def upload(request: OfficialRequest, pk: int) -> HttpResponse:
    """The file that was signed with a token outside the product."""
    row = _stepping(request, pk, "sign", "seal")
    form = UploadForm(request.POST or None, request.FILES or None)

    def save() -> None:
        data, at = form.cleaned_data["file"].read(), clock.now()
        outside = signatures.looked_at(row, data, at=at)
        signatures.upload(
            document=pk, version=posted.version(request), data=data, outside=outside,
            explanation=form.cleaned_data["explanation"], by=request.user, at=at, key=request.POST.get("key", ""),
        )  # fmt: skip

    return _form(request, row, form, save, "documents/upload.html")


@fresh
@require_POST
def on_paper(request: OfficialRequest, pk: int) -> HttpResponse:
    _stepping(request, pk, "sign")
    signatures.on_paper(
        document=pk,
        version=posted.version(request),
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    return redirect("documents:page", pk)


@require_safe
def printed(request: OfficialRequest, pk: int) -> HttpResponse:
    """The page as it would be signed now."""
    row = selectors.document_for(request.user, pk)
    return HttpResponse(
        page(signers.printed(row, clock.today())),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="van-ban-{pk}.pdf"'},
    )


def _stepping(request: OfficialRequest, pk: int, *actions: str) -> OfficialDocument:
    """404 unless the account may take one of the steps now."""
    row = selectors.document_for(request.user, pk)
    if not selectors.may(request.user, row) & set(actions):
        raise Http404
    return row


def _form(
    request: OfficialRequest, row: OfficialDocument, form: forms.Form, save: Callable[[], None], template: str
) -> HttpResponse:
    status = 200
    if form.is_bound:
        try:
            if form.is_valid():
                save()
                return redirect("documents:page", row.pk)
        except Invalid as invalid:
            for name, messages in invalid.messages.items():
                for message in messages:
                    form.add_error(name if name in form.fields else None, message)
        status = 422
    return render(request, template, {"document": row, "form": form}, status=status)
