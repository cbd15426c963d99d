"""Views of decisions: reports are accepted, and periods are closed, one form or all forms of a period at once."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest, filter_by_programme
from sokehoach.apps.consolidation.pages.period_closing import load_period_closing
from sokehoach.apps.consolidation.permissions import find_first_area
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.consolidation.services import acceptance, closing
from sokehoach.apps.consolidation.services.acceptance import FormReports, ReportVersion
from sokehoach.apps.consolidation.services.closing import FormToClose
from sokehoach.apps.reporting.pages import awaiting_reports
from sokehoach.apps.reporting.pages.awaiting_reports import AwaitingForm
from sokehoach.apps.reporting.queries import forms as report_forms
from sokehoach.apps.reporting.queries.due_days import period_of
from sokehoach.apps.reporting.queries.submissions import list_visible_submissions
from sokehoach.apps.reporting.queries.window_rules import get_cut_off
from sokehoach.apps.shell import clock, post_params
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.periods.period import Period, parse_period


@require_POST
def accept_report(request: OfficialRequest, submission: uuid.UUID) -> HttpResponse:
    why, shown_version = request.POST.get("why", ""), request.POST.get("version", "")
    try:
        result = acceptance.accept(
            submission=submission,
            version=post_params.get_version(request),
            why=why,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except InvalidInput as invalid:  # the period is closed: accepting needs a reason for closing again
        address = reverse("consolidation:accept", args=[submission])
        back = reverse("reporting:submission", args=[submission])
        context = {"action": address, "back": back, "fields": {"version": shown_version}, "why": why}
        return render(request, "consolidation/again.html", context | {"wrong": invalid.messages["why"]}, status=422)
    messages.success(request, _("Đã duyệt báo cáo. Số tổng hợp đã cập nhật."))
    return redirect("reporting:submission", result.answer["id"])


@require_http_methods(["GET", "POST"])
def accept_many(request: OfficialRequest, period: str, form: str) -> HttpResponse:
    """All waiting reports of a form with their figures: those without a finding are ticked, the others have the reason
    beside them. Ticked reports that no longer wait are named with who was first.
    """
    when, definition = period_of(period), report_forms.get_form(form, period)
    programme = report_forms.get_form_programme(request.user, form)
    if not request.scope.restrict_to(programme).anywhere(Action.REPORT_REVIEW):
        raise Http404
    refusals: dict[str, str] = {}
    if request.method == "POST":
        result = acceptance.accept_many(
            form=form,
            period=when.id,
            reports=_list_ticked_reports(request),
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
        refusals = cast(dict[str, str], result.answer["left"])
        _say_accepted(request, cast(int, result.answer["accepted"]))
    reports = awaiting_reports.list_awaiting_reports(request.user, form=form, period=when.id)
    groups = [AwaitingForm(definition, programme, reports)] if reports else []
    return _render_awaiting(request, when, groups, refusals, definition.code)


@filter_by_programme
@require_http_methods(["GET", "POST"])
def accept_period(request: OfficialRequest, period: str) -> HttpResponse:
    """The waiting reports of all general forms of a period, shown and accepted as those of one form."""
    when = period_of(period)
    if not request.scope.anywhere(Action.REPORT_REVIEW):
        raise Http404
    refusals: dict[str, str] = {}
    if request.method == "POST":
        ticked = _list_ticked_reports(request)
        rows = list_visible_submissions(request.user).filter(pk__in=[item.submission for item in ticked])
        forms = dict(rows.filter(period=when.id).values_list("pk", "form__uid"))
        by_form: dict[str, list[ReportVersion]] = defaultdict(list)
        for item in ticked:
            if item.submission in forms:
                by_form[forms[item.submission]].append(item)
        result = acceptance.accept_period(
            period=when.id,
            forms=[FormReports(form, tuple(reports)) for form, reports in sorted(by_form.items())],
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
        refusals = cast(dict[str, str], result.answer["left"])
        _say_accepted(request, cast(int, result.answer["accepted"]))
    groups = awaiting_reports.list_awaiting_forms(request.user, period=when.id)
    return _render_awaiting(request, when, groups, refusals, "")


def _list_ticked_reports(request: OfficialRequest) -> list[ReportVersion]:
    ticked = post_params.get_ticked(request, "r-")
    return [ReportVersion(pk, post_params.parse_count(version)) for pk, version in ticked.items()]


def _say_accepted(request: OfficialRequest, n: int) -> None:
    messages.success(request, ngettext("Đã duyệt %(n)s báo cáo.", "Đã duyệt %(n)s báo cáo.", n) % {"n": n})


def _render_awaiting(
    request: OfficialRequest, when: Period, groups: Sequence[AwaitingForm], refusals: dict[str, str], form_code: str
) -> HttpResponse:
    """`form_code`: «» for the page of all forms."""
    shown_ids = {str(report.submission) for group in groups for report in group.reports}
    gone_reports = list_visible_submissions(request.user).filter(pk__in=refusals.keys() - shown_ids)
    context = {
        "form_code": form_code,
        "period": when,
        "groups": groups,
        "refusals": refusals,
        # After a press the boxes stay as they were: who was not ticked is not ticked again.
        "ticked": None
        if request.method != "POST"
        else {str(item.submission) for item in _list_ticked_reports(request)},
        "area": find_first_area(request.user),
        "gone_reports": [(row.unit.name, refusals[str(row.pk)]) for row in gone_reports.select_related("unit")],
    }
    return render(request, "consolidation/accept_many.html", context)


@filter_by_programme
@require_http_methods(["GET", "POST"])
def close_period(request: OfficialRequest, unit: str, period: str) -> HttpResponse:
    """The forms of a period with their figures: those whose reports are in are ticked, the others name who is missing.

    What was accepted since the page was drawn is said beside its form, which stays open. Of many forms `?tu=` names the
    first that is shown; after a press the page begins anew, with those that were refused.
    """
    period_of(period)
    refusals: dict[str, str] = {}
    ticked = [name.removeprefix("f-") for name in request.POST if name.startswith("f-")]
    if ticked:
        result = closing.close_period(
            unit=unit,
            period=period,
            forms=[FormToClose(form, str(request.POST[f"f-{form}"])) for form in ticked],
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
        refusals = cast(dict[str, str], result.answer["left"])
        n = cast(int, result.answer["closed"])
        messages.success(request, ngettext("Đã chốt %(n)s biểu.", "Đã chốt %(n)s biểu.", n) % {"n": n})
    start = 0 if request.method == "POST" else post_params.parse_count(request.GET.get("tu", ""))
    listed = load_period_closing(request.user, unit=unit, period=period, start=start, first_uids=refusals.keys())
    context = {
        "period": parse_period(period),
        "listed": listed,
        "area": listed.forms[0].sheet.unit,
        "ticked": None
        if request.method != "POST"
        else [
            *ticked,
            *(form.uid for form in listed.forms if form.is_complete and f"s-{form.uid}" not in request.POST),
        ],
        "refusals": refusals,
    }
    return render(request, "consolidation/close_period.html", context)


@require_POST
def close_form(request: OfficialRequest, unit: str, period: str, form: str) -> HttpResponse:
    area = sheets.get_area(unit, get_cut_off(report_forms.get_form(form, period), period))
    why, seen_digest = request.POST.get("why", ""), request.POST.get("seen", "")
    try:
        result = closing.close(
            unit=area, form=form, period=period, seen_digest=seen_digest, why=why,
            by=request.user, at=clock.now(), key=request.POST.get("key", ""),
        )  # fmt: skip
    except InvalidInput as invalid:  # the area above has closed already and needs a reason for closing again
        address = reverse("consolidation:close", args=[unit, period, form])
        back = reverse("consolidation:sheet", args=[unit, period, form])
        context = {"action": address, "back": back, "fields": {"seen": seen_digest}, "why": why}
        return render(request, "consolidation/again.html", context | {"wrong": invalid.messages["why"]}, status=422)
    counts = {"received": result.answer["received"], "missing": result.answer["missing"]}
    messages.success(request, _("Đã chốt với %(received)s báo cáo, còn thiếu %(missing)s.") % counts)
    return redirect("consolidation:sheet", unit=unit, period=period, form=form)
