"""The sheet of one assessment, its record to print, a year at a glance, the scheme."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.assessment.forms import DecisionForm, SchemeForm, ScoreForm
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.assessment.register import REGISTER
from sokehoach.apps.registers.assessment.selectors import assessments, schemes
from sokehoach.apps.registers.assessment.services import assessments as writing
from sokehoach.apps.registers.assessment.services import schemes as scheme_writing
from sokehoach.apps.registers.shelf.reports import warn_of_reports
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid
from sokehoach.domain.registers.assessment import HealthyClass, Outcome, decided_by


@require_http_methods(["GET", "POST"])
def sheet(request: OfficialRequest, entry: UUID) -> HttpResponse:
    """Registration, evidence, points, decision: each part for those who may."""
    row = assessments.assessment_for(request.user, entry)
    held = row.scheme or schemes.used_on(clock.today())
    scheme = schemes.described(held)
    scores = (
        not row.struck and row.decided_on is None and entries.may_write(request.user, REGISTER, row.unit_id)
    )
    decides = not row.struck and assessments.may_decide(request.scope, row.unit_id)
    posted = request.POST.get("do", "") if request.method == "POST" else ""
    if (posted == "score" and not scores) or (posted == "decide" and not decides):
        raise Http404
    score_form = ScoreForm(scheme.contents, row, request.POST if posted == "score" else None)
    decision_form = DecisionForm(row, request.POST if posted == "decide" else None)
    form = {"score": score_form, "decide": decision_form}.get(posted)
    if form is not None and form.is_valid():
        try:
            _write(request, row, posted, score_form, decision_form)
            return redirect("assessment:sheet", entry)
        except Invalid as invalid:
            for field, sentences in invalid.messages.items():
                form.add_error(field if field in form.fields else None, sentences)
    told = assessments.evidence(row, scheme.contents)
    earlier = assessments.before(row)
    context = {
        "register": REGISTER,
        "row": row,
        "scheme": scheme,
        "total": scheme.total(row.scores) if row.scored_on else None,
        "parts": [(content, told[content.code], score_form[content.code]) for content in scheme.contents],
        "score_form": score_form if scores else None,
        "decision_form": decision_form if decides else None,
        "before": earlier,
        "lost": assessments.lost_classes(row, earlier),
        "due": decided_by(row.year),
        "history": entries.history(REGISTER, row),
    }
    return render(request, "assessment/sheet.html", context, status=422 if posted else 200)


def _write(
    request: OfficialRequest, row: Assessment, what: str, score_form: ScoreForm, decision_form: DecisionForm
) -> None:
    who = {"by": request.user, "at": clock.now(), "key": request.POST.get("key", "")}
    if what == "score":
        told = score_form.cleaned_data
        writing.score(
            assessment=row.pk,
            version=told["version"],
            scores=score_form.scores(),
            record=told["record"],
            **who,
        )
        messages.success(request, _("Đã ghi điểm tự chấm."))
        warn_of_reports(request, REGISTER.code, row.unit, row.day)
    else:
        writing.decide(assessment=row.pk, **decision_form.cleaned_data, **who)
        messages.success(request, _("Đã ghi quyết định."))
        warn_of_reports(request, REGISTER.code, row.unit, row.day)


@require_safe
def record(request: OfficialRequest, entry: UUID) -> HttpResponse:
    """«Biên bản tự phân loại, chấm điểm»: names are left blank, to be written by hand."""
    row = assessments.assessment_for(request.user, entry)
    if row.scheme is None:
        raise Http404
    scheme = schemes.described(row.scheme)
    told = assessments.evidence(row, scheme.contents)
    context = {
        "row": row,
        "scheme": scheme,
        "total": scheme.total(row.scores),
        "parts": [(content, told[content.code], row.scores.get(content.code)) for content in scheme.contents],
    }
    return render(request, "assessment/record.html", context)


@require_safe
def year(request: OfficialRequest) -> HttpResponse:
    """Every commune in scope, by name; what was kept, newly built, no longer held."""
    wanted = request.GET.get("nam") or str(clock.today().year)
    if not wanted.isdecimal() or len(wanted) != 4:
        raise Http404
    lines = assessments.year_of(request.user, int(wanted))
    names = assessments.class_names()
    counts = [
        (names[one], {told: sum((one, told) in line.outcomes for line in lines) for told in Outcome})
        for one in HealthyClass
    ]
    context = {
        "register": REGISTER,
        "year": int(wanted),
        "years": assessments.years(request.user, clock.today()),
        "lines": [(line, [names[one] for one in line.lost]) for line in lines],
        "counts": counts,
        "due": decided_by(int(wanted)),
    }
    return render(request, "assessment/year.html", context)


@require_http_methods(["GET", "POST"])
def scheme(request: OfficialRequest) -> HttpResponse:
    """The scheme in use and those before; a new version for those who review."""
    entries.register_of(request.user, REGISTER.slug)
    now = schemes.described(schemes.used_on(clock.today()))
    may_add = request.scope.anywhere(Action.REPORT_REVIEW)
    if request.method == "POST" and not may_add:
        raise Http404
    form = SchemeForm(now, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        told = {name: value for name, value in form.cleaned_data.items() if not name.startswith("points-")}
        try:
            scheme_writing.add(
                **told, points=form.points(), by=request.user, at=clock.now(), key=request.POST.get("key", "")
            )
            messages.success(request, _("Đã thêm thang điểm."))
            return redirect("assessment:scheme")
        except Invalid as invalid:
            for field, sentences in invalid.messages.items():
                form.add_error(field if field in form.fields else None, sentences)
    context = {
        "register": REGISTER,
        "scheme": now,
        "versions": schemes.versions(),
        "form": form if may_add else None,
    }
    return render(request, "assessment/scheme.html", context, status=422 if form.is_bound else 200)
