"""The board of inspections, yearly programmes, the table of frames."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.inspections.forms.programmes import FrameForm, ProgrammeForm
from sokehoach.apps.registers.inspections.models import PenaltyFrame
from sokehoach.apps.registers.inspections.queries import programmes, reference, visits
from sokehoach.apps.registers.inspections.services import programmes as writing
from sokehoach.apps.registers.inspections.services.reference import add_frame
from sokehoach.apps.shell import clock, post_params
from sokehoach.apps.shell.outcomes import InvalidInput

MAX_ROWS = 40  # of a list on a page that is no list


@require_GET
def show_board(request: OfficialRequest) -> HttpResponse:
    today = clock.today()
    progress_rows = [
        programmes.compute_progress(row, request.user, today)
        for row in programmes.list_programmes(request.user)
        if row.year >= today.year - 1
    ]
    context = {
        "programmes": progress_rows,
        "demands": visits.list_open_demands(request.user, today),
        "coming": visits.list_visits(request.user).filter(held_on=None, day__gte=today).order_by("day")[:MAX_ROWS],
        "unwritten": visits.list_visits(request.user).filter(held_on=None, day__lt=today).order_by("day"),
        "writes": bool(visits.units_to_write(request.user)),
        "today": today,
    }
    return render(request, "inspections/board.html", context)


@require_GET
def show_programme(request: OfficialRequest, programme: UUID) -> HttpResponse:
    row = programmes.access_programme(request.user, programme)
    progress = programmes.compute_progress(row, request.user, clock.today())
    context = {
        "programme": row,
        "progress": progress,
        "due": progress.due[:MAX_ROWS],
        "more": max(len(progress.due) - MAX_ROWS, 0),
        "writes": programmes.can_write_programme(request.user, row),
    }
    return render(request, "inspections/programme.html", context)


@require_http_methods(["GET", "POST"])
def add_programme(request: OfficialRequest) -> HttpResponse:
    units = visits.access_units_to_write(request.user)
    form = ProgrammeForm(
        request.POST if request.method == "POST" else None,
        units=units,
        kinds=reference.list_kinds(),
        initial={"year": clock.today().year},
    )
    if form.is_bound and form.is_valid():
        cleaned = form.cleaned_data
        try:
            result = writing.create_programme(
                unit=next(unit for unit in units if unit.pk == cleaned["unit"]), year=cleaned["year"],
                surprise=cleaned["manner"] == "surprise", **form.values(), by=request.user, at=clock.now(),
                key=request.POST.get("key", ""),
            )  # fmt: skip
        except InvalidInput as refused:
            form.say(refused)
        else:
            messages.success(request, _("Đã lập chương trình."))
            return redirect("inspections:programme", result.answer["programme"])
    return render(request, "inspections/programme_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def change_programme(request: OfficialRequest, programme: UUID) -> HttpResponse:
    row = programmes.programme_to_write(request.user, programme)
    form = ProgrammeForm(
        request.POST if request.method == "POST" else None,
        units=[row.unit],
        kinds=reference.list_kinds(),
        fixed=True,
        initial={
            "title": row.title,
            "number": row.number,
            "target": row.target,
            "rechecks": row.rechecks,
            "kinds": [kind.code for kind in row.kinds.all()],
        },
    )
    if form.is_bound and form.is_valid():
        try:
            writing.update_programme(
                programme=row.pk,
                version=post_params.get_version(request),
                **form.values(),
                by=request.user,
                at=clock.now(),
                key=request.POST.get("key", ""),
            )
        except InvalidInput as refused:
            form.say(refused)
        else:
            messages.success(request, _("Đã sửa."))
            return redirect("inspections:programme", row.pk)
    context = {"form": form, "programme": row}
    return render(request, "inspections/programme_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def show_frames(request: OfficialRequest) -> HttpResponse:
    """Every account that reads inspections sees the table; who writes visits may add to it."""
    programmes.list_programmes(request.user)  # 404
    writes = bool(visits.units_to_write(request.user))
    form = FrameForm(request.POST if request.method == "POST" else None, acts=reference.list_acts())
    if form.is_bound and form.is_valid():
        try:
            add_frame(**form.values(), by=request.user, at=clock.now(), key=request.POST.get("key", ""))
        except InvalidInput as refused:
            form.say(refused)
        else:
            messages.success(request, _("Đã bổ sung khung phạt."))
            return redirect("inspections:frames")
    context = {
        "frames": PenaltyFrame.objects.select_related("added_by"),
        "form": form,
        "writes": writes,
    }
    return render(request, "inspections/frames.html", context, status=422 if form.is_bound else 200)
