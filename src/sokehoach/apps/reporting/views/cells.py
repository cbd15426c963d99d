"""Views that store one cell or one text as soon as it is typed, and return what changed on the page."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.reporting import forms
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.pages import lineage as lineages
from sokehoach.apps.reporting.pages import report_page as changed
from sokehoach.apps.reporting.queries import sheets
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import narratives, values, waivers
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError


@require_http_methods(["GET", "POST"])
def edit_cell(request: HttpRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """The line of a cell. GET asks for the reason (`?ly-do=1`); POST stores what was typed."""
    submission = access_submission(request.user, pk)
    form = submission.definition
    if code not in {form_cell.code for form_cell in form.cells}:
        raise Http404
    if request.method == "GET":
        return _render_row(request, submission, code, explain=code)
    typed = {key: typed_cell for key, typed_cell in forms.parse_cells(request.POST, form).items() if key == code}
    reasons = {key: reason for key, reason in forms.parse_reasons(request.POST, form).items() if key[0] == code}
    try:
        if reasons:
            waivers.explain_findings(submission=pk, reasons=reasons, by=request.user, at=clock.now())
        if typed:
            values.save(
                submission=pk,
                changes=typed,
                by=request.user,
                at=clock.now(),
                key=request.POST.get("key", ""),
            )
    except InvalidInput as invalid:
        return _render_row(request, submission, code, status=422, cells=typed, messages=invalid.messages)
    except VersionConflictError as stale:
        return _render_row(request, submission, code, status=409, cells=typed, conflicts=stale.detail["theirs"])
    return _render_row(request, submission, code)


@require_POST
def edit_narrative(request: HttpRequest, pk: uuid.UUID, heading: str) -> HttpResponse:
    submission = access_submission(request.user, pk)
    form = submission.definition
    typed = {key: text for key, text in forms.parse_narratives(request.POST, form).items() if key == heading}
    if not typed:
        raise Http404
    page_kwargs: dict[str, Any] = {}
    status = 200
    try:
        narratives.save(submission=pk, texts=typed, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
    except InvalidInput as invalid:
        status, page_kwargs = 422, {"texts": typed, "messages": invalid.messages}
    except VersionConflictError as stale:
        status, page_kwargs = 409, {"texts": typed, "conflicts": stale.detail["theirs"]}
    report_page = changed.load_report_page(request.user, submission)
    typed_page = forms.build_page(report_page.sheet, **page_kwargs)
    box = next(page_box for page_box in typed_page.boxes if page_box.box.narrative.code == heading)
    context = {
        "report_page": report_page,
        "box": box,
        "sheet": report_page.sheet,
        "parts": [part for part, _ in typed_page.parts if any(entry.place == heading for entry in part.entries)],
        "oob": True,
    }
    return render(request, "reporting/_words_kept.html", context, status=status)


@require_safe
def poll_updates(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Changes since the page was rendered, polled every ten seconds in a few hundred bytes; 204 for none."""
    updates = changed.find_updates(request.user, access_submission(request.user, pk), request.GET.get("dau", ""))
    if updates is None:
        return HttpResponse(status=204)
    cells = {
        code: [stored_cell.version, translate(stored_cell.text), stored_cell.by]
        for code, stored_cell in updates.cells.items()
    }
    return JsonResponse({"token": updates.token, "cells": cells, "moved": updates.status_message})


@require_safe
def show_lineage(request: HttpRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    cell_lineage = lineages.access_cell_lineage(request.user, submission=pk, cell=code)
    template = "reporting/lineage.html#drawer" if request.htmx else "reporting/lineage.html"
    return render(request, template, {"lineage": cell_lineage})


def _render_row(
    request: HttpRequest, submission: Submission, code: str, *, status: int = 200, **typed: Any
) -> HttpResponse:
    if not request.htmx:
        return redirect("reporting:submission", submission.pk)
    report_page = changed.load_report_page(request.user, submission)
    typed_page = forms.build_page(report_page.sheet, **typed)
    touched = sheets.list_related_cells(report_page.sheet.form, code)
    rows = typed_page.rows
    context = {
        "report_page": report_page,
        "typed_page": typed_page,
        "sheet": report_page.sheet,
        "row": next(row for row in rows if row.line.cell.code == code),
        "other_rows": [row for row in rows if row.line.cell.code in touched and row.line.cell.code != code],
        "parts": [part for part, _ in typed_page.parts if any(line.cell.code in touched for line in part.lines)],
        "oob": True,
    }
    return render(request, "reporting/_row_kept.html", context, status=status)
