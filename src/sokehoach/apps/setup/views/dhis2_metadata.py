"""A metadata export of DHIS2 made into the draft of a new programme: sent, looked at, made."""

import json

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sokehoach.adapters.dhis2.metadata_file import MAX_BYTES
from sokehoach.adapters.dhis2.metadata_upload import UploadedMetadata, read_uploaded_metadata
from sokehoach.adapters.programme_files.text_form import pack_files, read_archive
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.setup.forms.dhis2_metadata import MetadataFilesForm, MetadataSourceForm
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.services import drafts as services
from sokehoach.apps.setup.views.drafts import tell_saved
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput


@require_http_methods(["GET", "POST"])
def begin_draft_from_metadata(request: OfficialRequest) -> HttpResponse:
    """GET asks for the file; POST with one shows what it would make; «make» begins the draft."""
    areas = queries.list_definable_areas(request.user)
    if "texts" in request.POST:
        return _make_draft(request)
    form = MetadataSourceForm(request.POST or None, request.FILES or None, areas=areas)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            if (upload.size or 0) > MAX_BYTES:
                raise FileRefusedError(_("Tệp lớn hơn %(n)s MB.") % {"n": MAX_BYTES // 1_000_000})
            metadata = read_uploaded_metadata(
                upload.read(),
                code=form.cleaned_data["code"],
                unit=form.cleaned_data["unit"],
                area=form.cleaned_data["area"],
                first_day=form.cleaned_data["first_day"],
            )
        except FileRefusedError as refusal:
            form.add_error("file", str(refusal))
        else:
            making = MetadataFilesForm(initial={"texts": json.dumps(metadata.files, ensure_ascii=False)})
            return _render_preview(request, making, metadata=metadata)
    return render(request, "setup/dhis2_metadata.html", {"form": form}, status=422 if form.is_bound else 200)


def _make_draft(request: OfficialRequest) -> HttpResponse:
    form = MetadataFilesForm(request.POST)
    if not form.is_valid():
        return redirect("setup:dhis2_metadata")
    names, status = "", 422
    try:
        files = read_archive(pack_files(form.cleaned_data["texts"]))
        try:
            result = services.begin_new_draft(
                files=files, by=request.user, at=clock.now(), key=request.POST.get("key", "")
            )
            code = str(result.answer["code"])
            tell_saved(request, code)
            return redirect("setup:draft", code)
        except InvalidInput as invalid:
            names = services.quote_refused({}, files)
            for file, texts in invalid.messages.items():
                for text in texts:
                    form.add_error(None, f"{file}: {text}")
    except (FileRefusedError, ActionRefused) as refusal:
        form.add_error(None, str(refusal))
    return _render_preview(request, form, names=names, status=status)


def _render_preview(
    request: OfficialRequest,
    making: forms.Form,
    *,
    metadata: UploadedMetadata | None = None,
    names: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"making": making, "metadata": metadata, "names": names}
    return render(request, "setup/dhis2_metadata.html", context, status=status)
