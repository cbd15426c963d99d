"""The tables of one form of a draft: sections, cells, checks, text boxes."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.programme_files.yaml_lists import Path
from sokehoach.adapters.programme_files.yaml_tables import read_head, read_list
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.pages.definition_columns import CELLS, CHECKS, FORM_SLUGS, HARD_WORDS, SECTIONS
from sokehoach.apps.setup.pages.definition_tables import (
    describe_box,
    describe_cell,
    describe_check,
    explain_check_row,
    list_item_faults,
)
from sokehoach.apps.setup.pages.drafts import list_faults
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.queries.definition_tables import (
    BOXES_PATH,
    CHECKS_PATH,
    SECTIONS_PATH,
    DefinitionContext,
    build_definition_context,
    list_cells,
)
from sokehoach.apps.setup.queries.register_drafts import get_text
from sokehoach.apps.setup.services.definition_tables import build_box_changes
from sokehoach.apps.setup.views.draft_lists import (
    EditedList,
    build_table_page,
    edit_list,
    read_edited_list,
    tell_removed,
)
from sokehoach.apps.setup.views.draft_tables import TablePage

_PARTS = {slug: part for part, slug in FORM_SLUGS.items()}


@require_safe
def show_form(request: OfficialRequest, code: str, form: str) -> HttpResponse:
    """The sections of a form with their cells, its checks and text boxes, and the way to their tables."""
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
    text = draft.files[context.form_file]
    checks = [describe_check(item.content, context) for item in read_list(text, CHECKS_PATH)]
    page = {
        "draft": draft,
        "form": form,
        "file": context.form_file,
        "name": get_text(read_head(text), "name"),
        "sections": sections,
        "checks": [
            (explain_check_row(values, context) or values["code"], HARD_WORDS[values["hard"]]) for values in checks
        ],
        "boxes": [describe_box(item.content, context) for item in read_list(text, BOXES_PATH)],
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
        return tell_removed(context.sections, numbers, "title", "cells", message)

    edited = read_edited_list(draft, context.form_file, SECTIONS_PATH)
    return edit_list(request, draft, context, page, edited, find_problem=find_problem)


@require_http_methods(["GET", "POST"])
def edit_cells(request: OfficialRequest, code: str, form: str, section: str) -> HttpResponse:
    """The cells of one section of a form."""
    draft, context = _access_form(request, code, form)
    numbers = [number for number, item in enumerate(context.sections) if get_text(item.content, "code") == section]
    if not numbers:
        raise Http404
    page = _build_form_page(draft, context, CELLS, form, section)
    path: Path = (*SECTIONS_PATH, numbers[0], "cells")
    edited = read_edited_list(draft, context.form_file, path)
    return edit_list(request, draft, context, page, edited, section=section)


@require_http_methods(["GET", "POST"])
def edit_form_part(request: OfficialRequest, code: str, form: str, part: str) -> HttpResponse:
    """The checks or the text boxes of a form."""
    draft, context = _access_form(request, code, form)
    name = _PARTS.get(part, "")
    if not name:
        raise Http404
    page = _build_form_page(draft, context, name, form)
    if name == CHECKS:
        edited = read_edited_list(draft, context.form_file, CHECKS_PATH)
        return edit_list(request, draft, context, page, edited, explain=explain_check_row)
    items = read_list(draft.files[context.form_file], BOXES_PATH)
    faults = list_item_faults(draft, context.form_file, items)
    boxes = EditedList(context.form_file, items, lambda rows: build_box_changes(context, rows), faults)
    return edit_list(request, draft, context, page, boxes)


def _access_form(request: OfficialRequest, code: str, form: str) -> tuple[ProgrammeDraft, DefinitionContext]:
    draft = queries.access_draft(request.user, code)
    context = build_definition_context(draft.files, form)
    if context is None:
        raise Http404
    return draft, context


def _build_form_page(
    draft: ProgrammeDraft, context: DefinitionContext, part: str, form: str, section: str = ""
) -> TablePage:
    back = reverse("setup:form", args=[draft.code, form])
    title = f"{form}, {_('phần')} {section}" if section else form
    return build_table_page(context, part, title, back, parent=(back, form))
