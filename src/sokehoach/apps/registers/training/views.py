"""The pages of a course's table, and of what each unit's staff went through."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.shelf.reports import warn_of_reports
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.apps.registers.training.forms import AttendanceForm
from sokehoach.apps.registers.training.register import REGISTER
from sokehoach.apps.registers.training.rules import NUMBERS
from sokehoach.apps.registers.training.selectors import attendances, by_unit
from sokehoach.apps.registers.training.services import attendances as writing
from sokehoach.apps.shell import clock, posted
from sokehoach.domain.periods.window import counted_in


@require_http_methods(["GET", "POST"])
def attendance(request: OfficialRequest, entry: UUID) -> HttpResponse:
    sent = request.method == "POST"
    find = entries.line_to_write if sent else entries.line
    course = find(request.user, REGISTER, entry)
    form = AttendanceForm(
        attendances.units_of(course),
        held=attendances.numbers_of(course),
        data=request.POST if sent else None,
    )
    if sent and form.is_valid():
        writing.keep(
            course=entry, version=posted.version(request), table=form.table(),
            by=request.user, at=clock.now(), key=request.POST.get("key", ""),
        )  # fmt: skip
        messages.success(request, _("Đã ghi cán bộ dự lớp."))
        warn_of_reports(request, REGISTER.code, course.unit, course.day)
        return redirect("training:attendance", entry)
    context = {
        "register": REGISTER,
        "course": course,
        "form": form,
        "totals": [
            (attendances.label_of(name), total) for name, total in attendances.totals_of(course).items()
        ],
        "writes": not course.struck and entries.may_write(request.user, REGISTER, course.unit_id),
    }
    return render(request, "training/attendance.html", context, status=422 if sent else 200)


@require_GET
def show_by_unit(request: OfficialRequest) -> HttpResponse:
    entries.register_of(request.user, REGISTER.slug)
    context = {
        "register": REGISTER,
        "rows": by_unit.by_unit(request.user, clock.today()),
        "labels": [attendances.label_of(name) for name in NUMBERS],
        "year": counted_in(clock.today()).id,
    }
    return render(request, "training/by_unit.html", context)
