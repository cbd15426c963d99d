"""One cell, one box of words: kept as soon as it is typed, answered with what has changed on the page."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.reporting import forms
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.selectors import cells as changed
from sokehoach.apps.reporting.selectors import lineage as lineages
from sokehoach.apps.reporting.selectors import pages, sheets
from sokehoach.apps.reporting.selectors.submissions import submission_for
from sokehoach.apps.reporting.services import narratives, values, waivers
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid, Stale


@require_http_methods(["GET", "POST"])
def cell(request: HttpRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """The row of a cell. GET asks for the reason anew (`?ly-do=1`); POST keeps what was typed."""
    submission = submission_for(request.user, pk)
    form = submission.form.definition
    if code not in {one.code for one in form.cells}:
        raise Http404
    if request.method == "GET":
        return _row(request, submission, code, explain=code)
    typed = {of: one for of, one in forms.typed_cells(request.POST, form).items() if of == code}
    reasons = {of: one for of, one in forms.typed_reasons(request.POST, form).items() if of[0] == code}
    try:
        if reasons:
            waivers.explain(submission=pk, reasons=reasons, by=request.user, at=clock.now())
        if typed:
            values.save(
                submission=pk,
                changes=typed,
                by=request.user,
                at=clock.now(),
                key=request.POST.get("key", ""),
            )
    except Invalid as invalid:
        return _row(request, submission, code, status=422, cells=typed, messages=invalid.messages)
    except Stale as stale:
        return _row(request, submission, code, status=409, cells=typed, theirs=stale.detail["theirs"])
    return _row(request, submission, code)


@require_POST
def words(request: HttpRequest, pk: uuid.UUID, heading: str) -> HttpResponse:
    submission = submission_for(request.user, pk)
    form = submission.form.definition
    typed = {of: one for of, one in forms.typed_words(request.POST, form).items() if of == heading}
    if not typed:
        raise Http404
    told: dict[str, Any] = {}
    status = 200
    try:
        narratives.save(
            submission=pk, words=typed, by=request.user, at=clock.now(), key=request.POST.get("key", "")
        )
    except Invalid as invalid:
        status, told = 422, {"words": typed, "messages": invalid.messages}
    except Stale as stale:
        status, told = 409, {"words": typed, "theirs": stale.detail["theirs"]}
    around = pages.told(request.user, submission)
    drawn = forms.page(around.sheet, **told)
    box = next(one for one in drawn.boxes if one.box.narrative.code == heading)
    context = {"told": around, "box": box, "sheet": around.sheet, "oob": True}
    return render(request, "reporting/_words_kept.html", context, status=status)


@require_safe
def since(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """204 where nothing has been kept since the page was drawn: a few hundred bytes, every ten seconds."""
    found = changed.since(submission_for(request.user, pk), request.GET.get("dau", ""))
    if found is None:
        return HttpResponse(status=204)
    cells = {code: [one.version, one.text, one.by] for code, one in found.cells.items()}
    return JsonResponse({"token": found.token, "cells": cells, "moved": found.moved})


@require_safe
def lineage(request: HttpRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    told = lineages.cell_for(request.user, submission=pk, cell=code)
    template = "reporting/lineage.html#drawer" if request.htmx else "reporting/lineage.html"
    return render(request, template, {"told": told})


def _row(
    request: HttpRequest, submission: Submission, code: str, *, status: int = 200, **typed: Any
) -> HttpResponse:
    if not request.htmx:
        return redirect("reporting:submission", submission.pk)
    told = pages.told(request.user, submission)
    drawn = forms.page(told.sheet, **typed)
    touched = sheets.beside(told.sheet.form, code)
    rows = [row for _, rows in drawn.parts for row in rows]
    context = {
        "told": told,
        "drawn": drawn,
        "sheet": told.sheet,
        "row": next(row for row in rows if row.line.cell.code == code),
        "others": [row for row in rows if row.line.cell.code in touched and row.line.cell.code != code],
        "parts": [part for part, _ in drawn.parts if any(line.cell.code in touched for line in part.lines)],
        "oob": True,
    }
    return render(request, "reporting/_row_kept.html", context, status=status)
