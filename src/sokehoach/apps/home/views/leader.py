"""The page for the weekly meeting, and the direction typed on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.home.selectors import leader as selectors
from sokehoach.apps.plans.forms.assignments import DirectionForm
from sokehoach.apps.plans.queries.assignments import list_direction_receivers
from sokehoach.apps.plans.services import directions
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput


@require_http_methods(["GET", "POST"])
def show_leader_page(request: OfficialRequest) -> HttpResponse:
    area, now = selectors.get_led_area(request.user), clock.now()
    form = DirectionForm(request.POST or None, units=list_direction_receivers(area, clock.today()))
    if request.method == "POST":
        try:
            if form.is_valid():
                write_params = {"by": request.user, "at": now, "key": request.POST.get("key", "")}
                directions.give_direction(unit=area, **form.cleaned_data, **write_params)
                messages.success(request, _("Đã giao. Nhiệm vụ ở trong việc của đơn vị nhận."))
                return redirect("home:leader")
        except InvalidInput as invalid:
            for field, field_messages in invalid.messages.items():
                form.add_error(field, field_messages)
    page = selectors.load_leader_page(request.user, now, indicator_code=request.GET.get("chi-so", ""))
    status = 422 if form.is_bound else 200
    return render(request, "home/leader.html", {"leader": page, "form": form}, status=status)
