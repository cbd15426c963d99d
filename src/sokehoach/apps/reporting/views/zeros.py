"""View that fills the blank cells of a report with 0, after the person has looked at each of them."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sokehoach.apps.reporting.pages.report_page import load_report_page
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError


@require_http_methods(["GET", "POST"])
def fill_zeros(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Lists the blank cells that hold an amount, all chosen; the chosen ones become 0 once that is confirmed."""
    report_page = load_report_page(request.user, access_submission(request.user, pk))
    if not report_page.can_write:
        raise Http404
    blank_lines = report_page.sheet.list_blank_amounts()
    chosen = set(request.POST.getlist("cell")) if request.method == "POST" else {line.place for line in blank_lines}
    refused: list[str] = []
    status = 200
    if request.method == "POST":
        chosen_lines = [line for line in report_page.sheet.lines if line.place in chosen]
        changes = {line.place: TypedCell("0", _parse_version(request.POST, line.place)) for line in chosen_lines}
        filled_codes = [line.code for line in chosen_lines if not line.blank and line.typed != "0"]
        status = 422
        if not changes:
            refused = [_("Chưa chọn ô nào còn trống.")]
        elif "sure" not in request.POST:
            refused = [_("Hãy đánh dấu xác nhận: 0 nghĩa là trong kỳ không phát sinh.")]
        elif filled_codes:
            status = 409
            refused = [_("Đã có số trong ô %(codes)s; số ấy được giữ.") % {"codes": ", ".join(filled_codes[:10])}]
        else:
            try:
                values.save(
                    submission=pk, changes=changes, by=request.user, at=clock.now(), key=request.POST.get("key", "")
                )
            except InvalidInput as invalid:
                refused = [message for texts in invalid.messages.values() for message in texts]
            except VersionConflictError as stale:
                status, refused = 409, [stale.message]
            else:
                filled = ngettext("Đã điền 0 vào %(n)s ô.", "Đã điền 0 vào %(n)s ô.", len(changes))
                messages.success(request, filled % {"n": len(changes)})
                return redirect("reporting:submission", pk)
    context = {"report_page": report_page, "lines": blank_lines, "chosen": chosen, "refused": refused}
    return render(request, "reporting/zeros.html", context, status=status)


def _parse_version(post: QueryDict, place: str) -> int:
    """The version of the blank cell as the page showed it; 0, which no filled cell has, where it posted none."""
    text = str(post.get(f"v-{place}", ""))
    return int(text) if text.isdecimal() and len(text) < 10 else 0
