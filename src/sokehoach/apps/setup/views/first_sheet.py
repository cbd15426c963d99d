"""The first run with a list of units that somebody has: sent or pasted, its columns matched, loaded whole."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.adapters.programme_files.scaffold import NewProgramme
from sokehoach.adapters.programme_files.scaffold.organisation import build_organisation_programme, is_organisation
from sokehoach.adapters.programme_files.scaffold.own_units import OFFICE, OwnArea, OwnProgramme, build_own_programme
from sokehoach.adapters.programme_files.sheet_text import format_rows, parse_carried_rows
from sokehoach.adapters.programme_files.unit_sheets import UNIT_FIELDS, SheetLine
from sokehoach.adapters.readers.xlsx.package import WorkbookError
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.setup.forms.sheets import MatchingForm, OwnUnitsForm
from sokehoach.apps.setup.queries.personal_rows import PersonalRows, find_personal_rows
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.setup.views.first_run import ACTOR, require_code
from sokehoach.apps.setup.views.sheets import SHOWN_PROBLEMS
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.apps.shell.sheet_forms import list_shown_rows, parse_head_row, read_sheet_form
from sokehoach.domain.programmes.sheet_columns import (
    guess_columns,
    guess_head_row,
    list_data_rows,
    list_head_rows,
    read_heads,
)

HEAD_FIELDS = ("name", "short_name", "area_code", "area_name", "office", "first_day")


@login_not_required
@require_http_methods(["GET", "POST"])
@require_code
def begin_with_own_units(request: HttpRequest) -> HttpResponse:
    """GET asks for the list; POST with one shows how its columns are matched; «merge» loads the programme.

    «again» asks for another list, with what was typed beside the first.
    """
    if Programme.objects.exists():
        return redirect("setup:first_run")
    if "again" in request.POST:
        form = OwnUnitsForm(initial={name: request.POST.get(name, "") for name in HEAD_FIELDS})
        return render(request, "setup/first_sheet.html", {"form": form})
    if "sheet" in request.POST:
        return _show_matching(request)
    form = OwnUnitsForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            rows, name, unread = read_sheet_form(form)
        except (FileRefusedError, WorkbookError) as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(refusal))
        else:
            head_row = guess_head_row(rows, UNIT_FIELDS)
            matching = guess_columns(read_heads(rows, head_row), UNIT_FIELDS)
            data = {"sheet": format_rows(rows), "sheet_name": name, "head_row": str(head_row)}
            data |= {field: str(form.data[field]) for field in HEAD_FIELDS}
            data |= {f"c-{field}": str(column) for field, column in matching.items()}
            return _render_preview(request, rows, head_row, data, status=200, unread=unread)
    return render(request, "setup/first_sheet.html", {"form": form}, status=422 if form.is_bound else 200)


def _show_matching(request: HttpRequest) -> HttpResponse:
    try:
        rows = parse_carried_rows(request.POST["sheet"])
    except FileRefusedError:
        return redirect("setup:first_own_units")
    head_row = parse_head_row(request.POST.get("head_row", ""), rows)
    return _render_preview(request, rows, head_row, request.POST, status=200 if "preview" in request.POST else 422)


def _render_preview(
    request: HttpRequest, rows: list[list[str]], head_row: int, data: Any, *, status: int, unread: str = ""
) -> HttpResponse:
    head_form = OwnUnitsForm({**{name: data.get(name, "") for name in HEAD_FIELDS}, "text": "-"})
    if not head_form.is_valid():
        return redirect("setup:first_own_units")
    heads = read_heads(rows, head_row)
    form = MatchingForm(data, fields=UNIT_FIELDS, heads=heads, head_rows=list_head_rows(rows), form_names={})
    own_programme, personal_rows = None, PersonalRows()
    if form.is_valid():
        data_rows = list_data_rows(rows, form.cleaned_data["head_row"], form.list_matching())
        own_programme = _build_programme(form, head_form.cleaned_data, data_rows)
        personal_rows = find_personal_rows(data_rows, form.cleaned_data["sheet_name"])
        if personal_rows.file_problem:
            form.add_error(None, _("Tên tệp: %(problem)s") % {"problem": personal_rows.file_problem})
        if "merge" in request.POST and own_programme.files and personal_rows.is_empty:
            try:
                programme = programmes.read_programme(own_programme.files)
                programmes.import_programme(programme=programme, by=ACTOR, at=clock.now())
            except DefinitionError as error:
                for problem in error.problems[:SHOWN_PROBLEMS]:
                    form.add_error(None, f"{problem.file}, {problem.line}: {translate(problem.reason)}")
            except ActionRefused as refused:
                form.add_error(None, refused.message)
            else:
                text = _("Đã lập chương trình «%(name)s», số đơn vị: %(count)s.")
                count = len(own_programme.result.lines)
                messages.success(request, text % {"name": programme.name, "count": count})
                return redirect("setup:first_run")
    context = {
        "matching": form,
        "hidden_fields": [(name, data.get(name, "")) for name in HEAD_FIELDS],
        "own_programme": own_programme,
        "problems": own_programme.result.problems[:SHOWN_PROBLEMS] if own_programme else (),
        "personal_rows": personal_rows.problems[:SHOWN_PROBLEMS],
        "personal_count": len(personal_rows.problems),
        "personal_words": personal_rows.quoted,
        "is_organisation": own_programme is not None and is_organisation(_build_area(head_form.cleaned_data)),
        "organisation_name": head_form.cleaned_data["area_name"],
        "rows": list_shown_rows(rows),
        "unread": unread,
        "doubts": own_programme.result.doubts[:SHOWN_PROBLEMS] if own_programme else (),
    }
    return render(request, "setup/first_sheet.html", context, status=status)


def _build_programme(form: MatchingForm, head: dict[str, Any], data_rows: Sequence[SheetLine]) -> OwnProgramme:
    new_programme = NewProgramme(head["name"], head["short_name"], head["area_code"], OFFICE, head["first_day"])
    area = _build_area(head)
    source = _("Bảng «%(name)s»") % {"name": form.cleaned_data["sheet_name"]}
    build_programme = build_organisation_programme if is_organisation(area) else build_own_programme
    return build_programme(new_programme, area, data_rows, source=source)


def _build_area(head: dict[str, Any]) -> OwnArea:
    return OwnArea(head["area_code"], head["area_name"], _name_kind(head["area_name"]), head["office"])


def _name_kind(area_name: str) -> str:
    """The words before the first capital after the first word: what the area is called."""
    first, *following = area_name.split()
    return " ".join([first, *takewhile(str.islower, following)]).lower()
