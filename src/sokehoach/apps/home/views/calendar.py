"""Serves a person's due dates as an iCalendar feed at a secret address."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sokehoach.adapters import ics
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.home.selectors import reminders
from sokehoach.apps.notices.selectors.feeds import get_person
from sokehoach.apps.shell import clock


@require_safe
@login_not_required
def show_calendar(request: HttpRequest, token: str) -> HttpResponse:
    user = get_object_or_404(User.objects.select_related("unit"), pk=get_person(token))
    if not user.stands(clock.today()) or not scope_of(user).anywhere(Action.REPORT_SEND):
        raise Http404  # the right that the address requires has ended
    events = [
        ics.CalendarEvent(
            uid=f"{name}@sokehoach",
            day=line.due,
            title=line.text,
            url=request.build_absolute_uri(line.url),
        )
        for name, line in reminders.list_calendar_lines(user, clock.today())
        if line.due is not None
    ]
    content = ics.write(_("Hạn nộp báo cáo"), events, at=clock.now())
    reply = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    reply["Cache-Control"] = "private, no-store"
    return reply
