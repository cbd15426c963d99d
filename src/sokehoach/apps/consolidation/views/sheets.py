"""Views of consolidated figures and their lineage."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sokehoach.adapters.writers.xlsx import writer
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.own_programmes import list_own_programmes
from sokehoach.apps.accounts.requests import OfficialRequest, filter_by_programme
from sokehoach.apps.consolidation.pages import lineage, targets, unit_matrix
from sokehoach.apps.consolidation.pages.charts import build_trends
from sokehoach.apps.consolidation.pages.lineage import find_register_changes
from sokehoach.apps.consolidation.pages.targets import sum_sides
from sokehoach.apps.consolidation.pages.unit_basis import build_basis_context, find_units_day
from sokehoach.apps.consolidation.pages.unit_texts import list_unit_texts
from sokehoach.apps.consolidation.permissions import find_first_area
from sokehoach.apps.consolidation.queries import closings, sheets
from sokehoach.apps.consolidation.queries import targets as target_queries
from sokehoach.apps.consolidation.queries.area_history import AreaHistory
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.permissions import may_confirm
from sokehoach.apps.plans.queries.plans import access_plan
from sokehoach.apps.reporting.permissions import list_opened_units
from sokehoach.apps.reporting.queries import forms as report_forms
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.content_types import XLSX
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.periods import short_period_name
from sokehoach.apps.shell.vietnamese import write_in_vietnamese
from sokehoach.domain.periods.period import Period, PeriodType, list_periods, parse_period
from sokehoach.domain.periods.sequence import get_next_period, get_previous_period, get_year_of, get_year_to_date
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.form_periods import get_latest_period, get_own_period, list_other_kinds
from sokehoach.domain.titles import drop_common_start

_MOST_WEEKS = 8  # to choose from


@filter_by_programme
@require_safe
def redirect_to_sheet(request: OfficialRequest) -> HttpResponse:
    """Redirect to the first form of the account's first area."""
    area = find_first_area(request.user)
    if not area:
        raise Http404
    all_forms = report_forms.list_own_forms(request.user)
    if not all_forms:
        return render(request, "consolidation/none.html")
    asked_period, form = _parse_period(request.GET.get("ky", "")), all_forms[0]
    if asked_period is not None:
        form = next((form for form in all_forms if asked_period.type in form.at(asked_period).period_types), form)
    period = asked_period or get_own_period(form, clock.today())
    return redirect("consolidation:sheet", unit=area, period=period.id, form=form.uid)


@require_safe
def show_sheet(request: OfficialRequest, unit: str, period: str, form: str) -> HttpResponse:
    area_sheet = _access_sheet(request, unit, period, form)
    is_merged = bool(area_sheet.predecessors or area_sheet.obstacle)
    current_closing = (
        None if is_merged else closings.find_current_closing(unit=area_sheet.unit, form=form, period=period)
    )
    scope = request.scope.restrict_to(area_sheet.programme)
    can_close = (
        current_closing is None
        and not is_merged
        and bool(area_sheet.received)
        and scope.may(Action.REPORT_REVIEW, area_sheet.unit.pk)
    )
    context: dict[str, Any] = {
        "sheet": area_sheet,
        "programme_tabs": _list_programme_tabs(request, area_sheet),
        "form_tabs": [
            (other, _get_period_of(other, area_sheet.period), name)
            for other, name in zip(
                area_sheet.forms,
                drop_common_start([translate(other.name) for other in area_sheet.forms]),
                strict=True,
            )
        ],
        "other_periods": [
            *_list_neighbours(area_sheet.period),
            *list_other_kinds(area_sheet.form, area_sheet.period, clock.today()),
        ],
        "closed": current_closing,
        "closes": can_close,
        "moves": find_register_changes(area_sheet),
        "texts": list_unit_texts(area_sheet),
        "opened_units": list_opened_units(scope, area_sheet.form.function),
    } | build_basis_context(request)
    if can_close:
        context["seen_digest"] = closings.compute_inputs_digest(unit=area_sheet.unit, form=form, period=period)
        context["upper_unit"] = area_sheet.unit.parent
    return render(request, "consolidation/sheet.html", context)


@require_safe
def show_matrix(request: OfficialRequest, unit: str, period: str, form: str) -> HttpResponse:
    """The sheet with a column for each unit, to print in landscape."""
    area_sheet = _access_sheet(request, unit, period, form)
    context = {
        "sheet": area_sheet,
        "tables": unit_matrix.build_tables(area_sheet),
        "missing": unit_matrix.describe_missing(area_sheet),
        "notes": unit_matrix.list_notes(area_sheet),
    } | build_basis_context(request)
    return render(request, "consolidation/matrix.html", context)


@require_safe
@write_in_vietnamese
def download_workbook(request: OfficialRequest, unit: str, period: str, form: str) -> HttpResponse:
    """The same as an Excel workbook."""
    area_sheet = _access_sheet(request, unit, period, form)
    content = writer.write_workbook(unit_matrix.build_workbook_sheet(area_sheet))
    name = f"{area_sheet.form.code} {area_sheet.unit.short_name} {short_period_name(area_sheet.period)}.xlsx"
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _access_sheet(request: OfficialRequest, unit: str, period: str, form: str) -> sheets.ConsolidatedSheet:
    return sheets.access_sheet(request.user, unit=unit, form=form, period=period, today=find_units_day(request))


@require_safe
def show_figure(request: OfficialRequest, unit: str, period: str, form: str, element: str) -> HttpResponse:
    """The lineage of a figure: units, the cell of one, its register entries, the clause."""
    figure_lineage = lineage.load_figure_lineage(
        request.user,
        unit=unit,
        form=form,
        period=period,
        element=element,
        disaggregation=request.GET.get("phan-to", ""),
        part=request.GET.get("don-vi", ""),
        today=find_units_day(request),
    )
    template = "consolidation/figure.html#drawer" if request.htmx else "consolidation/figure.html"
    return render(request, template, {"lineage": figure_lineage} | build_basis_context(request))


@filter_by_programme
@require_safe
def show_targets(request: OfficialRequest, plan: uuid.UUID) -> HttpResponse:
    """The targets of a plan with their assessment, each with a link to its figures."""
    row, area, period, assessed_targets = _assess_targets(request, plan)
    is_own_area = area.pk == row.unit_id
    context = {
        "plan": row,
        "period": period,
        "periods": _list_period_choices(request.user, period),
        "standings": targets.explain_targets(assessed_targets, targets.list_previous_targets(row)),
        "assigns": may_confirm(request.scope, row),
        "is_own_area": is_own_area,
    } | build_basis_context(request)
    if is_own_area:
        paths = [assessed_target.target.path for assessed_target in assessed_targets]
        context["trends"] = build_trends(
            request.user, area, period, targets=paths, day=clock.today(), history=_load_history(request)
        )
    return render(request, "consolidation/targets.html", context)


@require_safe
def show_target_units(request: OfficialRequest, plan: uuid.UUID, target: str) -> HttpResponse:
    """One target: the sums of its two sides, and each unit that reports for it."""
    row, area, period, assessed_targets = _assess_targets(request, plan)
    assessed_target = next(
        (assessed_target for assessed_target in assessed_targets if assessed_target.target.code == target),
        None,
    )
    if assessed_target is None or assessed_target.found is None or area.pk != row.unit_id:
        raise Http404
    part_sum, whole_sum = sum_sides(assessed_target.found, in_percent=assessed_target.in_percent)
    unit_assessments = targets.assess_target_by_unit(assessed_target, clock.today(), _load_history(request))
    context = {
        "plan": row,
        "period": period,
        "assessed_target": assessed_target,
        "units": unit_assessments,
        "judges_units": any(assessment.level for assessment in unit_assessments),
        "part": part_sum,
        "whole_sum": whole_sum,
    } | build_basis_context(request)
    return render(request, "consolidation/target_units.html", context)


def _load_history(request: OfficialRequest) -> AreaHistory | None:
    day = find_units_day(request)
    return None if day is None else AreaHistory(request.user, day)


def _assess_targets(
    request: OfficialRequest, plan: uuid.UUID
) -> tuple[Plan, Unit, Period, list[target_queries.AssessedTarget]]:
    row = access_plan(request.scope, plan)
    day = clock.today()
    period = _parse_period(request.GET.get("ky", "")) or get_year_to_date(
        obligations.find_common_period(request.user, day)
    )
    area = target_queries.access_plan_area(request.user, row, period=period.id)
    assessed_targets = target_queries.assess_targets(request.user, row, unit=area, period=period.id, day=day)
    return row, area, period, assessed_targets


def _get_period_of(form: Form, period: Period) -> Period:
    """The period of another form's sheet: the same where the form has such periods, else its last one within."""
    return period if period.type in form.at(period).period_types else get_latest_period(form, period, clock.today())


def _list_programme_tabs(
    request: OfficialRequest, sheet: sheets.ConsolidatedSheet
) -> list[tuple[str, str, Period, bool]]:
    """Of each programme the name, its first form, that form's period, and whether the sheet is of it; none for one."""
    if not list_own_programmes(request.user):
        return []
    first_places = {place.programme: place for place in reversed(report_forms.list_form_places(request.user))}
    forms = {form.uid: form for form in report_forms.list_own_forms(request.user)}
    return [
        (place.name, place.uid, _get_period_of(forms[place.uid], sheet.period), place.programme == sheet.programme)
        for _programme, place in sorted(first_places.items())
    ]


def _list_neighbours(period: Period) -> list[Period]:
    """The periods before and after one of the calendar, the later only if it has begun."""
    if period.type is PeriodType.AD_HOC:
        return []
    following = get_next_period(period)
    return [get_previous_period(period), *([following] if following.start <= clock.today() else [])]


def _list_period_choices(user: User, period: Period) -> list[Period]:
    """The periods of the year of each type that a form uses and the year itself, to choose from; no single months.

    Of weeks, the last ones that have begun: a year has 52.
    """
    year, kinds = get_year_of(period), {*report_forms.list_period_types(user)}
    of_year = {
        choice
        for kind in kinds - {PeriodType.WEEK, PeriodType.MONTH}
        for choice in list_periods(kind, year.year, year.year)
    }
    weeks = set[Period]()
    if PeriodType.WEEK in kinds:
        begun_weeks = [
            week for week in list_periods(PeriodType.WEEK, year.year, year.year) if week.start <= clock.today()
        ]
        weeks = {*begun_weeks[-_MOST_WEEKS:]}
    return sorted({*of_year, *weeks, year, period}, key=lambda choice: (choice.type.months, choice.start))


def _parse_period(period_id: str) -> Period | None:
    """The period asked for, None for none; 404 for an invalid one."""
    return _require_period(period_id) if period_id else None


def _require_period(period_id: str) -> Period:
    try:
        return parse_period(period_id)
    except ValueError as error:
        raise Http404 from error
