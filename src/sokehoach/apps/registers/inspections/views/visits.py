"""The schedule, and a visit from its planning to what was put right."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.core.reports import warn_of_reports
from sokehoach.apps.registers.inspections.forms.visits import (
    CallOffForm,
    CloseForm,
    PlanForm,
    ResultForm,
    SanctionForm,
    ServiceErrorForm,
    VisitInvitationForm,
    monday_of,
)
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.inspections.queries import programmes, reference, visits
from sokehoach.apps.registers.inspections.register import REGISTER
from sokehoach.apps.registers.inspections.services import sanctions as deciding
from sokehoach.apps.registers.inspections.services import visits as writing
from sokehoach.apps.shell import clock, post_params
from sokehoach.apps.shell.outcomes import InvalidInput


@require_GET
def show_week(request: OfficialRequest) -> HttpResponse:
    programmes.list_programmes(request.user)  # 404
    monday = monday_of(_parse_day(request.GET.get("ngay", "")))
    context = {
        "week": visits.list_week(request.user, monday),
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "previous_monday": monday - timedelta(days=7),
        "next_monday": monday + timedelta(days=7),
        "today": clock.today(),
        "writes": bool(visits.units_to_write(request.user)),
    }
    return render(request, "inspections/week.html", context)


@require_http_methods(["GET", "POST"])
def plan_visit(request: OfficialRequest) -> HttpResponse:
    units = visits.access_units_to_write(request.user)
    query = request.GET
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        units=units,
        places=visits.list_places(units, clock.today()),
        people=visits.list_people(units),
        programmes=programmes.list_programmes(request.user).filter(year__gte=clock.today().year - 1, unit__in=units),
        initial={
            "establishment": query.get("co-so"), "programme": query.get("chuong-trinh"),
            "manner": "surprise" if "dot-xuat" in query else "planned",
        },
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        cleaned = form.cleaned_data
        try:
            result = writing.plan_visit(
                unit=next(unit for unit in units if unit.pk == cleaned["unit"]),
                establishment=cleaned["establishment"], day=cleaned["day"], manner=cleaned["manner"],
                programme=cleaned["programme"], **form.party(), by=request.user, at=clock.now(), key=_post_key(request),
            )  # fmt: skip
        except InvalidInput as refused:
            form.say(refused)
        else:
            messages.success(request, _("Đã đưa vào lịch kiểm tra."))
            return redirect("inspections:visit", result.answer["visit"])
    context = {"form": form, "teams": visits.list_teams(units, clock.today())}
    return render(request, "inspections/plan.html", context, status=422 if form.is_bound else 200)


@require_GET
def show_visit(request: OfficialRequest, visit: UUID) -> HttpResponse:
    return _render_visit(request, visits.access_visit(request.user, visit))


@require_POST
def issue_invitation(request: OfficialRequest, visit: UUID) -> HttpResponse:
    row = visits.visit_to_write(request.user, visit)
    form = VisitInvitationForm(request.POST)
    if form.is_valid():
        try:
            writing.issue_invitation(
                visit=row.pk,
                version=post_params.get_version(request),
                number=form.cleaned_data["number"],
                by=request.user,
                at=clock.now(),
                key=_post_key(request),
            )
        except InvalidInput as refused:
            form.say(refused)
        else:
            return redirect("inspections:invitation", row.pk)
    return _render_visit(request, row, invite_form=form)


@require_http_methods(["GET", "POST"])
def record_visit(request: OfficialRequest, visit: UUID) -> HttpResponse:
    row = visits.visit_to_write(request.user, visit)
    form = ResultForm(
        request.POST if request.method == "POST" else None,
        people=visits.list_people([row.unit], going=row),
        items=visits.list_questions(row),
        initial={
            "day": min(row.day, clock.today()), "lead": row.lead_id,
            "members": [user.pk for user in row.members.all()], "cultural": 0,
        },
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        clean = form.cleaned_data
        try:
            writing.record_visit(
                visit=row.pk,
                version=post_params.get_version(request),
                day=clean["day"],
                **form.party(),
                answers=form.answers(),
                record=clean["record"],
                reminded=clean["reminded"],
                cultural=clean["cultural"] or 0,
                findings=clean["findings"],
                remedy_by=clean["remedy_by"],
                by=request.user,
                at=clock.now(),
                key=_post_key(request),
            )
        except InvalidInput as refused:
            form.say(refused)
        else:
            messages.success(request, _("Đã ghi kết quả kiểm tra."))
            warn_of_reports(request, REGISTER.code, row.unit, row.day, clean["day"])
            return redirect("inspections:visit", row.pk)
    context = {"visit": row, "form": form, "version": post_params.get_version(request) or row.version}
    return render(request, "inspections/result.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def add_sanction(request: OfficialRequest, visit: UUID) -> HttpResponse:
    row = visits.visit_to_write(request.user, visit)
    form = SanctionForm(
        request.POST if request.method == "POST" else None,
        acts=reference.list_acts(),
        initial={"act_on": row.day, "kind": "fine"},
    )
    if form.is_bound and form.is_valid():
        try:
            deciding.create_sanction(
                visit=row.pk,
                version=post_params.get_version(request),
                **form.cleaned_data,
                by=request.user,
                at=clock.now(),
                key=_post_key(request),
            )
        except InvalidInput as refused:
            form.say(refused)
        else:
            messages.success(request, _("Đã ghi quyết định xử lý cơ sở."))
            warn_of_reports(request, REGISTER.code, row.unit, row.day)
            return redirect("inspections:visit", row.pk)
    context = {
        "visit": row,
        "form": form,
        "version": post_params.get_version(request) or row.version,
        "frames": reference.list_frames_on(row.day),
    }
    return render(request, "inspections/sanction.html", context, status=422 if form.is_bound else 200)


@require_POST
def remove_sanction(request: OfficialRequest, visit: UUID, sanction: UUID) -> HttpResponse:
    row = visits.visit_to_write(request.user, visit)
    deciding.remove_sanction(
        sanction=sanction,
        version=post_params.get_version(request),
        by=request.user,
        at=clock.now(),
        key=_post_key(request),
    )
    messages.success(request, _("Đã bỏ quyết định ghi nhầm."))
    warn_of_reports(request, REGISTER.code, row.unit, row.day)
    return redirect("inspections:visit", row.pk)


@require_POST
def close_follow_up(request: OfficialRequest, visit: UUID) -> HttpResponse:
    row = visits.visit_to_write(request.user, visit)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            writing.close_follow_up(
                visit=row.pk,
                version=post_params.get_version(request),
                **form.cleaned_data,
                by=request.user,
                at=clock.now(),
                key=_post_key(request),
            )
        except InvalidInput as refused:
            form.say(refused)
        else:
            messages.success(request, _("Đã ghi kết quả khắc phục. Yêu cầu khắc phục kết thúc."))
            warn_of_reports(request, REGISTER.code, row.unit, row.day)
            return redirect("inspections:visit", row.pk)
    return _render_visit(request, row, close_form=form)


@require_POST
def call_off(request: OfficialRequest, visit: UUID) -> HttpResponse:
    row = visits.visit_to_write(request.user, visit)
    form = CallOffForm(request.POST)
    if form.is_valid():
        writing.call_off(
            visit=row.pk, version=post_params.get_version(request), reason=form.cleaned_data["reason"], by=request.user,
            at=clock.now(), key=_post_key(request),
        )  # fmt: skip
        messages.success(request, _("Đã hủy. Lượt này không tính vào báo cáo."))
        warn_of_reports(request, REGISTER.code, row.unit, row.day)
        return redirect("inspections:visit", row.pk)
    return _render_visit(request, row, call_off_form=form)


def _render_visit(request: OfficialRequest, row: Visit, **bound: ServiceErrorForm) -> HttpResponse:
    today = clock.today()
    context: dict[str, Any] = {
        "visit": row,
        "steps": visits.build_steps(row),
        "follow_up": visits.get_follow_up(row, today),
        "checklist": visits.list_answered_questions(row),
        "judged": visits.judge_sanctions(row),
        "history": visits.list_history(row),
        "writes": visits.can_write_visit(request.user, row) and not row.voided,
        "today": today,
        "invite_form": VisitInvitationForm(),
        "close_form": CloseForm(initial={"day": today}),
        "call_off_form": CallOffForm(),
    }
    return render(request, "inspections/visit.html", context | bound, status=422 if bound else 200)


def _parse_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return clock.today()


def _post_key(request: OfficialRequest) -> str:
    return request.POST.get("key", "")
