"""Views of superior's forms: upload, mapping place by place, filling for a period."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.adapters.readers.ooxml import CONTENT_TYPES
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.forms.superior_forms import LabelForm, PlaceForm, SuperiorFormUploadForm
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.pages import filled_forms, form_totals, superior_forms
from sokehoach.apps.documents.permissions import may_edit_form
from sokehoach.apps.documents.queries import documents
from sokehoach.apps.documents.queries import superior_forms as superior_form_queries
from sokehoach.apps.documents.queries.vocabulary import build_own_vocabulary
from sokehoach.apps.documents.services import files
from sokehoach.apps.documents.services import superior_forms as services
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.queries import plans
from sokehoach.apps.reporting.queries.forms import list_period_types
from sokehoach.apps.reporting.queries.obligations import find_common_period
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.documents.external_form.form_reading import FormReading
from sokehoach.domain.documents.external_form.place import Place
from sokehoach.domain.documents.external_form.scopes import complete_mapping, reread_mapping
from sokehoach.domain.documents.external_form.source import PlaceSource
from sokehoach.domain.periods.period import PeriodType, list_periods, parse_period

_DAYS_OF_WEEKS = timedelta(days=92)


@require_safe
def list_forms(request: OfficialRequest) -> HttpResponse:
    if not request.scope.anywhere(Action.CONSOLIDATE_VIEW):
        raise Http404
    period = find_common_period(request.user, clock.today())
    context = {
        "forms": superior_form_queries.list_forms(request.user), "period": period, "period_name": period_name(period),
        "may_keep": may_edit_form(request.user, request.user.unit),
    }  # fmt: skip
    return render(request, "documents/superior_forms.html", context)


@require_http_methods(["GET", "POST"])
def upload_form(request: OfficialRequest) -> HttpResponse:
    if not may_edit_form(request.user, request.user.unit):
        raise Http404
    form = SuperiorFormUploadForm(request.POST or None, request.FILES or None)
    form.fields["follows"].queryset = SuperiorForm.objects.filter(unit=request.user.unit)
    form.fields["plan"].queryset = plans.list_documents(request.scope).filter(state=Plan.State.IN_FORCE)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        details = services.FormDetails(
            cleaned["name"], cleaned["letter"], cleaned["valid_from"], cleaned["valid_until"],
            plan=cleaned["plan"] and cleaned["plan"].pk, follows=cleaned["follows"] and cleaned["follows"].pk,
        )  # fmt: skip
        try:
            result = services.import_form(
                details=details, data=cleaned["file"].read(), file_name=cleaned["file"].name, by=request.user,
                at=clock.now(), key=request.POST.get("key", ""),
            )  # fmt: skip
            if result.answer["converted"]:
                messages.info(
                    request,
                    _("Tệp .xls đã được chuyển thành .xlsx cùng hình thức, bỏ ảnh và chú thích. Hãy xem lại."),
                )
            to = "documents:superior_changes" if details.follows else "documents:superior_form"
            return redirect(to, result.answer["form"])
        except InvalidInput as invalid:
            for field, sentences in invalid.messages.items():
                form.add_error(field if field in form.fields else None, sentences)
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/superior_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def show_form(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """The form, with the place asked for or the first open one; a label without a meaning is asked first."""
    row = superior_form_queries.access_form(request.user, pk)
    settled, may_keep = superior_form_queries.get_settled_sources(row), may_edit_form(request.user, row.unit)
    reading = superior_form_queries.build_reading(row, build_own_vocabulary(request.user, row.unit, clock.today()))
    place_by_address = {place.at: place for place in reading.places}
    open_places = [place.at for place in reading.places if place.at not in settled and not place.formula]
    asked_place = place_by_address.get(request.GET.get("o", "")) or place_by_address.get(
        open_places[0] if open_places else ""
    )
    form, status = None, 200
    if request.method == "POST" and (asked_place is None or not may_keep):
        raise Http404
    if asked_place is not None and may_keep:
        form = _build_form(request, asked_place, reading, settled)
        form.initial["version"] = row.version
        if request.method == "POST":
            status = 422
            if form.is_valid():
                try:
                    _assign_sources(request, row, form, reading, settled)
                    return redirect("documents:superior_form", pk)
                except VersionConflictError as stale:
                    row.refresh_from_db()
                    form.data = form.data.copy()
                    form.data["version"] = str(row.version)
                    form.add_error(None, stale.message)
                    status = 409
    period = find_common_period(request.user, clock.today())
    context = {
        "row": row,
        "parts": superior_forms.build_form_parts(row, reading),
        "aside": superior_form_queries.get_aside_lines(row),
        "asked_place": asked_place,
        "form": form,
        "about_label": isinstance(form, LabelForm),
        "explained": asked_place and reading.list_answered_questions(asked_place),
        "waiting": open_places,
        "total": sum(not place.formula for place in reading.places),
        "period": period,
        "period_name": period_name(period),
        "unseen": superior_form_queries.needs_review(row),
    }
    return render(request, "documents/superior_form.html", context, status=status)


def _build_form(
    request: OfficialRequest, place: Place, reading: FormReading, settled: Mapping[str, PlaceSource]
) -> PlaceForm | LabelForm:
    """The form for a label, where its meaning is open or asked for again; otherwise the form for the place."""
    question = None if place.at in settled else reading.question(place)
    if "nhan" in request.GET:
        question = question or next(iter(reading.list_answered_questions(place)), None)
    if question is not None and (request.method == "GET" or "names" in request.POST or "label" in request.POST):
        return LabelForm(request.POST or None, question=question, vocabulary=reading.vocabulary)
    return PlaceForm(request.POST or None, place=place, reading=reading, settled=settled)


def _assign_sources(
    request: OfficialRequest,
    row: SuperiorForm,
    form: PlaceForm | LabelForm,
    reading: FormReading,
    settled: Mapping[str, PlaceSource],
) -> None:
    """Store the decision and what follows from it."""
    if isinstance(form, LabelForm):
        answers = form.answers
        new_reading = superior_form_queries.build_reading(row, reading.vocabulary, more=answers)
        sources = reread_mapping(reading, new_reading, settled)
    else:
        answers, new_reading, sources = {}, reading, form.decided
    services.assign_sources(
        form=row.pk,
        version=form.cleaned_data["version"],
        sources=sources | complete_mapping(new_reading, {**settled, **sources}),
        answers=answers,
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )


@require_http_methods(["GET", "POST"])
def show_changes(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """What was removed, added, renamed and moved since the previous form; confirming it allows filling."""
    row = superior_form_queries.access_form(request.user, pk)
    if row.follows is None:
        raise Http404
    if request.method == "POST":
        services.confirm_changes(form=pk, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
        return redirect("documents:superior_form", pk)
    context = {
        "row": row, "previous_form": row.follows, "comparison": superior_form_queries.compare_with_previous(row),
        "may_keep": may_edit_form(request.user, row.unit),
    }  # fmt: skip
    return render(request, "documents/superior_changes.html", context)


@require_safe
def show_filled_form(request: OfficialRequest, pk: uuid.UUID, period: str) -> HttpResponse:
    """The filled form as it looks, each number with a link to its sources; open places with the reason."""
    row = superior_form_queries.access_form(request.user, pk)
    if superior_form_queries.needs_review(row):
        return redirect("documents:superior_changes", pk)
    filling, area = filled_forms.build_filling(request.user, row, period), get_unit_area(row.unit).code
    context: dict[str, Any] = {"file": None, "refusal": ""}
    try:
        context["file"] = filled_forms.build_file(row, filling)
    except FileRefusedError as refusal:
        context["refusal"] = str(refusal)
    results = context["file"].results if context["file"] else {}
    context["differences"] = form_totals.list_differences(filling, context["file"]) if context["file"] else ()
    context |= {
        "row": row,
        "period": period,
        "period_name": period_name(parse_period(period)),
        "filling": filling,
        "periods": _list_periods(request.user),
        "parts": superior_forms.build_preview(row, filling, area, results),
        "derived_numbers": superior_forms.list_derived_numbers(filling, area),
        "open_places": superior_forms.list_open_places(filling),
        "aside": superior_form_queries.get_aside_lines(row),
        "drafts": documents.list_drafts(request.user),
    }
    is_refused = context["refusal"] or context["differences"]
    return render(request, "documents/superior_filled.html", context, status=422 if is_refused else 200)


def _list_periods(user: User) -> list[tuple[str, str]]:
    """The periods of this year and the last that have begun, of each type that a form uses, the newest first; of weeks
    those of the last three months.
    """
    today = clock.today()
    periods = {
        period
        for kind in list_period_types(user)
        for period in list_periods(kind, today.year - 1, today.year)
        if period.start <= today
        if kind is not PeriodType.WEEK or period.start > today - _DAYS_OF_WEEKS
    }
    newest_first = sorted(periods, key=lambda period: (period.end, -period.start.toordinal()), reverse=True)
    return [(period.id, period_name(period)) for period in newest_first]


@require_safe
def download_filled_form(request: OfficialRequest, pk: uuid.UUID, period: str) -> HttpResponse:
    row = superior_form_queries.access_form(request.user, pk)
    if superior_form_queries.needs_review(row):
        return redirect("documents:superior_changes", pk)
    response = HttpResponse(_build_file(request, row, period), content_type=CONTENT_TYPES[row.kind])
    name = _build_file_name(row, period)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


@require_POST
def attach_filled_form(request: OfficialRequest, pk: uuid.UUID, period: str) -> HttpResponse:
    """Attach the filled form to a draft as it is now: later changes do not affect it."""
    row = superior_form_queries.access_form(request.user, pk)
    drafts = {str(draft.pk): draft for draft in documents.list_drafts(request.user)}
    if (draft := drafts.get(request.POST.get("document", ""))) is None or superior_form_queries.needs_review(row):
        raise Http404
    files.attach_file(
        document=draft.pk, name=_build_file_name(row, period), content_type=CONTENT_TYPES[row.kind],
        content=_build_file(request, row, period), by=request.user, at=clock.now(), key=request.POST.get("key", ""),
    )  # fmt: skip
    return redirect("documents:page", draft.pk)


def _build_file(request: OfficialRequest, row: SuperiorForm, period: str) -> bytes:
    """The filled file. Raises ActionRefused where it cannot be filled, or its totals are not the consolidated ones."""
    filling = filled_forms.build_filling(request.user, row, period)
    try:
        file = filled_forms.build_file(row, filling)
    except FileRefusedError as refusal:
        raise ActionRefused(str(refusal)) from refusal
    if message := form_totals.find_refusal(filling, file):
        raise ActionRefused(message)
    return file.content


def _build_file_name(row: SuperiorForm, period: str) -> str:
    return f"{' '.join(row.name.split())} {period}.{row.kind}"
