"""The tables of a whole draft: its head and roles, schedules and their stages, indicators, heads of its files."""

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sokehoach.adapters.programme_files.opening import HEAD
from sokehoach.adapters.programme_files.yaml_lists import Path
from sokehoach.adapters.programme_files.yaml_tables import StoredItem, read_head, rewrite_head
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.forms.definition_cells import convert_stages
from sokehoach.apps.setup.forms.registers import TableForm
from sokehoach.apps.setup.forms.table_cells import read_rows
from sokehoach.apps.setup.pages.definition_columns import (
    ASSUMPTIONS,
    FORMS,
    INDICATORS,
    OUTLINES,
    PROGRAMME,
    ROLES,
    SCHEDULES,
    SLUGS,
    STAGES,
)
from sokehoach.apps.setup.pages.definition_tables import (
    describe_stage,
    explain_indicator,
    list_head_faults,
)
from sokehoach.apps.setup.pages.drafts import list_faults
from sokehoach.apps.setup.pages.register_tables import STORED, build_rows
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.queries.definition_tables import (
    ASSUMPTIONS_PATH,
    INDICATORS_FILE,
    INDICATORS_PATH,
    ROLES_FILE,
    ROLES_PATH,
    SCHEDULES_FILE,
    SCHEDULES_PATH,
    DefinitionContext,
    build_definition_context,
    list_stages,
)
from sokehoach.apps.setup.services.definition_tables import Changes, build_file_changes, build_stage_changes
from sokehoach.apps.setup.views.draft_lists import (
    EditedList,
    build_table_page,
    edit_list,
    read_edited_list,
    tell_removed,
)
from sokehoach.apps.setup.views.draft_tables import TablePage, show_table, take_table
from sokehoach.apps.shell.page_language import get_notation

_PARTS = {slug: part for part, slug in SLUGS.items()}
_LISTS: Mapping[str, tuple[str, Path]] = {
    SCHEDULES: (SCHEDULES_FILE, SCHEDULES_PATH),
    INDICATORS: (INDICATORS_FILE, INDICATORS_PATH),
    ROLES: (ROLES_FILE, ROLES_PATH),
    ASSUMPTIONS: (HEAD, ASSUMPTIONS_PATH),
}


@require_http_methods(["GET", "POST"])
def edit_definition_table(request: OfficialRequest, code: str, part: str) -> HttpResponse:
    """A table of the whole draft, by its part in the address."""
    draft = queries.access_draft(request.user, code)
    context = build_definition_context(draft.files)
    name = _PARTS.get(part, "")
    if context is None or not name:
        raise Http404
    page = build_table_page(context, name, _("Bản nháp"), reverse("setup:draft", args=[code]))
    if name == STAGES:
        return _edit_stages(request, draft, context, page)
    if name in (FORMS, OUTLINES):
        return _edit_files(request, draft, context, page)
    if name == PROGRAMME:
        return _edit_head(request, draft, context, page)
    edited = read_edited_list(draft, *_LISTS[name])
    if name == INDICATORS:
        return edit_list(request, draft, context, page, edited, explain=explain_indicator)

    if name != SCHEDULES:
        return edit_list(request, draft, context, page, edited)

    def find_problem(numbers: Sequence[int | None]) -> str:
        message = _("Chế độ «%(title)s» còn %(n)s dòng ở bảng «Nơi gửi, hạn, biểu»: bỏ các dòng ấy trước.")
        return tell_removed(context.schedule_items, numbers, "name", "stages", message)

    return edit_list(request, draft, context, page, edited, find_problem=find_problem)


def _edit_files(
    request: OfficialRequest, draft: ProgrammeDraft, context: DefinitionContext, page: TablePage
) -> HttpResponse:
    """The heads of all forms or outlines: each row one file. One that has sections is removed after them."""
    folder, contents, name = "forms", context.form_items, "name"
    message = _("Biểu «%(title)s» còn %(n)s phần: bỏ các phần ấy trước, ở bảng các phần của biểu.")
    if page.part == OUTLINES:
        folder, contents, name = "outlines", context.outlines, "title"
        message = _("Đề cương «%(title)s» còn %(n)s đề mục: bỏ các đề mục ấy trước, ở bảng của đề cương.")
    items = [StoredItem(content, range(0)) for content in contents.values()]
    edited = EditedList(
        next(iter(contents), ""),
        items,
        lambda rows: build_file_changes(context.files, contents, rows, folder),
        list_head_faults(draft, list(contents)),
    )
    return edit_list(
        request, draft, context, page, edited,
        find_problem=lambda numbers: tell_removed(items, numbers, name, "sections", message),
    )  # fmt: skip


def _edit_head(
    request: OfficialRequest, draft: ProgrammeDraft, context: DefinitionContext, page: TablePage
) -> HttpResponse:
    """The name, days and office of the programme: one row, of the keys at the top of its first file."""
    text = draft.files.get(HEAD, "")
    edited = EditedList(
        HEAD,
        [StoredItem(read_head(text), range(0))],
        lambda rows: {HEAD: rewrite_head(text, rows[0].content)},
        {0: list_faults(draft, HEAD)},
    )

    def find_problem(numbers: Sequence[int | None]) -> str:
        return "" if [*numbers] == [0] else _("Bảng này có đúng một dòng.")

    return edit_list(request, draft, context, page, edited, find_problem=find_problem)


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
        if len(stages) > page.most:
            return redirect("setup:file", draft.code, SCHEDULES_FILE)
        values = [describe_stage(stage, context, schedule) | {STORED: key} for key, schedule, stage in stages]
        return show_table(request, draft, form, page, build_rows(page.columns, values))
    values = read_rows(
        page.columns,
        dict(request.POST.lists()),
        request.POST.get("paste", ""),
        get_notation(request.POST),
        page.defaults,
    )
    grouped, problems = convert_stages(values[: page.most], context)

    def build_changes() -> Changes:
        return build_stage_changes(context, grouped)

    return take_table(request, draft, form, page, values, problems, build_changes)
