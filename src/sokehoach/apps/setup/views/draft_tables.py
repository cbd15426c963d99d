"""A table of a draft on a page: typed or pasted, checked cell by cell, saved whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sokehoach.adapters.programme_files.yaml_lists import YamlListError
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.forms.registers import TableForm
from sokehoach.apps.setup.forms.table_cells import MAX_ROWS, CellProblems
from sokehoach.apps.setup.pages.register_columns import TableColumn
from sokehoach.apps.setup.pages.register_tables import STORED, TableRow, build_rows
from sokehoach.apps.setup.services import drafts as services
from sokehoach.apps.setup.views.drafts import tell_saved
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.apps.shell.pii_filter import find_text_problem

_BLANK_ROWS = 3  # under the filled ones, for those who type without the script of the page

type Changes = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class TablePage:
    """Where a table stands. `parent`: the page between the draft and the table, as address and name.

    `defaults`: what the closed lists of a blank row choose; `offers`: by kind of column, what its cells may hold, in
    words by text; `keeps_items`: whether a row names the item of the file that it changes; `most`: rows;
    `explained`: the column below which a row is explained, from 1.
    """

    part: str
    columns: Sequence[TableColumn]
    heading: str | Promise
    title: object
    back: str
    parent: tuple[str, str] | None = None
    defaults: Mapping[str, str] = field(default_factory=dict)
    offers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    keeps_items: bool = False
    most: int = MAX_ROWS
    explained: int = 1


def take_table(
    request: OfficialRequest,
    draft: ProgrammeDraft,
    form: TableForm,
    page: TablePage,
    values: Sequence[Mapping[str, str]],
    problems: CellProblems,
    build_changes: Callable[[], Changes],
    explain: Callable[[Mapping[str, str]], str] | None = None,
) -> HttpResponse:
    """Saves what was typed, or shows it again and says why not; rows over the limit stay in the box for pasting."""
    status = 200 if "more" in request.POST else 422
    if len(values) > page.most:
        form.add_error(None, _("Bảng có nhiều nhất %(n)s dòng. Các dòng còn lại ở ô dán.") % {"n": page.most})
    elif status == 422 and not problems and form.is_valid():
        try:
            _save_changes(request, draft, form, build_changes())
            return redirect(page.back)
        except (VersionConflictError, InvalidInput, ActionRefused, YamlListError) as refusal:
            status = _add_refusal(form, refusal)
    rows = build_rows(page.columns, values[: page.most])
    for row, item in zip(rows, values, strict=False):
        row.explanation = explain(item) if explain else ""
        for cell in row.cells if status != 200 else ():
            cell.errors = problems.get((row.number - 1, cell.column.name), [])
    form.names = form.names or "\n".join(
        cell.value for row in rows for cell in row.cells if cell.errors and find_text_problem(cell.value)
    )
    rest = ["\t".join(item[column.name] for column in page.columns) for item in values[page.most :]]
    return show_table(request, draft, form, page, rows, status=status, paste="\n".join(rest))


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


def show_table(
    request: OfficialRequest,
    draft: ProgrammeDraft,
    form: TableForm,
    page: TablePage,
    rows: Sequence[TableRow],
    *,
    status: int = 200,
    paste: str = "",
) -> HttpResponse:
    blank_rows = build_rows(page.columns, [page.defaults] * min(_BLANK_ROWS, page.most - len(rows)))
    for row in blank_rows:
        row.number += len(rows)
    context = {
        "draft": draft,
        "form": form,
        "table": page,
        "part": page.part,
        "title": page.title,
        "heading": page.heading,
        "back": page.back,
        "columns": page.columns,
        "rows": [*rows, *blank_rows],
        "stored_name": STORED,
        "conflict": status == 409,
        "names": form.names,
        "paste": paste,
        "faulty": any(cell.errors for row in rows for cell in row.cells),
    }
    return render(request, "setup/register_table.html", context, status=status)
