"""Views of the steps of a document: submit, return, number, sign, seal."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.adapters.signature import signing
from sokehoach.adapters.writers.docx.writer import write_docx
from sokehoach.apps.accounts.freshness import require_fresh, require_fresh_first
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.forms.documents import DocumentUploadForm, KeyForm, NumberForm
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.pages.file_names import build_document_headers
from sokehoach.apps.documents.queries import documents
from sokehoach.apps.documents.queries.documents import render_pdf
from sokehoach.apps.documents.services import numbers, signatures, workflow
from sokehoach.apps.shell import clock, post_params
from sokehoach.apps.shell.content_types import DOCX
from sokehoach.apps.shell.outcomes import InvalidInput

_MAX_NAME = 200  # letters of the name of who signed on paper


@require_POST
def take_step(request: OfficialRequest, pk: int) -> HttpResponse:
    """The three steps that need no page of their own: submit, check, return with a remark."""
    documents.access_document(request.user, pk)
    kwargs = {
        "document": pk,
        "version": post_params.get_version(request),
        "by": request.user,
        "at": clock.now(),
    }
    match request.POST.get("action"):
        case "submit":
            workflow.submit_document(**kwargs, key=request.POST.get("key", ""))
        case "check":
            workflow.confirm_check(**kwargs, key=request.POST.get("key", ""))
        case "return":
            workflow.return_document(**kwargs, remark=request.POST.get("remark", ""), key=request.POST.get("key", ""))
        case _:
            raise Http404
    return redirect("documents:page", pk)


@require_http_methods(["GET", "POST"])
def assign_number(request: OfficialRequest, pk: int) -> HttpResponse:
    row = _get_document_for_step(request, pk, "number")
    form = NumberForm(request.POST or None, initial={"number": row.number, "day": row.day or clock.today()})

    def save() -> None:
        numbers.assign_number(
            document=pk, version=post_params.get_version(request), **form.cleaned_data, by=request.user, at=clock.now(),
            key=request.POST.get("key", ""),
        )  # fmt: skip

    return _handle_form(request, row, form, save, "documents/number.html")


@require_fresh_first
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_document(request: OfficialRequest, pk: int) -> HttpResponse:
    """Sign as a person, or seal as the office, with a certificate file."""
    row = _get_document_for_step(request, pk, "sign", "seal")
    form = KeyForm(request.POST or None, request.FILES or None)

    def save() -> None:
        png = form.cleaned_data["png"]
        service = signatures.seal_document if row.signed_at is not None else signatures.sign_document
        try:
            at = clock.now()
            signing_key = signing.load_key(form.cleaned_data["key_file"].read(), form.cleaned_data["password"], at=at)
            picture = signing.check_picture(png.read()) if png else b""
        except signing.SigningError as refusal:
            raise InvalidInput({"key_file": [str(refusal)]}) from None
        service(
            document=pk,
            version=post_params.get_version(request),
            signing_key=signing_key,
            png=picture,
            by=request.user,
            at=at,
        )

    return _handle_form(request, row, form, save, "documents/sign.html")


@require_fresh_first
@require_http_methods(["GET", "POST"])
def upload_signed_file(request: OfficialRequest, pk: int) -> HttpResponse:
    """Upload a file that was signed with a token outside the product."""
    row = _get_document_for_step(request, pk, "sign", "seal")
    form = DocumentUploadForm(request.POST or None, request.FILES or None)

    def save() -> None:
        data, at = form.cleaned_data["file"].read(), clock.now()
        outside = signatures.inspect_upload(row, data, at=at)
        signatures.upload_signed_file(
            document=pk, version=post_params.get_version(request), data=data, outside=outside,
            explanation=form.cleaned_data["explanation"], by=request.user, at=at, key=request.POST.get("key", ""),
        )  # fmt: skip

    return _handle_form(request, row, form, save, "documents/upload.html")


@require_fresh
@require_POST
def sign_on_paper(request: OfficialRequest, pk: int) -> HttpResponse:
    _get_document_for_step(request, pk, "sign")
    signatures.sign_on_paper(
        document=pk,
        version=post_params.get_version(request),
        signer_name=request.POST.get("signer_name", "")[:_MAX_NAME],
        signer_title=request.POST.get("signer_title", ""),
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    return redirect("documents:page", pk)


@require_safe
def download_printout(request: OfficialRequest, pk: int) -> HttpResponse:
    """The PDF as it would be signed now."""
    row = documents.access_document(request.user, pk)
    return HttpResponse(
        render_pdf(documents.build_printed_document(row, clock.today())),
        content_type="application/pdf",
        headers=build_document_headers(row, "pdf"),
    )


@require_safe
def download_docx(request: OfficialRequest, pk: int) -> HttpResponse:
    """The same document as Word. What was signed is the PDF; the Word file is for quoting from it."""
    row = documents.access_document(request.user, pk)
    return HttpResponse(
        write_docx(documents.build_printed_document(row, clock.today())),
        content_type=DOCX,
        headers=build_document_headers(row, "docx"),
    )


def _get_document_for_step(request: OfficialRequest, pk: int, *actions: str) -> OfficialDocument:
    """The document; 404 unless the account may take one of the steps now."""
    row = documents.access_document(request.user, pk)
    if not documents.list_allowed_steps(request.user, row) & set(actions):
        raise Http404
    return row


def _handle_form(
    request: OfficialRequest, row: OfficialDocument, form: forms.Form, save: Callable[[], None], template: str
) -> HttpResponse:
    status = 200
    if form.is_bound:
        try:
            if form.is_valid():
                save()
                return redirect("documents:page", row.pk)
        except InvalidInput as invalid:
            for name, messages in invalid.messages.items():
                for message in messages:
                    form.add_error(name if name in form.fields else None, message)
        status = 422
    return render(request, template, {"document": row, "form": form}, status=status)
