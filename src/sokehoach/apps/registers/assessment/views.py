"""The sheet of one assessment, its record to print, a year at a glance, the scheme."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.assessment import queries
from sokehoach.apps.registers.assessment.forms import DecisionForm, SchemeForm, ScoreForm
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.assessment.register import REGISTER
from sokehoach.apps.registers.assessment.services import assessments as writing
from sokehoach.apps.registers.assessment.services import schemes as scheme_writing
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.reports import warn_of_reports
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.apps.shell.vietnamese import write_in_vietnamese
from sokehoach.domain.registers.assessment import Outcome, get_decision_deadline

_TOLD = (Outcome.KEPT, Outcome.NEW, Outcome.LOST)


@require_http_methods(["GET", "POST"])
def show_sheet(request: OfficialRequest, entry: UUID) -> HttpResponse:
    """Registration, evidence, points, decision: each part for those who may."""
    row = queries.access_assessment(request.user, entry)
    scheme_row = row.scheme or queries.get_scheme_on(clock.today())
    scheme = queries.build_scheme(scheme_row)
    can_score = (
        not row.voided and row.decided_on is None and entries.can_write_for_unit(request.user, REGISTER, row.unit_id)
    )
    can_decide = not row.voided and queries.may_decide(request.user, row.unit_id)
    action = request.POST.get("do", "") if request.method == "POST" else ""
    if (action == "score" and not can_score) or (action == "decide" and not can_decide):
        raise Http404
    score_form = ScoreForm(scheme.contents, row, request.POST if action == "score" else None)
    decision_form = DecisionForm(row, request.POST if action == "decide" else None)
    form = {"score": score_form, "decide": decision_form}.get(action)
    if form is not None and form.is_valid():
        try:
            _save_form(request, row, action, score_form, decision_form)
            return redirect("assessment:sheet", entry)
        except InvalidInput as invalid:
            for field, sentences in invalid.messages.items():
                form.add_error(field if field in form.fields else None, sentences)
    evidence = queries.list_evidence(row, scheme.contents)
    previous = queries.find_previous_decision(row)
    context = {
        "register": REGISTER,
        "row": row,
        "scheme": scheme,
        "total": scheme.total(row.scores) if row.scored_on else None,
        "parts": [(content, evidence[content.code], score_form[content.code]) for content in scheme.contents],
        "score_form": score_form if can_score else None,
        "decision_form": decision_form if can_decide else None,
        "previous_entry": previous,
        "lost": queries.lost_classes(row, previous),
        "due": get_decision_deadline(row.year),
        "history": entries.list_revisions(REGISTER, row),
    }
    return render(request, "assessment/sheet.html", context, status=422 if action else 200)


def _save_form(
    request: OfficialRequest, row: Assessment, action: str, score_form: ScoreForm, decision_form: DecisionForm
) -> None:
    service_kwargs = {"by": request.user, "at": clock.now(), "key": request.POST.get("key", "")}
    if action == "score":
        cleaned = score_form.cleaned_data
        writing.score_assessment(
            assessment=row.pk,
            version=cleaned["version"],
            scores=score_form.scores(),
            record=cleaned["record"],
            **service_kwargs,
        )
        messages.success(request, _("Đã ghi điểm tự chấm."))
        warn_of_reports(request, REGISTER.code, row.unit, row.day)
    else:
        writing.decide_assessment(assessment=row.pk, **decision_form.cleaned_data, **service_kwargs)
        messages.success(request, _("Đã ghi quyết định."))
        warn_of_reports(request, REGISTER.code, row.unit, row.day)


@require_safe
@write_in_vietnamese
def show_record(request: OfficialRequest, entry: UUID) -> HttpResponse:
    """«Biên bản tự phân loại, chấm điểm»: names are left blank, to be written by hand."""
    row = queries.access_assessment(request.user, entry)
    if row.scheme is None:
        raise Http404
    scheme = queries.build_scheme(row.scheme)
    evidence = queries.list_evidence(row, scheme.contents)
    context = {
        "row": row,
        "scheme": scheme,
        "total": scheme.total(row.scores),
        "parts": [(content, evidence[content.code], row.scores.get(content.code)) for content in scheme.contents],
    }
    return render(request, "assessment/record.html", context)


@require_safe
def show_year(request: OfficialRequest) -> HttpResponse:
    """Every commune in scope, by name; what was kept, newly built, no longer held."""
    year_param = request.GET.get("nam") or str(clock.today().year)
    if not year_param.isdecimal() or len(year_param) != 4:
        raise Http404
    lines = queries.list_communes_of_year(request.user, int(year_param))
    names = queries.class_names()
    offered = queries.list_offered_options(queries.CLASSES, get_decision_deadline(int(year_param)))
    granted = {healthy_class for line in lines for healthy_class, outcome in line.outcomes if outcome in _TOLD}
    counts = [
        (
            names[healthy_class],
            {outcome: sum((healthy_class, outcome) in line.outcomes for line in lines) for outcome in Outcome},
        )
        for healthy_class in names
        if healthy_class in offered or healthy_class in granted
    ]
    context = {
        "register": REGISTER,
        "year": int(year_param),
        "years": queries.list_years(request.user, clock.today()),
        "lines": [(line, [names[healthy_class] for healthy_class in line.lost]) for line in lines],
        "counts": counts,
        "due": get_decision_deadline(int(year_param)),
    }
    return render(request, "assessment/year.html", context)


@require_http_methods(["GET", "POST"])
def show_scheme(request: OfficialRequest) -> HttpResponse:
    """The scheme in use and those before; a new version for those who review."""
    entries.access_register(request.user, REGISTER.slug)
    current = queries.build_scheme(queries.get_scheme_on(clock.today()))
    may_add = queries.may_add_scheme(request.user)
    if request.method == "POST" and not may_add:
        raise Http404
    form = SchemeForm(current, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        scheme_values = {name: value for name, value in form.cleaned_data.items() if not name.startswith("points-")}
        try:
            scheme_writing.create_scheme(
                **scheme_values,
                points=form.points(),
                by=request.user,
                at=clock.now(),
                key=request.POST.get("key", ""),
            )
            messages.success(request, _("Đã thêm thang điểm."))
            return redirect("assessment:scheme")
        except InvalidInput as invalid:
            for field, sentences in invalid.messages.items():
                form.add_error(field if field in form.fields else None, sentences)
    context = {
        "register": REGISTER,
        "scheme": current,
        "versions": queries.list_versions(),
        "form": form if may_add else None,
    }
    return render(request, "assessment/scheme.html", context, status=422 if form.is_bound else 200)
