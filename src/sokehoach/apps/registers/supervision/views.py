"""What the Front found at the account's unit, and the reply to a recommendation."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.supervision import permissions, queries
from sokehoach.apps.registers.supervision.forms import ReplyForm
from sokehoach.apps.registers.supervision.services import replies
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput


@require_safe
def show_received(request: OfficialRequest) -> HttpResponse:
    if not permissions.list_supervised_unit_ids(request.user, request.scope):
        raise Http404
    visits = list(queries.list_received(request.user))
    context = {"visits": visits, "today": clock.today()}
    return render(request, "supervision/received.html", context)


@require_http_methods(["GET", "POST"])
def show_reply(request: OfficialRequest, visit: UUID) -> HttpResponse:
    """The recommendation with its reply; a form for the addressee alone."""
    row = queries.access_received(request.user, visit)
    can_reply = queries.may_reply(request.user, row)
    is_post = request.method == "POST"
    if is_post and not can_reply:
        raise Http404
    form = ReplyForm(row, request.POST if is_post else None)
    if is_post and form.is_valid():
        try:
            replies.reply_to_recommendation(
                visit=row.pk,
                **form.cleaned_data,
                by=request.user,
                at=clock.now(),
                key=request.POST.get("key", ""),
            )
        except InvalidInput as invalid:
            for field, sentences in invalid.messages.items():
                form.add_error(field if field in form.fields else None, sentences)
        else:
            messages.success(request, _("Đã trả lời kiến nghị."))
            return redirect("supervision:reply", visit)
    context = {"visit": row, "form": form if can_reply else None, "today": clock.today()}
    return render(request, "supervision/reply.html", context, status=422 if is_post else 200)
