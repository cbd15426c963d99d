"""A person's due days as a calendar, for whoever knows the secret address."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sokehoach.adapters import ics
from sokehoach.apps.accounts.models import User
from sokehoach.apps.home.selectors import reminders
from sokehoach.apps.notices.selectors.feeds import person_of
from sokehoach.apps.shell import clock


@require_safe
@login_not_required
def show(request: HttpRequest, token: str) -> HttpResponse:
    user = get_object_or_404(User, pk=person_of(token), is_active=True)
    events = [
        ics.Event(
            uid=f"{one.form}-{one.period}-{one.unit.code}@sokehoach",
            day=one.timely_until,
            title=line.text,
            url=request.build_absolute_uri(line.url),
        )
        for one in reminders.calendar_of(user, clock.today())
        for line in [reminders.own_line(one)]
    ]
    content = ics.write(_("Hạn nộp báo cáo"), events, at=clock.now())
    reply = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    reply["Cache-Control"] = "private, no-store"
    return reply
