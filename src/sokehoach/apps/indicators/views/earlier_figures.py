"""Pages of figures reported before the product («số liệu cũ»): by the template, or with columns that are matched."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.programme_files.sheet_text import format_rows, parse_carried_rows
from sokehoach.adapters.readers.xlsx.package import WorkbookError
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.indicators import earlier_sheets
from sokehoach.apps.indicators.earlier_forms import EarlierSheetForm, FigureColumnsForm, guess_columns_data
from sokehoach.apps.indicators.earlier_sheets import FigureImport, FigureNames
from sokehoach.apps.indicators.queries import earlier_figures
from sokehoach.apps.indicators.services import earlier_figures as services
from sokehoach.apps.indicators.services.earlier_figures import EarlierFigureInput
from sokehoach.apps.indicators.views.attachments import build_attachment
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError
from sokehoach.apps.shell.periods import period_name
from sokehoach.apps.shell.sheet_forms import list_shown_rows, parse_head_row, read_sheet_form
from sokehoach.apps.shell.vietnamese import write_in_vietnamese
from sokehoach.domain.periods.period import parse_period

_SHOWN_FIGURES, _SHOWN_PROBLEMS = 50, 200

type Rows = list[list[str]]


@require_http_methods(["GET", "POST"])
def show_earlier_figures(request: OfficialRequest) -> HttpResponse:
    """Stores every figure of the file, or none. Where its heads are not those of the template, columns are matched."""
    names = _load_names(request)
    if "sheet" in request.POST:
        return _take_matched(request, names)
    is_post = request.method == "POST"
    form = EarlierSheetForm(request.POST, request.FILES) if is_post else EarlierSheetForm()
    context: dict[str, Any] = {
        "form": form,
        "rows": earlier_figures.list_latest_figures(request.user, _SHOWN_FIGURES),
    }
    if is_post and form.is_valid():
        try:
            rows, name, unread = read_sheet_form(form, keeps_formulas=True)
        except (FileRefusedError, WorkbookError) as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(refusal))
        else:
            layout = earlier_sheets.find_template_layout(rows)
            if layout is None:
                data = guess_columns_data(rows, names) | {"sheet": format_rows(rows), "sheet_name": name}
                return _show_columns(request, rows, names, data, unread=unread)
            result = earlier_sheets.read_figures(rows, layout, names)
            if not result.problems:
                return _store(request, result.figures)
            context |= {"problems": result.problems[:_SHOWN_PROBLEMS], "count": len(result.problems)}
    return render(request, "indicators/earlier.html", context, status=422 if is_post else 200)


@require_safe
@write_in_vietnamese
def download_template(request: OfficialRequest) -> HttpResponse:
    subjects = _load_names(request).subjects
    return build_attachment(earlier_sheets.build_template(subjects.units, subjects.elements), "mau-so-lieu-cu.xlsx")


def _load_names(request: OfficialRequest) -> FigureNames:
    subjects = earlier_figures.load_figure_subjects(request.user)
    if not subjects.units:
        raise Http404
    return FigureNames(subjects)


def _take_matched(request: OfficialRequest, names: FigureNames) -> HttpResponse:
    try:
        rows = parse_carried_rows(request.POST["sheet"])
    except FileRefusedError:
        rows = []
    if not rows:
        return redirect("indicators:earlier")
    head_row = parse_head_row(request.POST.get("head_row", ""), rows)
    data = request.POST.dict()
    guessed_data = guess_columns_data(rows, names, head_row)
    if data.get("guessed_row") != str(head_row):  # another row of heads was chosen: its columns are guessed again
        data = {name: text for name, text in data.items() if not name.startswith(("c-", "h-"))} | guessed_data
    else:
        data = {name: text for name, text in guessed_data.items() if name.startswith("h-")} | data
    return _show_columns(request, rows, names, data)


def _show_columns(
    request: OfficialRequest, rows: Rows, names: FigureNames, data: dict[str, str], *, unread: str = ""
) -> HttpResponse:
    form = FigureColumnsForm(data, rows=rows, head_row=parse_head_row(data["head_row"], rows), names=names)
    is_first = "sheet" not in request.POST
    result, status = None, 200 if is_first or "preview" in request.POST else 422
    if form.is_valid():
        result = earlier_sheets.read_figures(rows, form.build_layout(), names)
        is_seen = data.get("figures_digest") == _hash_figures(result.figures)
        if "merge" in request.POST and is_seen and result.figures and not result.problems:
            try:
                return _store(request, result.figures, data.get("stored_digest", "-"))
            except VersionConflictError as conflict:
                status = 409
                form.add_error(None, conflict.message)
            except InvalidInput as invalid:
                form.add_error(None, invalid.message)
    elif is_first:  # what could not be guessed is no error of the person who has not chosen yet
        form = FigureColumnsForm(
            data, rows=rows, head_row=parse_head_row(data["head_row"], rows), names=names, is_first=True
        )
    problems = result.problems if result else []
    context = {
        "matching": form,
        "guessed_row": data["guessed_row"],
        "subjects": names.subjects,
        "result": result,
        "problems": problems[:_SHOWN_PROBLEMS],
        "count": len(problems),
        "rows": list_shown_rows(rows),
        "unread": unread,
        "is_ready": result is not None and bool(result.figures) and not problems,
    }
    if result is not None and context["is_ready"]:
        context |= _describe_figures(result)
    return render(request, "indicators/earlier_columns.html", context, status=status)


def _describe_figures(result: FigureImport) -> dict[str, Any]:
    """What will be stored: the first figures with what stands there now, and how many replace another."""
    stored_figures = earlier_figures.list_stored_figures({figure.key for figure in result.figures})
    return {
        "figures": [
            (figure, period_name(parse_period(figure.period)), stored_figures.get(figure.key))
            for figure in result.figures[:_SHOWN_FIGURES]
        ],
        "replaced_count": len(stored_figures),
        "figures_digest": _hash_figures(result.figures),
        "stored_digest": earlier_figures.hash_stored_figures(stored_figures),
    }


def _hash_figures(figures: Sequence[EarlierFigureInput]) -> str:
    """A digest of what a person has looked at: what is stored is that, or the page is shown again."""
    return earlier_figures.hash_lines(f"{figure.key} {figure.number} {figure.source}" for figure in figures)


def _store(request: OfficialRequest, figures: Sequence[EarlierFigureInput], stored_digest: str = "") -> HttpResponse:
    services.import_earlier_figures(
        figures=figures, by=request.user, at=clock.now(), key=request.POST.get("key", ""), stored_digest=stored_digest
    )
    message = ngettext("Đã lưu %(n)s số liệu cũ.", "Đã lưu %(n)s số liệu cũ.", len(figures))
    messages.success(request, message % {"n": len(figures)})
    return redirect("indicators:earlier")
