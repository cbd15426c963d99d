"""A table of the items of one list of a draft: shown as the file has them, saved row by row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sokehoach.adapters.programme_files.code_renaming import CodeKind
from sokehoach.adapters.programme_files.yaml_lists import Path
from sokehoach.adapters.programme_files.yaml_tables import ListRow, StoredItem, read_list
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.forms.definition_cells import convert_items
from sokehoach.apps.setup.forms.registers import TableForm
from sokehoach.apps.setup.forms.table_cells import MAX_ROWS, read_rows
from sokehoach.apps.setup.pages.definition_columns import (
    BOXES,
    CELLS,
    COLUMNS,
    DEFAULTS,
    FORMS,
    INDICATORS,
    MOST_ROWS,
    OUTLINES,
    ROLES,
    SENTENCES,
    TITLES,
)
from sokehoach.apps.setup.pages.definition_tables import DESCRIBERS, list_item_faults
from sokehoach.apps.setup.pages.drafts import DraftFault
from sokehoach.apps.setup.pages.register_columns import ColumnKind
from sokehoach.apps.setup.pages.register_tables import STORED, build_rows
from sokehoach.apps.setup.queries.definition_tables import DefinitionContext
from sokehoach.apps.setup.queries.register_drafts import get_text
from sokehoach.apps.setup.services.definition_tables import (
    Changes,
    build_list_changes,
    follow_renamings,
    list_renamings,
)
from sokehoach.apps.setup.views.draft_tables import TablePage, show_table, take_table
from sokehoach.apps.shell.page_language import get_notation

_KINDS = {FORMS: CodeKind.FORM, INDICATORS: CodeKind.INDICATOR, CELLS: CodeKind.CELL,
          OUTLINES: CodeKind.OUTLINE}  # fmt: skip  # what other files name by code


@dataclass(frozen=True, slots=True)
class EditedList:
    """The items that the rows of a table change. `file`: what is edited as a text where there are too many.

    `build_changes`: the files with these rows; `faults`: by number of the item, from 0.
    """

    file: str
    items: Sequence[StoredItem]
    build_changes: Callable[[Sequence[ListRow]], Changes]
    faults: Mapping[int, Sequence[DraftFault]] = field(default_factory=dict)


def read_edited_list(draft: ProgrammeDraft, file: str, path: Path) -> EditedList:
    """The list at the path of a file."""
    items = read_list(draft.files.get(file, ""), path)
    return EditedList(
        file,
        items,
        lambda rows: build_list_changes(draft.files, file, path, rows),
        list_item_faults(draft, file, items),
    )


def edit_list(
    request: OfficialRequest,
    draft: ProgrammeDraft,
    context: DefinitionContext,
    page: TablePage,
    edited: EditedList,
    *,
    section: str = "",
    explain: Callable[[Mapping[str, str], DefinitionContext], str] | None = None,
    find_problem: Callable[[Sequence[int | None]], str] | None = None,
) -> HttpResponse:
    """`find_problem`: why the rows, by stored item, may not be the list."""
    form = TableForm(request.POST or None, initial={"revision": draft.revision})
    if request.method == "GET":
        if len(edited.items) > page.most:
            return redirect("setup:file", draft.code, edited.file)
        values = [_describe_item(page.part, number, item, context) for number, item in enumerate(edited.items)]
        rows = build_rows(page.columns, values, edited.faults)
        for row, item_values in zip(rows, values, strict=True):
            row.explanation = explain(item_values, context) if explain else ""
        return show_table(request, draft, form, page, rows)
    values = read_rows(
        page.columns,
        dict(request.POST.lists()),
        request.POST.get("paste", ""),
        get_notation(request.POST),
        page.defaults,
    )
    list_rows, problems = convert_items(page.part, values[: page.most], edited.items, context, section)
    if find_problem and "more" not in request.POST and (problem := find_problem([row.number for row in list_rows])):
        form.add_error(None, problem)
    names = list_renamings(edited.items, list_rows)

    def build_changes() -> Changes:
        return follow_renamings(context, _KINDS.get(page.part), names, edited.build_changes(list_rows))

    reply = take_table(
        request, draft, form, page, values, problems, build_changes,
        None if explain is None else lambda item_values: explain(item_values, context),
    )  # fmt: skip
    if reply.status_code == 302 and page.part in _KINDS:
        tell_renamings(request, names)
    return reply


def tell_renamings(request: OfficialRequest, names: Mapping[str, str]) -> None:
    """Tell on the next page which codes were changed wherever they were named."""
    if names:
        pairs = ", ".join(f"{code} → {code_now}" for code, code_now in names.items())
        messages.info(request, _("Đã đổi mã ở mọi nơi nhắc đến: %(pairs)s.") % {"pairs": pairs})


def tell_removed(items: Sequence[StoredItem], numbers: Sequence[int | None], name: str, part: str, message: str) -> str:
    """The message about the first item that no row stands for, though the list in it is filled; «» for none."""
    for number, item in enumerate(items):
        filled = item.content.get(part)
        if number not in numbers and isinstance(filled, list) and filled:
            return message % {"title": get_text(item.content, name), "n": len(filled)}
    return ""


def build_table_page(
    context: DefinitionContext, part: str, title: str, back: str, parent: tuple[str, str] | None = None
) -> TablePage:
    offers: dict[str, Mapping[str, str]] = {}
    if part == INDICATORS:
        offers[ColumnKind.FORMULA] = context.terms
    elif part == CELLS:
        offers[ColumnKind.ELEMENT] = {code: element.name for code, element in context.elements.items()}
    elif part == BOXES:
        offers[ColumnKind.HEADING] = context.headings
    elif part == ROLES:
        offers["action"] = context.action_names
    elif part == SENTENCES:
        offers[ColumnKind.BOX] = context.boxes
    return TablePage(
        part, COLUMNS[part], TITLES[part], title, back, parent, DEFAULTS.get(part, {}), offers, keeps_items=True,
        most=MOST_ROWS.get(part, MAX_ROWS), explained=2 if part == SENTENCES else 1,
    )  # fmt: skip


def _describe_item(part: str, number: int, item: StoredItem, context: DefinitionContext) -> dict[str, str]:
    values = DESCRIBERS[part](item.content, context)
    return values | {STORED: f"{number}:{values['code']}"}
