"""View that pastes a block from a unit's own Excel: first a preview, then storing it."""

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sokehoach.apps.reporting import forms
from sokehoach.apps.reporting.pages import report_page as report_page_pages
from sokehoach.apps.reporting.pages.pastes import load_pasted_block, own_names
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import pastes
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError
from sokehoach.apps.shell.page_language import get_notation


@require_http_methods(["GET", "POST"])
def paste_block(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    submission = access_submission(request.user, pk)
    report_page = report_page_pages.load_report_page(request.user, submission)
    if not report_page.can_write:
        raise Http404
    block = request.POST.get("block", "")
    context: dict[str, Any] = {"report_page": report_page, "text": block, "start": request.POST.get("start", "")}
    status = 200
    if block.strip():
        try:
            pasted_block = load_pasted_block(
                submission, block,
                start=context["start"], notation=get_notation(request.POST), **_parse_choices(request.POST),
            )  # fmt: skip
        except ValueError:
            context["refused"] = [_("Khối dán quá lớn: nhiều nhất 400 dòng, 30 cột.")]
            return render(request, "reporting/paste.html", context, status=422)
        context["pasted_block"] = pasted_block
        if "keep" in request.POST:
            changed_entries = [
                (entry, matched_line.text, forms.parse_shown_version(request.POST, entry))
                for matched_line, entry in pasted_block.lines
                if entry is not None and matched_line.text != entry.typed
            ]
            try:
                pastes.save_paste(
                    submission=pk,
                    changes={
                        entry.place: TypedCell(text, version)
                        for entry, text, version in changed_entries
                        if not entry.is_text
                    },
                    texts={
                        entry.place: TypedText(text, version)
                        for entry, text, version in changed_entries
                        if entry.is_text
                    },
                    layout=replace(pasted_block.layout, lines={**pasted_block.layout.lines, **own_names(pasted_block)}),
                    by=request.user,
                    at=clock.now(),
                    key=request.POST.get("key", ""),
                )
            except InvalidInput as invalid:
                status, context["wrong"] = 422, invalid.messages
                context["refused"] = [message for texts in invalid.messages.values() for message in texts]
            except VersionConflictError as stale:
                status, context["refused"] = 409, [stale.message]
            else:
                messages.success(
                    request,
                    ngettext("Đã điền %(n)s ô từ khối dán.", "Đã điền %(n)s ô từ khối dán.", len(changed_entries))
                    % {"n": len(changed_entries)},
                )
                return redirect("reporting:submission", pk)
    return render(request, "reporting/paste.html", context, status=status)


def _parse_choices(post: QueryDict) -> dict[str, Any]:
    """The chosen columns and cells, where the page offered them."""
    columns = {name: int(post[name]) for name in ("names", "numbers") if post.get(name, "").isdecimal()}
    lines = {
        int(name[5:]): str(post[name])
        for name in post
        if name.startswith("line-") and name[5:].isdecimal() and "again" not in post
    }
    return {**columns, "chosen_cells": lines}
