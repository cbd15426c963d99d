"""The pages of a course's table, and of what each unit's staff went through."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.reports import get_register_year, warn_of_reports
from sokehoach.apps.registers.training import queries
from sokehoach.apps.registers.training.forms import AttendanceForm
from sokehoach.apps.registers.training.register import REGISTER
from sokehoach.apps.registers.training.rules import NUMBERS
from sokehoach.apps.registers.training.services import attendances as writing
from sokehoach.apps.shell import clock, post_params


@require_http_methods(["GET", "POST"])
def show_attendance(request: OfficialRequest, entry: UUID) -> HttpResponse:
    is_post = request.method == "POST"
    access_entry = entries.access_entry_to_write if is_post else entries.access_entry
    course = access_entry(request.user, REGISTER, entry)
    form = AttendanceForm(
        queries.units_of(course),
        numbers_by_unit=queries.numbers_of(course),
        data=request.POST if is_post else None,
    )
    if is_post and form.is_valid():
        writing.update_attendance(
            course=entry, version=post_params.get_version(request), table=form.table(),
            by=request.user, at=clock.now(), key=request.POST.get("key", ""),
        )  # fmt: skip
        messages.success(request, _("Đã ghi cán bộ dự lớp."))
        warn_of_reports(request, REGISTER.code, course.unit, course.day)
        return redirect("training:attendance", entry)
    context = {
        "register": REGISTER,
        "course": course,
        "form": form,
        "totals": [(queries.label_of(name), total) for name, total in queries.totals_of(course).items()],
        "writes": not course.voided and entries.can_write_for_unit(request.user, REGISTER, course.unit_id),
    }
    return render(request, "training/attendance.html", context, status=422 if is_post else 200)


@require_GET
def show_by_unit(request: OfficialRequest) -> HttpResponse:
    entries.access_register(request.user, REGISTER.slug)
    context = {
        "register": REGISTER,
        "rows": queries.list_trained_units(request.user, clock.today()),
        "labels": [queries.label_of(name) for name in NUMBERS],
        "year": get_register_year(request.user, REGISTER.code, clock.today()).id,
    }
    return render(request, "training/by_unit.html", context)
