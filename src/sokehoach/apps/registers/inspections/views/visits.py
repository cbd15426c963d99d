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
from sokehoach.apps.registers.inspections.forms.visits import (
    CallOffForm,
    CloseForm,
    InviteForm,
    PlanForm,
    ResultForm,
    SaidForm,
    SanctionForm,
    monday_of,
)
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.inspections.register import REGISTER
from sokehoach.apps.registers.inspections.selectors import parties, programmes, reference, visits
from sokehoach.apps.registers.inspections.services import sanctions as deciding
from sokehoach.apps.registers.inspections.services import visits as writing
from sokehoach.apps.registers.shelf.reports import warn_of_reports
from sokehoach.apps.shell import clock, posted
from sokehoach.apps.shell.outcomes import Invalid


@require_GET
def show_week(request: OfficialRequest) -> HttpResponse:
    programmes.programmes(request.user)  # 404
    monday = monday_of(_day(request.GET.get("ngay", "")))
    context = {
        "week": visits.week_of(request.user, monday),
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "today": clock.today(),
        "writes": bool(visits.units_to_write(request.user)),
    }
    return render(request, "inspections/week.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: OfficialRequest) -> HttpResponse:
    units = visits.units_to_write_or_404(request.user)
    asked = request.GET
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        units=units,
        places=parties.places(units, clock.today()),
        people=parties.people(units),
        programmes=programmes.programmes(request.user).filter(year__gte=clock.today().year - 1, unit__in=units),
        initial={
            "establishment": asked.get("co-so"), "programme": asked.get("chuong-trinh"),
            "manner": "surprise" if "dot-xuat" in asked else "planned",
        },
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            done = writing.plan(
                unit=next(unit for unit in units if unit.pk == told["unit"]),
                establishment=told["establishment"], day=told["day"], manner=told["manner"],
                programme=told["programme"], **form.party(), by=request.user, at=clock.now(), key=_key(request),
            )  # fmt: skip
        except Invalid as refused:
            form.say(refused)
        else:
            messages.success(request, _("Đã đưa vào lịch kiểm tra."))
            return redirect("inspections:visit", done.answer["visit"])
    context = {"form": form, "teams": parties.teams(units, clock.today())}
    return render(request, "inspections/plan.html", context, status=422 if form.is_bound else 200)


@require_GET
def show_visit(request: OfficialRequest, visit: UUID) -> HttpResponse:
    return _show(request, visits.visit_for(request.user, visit))


@require_POST
def invite(request: OfficialRequest, visit: UUID) -> HttpResponse:
    row = visits.visit_to_write(request.user, visit)
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            writing.invite(
                visit=row.pk, version=posted.version(request), number=form.cleaned_data["number"], by=request.user,
                at=clock.now(), key=_key(request),
            )  # fmt: skip
        except Invalid as refused:
            form.say(refused)
        else:
            return redirect("inspections:invitation", row.pk)
    return _show(request, row, invite_form=form)


@require_http_methods(["GET", "POST"])
def hold(request: OfficialRequest, visit: UUID) -> HttpResponse:
    row = visits.visit_to_write(request.user, visit)
    form = ResultForm(
        request.POST if request.method == "POST" else None,
        people=parties.people([row.unit], going=row),
        items=visits.to_ask(row),
        initial={
            "day": min(row.day, clock.today()), "lead": row.lead_id,
            "members": [user.pk for user in row.members.all()], "cultural": 0,
        },
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            writing.hold(
                visit=row.pk, version=posted.version(request), day=told["day"], **form.party(), answers=form.answers(),
                record=told["record"], reminded=told["reminded"], cultural=told["cultural"] or 0,
                findings=told["findings"], remedy_by=told["remedy_by"], by=request.user, at=clock.now(),
                key=_key(request),
            )  # fmt: skip
        except Invalid as refused:
            form.say(refused)
        else:
            messages.success(request, _("Đã ghi kết quả kiểm tra."))
            warn_of_reports(request, REGISTER.code, row.unit, row.day, told["day"])
            return redirect("inspections:visit", row.pk)
    context = {"visit": row, "form": form, "version": posted.version(request) or row.version}
    return render(request, "inspections/result.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def sanction(request: OfficialRequest, visit: UUID) -> HttpResponse:
    row = visits.visit_to_write(request.user, visit)
    form = SanctionForm(
        request.POST if request.method == "POST" else None,
        acts=reference.acts(),
        initial={"act_on": row.day, "kind": "fine"},
    )
    if form.is_bound and form.is_valid():
        try:
            deciding.add(
                visit=row.pk, version=posted.version(request), **form.cleaned_data, by=request.user, at=clock.now(),
                key=_key(request),
            )  # fmt: skip
        except Invalid as refused:
            form.say(refused)
        else:
            messages.success(request, _("Đã ghi quyết định xử lý cơ sở."))
            warn_of_reports(request, REGISTER.code, row.unit, row.day)
            return redirect("inspections:visit", row.pk)
    context = {
        "visit": row,
        "form": form,
        "version": posted.version(request) or row.version,
        "frames": reference.holding_on(row.day),
    }
    return render(request, "inspections/sanction.html", context, status=422 if form.is_bound else 200)


@require_POST
def remove_sanction(request: OfficialRequest, visit: UUID, sanction: UUID) -> HttpResponse:
    row = visits.visit_to_write(request.user, visit)
    deciding.remove(
        sanction=sanction, version=posted.version(request), by=request.user, at=clock.now(), key=_key(request)
    )
    messages.success(request, _("Đã bỏ quyết định ghi nhầm."))
    warn_of_reports(request, REGISTER.code, row.unit, row.day)
    return redirect("inspections:visit", row.pk)


@require_POST
def close(request: OfficialRequest, visit: UUID) -> HttpResponse:
    row = visits.visit_to_write(request.user, visit)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            writing.close(
                visit=row.pk, version=posted.version(request), **form.cleaned_data, by=request.user, at=clock.now(),
                key=_key(request),
            )  # fmt: skip
        except Invalid as refused:
            form.say(refused)
        else:
            messages.success(request, _("Đã ghi kết quả khắc phục. Yêu cầu khắc phục kết thúc."))
            warn_of_reports(request, REGISTER.code, row.unit, row.day)
            return redirect("inspections:visit", row.pk)
    return _show(request, row, close_form=form)


@require_POST
def call_off(request: OfficialRequest, visit: UUID) -> HttpResponse:
    row = visits.visit_to_write(request.user, visit)
    form = CallOffForm(request.POST)
    if form.is_valid():
        writing.call_off(
            visit=row.pk, version=posted.version(request), reason=form.cleaned_data["reason"], by=request.user,
            at=clock.now(), key=_key(request),
        )  # fmt: skip
        messages.success(request, _("Đã hủy. Lượt này không tính vào báo cáo."))
        warn_of_reports(request, REGISTER.code, row.unit, row.day)
        return redirect("inspections:visit", row.pk)
    return _show(request, row, call_off_form=form)


def _show(request: OfficialRequest, row: Visit, **bound: SaidForm) -> HttpResponse:
    today = clock.today()
    context: dict[str, Any] = {
        "visit": row,
        "steps": visits.steps(row, today),
        "follow_up": visits.how_followed(row, today),
        "asked": visits.asked(row),
        "judged": visits.judged(row),
        "history": visits.history(row),
        "writes": visits.writes(request.user, row) and not row.struck,
        "today": today,
        "invite_form": InviteForm(),
        "close_form": CloseForm(initial={"day": today}),
        "call_off_form": CallOffForm(),
    }
    return render(request, "inspections/visit.html", context | bound, status=422 if bound else 200)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return clock.today()


def _key(request: OfficialRequest) -> str:
    return request.POST.get("key", "")
