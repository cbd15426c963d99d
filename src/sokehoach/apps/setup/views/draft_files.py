"""One file of a draft: a text, or a table whose rows have a form each. Nobody loses what is typed."""

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.programme_files.code_renaming import CodeKind, rename_codes
from sokehoach.adapters.programme_files.opening import is_programme_file
from sokehoach.adapters.programme_files.tables import (
    TABLES,
    CsvRow,
    CsvTable,
    TableError,
    append_row,
    parse_table,
    replace_row,
    write_table,
)
from sokehoach.adapters.programme_files.text_form import read_typed_text
from sokehoach.adapters.programme_files.yaml_lists import YamlListError
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.forms.drafts import RowForm, TextForm
from sokehoach.apps.setup.pages import drafts as pages
from sokehoach.apps.setup.pages.columns import name_file
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.services import drafts as services
from sokehoach.apps.setup.views.draft_lists import tell_renamings
from sokehoach.apps.setup.views.drafts import tell_saved
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.content_types import XLSX
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.apps.shell.pii_filter import find_text_problem
from sokehoach.apps.shell.post_params import parse_count

PER_PAGE = 50
ELEMENTS = "elements.csv"
NEW = "moi"  # in the address: a row that is not there yet


@require_http_methods(["GET", "POST"])
def edit_file(request: OfficialRequest, code: str, name: str) -> HttpResponse:
    """A table with its rows, or the text of a file in one field; a file that is not there yet is empty."""
    draft = _access_file(request, code, name)
    table = _find_table(draft, name)
    if table is not None and request.method == "GET":
        return _render_table(request, draft, name, table)
    text = draft.files.get(name, "")
    form = TextForm(request.POST or None, initial={"text": text, "revision": draft.revision})
    status, conflict = 200, False
    if request.method == "POST":
        status = 422
        if "remove" in request.POST:
            form.fields["text"].disabled = True
        if form.is_valid():
            try:
                change = None if "remove" in request.POST else _read_text(name, form.cleaned_data["text"])
                _save_text(request, draft, form.cleaned_data["revision"], name, change)
                return redirect("setup:draft", code) if change is None else redirect("setup:file", code, name)
            except VersionConflictError as refusal:
                status, conflict = 409, True
                form.add_error(None, refusal.message)
            except InvalidInput as invalid:
                for message in invalid.messages.get(name, []):
                    form.add_error("text", message)
            except (FileRefusedError, ActionRefused) as refusal:
                form.add_error("text", str(refusal))
    context = {
        "draft": draft,
        "name": name,
        "about": name_file(name),
        "form": form,
        "faults": pages.list_faults(draft, name),
        "conflict": conflict,
        "stored": text,
    }
    return render(request, "setup/file.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit_row(request: OfficialRequest, code: str, name: str) -> HttpResponse:
    """One row of a table (`?dong=` its line), or a new one."""
    draft = _access_file(request, code, name)
    table = _find_table(draft, name)
    if table is None:
        raise Http404
    is_new = request.GET.get("dong") == NEW
    row = None if is_new else table.find_row(parse_count(request.GET.get("dong", "")))
    if row is None and not is_new and request.method == "GET":
        raise Http404
    values = row.values if row else ()
    form = RowForm(
        request.POST or None,
        columns=table.columns,
        values=values,
        initial={"revision": draft.revision, "code": values[0] if values else ""},
    )
    status, conflict = 200, False
    if request.method == "POST":
        status = 422
        if form.is_valid() and not _add_names(form):
            try:
                text = _change_row(draft, name, form, line=row.line if row else None, removes="remove" in request.POST)
                names = _list_renamings(name, table, row, form)
                _save_text(request, draft, form.cleaned_data["revision"], name, text, names)
                tell_renamings(request, names)
                return redirect("setup:file", code, name)
            except VersionConflictError as refusal:
                status, conflict = 409, True
                form.add_error(None, refusal.message)
                row = _find_row(table, form.cleaned_data["code"])
            except InvalidInput as invalid:
                for message in invalid.messages.get(name, []):
                    form.add_error(None, message)
            except (FileRefusedError, ActionRefused, TableError, YamlListError) as refusal:
                form.add_error(None, str(refusal))
    stored = list(zip(table.columns, row.values, strict=True)) if conflict and row else []
    context = {
        "draft": draft,
        "name": name,
        "about": name_file(name),
        "form": form,
        "row": row,
        "line": row.line if row else NEW,
        "conflict": conflict,
        "stored": [pair for pair in stored if pair[1] != form.data.get(f"c-{pair[0]}")],
        "faults": [
            fault for fault in pages.list_faults(draft, name) if row and row.line <= fault.line <= row.last_line
        ],
    }
    return render(request, "setup/row.html", context, status=status)


@require_safe
def download_sheet(request: OfficialRequest, code: str, name: str) -> HttpResponse:
    """A table as an Excel workbook, to be changed there and sent back."""
    draft = _access_file(request, code, name)
    if _find_table(draft, name) is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name.removesuffix(".csv")}.xlsx"'}
    return HttpResponse(write_table(name, draft.files[name]), content_type=XLSX, headers=headers)


def _access_file(request: OfficialRequest, code: str, name: str) -> ProgrammeDraft:
    draft = queries.access_draft(request.user, code)
    if not is_programme_file(name):
        raise Http404
    return draft


def _find_table(draft: ProgrammeDraft, name: str) -> CsvTable | None:
    """The table of the file; None for a text, and for a table that cannot be read as one."""
    if name not in TABLES or name not in draft.files:
        return None
    try:
        return parse_table(draft.files[name])
    except TableError:
        return None


def _render_table(request: OfficialRequest, draft: ProgrammeDraft, name: str, table: CsvTable) -> HttpResponse:
    query = request.GET.get("tim", "").strip()[:100]
    faults = pages.list_faults(draft, name)
    lines = pages.list_table_lines(table, faults, query)
    context = {
        "draft": draft,
        "name": name,
        "about": name_file(name),
        "query": query,
        "page_obj": Paginator(lines, PER_PAGE).get_page(request.GET.get("trang")),
        "count": len(table.rows),
        "faults": faults,
    }
    return render(request, "setup/table.html", context)


def _add_names(form: RowForm) -> bool:
    """Whether a changed cell names a person; then the message stands beside it."""
    for column in form.columns:
        value = form.cleaned_data[f"c-{column}"]
        if value != form.initial.get(f"c-{column}", "") and (problem := find_text_problem(value)):
            form.add_error(f"c-{column}", problem)
    return not form.is_valid()


def _find_row(table: CsvTable, first_value: str) -> CsvRow | None:
    """The row whose first column holds that value: lines above it may have come or gone."""
    return next((row for row in table.rows if first_value and row.values[0] == first_value), None)


def _change_row(draft: ProgrammeDraft, name: str, form: RowForm, *, line: int | None, removes: bool) -> str:
    text = draft.files[name]
    if line is None:
        return append_row(text, form.list_values())
    return replace_row(text, line, None if removes else form.list_values())


def _read_text(name: str, text: str) -> str:
    return read_typed_text(name, text) if text.strip() else ""


def _list_renamings(name: str, table: CsvTable, row: CsvRow | None, form: RowForm) -> dict[str, str]:
    """The code now of a data element by its code before, where the row gives it another one."""
    if name != ELEMENTS or row is None or "remove" in form.data or "code" not in table.columns:
        return {}
    place = table.columns.index("code")
    code, code_now = row.values[place], form.list_values()[place]
    is_only = [other.values[place] for other in table.rows].count(code) == 1
    return {code: code_now} if is_only and code and code_now and code != code_now else {}


def _save_text(
    request: OfficialRequest,
    draft: ProgrammeDraft,
    revision: int | None,
    name: str,
    text: str | None,
    elements: Mapping[str, str] | None = None,
) -> None:
    """`elements`: the codes now by the codes before, which all files follow."""
    changes: dict[str, str | None] = {name: text}
    if elements:
        changes |= rename_codes(draft.files, CodeKind.ELEMENT, elements)
    services.save_files(
        draft=draft, revision=revision, changes=changes, by=request.user, at=clock.now(),
        key=request.POST.get("key", ""),
    )  # fmt: skip
    tell_saved(request, draft.code)
