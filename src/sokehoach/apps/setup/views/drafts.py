"""A draft: begun, shown with its faults, files sent into it, downloaded, discarded."""

from pathlib import PurePath

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.adapters.programme_files.opening import is_programme_file
from sokehoach.adapters.programme_files.text_form import MAX_PACKED, read_archive, read_file
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.programmes.services.drafts import discard_draft
from sokehoach.apps.setup.forms.drafts import ArchiveForm, RevisionForm, UploadForm
from sokehoach.apps.setup.pages import drafts as pages
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.queries.definition_tables import list_form_files, list_outline_files
from sokehoach.apps.setup.queries.register_drafts import list_module_sets, list_register_files
from sokehoach.apps.setup.services import drafts as services
from sokehoach.apps.setup.services.continuations import begin_continued_draft
from sokehoach.apps.setup.views.programmes import build_archive_response
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.apps.shell.post_params import parse_count


@require_POST
def begin_draft(request: OfficialRequest, code: str) -> HttpResponse:
    """Begin the draft of the next version; with `continue`, that of a programme of the area's successor."""
    programme = queries.access_programme(request.user, code)
    if "continue" in request.POST:
        result = begin_continued_draft(
            programme=programme, by=request.user, at=clock.now(), key=request.POST.get("key", "")
        )
        return redirect("setup:draft", str(result.answer["code"]))
    services.begin_draft(programme=programme, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
    return redirect("setup:draft", code)


@require_http_methods(["GET", "POST"])
def begin_new_draft(request: OfficialRequest) -> HttpResponse:
    """Begin the draft of a new programme from an archive of its files."""
    queries.check_defines(request.user)
    form, names = ArchiveForm(request.POST or None, request.FILES or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            files = read_archive(_read_upload(form.cleaned_data["file"]))
            try:
                result = services.begin_new_draft(
                    files=files, by=request.user, at=clock.now(), key=request.POST.get("key", "")
                )
                return redirect("setup:draft", str(result.answer["code"]))
            except InvalidInput as invalid:
                names = services.quote_refused({}, files)
                _add_file_errors(form, invalid)
        except (FileRefusedError, ActionRefused) as refusal:
            form.add_error("file", str(refusal))
    status = 422 if form.is_bound else 200
    return render(request, "setup/new.html", {"form": form, "names": names}, status=status)


@require_http_methods(["GET", "POST"])
def show_draft(request: OfficialRequest, code: str) -> HttpResponse:
    """The draft; POST takes an archive of all of its files, or one of them."""
    draft = queries.access_draft(request.user, code)
    form, names, status = UploadForm(request.POST or None, request.FILES or None), "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                changes = _read_changes(draft, form.cleaned_data["file"])
                try:
                    services.save_files(
                        draft=draft, revision=parse_count(request.POST.get("revision", "")), changes=changes,
                        by=request.user, at=clock.now(), key=request.POST.get("key", ""),
                    )  # fmt: skip
                    tell_saved(request, draft.code)
                    return redirect("setup:draft", code)
                except InvalidInput as invalid:
                    names = services.quote_refused(draft.files, changes)
                    _add_file_errors(form, invalid)
            except VersionConflictError as conflict:
                form.add_error(
                    "file", _("%(why)s Hãy xem bản đang lưu rồi tải lên lại.") % {"why": translate(conflict.message)}
                )
                status = 409
            except (FileRefusedError, ActionRefused) as refusal:
                form.add_error("file", str(refusal))
    context = {
        "draft": draft,
        "name": pages.find_name(draft),
        "faults": pages.list_faults(draft),
        "rows": pages.list_files(draft),
        "forms": list_form_files(draft.files),
        "outlines": list_outline_files(draft.files),
        "registers": [(file, row.head.get("name")) for file, row in list_register_files(draft).items()],
        "module_sets": list_module_sets(draft),
        "form": form,
        "names": names,
    }
    return render(request, "setup/draft.html", context, status=status)


@require_safe
def download_draft(request: OfficialRequest, code: str) -> HttpResponse:
    draft = queries.access_draft(request.user, code)
    return build_archive_response(draft.files, f"{code}-nhap-{draft.revision}")


@require_http_methods(["GET", "POST"])
def confirm_discard(request: OfficialRequest, code: str) -> HttpResponse:
    """Asks before it deletes the draft."""
    draft = queries.access_draft(request.user, code)
    form = RevisionForm(request.POST or None, initial={"revision": draft.revision})
    if request.method == "POST" and form.is_valid():
        discard_draft(draft=draft, revision=form.cleaned_data["revision"], by=request.user, at=clock.now())
        messages.success(request, _("Đã bỏ bản nháp. Chương trình vẫn như phiên bản đang dùng."))
        return redirect("setup:programmes")
    return render(request, "setup/discard.html", {"draft": draft, "form": form}, status=422 if form.is_bound else 200)


def tell_saved(request: OfficialRequest, code: str) -> None:
    """Tell on the next page that the draft is saved, and how many faults it has."""
    draft = queries.access_draft(request.user, code)
    count = len(draft.problems)
    if count:
        text = ngettext("Đã lưu, còn %(n)s lỗi phải sửa.", "Đã lưu, còn %(n)s lỗi phải sửa.", count) % {"n": count}
        messages.warning(request, text)
    else:
        messages.success(request, _("Đã lưu, không có lỗi."))


def _read_upload(upload: UploadedFile) -> bytes:
    if (upload.size or 0) > MAX_PACKED:
        raise FileRefusedError(_("Tệp lớn hơn %(n)s MB.") % {"n": MAX_PACKED // 1_000_000})
    return upload.read()


def _read_changes(draft: ProgrammeDraft, upload: UploadedFile) -> dict[str, str | None]:
    """The files that an upload changes; an archive replaces them all. Raises FileRefusedError."""
    data, upload_name = _read_upload(upload), PurePath(upload.name or "")
    if upload_name.suffix.lower() == ".zip":
        files = read_archive(data)
        return {**dict.fromkeys(draft.files.keys() - files.keys()), **files}
    name = upload_name.with_suffix(".csv").name if upload_name.suffix.lower() == ".xlsx" else upload_name.name
    matches = [name] if is_programme_file(name) else [file for file in draft.files if file.endswith(f"/{name}")]
    if len(matches) != 1:
        message = _("Bộ dữ liệu không có tệp tên «%(name)s». Hãy giữ tên như khi tải xuống.")
        raise FileRefusedError(message % {"name": upload_name.name})
    return {matches[0]: read_file(data, matches[0])}


def _add_file_errors(form: UploadForm, invalid: InvalidInput) -> None:
    for name, texts in invalid.messages.items():
        for text in texts:
            form.add_error("file", f"{name}: {text}")
