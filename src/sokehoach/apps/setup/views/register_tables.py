"""The tables of a register of a draft: typed or pasted, checked cell by cell, saved whole."""

from collections.abc import Callable, Mapping, Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sokehoach.adapters.programme_files.register_files import get_file_name
from sokehoach.adapters.programme_files.yaml_lists import YamlListError
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.registers.core.catalogue import get_product_registers
from sokehoach.apps.setup.forms.register_cells import MAX_ROWS, CellProblems, convert_options, convert_rows, read_rows
from sokehoach.apps.setup.forms.registers import OptionsForm, TableForm
from sokehoach.apps.setup.pages.register_columns import COLUMNS, DEFAULTS, OPTIONS, SLUGS, TITLES
from sokehoach.apps.setup.pages.register_tables import (
    TableRow,
    build_rows,
    list_option_values,
    list_part_faults,
    list_values,
)
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.queries.register_drafts import build_option_context
from sokehoach.apps.setup.services import drafts as services
from sokehoach.apps.setup.services.register_drafts import SETS_FILE, Changes, build_option_changes, build_table_changes
from sokehoach.apps.setup.views.drafts import tell_saved
from sokehoach.apps.setup.views.registers import access_register
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.apps.shell.page_language import get_notation
from sokehoach.apps.shell.pii_filter import find_text_problem

_PARTS = {slug: part for part, slug in SLUGS.items()}
_BLANK_ROWS = 3  # under the filled ones, for those who type without the script of the page


@require_http_methods(["GET", "POST"])
def edit_table(request: OfficialRequest, code: str, register: str, part: str) -> HttpResponse:
    """One table of a register, saved whole; «more» shows it again with more rows."""
    if part not in _PARTS:
        raise Http404
    draft, context = access_register(request, code, register)
    name, title = _PARTS[part], context.file.head.get("name")
    form = TableForm(request.POST or None, initial={"revision": draft.revision})
    if request.method == "GET":
        rows = build_rows(name, list_values(name, context), list_part_faults(draft, context)[name])
        if len(rows) > MAX_ROWS:
            return redirect("setup:file", code, get_file_name(register))
        return _show_table(request, draft, form, name, rows, register=register, title=title)
    values = read_rows(name, dict(request.POST.lists()), request.POST.get("paste", ""), get_notation(request.POST))
    table = convert_rows(name, values[:MAX_ROWS], context)

    def build_changes() -> Changes:
        return build_table_changes(draft, context, name, table.content)

    return _take_table(
        request, draft, form, name, values, table.problems, build_changes, register=register, title=title
    )


@require_http_methods(["GET", "POST"])
def edit_options(request: OfficialRequest, code: str, register: str, option_set: str) -> HttpResponse:
    """The options of one set of the draft, reached from a register that chooses from it (code: from the draft)."""
    draft = queries.access_draft(request.user, code)
    context = build_option_context(draft, register)
    if context is None or option_set not in context.option_sets:
        raise Http404
    edited_set, wider_sets = context.option_sets[option_set], context.list_wider_sets(option_set)
    initial = {"revision": draft.revision, "within": edited_set.wider_set}
    form = OptionsForm(request.POST or None, wider_sets=wider_sets, initial=initial)
    if request.method == "GET":
        if len(edited_set.options) > MAX_ROWS:
            return redirect("setup:file", code, SETS_FILE)
        rows = build_rows(OPTIONS, list_option_values(context, option_set))
        return _show_table(request, draft, form, OPTIONS, rows, register=register, title=edited_set.name)
    within = request.POST.get("within", "")
    values = read_rows(OPTIONS, dict(request.POST.lists()), request.POST.get("paste", ""))
    wider_options = context.list_options(within) if within in wider_sets else {}
    options, problems = convert_options(values[:MAX_ROWS], wider_options, context.list_options(option_set))
    if within and form.is_valid() and not any(row["owner"] for row in values):
        form.add_error("within", _("Ghi ít nhất một lựa chọn thuộc lựa chọn nào của danh mục được chia nhỏ."))

    def build_changes() -> Changes:
        return build_option_changes(draft, option_set, options, within)

    return _take_table(
        request, draft, form, OPTIONS, values, problems, build_changes, register=register, title=edited_set.name
    )


def _take_table(
    request: OfficialRequest,
    draft: ProgrammeDraft,
    form: TableForm,
    part: str,
    values: Sequence[Mapping[str, str]],
    problems: CellProblems,
    build_changes: Callable[[], Changes],
    *,
    register: str,
    title: object,
) -> HttpResponse:
    """Saves what was typed, or shows it again and says why not; rows over the limit stay in the box for pasting."""
    status = 200 if "more" in request.POST else 422
    if len(values) > MAX_ROWS:
        form.add_error(None, _("Bảng có nhiều nhất %(n)s dòng. Các dòng còn lại ở ô dán.") % {"n": MAX_ROWS})
    elif status == 422 and not problems and form.is_valid():
        try:
            _save_changes(request, draft, form, build_changes())
            return redirect(_get_back_address(draft, register))
        except (VersionConflictError, InvalidInput, ActionRefused, YamlListError) as refusal:
            status = _add_refusal(form, refusal)
    rows = build_rows(part, values[:MAX_ROWS])
    for row in rows if status != 200 else ():
        for cell in row.cells:
            cell.errors = problems.get((row.number - 1, cell.column.name), [])
    form.names = form.names or "\n".join(
        cell.value for row in rows for cell in row.cells if cell.errors and find_text_problem(cell.value)
    )
    rest = ["\t".join(item[column.name] for column in COLUMNS[part]) for item in values[MAX_ROWS:]]
    return _show_table(
        request, draft, form, part, rows, register=register, title=title, status=status, paste="\n".join(rest)
    )


def _save_changes(request: OfficialRequest, draft: ProgrammeDraft, form: TableForm, changes: Changes) -> None:
    try:
        services.save_files(
            draft=draft, revision=form.cleaned_data["revision"], changes=changes, by=request.user, at=clock.now(),
            key=request.POST.get("key", ""),
        )  # fmt: skip
    except InvalidInput:
        form.names = services.quote_refused(draft.files, changes)
        raise
    tell_saved(request, draft.code)


def _add_refusal(form: TableForm, refusal: Exception) -> int:
    """Say in the form why nothing was saved; returns the status of the page."""
    if isinstance(refusal, InvalidInput):
        for messages in refusal.messages.values():
            for message in messages:
                form.add_error(None, message)
        return 422
    form.add_error(None, getattr(refusal, "message", str(refusal)))
    return 409 if isinstance(refusal, VersionConflictError) else 422


def _get_back_address(draft: ProgrammeDraft, register: str) -> str:
    """The page of the register; of the draft where the register is code."""
    if register in get_product_registers():
        return reverse("setup:draft", args=[draft.code])
    return reverse("setup:register", args=[draft.code, register])


def _show_table(
    request: OfficialRequest,
    draft: ProgrammeDraft,
    form: TableForm,
    part: str,
    rows: Sequence[TableRow],
    *,
    register: str,
    title: object,
    status: int = 200,
    paste: str = "",
) -> HttpResponse:
    blank = {name: value for name, value in DEFAULTS.items() if name in {column.name for column in COLUMNS[part]}}
    blank_rows = build_rows(part, [blank] * min(_BLANK_ROWS, MAX_ROWS - len(rows)))
    for row in blank_rows:
        row.number += len(rows)
    page = {
        "draft": draft,
        "form": form,
        "part": part,
        "title": title,
        "heading": TITLES[part],
        "register": register,
        "has_register_page": register not in get_product_registers(),
        "back": _get_back_address(draft, register),
        "columns": COLUMNS[part],
        "rows": [*rows, *blank_rows],
        "conflict": status == 409,
        "names": form.names,
        "paste": paste,
        "faulty": any(cell.errors for row in rows for cell in row.cells),
    }
    return render(request, "setup/register_table.html", page, status=status)
