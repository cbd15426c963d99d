"""The audit trail: who did what, when."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.apps.home import sentences
from sokehoach.apps.home.selectors import trail

PER_PAGE = 30


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    subject, action = request.GET.get("ve", ""), request.GET.get("viec", "")
    found = trail.trail(request.user, subject=subject, action=action)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    told = {
        "page_obj": page,
        "events": trail.tell(page.object_list),
        "actions": sorted((str(words), code) for code, words in sentences.ACTIONS.items()),
        "subject": subject,
        "action": action,
    }
    return render(request, "home/audit.html", told)
