"""What waits to be mended, on one page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.work_checks.queries import list_unmended
from sokehoach.apps.registers.work_checks.register import REGISTER
from sokehoach.apps.shell import clock


@require_GET
def show_unmended(request: OfficialRequest) -> HttpResponse:
    entries.access_register(request.user, REGISTER.slug)
    context = {"register": REGISTER, "rows": list_unmended(request.user, clock.today())}
    return render(request, "work_checks/unmended.html", context)
