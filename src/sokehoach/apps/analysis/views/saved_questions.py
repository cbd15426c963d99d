"""Views to save, share, open and remove questions."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.analysis import permissions, queries, question_query, services
from sokehoach.apps.consolidation.permissions import find_first_area
from sokehoach.apps.shell import clock


@require_safe
def open_saved_question(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """Redirects to the question's page: its figures depend on who opens it."""
    if not permissions.may_ask(request.scope):
        raise Http404
    question = queries.parse_definition(queries.access_saved_question(request.user, pk))
    return redirect(f"{reverse('analysis:ask')}?{question_query.build_query(question)}")


@require_POST
def save_question(request: OfficialRequest) -> HttpResponse:
    question = question_query.parse_query(request.POST.get("cau-hoi", ""), find_first_area(request.user))
    shared_units = [
        unit
        for unit in queries.list_shareable_units(request.user, clock.today())
        if unit.code in request.POST.getlist("chia-se")
    ]
    services.save_question(
        name=request.POST.get("ten", ""),
        question=question,
        units=shared_units,
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    messages.success(request, _("Đã lưu câu hỏi."))
    return redirect(f"{reverse('analysis:ask')}?{question_query.build_query(question)}")


@require_POST
def remove_question(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    services.remove_question(
        question=queries.access_own_question(request.user, pk),
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    messages.success(request, _("Đã bỏ câu hỏi."))
    return redirect("analysis:ask")
