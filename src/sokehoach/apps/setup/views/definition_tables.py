"""The tables of a draft's reporting schedules, indicators, form sections and cells."""

from collections.abc import Callable, Mapping, Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.programme_files.yaml_lists import Path
from sokehoach.adapters.programme_files.yaml_tables import StoredItem, read_head, read_list
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.forms.definition_cells import convert_items, convert_stages
from sokehoach.apps.setup.forms.registers import TableForm
from sokehoach.apps.setup.forms.table_cells import MAX_ROWS, read_rows
from sokehoach.apps.setup.pages.definition_columns import (
    CELLS,
    COLUMNS,
    DEFAULTS,
    INDICATORS,
    SCHEDULES,
    SECTIONS,
    SLUGS,
    STAGES,
    TITLES,
)
from sokehoach.apps.setup.pages.definition_tables import (
    DESCRIBERS,
    describe_cell,
    describe_stage,
    explain_indicator,
    list_item_faults,
)
from sokehoach.apps.setup.pages.drafts import list_faults
from sokehoach.apps.setup.pages.register_columns import ColumnKind
from sokehoach.apps.setup.pages.register_tables import STORED, build_rows
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.queries.definition_tables import (
    INDICATORS_FILE,
    INDICATORS_PATH,
    SCHEDULES_FILE,
    SCHEDULES_PATH,
    SECTIONS_PATH,
    DefinitionContext,
    build_definition_context,
    list_cells,
    list_stages,
)
from sokehoach.apps.setup.queries.register_drafts import get_text
from sokehoach.apps.setup.services.definition_tables import Changes, build_list_changes, build_stage_changes
from sokehoach.apps.setup.views.draft_tables import TablePage, show_table, take_table
from sokehoach.apps.shell.page_language import get_notation

_PARTS = {slug: part for part, slug in SLUGS.items()}
_LISTS: Mapping[str, tuple[str, Path]] = {
    SCHEDULES: (SCHEDULES_FILE, SCHEDULES_PATH),
    INDICATORS: (INDICATORS_FILE, INDICATORS_PATH),
}


@require_http_methods(["GET", "POST"])
def edit_definition_table(request: OfficialRequest, code: str, part: str) -> HttpResponse:
    """The table of the schedules, of their stages or of the indicators."""
    draft = queries.access_draft(request.user, code)
    context = build_definition_context(draft.files)
    name = _PARTS.get(part, "")
    if context is None or not name:
        raise Http404
    page = _build_page(draft, context, name, _("Bản nháp"), reverse("setup:draft", args=[code]))
    if name == STAGES:
        return _edit_stages(request, draft, context, page)
    file, path = _LISTS[name]
    if name == INDICATORS:
        return _edit_list(
            request, draft, context, page, file, path, explain=lambda values: explain_indicator(values, context)
        )

    def find_problem(numbers: Sequence[int | None]) -> str:
        message = _("Chế độ «%(title)s» còn %(n)s dòng ở bảng «Nơi gửi, hạn, biểu»: bỏ các dòng ấy trước.")
        return _tell_removed(context.schedule_items, numbers, "name", "stages", message)

    return _edit_list(request, draft, context, page, file, path, find_problem=find_problem)


@require_safe
def show_form(request: OfficialRequest, code: str, form: str) -> HttpResponse:
    """The sections of a form with their cells, and the way to their tables."""
    draft, context = _access_form(request, code, form)
    names = {element_code: element.name for element_code, element in context.elements.items()}
    sections = [
        (
            get_text(item.content, "code"),
            get_text(item.content, "title"),
            [
                (get_text(cell, "code"), names.get(get_text(cell, "element"), get_text(cell, "element")),
                 get_text(cell, "label") or describe_cell(cell, context)["disaggregation"])
                for cell in list_cells(item.content)
            ],
        )
        for item in context.sections
    ]  # fmt: skip
    page = {
        "draft": draft,
        "form": form,
        "file": context.form_file,
        "name": get_text(read_head(draft.files[context.form_file]), "name"),
        "sections": sections,
        "faults": list_faults(draft, context.form_file),
    }
    return render(request, "setup/form.html", page)


@require_http_methods(["GET", "POST"])
def edit_sections(request: OfficialRequest, code: str, form: str) -> HttpResponse:
    """The sections of a form. One that has cells is removed after them."""
    draft, context = _access_form(request, code, form)
    page = _build_form_page(draft, context, SECTIONS, form)

    def find_problem(numbers: Sequence[int | None]) -> str:
        message = _("Phần «%(title)s» còn %(n)s ô: bỏ các ô ấy trước, ở bảng của phần.")
        return _tell_removed(context.sections, numbers, "title", "cells", message)

    return _edit_list(request, draft, context, page, context.form_file, SECTIONS_PATH, find_problem=find_problem)


@require_http_methods(["GET", "POST"])
def edit_cells(request: OfficialRequest, code: str, form: str, section: str) -> HttpResponse:
    """The cells of one section of a form."""
    draft, context = _access_form(request, code, form)
    numbers = [number for number, item in enumerate(context.sections) if get_text(item.content, "code") == section]
    if not numbers:
        raise Http404
    page = _build_form_page(draft, context, CELLS, form, section)
    path: Path = (*SECTIONS_PATH, numbers[0], "cells")
    return _edit_list(request, draft, context, page, context.form_file, path, section=section)


def _access_form(request: OfficialRequest, code: str, form: str) -> tuple[ProgrammeDraft, DefinitionContext]:
    draft = queries.access_draft(request.user, code)
    context = build_definition_context(draft.files, form)
    if context is None:
        raise Http404
    return draft, context


def _edit_list(
    request: OfficialRequest,
    draft: ProgrammeDraft,
    context: DefinitionContext,
    page: TablePage,
    file: str,
    path: Path,
    *,
    section: str = "",
    explain: Callable[[Mapping[str, str]], str] | None = None,
    find_problem: Callable[[Sequence[int | None]], str] | None = None,
) -> HttpResponse:
    """A table of the items of one list. `find_problem`: why the rows, by stored item, may not be the list."""
    items = read_list(draft.files.get(file, ""), path)
    form = TableForm(request.POST or None, initial={"revision": draft.revision})
    if request.method == "GET":
        if len(items) > MAX_ROWS:
            return redirect("setup:file", draft.code, file)
        values = [_describe_item(page.part, number, item, context) for number, item in enumerate(items)]
        rows = build_rows(page.columns, values, list_item_faults(draft, file, items))
        for row, item_values in zip(rows, values, strict=True):
            row.explanation = explain(item_values) if explain else ""
        return show_table(request, draft, form, page, rows)
    values = read_rows(
        page.columns, dict(request.POST.lists()), request.POST.get("paste", ""), get_notation(request.POST)
    )
    list_rows, problems = convert_items(page.part, values[:MAX_ROWS], items, context, section)
    if find_problem and "more" not in request.POST and (problem := find_problem([row.number for row in list_rows])):
        form.add_error(None, problem)

    def build_changes() -> Changes:
        return build_list_changes(draft.files, file, path, list_rows)

    return take_table(request, draft, form, page, values, problems, build_changes, explain)


def _tell_removed(
    items: Sequence[StoredItem], numbers: Sequence[int | None], name: str, part: str, message: str
) -> str:
    """The message about the first item that no row stands for, though the list in it is filled; «» for none."""
    for number, item in enumerate(items):
        filled = item.content.get(part)
        if number not in numbers and isinstance(filled, list) and filled:
            return message % {"title": get_text(item.content, name), "n": len(filled)}
    return ""


def _describe_item(part: str, number: int, item: StoredItem, context: DefinitionContext) -> dict[str, str]:
    values = DESCRIBERS[part](item.content, context)
    return values | {STORED: f"{number}:{values['code']}"}


def _edit_stages(
    request: OfficialRequest, draft: ProgrammeDraft, context: DefinitionContext, page: TablePage
) -> HttpResponse:
    """The stages of all schedules in one table, each row with its schedule."""
    form = TableForm(request.POST or None, initial={"revision": draft.revision})
    if request.method == "GET":
        stages = [
            (f"{schedule}/{number}", schedule, stage)
            for schedule in context.schedule_names
            for number, stage in enumerate(list_stages(context, schedule))
        ]
        if len(stages) > MAX_ROWS:
            return redirect("setup:file", draft.code, SCHEDULES_FILE)
        values = [describe_stage(stage, context, schedule) | {STORED: key} for key, schedule, stage in stages]
        return show_table(request, draft, form, page, build_rows(page.columns, values))
    values = read_rows(
        page.columns, dict(request.POST.lists()), request.POST.get("paste", ""), get_notation(request.POST)
    )
    grouped, problems = convert_stages(values[:MAX_ROWS], context)

    def build_changes() -> Changes:
        return build_stage_changes(context, grouped)

    return take_table(request, draft, form, page, values, problems, build_changes)


def _build_form_page(
    draft: ProgrammeDraft, context: DefinitionContext, part: str, form: str, section: str = ""
) -> TablePage:
    back = reverse("setup:form", args=[draft.code, form])
    title = f"{form}, {_('phần')} {section}" if section else form
    return _build_page(draft, context, part, title, back, parent=(back, form))


def _build_page(
    draft: ProgrammeDraft,
    context: DefinitionContext,
    part: str,
    title: str,
    back: str,
    parent: tuple[str, str] | None = None,
) -> TablePage:
    offers: dict[str, Mapping[str, str]] = {}
    if part == INDICATORS:
        offers[ColumnKind.FORMULA] = context.terms
    elif part == CELLS:
        offers[ColumnKind.ELEMENT] = {code: element.name for code, element in context.elements.items()}
    return TablePage(
        part, COLUMNS[part], TITLES[part], title, back, parent, DEFAULTS.get(part, {}), offers, keeps_items=True
    )
