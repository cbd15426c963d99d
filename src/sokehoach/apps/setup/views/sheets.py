"""A sheet with columns of its own, taken into a draft: sent or pasted, its columns matched, looked at, taken whole."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sokehoach.adapters.programme_files.sheet_text import format_rows, parse_carried_rows
from sokehoach.adapters.readers.xlsx.package import WorkbookError
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.forms.sheets import MatchingForm, UnitSheetForm
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.services import drafts as services
from sokehoach.apps.setup.services.sheets import SheetChanges, SheetKind, SheetRequest, build_sheet_changes, list_forms
from sokehoach.apps.setup.views.drafts import tell_saved
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.apps.shell.sheet_forms import SheetSourceForm, list_shown_rows, parse_head_row, read_sheet_form
from sokehoach.domain.programmes.sheet_columns import guess_columns, guess_head_row, list_head_rows, read_heads

SHOWN_PROBLEMS = 200


@require_http_methods(["GET", "POST"])
def import_sheet(request: OfficialRequest, code: str, kind: str) -> HttpResponse:
    """GET asks for the sheet; POST with one shows how its columns are matched; «merge» takes the rows."""
    draft = queries.access_draft(request.user, code)
    if kind not in set(SheetKind):
        raise Http404
    sheet_kind = SheetKind(kind)
    if "sheet" in request.POST:
        return _show_matching(request, draft, sheet_kind)
    form_class = UnitSheetForm if sheet_kind is SheetKind.UNITS else SheetSourceForm
    form = form_class(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            rows, name, unread = read_sheet_form(form)
        except (FileRefusedError, WorkbookError) as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(refusal))
        else:
            return _render_guess(request, draft, sheet_kind, rows, name, unread)
    context = {"draft": draft, "kind": sheet_kind, "form": form}
    return render(request, "setup/sheet.html", context, status=422 if form.is_bound else 200)


def _render_guess(
    request: OfficialRequest, draft: ProgrammeDraft, kind: SheetKind, rows: list[list[str]], name: str, unread: str
) -> HttpResponse:
    head_row = guess_head_row(rows, kind.fields)
    matching = guess_columns(read_heads(rows, head_row), kind.fields)
    data = {"sheet": format_rows(rows), "sheet_name": name, "revision": str(draft.revision), "head_row": str(head_row)}
    data |= {f"c-{field}": str(column) for field, column in matching.items()}
    forms = list_forms(draft.files) if kind is SheetKind.ELEMENTS else {}
    data["form"] = next(iter(forms), "")
    form = _build_form(draft, kind, rows, head_row, data)
    return _render_preview(request, draft, kind, rows, form, status=200, unread=unread)


def _show_matching(request: OfficialRequest, draft: ProgrammeDraft, kind: SheetKind) -> HttpResponse:
    try:
        rows = parse_carried_rows(request.POST["sheet"])
    except FileRefusedError:
        raise Http404 from None
    head_row = parse_head_row(request.POST.get("head_row", ""), rows)
    form = _build_form(draft, kind, rows, head_row, request.POST)
    return _render_preview(request, draft, kind, rows, form, status=200 if "preview" in request.POST else 422)


def _build_form(
    draft: ProgrammeDraft, kind: SheetKind, rows: list[list[str]], head_row: int, data: Any
) -> MatchingForm:
    forms = list_forms(draft.files) if kind is SheetKind.ELEMENTS else {}
    heads = read_heads(rows, head_row)
    return MatchingForm(data, fields=kind.fields, heads=heads, head_rows=list_head_rows(rows), form_names=forms)


def _render_preview(
    request: OfficialRequest,
    draft: ProgrammeDraft,
    kind: SheetKind,
    rows: list[list[str]],
    form: MatchingForm,
    *,
    status: int,
    unread: str = "",
) -> HttpResponse:
    changes, names = None, ""
    if form.is_valid():
        sheet = SheetRequest(
            kind, rows, form.cleaned_data["head_row"], form.list_matching(), form.cleaned_data.get("form", ""),
            _("Bảng «%(name)s»") % {"name": form.cleaned_data["sheet_name"]},
        )  # fmt: skip
        changes = build_sheet_changes(sheet, draft.files)
        if "merge" in request.POST and changes.files:
            try:
                _save(request, draft, form.cleaned_data["revision"], changes)
                return redirect("setup:draft", draft.code)
            except VersionConflictError as conflict:
                status = 409
                form.add_error(None, conflict.message)
            except InvalidInput as invalid:
                names = services.quote_refused(draft.files, changes.files)
                for file, texts in invalid.messages.items():
                    for text in texts:
                        form.add_error(None, f"{file}: {text}")
            except (ActionRefused, FileRefusedError) as refusal:
                form.add_error(None, str(refusal))
    context = {
        "draft": draft,
        "kind": kind,
        "matching": form,
        "changes": changes,
        "problems": changes.problems[:SHOWN_PROBLEMS] if changes else (),
        "rows": list_shown_rows(rows),
        "names": names,
        "forbids_redacting": kind is SheetKind.UNITS,
        "unread": unread,
    }
    return render(request, "setup/sheet.html", context, status=status)


def _save(request: OfficialRequest, draft: ProgrammeDraft, revision: int | None, changes: SheetChanges) -> None:
    services.save_files(
        draft=draft, revision=revision, changes=changes.files, by=request.user, at=clock.now(),
        key=request.POST.get("key", ""),
    )  # fmt: skip
    text = _("Đã đưa vào: %(added)s dòng mới, %(changed)s dòng đổi.")
    messages.success(
        request, text % {"added": len(changes.merged.new_codes), "changed": len(changes.merged.changed_codes)}
    )
    tell_saved(request, draft.code)
