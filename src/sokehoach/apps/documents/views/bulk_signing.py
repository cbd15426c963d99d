"""View that signs a selection of documents."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sokehoach.adapters.signature import signing
from sokehoach.apps.accounts.freshness import require_fresh_first
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.forms.documents import ManyForm
from sokehoach.apps.documents.permissions import may_sign
from sokehoach.apps.documents.queries import documents
from sokehoach.apps.documents.services.bulk_signing import SigningResult, sign_documents
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput


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
