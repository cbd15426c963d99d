"""An XLSForm taken into a draft as a register type: sent, looked at with what cannot be carried, taken whole."""

import json

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sokehoach.adapters.programme_files.text_form import MAX_PACKED
from sokehoach.adapters.readers.xlsx.named_sheets import NamedSheets, read_named_sheets
from sokehoach.adapters.readers.xlsx.package import WorkbookError
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.forms.sheets import XlsFormSourceForm, XlsFormTakingForm
from sokehoach.apps.setup.pages.register_columns import KIND_WORDS
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.services import drafts as services
from sokehoach.apps.setup.services.xlsforms import XlsFormChanges, build_xlsform_changes
from sokehoach.apps.setup.views.drafts import tell_saved
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError


@require_http_methods(["GET", "POST"])
def import_xlsform(request: OfficialRequest, code: str) -> HttpResponse:
    """GET asks for the file; POST with one shows what becomes of it; «merge» takes it."""
    draft = queries.access_draft(request.user, code)
    if "sheets" in request.POST:
        return _take_form(request, draft)
    form = XlsFormSourceForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            if (upload.size or 0) > MAX_PACKED:
                raise FileRefusedError(_("Tệp lớn hơn %(n)s MB.") % {"n": MAX_PACKED // 1_000_000})
            sheets = read_named_sheets(upload.read())
            changes = build_xlsform_changes(sheets, (upload.name or "")[:150], draft.files)
        except (FileRefusedError, WorkbookError, ActionRefused) as refusal:
            form.add_error("file", str(refusal))
        else:
            data = {"sheets": json.dumps(sheets), "name": (upload.name or "")[:150], "revision": str(draft.revision)}
            return _render_changes(request, draft, changes, XlsFormTakingForm(initial=data), status=200)
    status = 422 if form.is_bound else 200
    return render(request, "setup/xlsform.html", {"draft": draft, "form": form}, status=status)


def _take_form(request: OfficialRequest, draft: ProgrammeDraft) -> HttpResponse:
    form = XlsFormTakingForm(request.POST)
    if not form.is_valid():
        return redirect("setup:xlsform", draft.code)
    sheets: NamedSheets = form.cleaned_data["sheets"]
    names, status = "", 422
    try:
        changes = build_xlsform_changes(sheets, form.cleaned_data["name"], draft.files)
    except ActionRefused:
        return redirect("setup:xlsform", draft.code)
    try:
        if changes.files:
            services.save_files(
                draft=draft, revision=form.cleaned_data["revision"], changes=changes.files, by=request.user,
                at=clock.now(), key=request.POST.get("key", ""),
            )  # fmt: skip
            messages.success(request, _("Đã lập loại sổ «%(name)s».") % {"name": changes.name})
            tell_saved(request, draft.code)
            return redirect("setup:draft", draft.code)
    except VersionConflictError as conflict:
        status = 409
        form.add_error(None, conflict.message)
    except InvalidInput as invalid:
        names = services.quote_refused(draft.files, changes.files)
        for file, texts in invalid.messages.items():
            for text in texts:
                form.add_error(None, f"{file}: {text}")
    except ActionRefused as refusal:
        form.add_error(None, refusal.message)
    return _render_changes(request, draft, changes, form, status=status, names=names)


def _render_changes(
    request: OfficialRequest,
    draft: ProgrammeDraft,
    changes: XlsFormChanges,
    form: forms.Form,
    *,
    status: int,
    names: str = "",
) -> HttpResponse:
    questions = [(question, KIND_WORDS[question.kind]) for question in changes.carried]
    context = {"draft": draft, "changes": changes, "questions": questions, "taking": form, "names": names}
    return render(request, "setup/xlsform.html", context, status=status)
