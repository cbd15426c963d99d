"""A block from a unit's own Excel: first what will stand where, then kept."""

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sokehoach.apps.reporting import forms
from sokehoach.apps.reporting.selectors import pages
from sokehoach.apps.reporting.selectors.pastes import own_names, pasted
from sokehoach.apps.reporting.selectors.submissions import submission_for
from sokehoach.apps.reporting.services import pastes
from sokehoach.apps.reporting.services.values import Typed
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid, Stale


@require_http_methods(["GET", "POST"])
def paste(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    submission = submission_for(request.user, pk)
    told = pages.told(request.user, submission)
    if not told.writes:
        raise Http404
    block = request.POST.get("block", "")
    context: dict[str, Any] = {"told": told, "text": block, "start": request.POST.get("start", "")}
    status = 200
    if block.strip():
        try:
            found = pasted(submission, block, start=context["start"], **_chosen(request.POST))
        except ValueError:
            context["refused"] = [_("Khối dán quá lớn: nhiều nhất 400 dòng, 30 cột.")]
            return render(request, "reporting/paste.html", context, status=422)
        context["found"] = found
        if "keep" in request.POST:
            changes = {
                line.cell.code: Typed(one.text, forms.shown_version(request.POST, line))
                for one, line in found.lines
                if line is not None and one.text != line.typed
            }
            try:
                pastes.keep(
                    submission=pk,
                    changes=changes,
                    layout=replace(found.layout, lines={**found.layout.lines, **own_names(found)}),
                    by=request.user,
                    at=clock.now(),
                    key=request.POST.get("key", ""),
                )
            except Invalid as invalid:
                status, context["wrong"] = 422, invalid.messages
                context["refused"] = [said for of in invalid.messages.values() for said in of]
            except Stale as stale:
                status, context["refused"] = 409, [stale.message]
            else:
                messages.success(request, _("Đã điền %(n)s ô từ khối dán.") % {"n": len(changes)})
                return redirect("reporting:submission", pk)
    return render(request, "reporting/paste.html", context, status=status)


def _chosen(post: QueryDict) -> dict[str, Any]:
    """The columns and cells that the page offered, where it has offered them."""
    columns = {name: int(post[name]) for name in ("names", "numbers") if post.get(name, "").isdecimal()}
    lines = {
        int(name[5:]): str(post[name])
        for name in post
        if name.startswith("line-") and name[5:].isdecimal() and "again" not in post
    }
    return {**columns, "chosen": lines}
