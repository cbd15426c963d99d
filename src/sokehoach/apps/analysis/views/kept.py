"""Questions that are kept, shared, opened again, thrown away."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.analysis import asking, permissions
from sokehoach.apps.analysis.selectors import kept
from sokehoach.apps.analysis.services import questions
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.shell import clock


@require_safe
def opened(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """To the page of the question: what it shows follows from whoever opens it."""
    if not permissions.may_ask(request.scope):
        raise Http404
    question = kept.question_of(kept.kept(request.user, pk))
    return redirect(f"{reverse('analysis:ask')}?{asking.address(question)}")


@require_POST
def keep(request: OfficialRequest) -> HttpResponse:
    asked = QueryDict(request.POST.get("cau-hoi", ""))
    question = asking.read(asked, units.area_of(request.user.unit).code)
    shared = [
        unit
        for unit in kept.offered(request.user, clock.today())
        if unit.code in request.POST.getlist("chia-se")
    ]
    questions.keep(
        name=request.POST.get("ten", ""),
        question=question,
        units=shared,
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    messages.success(request, _("Đã lưu câu hỏi."))
    return redirect(f"{reverse('analysis:ask')}?{asking.address(question)}")


@require_POST
def remove(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    questions.remove(
        question=kept.own(request.user, pk), by=request.user, at=clock.now(), key=request.POST.get("key", "")
    )
    messages.success(request, _("Đã bỏ câu hỏi."))
    return redirect("analysis:ask")
