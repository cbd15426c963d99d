"""An outline of a draft: as its report is arranged, and the table of its headings and sentences."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.programme_files.yaml_tables import read_list
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.forms.outline_rows import convert_sections, read_lines
from sokehoach.apps.setup.forms.registers import TableForm
from sokehoach.apps.setup.forms.table_cells import read_rows
from sokehoach.apps.setup.pages.definition_columns import SENTENCES
from sokehoach.apps.setup.pages.definition_tables import list_item_faults
from sokehoach.apps.setup.pages.drafts import list_faults
from sokehoach.apps.setup.pages.outline_tables import arrange_outline, describe_section, list_figure_names
from sokehoach.apps.setup.pages.register_tables import STORED, build_rows
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.queries.definition_tables import (
    SECTIONS_PATH,
    DefinitionContext,
    build_definition_context,
)
from sokehoach.apps.setup.queries.register_drafts import get_text
from sokehoach.apps.setup.services.definition_tables import build_list_changes
from sokehoach.apps.setup.views.draft_lists import build_table_page
from sokehoach.apps.setup.views.draft_tables import show_table, take_table
from sokehoach.apps.shell.page_language import get_notation


@require_safe
def show_outline(request: OfficialRequest, code: str, outline: str) -> HttpResponse:
    """The numbered headings, the sentences with the names of their figures, the text boxes."""
    draft, context, file = _access_outline(request, code, outline)
    head = context.outlines[file]
    files = {get_text(content, "code"): name for name, content in context.outlines.items()}
    followed = files.get(get_text(head, "follows"), "")
    page = {
        "draft": draft,
        "outline": outline,
        "file": file,
        "title": get_text(head, "title"),
        "follows": followed.removeprefix("outlines/").removesuffix(".yaml"),
        "lines": arrange_outline(context.outlines[followed] if followed else head, context),
        "faults": list_faults(draft, file),
    }
    return render(request, "setup/outline.html", page)


@require_http_methods(["GET", "POST"])
def edit_sections(request: OfficialRequest, code: str, outline: str) -> HttpResponse:
    """The headings and sentences, a row each. An outline that follows another has none of its own."""
    draft, context, file = _access_outline(request, code, outline)
    back = reverse("setup:outline", args=[code, outline])
    if get_text(context.outlines[file], "follows"):
        return redirect(back)
    page = build_table_page(context, SENTENCES, outline, back, parent=(back, outline))
    form = TableForm(request.POST or None, initial={"revision": draft.revision})
    items = read_list(draft.files[file], SECTIONS_PATH)
    if request.method == "GET":
        values: list[dict[str, str]] = []
        faults, item_faults = {}, list_item_faults(draft, file, items)
        for number, item in enumerate(items):
            faults[len(values)] = item_faults.get(number, [])
            heading, *sentences = describe_section(item.content, context)
            values += [heading | {STORED: f"{number}:"}, *sentences]
        if len(values) > page.most:
            return redirect("setup:file", code, file)
        rows = build_rows(page.columns, values, faults)
        for row, row_values in zip(rows, values, strict=True):
            row.explanation = list_figure_names(row_values["text"], context)
        return show_table(request, draft, form, page, rows)
    sent, pasted = dict(request.POST.lists()), request.POST.get("paste", "")
    values = read_lines(read_rows(page.columns, sent, pasted, get_notation(request.POST)))
    sections, problems = convert_sections(values[: page.most], items, context)
    return take_table(
        request, draft, form, page, values, problems,
        lambda: build_list_changes(draft.files, file, SECTIONS_PATH, sections),
        lambda row_values: list_figure_names(row_values["text"], context),
    )  # fmt: skip


def _access_outline(request: OfficialRequest, code: str, outline: str) -> tuple[ProgrammeDraft, DefinitionContext, str]:
    draft = queries.access_draft(request.user, code)
    context, file = build_definition_context(draft.files), f"outlines/{outline}.yaml"
    if context is None or file not in draft.files:
        raise Http404
    return draft, context, file
