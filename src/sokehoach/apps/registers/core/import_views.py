"""Takes entries from a workbook: by the template of the register, or with columns that a person matches."""

from collections import Counter, defaultdict
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sokehoach.adapters.readers.xlsx.package import WorkbookError
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.column_matching import MAX_SHEET_BYTES, read_tables, unpack_table, unpack_tables
from sokehoach.apps.registers.core.forms import EntryImportForm
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.reports import warn_of_reports
from sokehoach.apps.registers.core.row_matching import Matching, guess_matching
from sokehoach.apps.registers.core.services import entries as writing
from sokehoach.apps.registers.core.sheets import EntryImportResult, ImportProblem
from sokehoach.apps.registers.core.workbooks import RegisterWorkbook
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput

_SHOWN_PROBLEMS, _SHOWN_ROWS = 200, 10


@require_http_methods(["GET", "POST"])
def import_entries(request: OfficialRequest, slug: str) -> HttpResponse:
    """Stores every row of the file, or none. Where its heads are not those of the template, columns are matched."""
    register = entries.access_register_to_write(request.user, slug)
    units = entries.list_writable_units(request.user, register)
    book = RegisterWorkbook(register, by=request.user, today=clock.today())
    if "sheet" in request.POST:
        return _take_matched(request, book, units)
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
            if len(table.rows) > 1 and (result.problems or not book.is_own(tables[1:])):
                data = guess_matching(book, tables, form.unit)
                matching = Matching(book, tables, units, data)
                if len((data["sheet"] + matching.packed_rows).encode()) <= MAX_SHEET_BYTES:
                    matched = matching.parse()
                    if matched is None:  # what could not be guessed is no error of the person who has not chosen yet
                        matching = Matching(book, tables, units, data, is_bound=False)
                    return _show_columns(request, matching, matched, status=200)
            if not result.problems:
                result = book.parse(tables, positions, unit=form.unit, units=units)
            if not result.problems and (stored := _store_entries(request, register, result)):
                return stored
            context |= {"problems": result.problems[:_SHOWN_PROBLEMS], "count": len(result.problems)}
    return render(request, "core/import.html", context, status=422 if is_post else 200)


def _take_matched(request: OfficialRequest, book: RegisterWorkbook, units: list[Unit]) -> HttpResponse:
    text, more = request.POST["sheet"], request.POST.get("row_sheets", "")
    is_small = len((text + more).encode()) <= MAX_SHEET_BYTES
    table, row_tables = (unpack_table(text), unpack_tables(more)) if is_small else (None, None)
    if table is None or row_tables is None or len(table.rows) < 2:
        return redirect("registers:import", book.register.slug)
    matching = Matching(book, [table, *row_tables], units, request.POST.dict())
    result = matching.parse()
    is_sound = "merge" in request.POST and result is not None and not result.problems
    if is_sound and result is not None and (stored := _store_entries(request, book.register, result)):
        return stored
    return _show_columns(request, matching, result, status=200 if "preview" in request.POST else 422)


def _show_columns(
    request: OfficialRequest, matching: Matching, result: EntryImportResult | None, *, status: int
) -> HttpResponse:
    problems = result.problems if result else []
    context = {
        "register": matching.book.register,
        "matching": matching,
        "form": matching.form,
        "result": result,
        "entry_counts": _count_rows(matching.book.register, result) if result and matching.row_forms else [],
        "problems": problems[:_SHOWN_PROBLEMS],
        "count": len(problems),
        "previews": matching.list_previews(_SHOWN_ROWS),
    }
    return render(request, "core/import_columns.html", context, status=status)


def _count_rows(register: RegisterDefinition, result: EntryImportResult) -> list[tuple[int, str, int]]:
    """Of the first entries: the row of the sheet, the title, and how many rows come with it."""
    counts = Counter(place for place, _row in result.rows)
    return [
        (number, str(values.get(register.title) or ""), counts[place])
        for place, (number, (_unit, values)) in enumerate(
            islice(zip(result.numbers, result.lines, strict=True), _SHOWN_ROWS)
        )
    ]


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
