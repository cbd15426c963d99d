"""«Hạn đã qua trước khi nhập kế hoạch»: somebody decides once what such work means."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.forms.passed_days import PassedDayForm
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.queries.passed_days import PassedDay, list_passed_days
from sokehoach.apps.plans.queries.plans import access_plan
from sokehoach.apps.plans.services import passed_days as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput


@require_http_methods(["GET", "POST"])
def show_passed_days(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    plan = access_plan(request.scope, pk)
    if plan.state != Plan.State.IN_FORCE or not permissions.may_decide_passed_days(request.scope, plan.unit_id):
        raise Http404
    sent_form, status = None, 200
    if request.method == "POST":
        sent_form = PassedDayForm(request.POST)
        try:
            if sent_form.is_valid():
                result = services.decide_passed_day(
                    plan=pk, **sent_form.cleaned_data, by=request.user, at=clock.now(), key=request.POST.get("key", "")
                )
                count = int(str(result.answer["assignments"]))
                text = ngettext("Đã quyết định cho %(n)s việc.", "Đã quyết định cho %(n)s việc.", count) % {"n": count}
                messages.success(request, text)
                return redirect("plans:passed_days", pk)
        except InvalidInput as invalid:
            for field, texts in invalid.messages.items():
                sent_form.add_error(field, texts)
        status = 422
    rows = [(day, _pick_form(day, sent_form, number)) for number, day in enumerate(list_passed_days(plan), 1)]
    return render(request, "plans/passed_days.html", {"plan": plan, "rows": rows}, status=status)


def _pick_form(day: PassedDay, sent_form: PassedDayForm | None, number: int) -> PassedDayForm:
    """The form that was sent for this day, or an empty one."""
    if sent_form is not None and (sent_form["code"].value(), sent_form["passed_on"].value()) == (
        day.duty.code,
        day.due_on.isoformat(),
    ):
        form = sent_form
    else:
        form = PassedDayForm(initial={"code": day.duty.code, "passed_on": day.due_on.isoformat()})
    form.auto_id = f"id_{number}_%s"
    return form
