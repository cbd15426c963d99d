"""The tables of a register of a draft: typed or pasted, checked cell by cell, saved whole."""

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sokehoach.adapters.programme_files.register_files import CONSTRAINTS, FIELDS, MEASURES
from sokehoach.adapters.programme_files.yaml_lists import YamlListError
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.forms.drafts import RevisionForm
from sokehoach.apps.setup.forms.register_cells import CellProblems, convert_options, convert_rows, read_rows
from sokehoach.apps.setup.pages.register_columns import COLUMNS, DEFAULTS, OPTIONS, TITLES
from sokehoach.apps.setup.pages.register_tables import TableRow, build_rows, list_part_faults, list_values
from sokehoach.apps.setup.services import drafts as services
from sokehoach.apps.setup.services.register_drafts import Changes, build_option_changes, build_table_changes
from sokehoach.apps.setup.views.drafts import tell_saved
from sokehoach.apps.setup.views.registers import access_register
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError

PARTS = {"truong": FIELDS, "rang-buoc": CONSTRAINTS, "phep-dem": MEASURES}
_BLANK_ROWS = 3  # under the filled ones, for those who type without the script of the page


@require_http_methods(["GET", "POST"])
def edit_table(request: OfficialRequest, code: str, register: str, part: str) -> HttpResponse:
    """One table of a register, saved whole; «more» shows it again with more rows."""
    if part not in PARTS:
        raise Http404
    draft, context = access_register(request, code, register)
    name = PARTS[part]
    form = RevisionForm(request.POST or None, initial={"revision": draft.revision})
    if request.method == "GET":
        faults = list_part_faults(draft, context)[name]
        rows = build_rows(name, list_values(name, context), faults)
        return _show_table(request, draft, form, name, rows, register=register, title=context.file.head.get("name"))
    values = read_rows(name, dict(request.POST.lists()), request.POST.get("paste", ""))
    table = convert_rows(name, values, context)
    status = 200
    if "more" not in request.POST:
        status = 422
        if not table.problems and form.is_valid():
            try:
                _save_changes(request, draft, form, build_table_changes(draft, context, name, table.content))
                return redirect("setup:register", code, register)
            except _REFUSALS as refusal:
                status = _add_refusal(form, refusal)
    rows = _build_typed_rows(name, values, table.problems if status != 200 else {})
    return _show_table(
        request, draft, form, name, rows, register=register, title=context.file.head.get("name"), status=status
    )


@require_http_methods(["GET", "POST"])
def edit_options(request: OfficialRequest, code: str, register: str, option_set: str) -> HttpResponse:
    """The options of one set of the draft, reached from a register that chooses from it."""
    draft, context = access_register(request, code, register)
    if option_set not in context.option_sets:
        raise Http404
    title = context.option_sets[option_set].name
    form = RevisionForm(request.POST or None, initial={"revision": draft.revision})
    if request.method == "GET":
        options = context.list_options(option_set).items()
        rows = build_rows(OPTIONS, [{"code": option, "name": name} for option, name in options])
        return _show_table(request, draft, form, OPTIONS, rows, register=register, title=title)
    values = read_rows(OPTIONS, dict(request.POST.lists()), request.POST.get("paste", ""))
    options_by_code, problems = convert_options(values)
    status = 200
    if "more" not in request.POST:
        status = 422
        if not problems and form.is_valid():
            try:
                _save_changes(request, draft, form, build_option_changes(draft, option_set, options_by_code))
                return redirect("setup:register", code, register)
            except _REFUSALS as refusal:
                status = _add_refusal(form, refusal)
    rows = _build_typed_rows(OPTIONS, values, problems if status != 200 else {})
    return _show_table(request, draft, form, OPTIONS, rows, register=register, title=title, status=status)


_REFUSALS = (VersionConflictError, InvalidInput, ActionRefused, YamlListError)


def _save_changes(request: OfficialRequest, draft: ProgrammeDraft, form: RevisionForm, changes: Changes) -> None:
    services.save_files(
        draft=draft, revision=form.cleaned_data["revision"], changes=changes, by=request.user, at=clock.now(),
        key=request.POST.get("key", ""),
    )  # fmt: skip
    tell_saved(request, draft.code)


def _add_refusal(form: RevisionForm, refusal: Exception) -> int:
    """Say in the form why nothing was saved; returns the status of the page."""
    if isinstance(refusal, InvalidInput):
        for messages in refusal.messages.values():
            for message in messages:
                form.add_error(None, message)
        return 422
    form.add_error(None, getattr(refusal, "message", str(refusal)))
    return 409 if isinstance(refusal, VersionConflictError) else 422


def _build_typed_rows(part: str, values: Sequence[Mapping[str, str]], problems: CellProblems) -> list[TableRow]:
    rows = build_rows(part, values)
    for row in rows:
        for cell in row.cells:
            cell.errors = problems.get((row.number - 1, cell.column.name), [])
    return rows


def _show_table(
    request: OfficialRequest,
    draft: ProgrammeDraft,
    form: RevisionForm,
    part: str,
    rows: Sequence[TableRow],
    *,
    register: str,
    title: object,
    status: int = 200,
) -> HttpResponse:
    blank = {name: value for name, value in DEFAULTS.items() if name in {column.name for column in COLUMNS[part]}}
    blank_rows = build_rows(part, [blank] * _BLANK_ROWS)
    for row in blank_rows:
        row.number += len(rows)
    page = {
        "draft": draft,
        "form": form,
        "part": part,
        "title": title,
        "heading": TITLES[part],
        "register": register,
        "columns": COLUMNS[part],
        "rows": [*rows, *blank_rows],
        "conflict": status == 409,
        "faulty": any(cell.errors for row in rows for cell in row.cells),
    }
    return render(request, "setup/register_table.html", page, status=status)
