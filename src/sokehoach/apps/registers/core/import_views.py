"""Takes entries from a workbook: by the template of the register, or with columns that a person matches."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sokehoach.adapters.readers.xlsx.package import WorkbookError
from sokehoach.adapters.readers.xlsx.reader import SheetTable
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core import sheets
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.column_matching import (
    MAX_SHEET_BYTES,
    ColumnsForm,
    guess_data,
    read_tables,
    unpack_table,
)
from sokehoach.apps.registers.core.forms import EntryImportForm
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.reports import warn_of_reports
from sokehoach.apps.registers.core.services import entries as writing
from sokehoach.apps.registers.core.sheets import EntryImportResult, ImportProblem
from sokehoach.apps.registers.core.workbooks import RegisterWorkbook
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.apps.shell.post_params import parse_count

_SHOWN_PROBLEMS, _SHOWN_ROWS = 200, 10


@require_http_methods(["GET", "POST"])
def import_entries(request: OfficialRequest, slug: str) -> HttpResponse:
    """Stores every row of the file, or none. Where its heads are not those of the template, columns are matched."""
    register = entries.access_register_to_write(request.user, slug)
    units = entries.list_writable_units(request.user, register)
    book = RegisterWorkbook(register, by=request.user, today=clock.today())
    if "sheet" in request.POST:
        return _take_matched(request, register, units)
    is_post = request.method == "POST"
    form = EntryImportForm(request.POST if is_post else None, request.FILES if is_post else None, units=units)
    context: dict[str, Any] = {"register": register, "form": form, "row_sheets": [*book.row_sheets]}
    if is_post and form.is_valid():
        try:
            tables = read_tables(form.cleaned_data["file"], form.cleaned_data["text"], with_rows=bool(book.row_sheets))
        except (WorkbookError, FileRefusedError) as unreadable:
            form.add_error("file", str(unreadable))
        else:
            result, table = EntryImportResult(), tables[0]
            positions = book.find_columns(table, result)
            if result.problems and len(table.rows) > 1 and not any(rows.rows for rows in tables[1:]):
                head_row, data = guess_data(register, table, form.unit)
                if len(data["sheet"].encode()) <= MAX_SHEET_BYTES:
                    columns = ColumnsForm(data, register=register, table=table, head_row=head_row, units=units)
                    matched = _parse(request, columns, table)
                    if matched is None:  # what could not be guessed is no error of the person who has not chosen yet
                        columns = ColumnsForm(
                            initial=data, register=register, table=table, head_row=head_row, units=units
                        )
                    return _show_columns(request, register, table, columns, matched, status=200)
            if not result.problems:
                result = book.parse(tables, positions, unit=form.unit, units=units)
            if not result.problems and (stored := _store_entries(request, register, result)):
                return stored
            context |= {"problems": result.problems[:_SHOWN_PROBLEMS], "count": len(result.problems)}
    return render(request, "core/import.html", context, status=422 if is_post else 200)


def _take_matched(request: OfficialRequest, register: RegisterDefinition, units: list[Unit]) -> HttpResponse:
    text = request.POST["sheet"]
    table = unpack_table(text) if len(text.encode()) <= MAX_SHEET_BYTES else None
    if table is None or len(table.rows) < 2:
        return redirect("registers:import", register.slug)
    head_row = min(parse_count(request.POST.get("head_row", "")), len(table.rows) - 1)
    form = ColumnsForm(request.POST, register=register, table=table, head_row=head_row, units=units)
    result = _parse(request, form, table)
    is_sound = "merge" in request.POST and result is not None and not result.problems
    if is_sound and result is not None and (stored := _store_entries(request, register, result)):
        return stored
    return _show_columns(request, register, table, form, result, status=200 if "preview" in request.POST else 422)


def _parse(request: OfficialRequest, form: ColumnsForm, table: SheetTable) -> EntryImportResult | None:
    """None where columns are still to be chosen."""
    if not form.is_valid():
        return None
    return sheets.parse_rows(
        table.rows[form.cleaned_data["head_row"] + 1 :], form.register, form.list_positions(), unit=form.get_unit(),
        units=list(form.units.values()), choices=Choices(form.register, by=request.user, day=clock.today()),
        today=clock.today(), common_texts=form.list_common_texts(),
    )  # fmt: skip


def _show_columns(
    request: OfficialRequest,
    register: RegisterDefinition,
    table: SheetTable,
    form: ColumnsForm,
    result: EntryImportResult | None,
    *,
    status: int,
) -> HttpResponse:
    problems = result.problems if result else []
    context = {
        "register": register,
        "form": form,
        "result": result,
        "problems": problems[:_SHOWN_PROBLEMS],
        "count": len(problems),
        "rows": [(row.number, [sheets.format_cell(cell) for cell in row.cells]) for row in table.rows[:_SHOWN_ROWS]],
    }
    return render(request, "core/import_columns.html", context, status=status)


def _store_entries(
    request: OfficialRequest, register: RegisterDefinition, result: EntryImportResult
) -> HttpResponse | None:
    """None where a rule over several entries refuses the whole file: `result` then says so."""
    try:
        stored = writing.import_entries(
            register=register.code, lines=result.lines, rows=result.rows, by=request.user, at=clock.now(),
            key=request.POST.get("key", ""),
        )  # fmt: skip
    except InvalidInput as refused:
        sentences = [str(sentence) for texts in refused.messages.values() for sentence in texts]
        result.problems += [ImportProblem(0, 1, _("cả tệp"), "", sentence) for sentence in sentences]
        return None
    messages.success(request, _format_message(stored.answer))
    days: dict[tuple[str, Unit], list[Any]] = defaultdict(list)
    for unit, values in result.lines:
        days[register.code, unit].append(values.get("day"))
    for place, row in result.rows:
        days[row.register, result.lines[place][0]].append(row.values.get("day"))
    for (code, unit), of_unit in days.items():
        warn_of_reports(request, code, unit, *of_unit)
    return redirect("registers:register", register.slug)


def _format_message(answer: dict[str, Any]) -> str:
    message = _("Đã ghi %(written)s dòng.") % answer
    if answer["known"]:
        message += " " + _("%(known)s dòng đã có trong sổ từ trước, không ghi lại.") % answer
    if "rows" in answer:
        message += " " + _("Bảng kèm theo: ghi %(rows)s dòng.") % answer
    return message
