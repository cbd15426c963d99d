"""The tables of a register of a draft: typed or pasted, checked cell by cell, saved whole."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sokehoach.adapters.programme_files.register_files import get_file_name
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.registers.core.catalogue import get_product_registers
from sokehoach.apps.setup.forms.register_cells import convert_options, convert_rows
from sokehoach.apps.setup.forms.registers import OptionsForm, TableForm
from sokehoach.apps.setup.forms.table_cells import MAX_ROWS, read_rows
from sokehoach.apps.setup.pages.register_columns import COLUMNS, DEFAULTS, OPTIONS, SLUGS, TITLES
from sokehoach.apps.setup.pages.register_tables import (
    build_rows,
    list_option_values,
    list_part_faults,
    list_values,
)
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.queries.register_drafts import build_option_context
from sokehoach.apps.setup.services.register_drafts import SETS_FILE, Changes, build_option_changes, build_table_changes
from sokehoach.apps.setup.views.draft_tables import TablePage, show_table, take_table
from sokehoach.apps.setup.views.registers import access_register
from sokehoach.apps.shell.page_language import get_notation

_PARTS = {slug: part for part, slug in SLUGS.items()}


@require_http_methods(["GET", "POST"])
def edit_table(request: OfficialRequest, code: str, register: str, part: str) -> HttpResponse:
    """One table of a register, saved whole; «more» shows it again with more rows."""
    if part not in _PARTS:
        raise Http404
    draft, context = access_register(request, code, register)
    name = _PARTS[part]
    page = _build_page(draft, name, register, context.file.head.get("name"))
    form = TableForm(request.POST or None, initial={"revision": draft.revision})
    if request.method == "GET":
        rows = build_rows(page.columns, list_values(name, context), list_part_faults(draft, context)[name])
        if len(rows) > MAX_ROWS:
            return redirect("setup:file", code, get_file_name(register))
        return show_table(request, draft, form, page, rows)
    values = read_rows(
        page.columns,
        dict(request.POST.lists()),
        request.POST.get("paste", ""),
        get_notation(request.POST),
        page.defaults,
    )
    table = convert_rows(name, values[:MAX_ROWS], context)

    def build_changes() -> Changes:
        return build_table_changes(draft, context, name, table.content)

    return take_table(request, draft, form, page, values, table.problems, build_changes)


@require_http_methods(["GET", "POST"])
def edit_options(request: OfficialRequest, code: str, register: str, option_set: str) -> HttpResponse:
    """The options of one set of the draft, reached from a register that chooses from it (code: from the draft)."""
    draft = queries.access_draft(request.user, code)
    context = build_option_context(draft, register)
    if context is None or option_set not in context.option_sets:
        raise Http404
    edited_set, wider_sets = context.option_sets[option_set], context.list_wider_sets(option_set)
    initial = {"revision": draft.revision, "within": edited_set.wider_set}
    page = _build_page(draft, OPTIONS, register, edited_set.name)
    form = OptionsForm(request.POST or None, wider_sets=wider_sets, initial=initial)
    if request.method == "GET":
        if len(edited_set.options) > MAX_ROWS:
            return redirect("setup:file", code, SETS_FILE)
        rows = build_rows(page.columns, list_option_values(context, option_set))
        return show_table(request, draft, form, page, rows)
    within = request.POST.get("within", "")
    values = read_rows(page.columns, dict(request.POST.lists()), request.POST.get("paste", ""), defaults=page.defaults)
    wider_options = context.list_options(within) if within in wider_sets else {}
    options, problems = convert_options(values[:MAX_ROWS], wider_options, context.list_options(option_set))
    if within and form.is_valid() and not any(row["owner"] for row in values):
        form.add_error("within", _("Ghi ít nhất một lựa chọn thuộc lựa chọn nào của danh mục được chia nhỏ."))

    def build_changes() -> Changes:
        return build_option_changes(draft, option_set, options, within)

    return take_table(request, draft, form, page, values, problems, build_changes)


def _build_page(draft: ProgrammeDraft, part: str, register: str, title: object) -> TablePage:
    back = _get_back_address(draft, register)
    names = {column.name for column in COLUMNS[part]}
    return TablePage(
        part,
        COLUMNS[part],
        TITLES[part],
        title,
        back,
        parent=None if register in get_product_registers() else (back, register),
        defaults={name: value for name, value in DEFAULTS.items() if name in names},
    )


def _get_back_address(draft: ProgrammeDraft, register: str) -> str:
    """The page of the register; of the draft where the register is code."""
    if register in get_product_registers():
        return reverse("setup:draft", args=[draft.code])
    return reverse("setup:register", args=[draft.code, register])
