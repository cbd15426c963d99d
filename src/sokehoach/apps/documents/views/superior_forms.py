"""The superior's own forms: taken in, mapped place by place, filled for a period."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.adapters.guard import NotTaken
from sokehoach.adapters.ooxml import CONTENT_TYPES
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.forms.superior_forms import LabelForm, PlaceForm, UploadForm
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.permissions import may_keep_form
from sokehoach.apps.documents.selectors import documents, filled_forms, form_preview, form_totals
from sokehoach.apps.documents.selectors import superior_forms as rows
from sokehoach.apps.documents.selectors.vocabulary import vocabulary
from sokehoach.apps.documents.services import files
from sokehoach.apps.documents.services import superior_forms as services
from sokehoach.apps.orgunits.selectors.units import area_of
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.selectors import plans
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid, Refused, Stale
from sokehoach.domain.documents.foreign.place import Place
from sokehoach.domain.documents.foreign.reading import FormReading
from sokehoach.domain.documents.foreign.scopes import complete, reread
from sokehoach.domain.documents.foreign.source import Source
from sokehoach.domain.periods.period import at_hand, name_vi, parse


@require_safe
def listing(request: OfficialRequest) -> HttpResponse:
    if not request.scope.anywhere(Action.CONSOLIDATE_VIEW):
        raise Http404
    period = at_hand(clock.today())
    told = {
        "forms": rows.listed(request.user), "period": period, "period_name": name_vi(period),
        "may_keep": may_keep_form(request.user, request.user.unit),
    }  # fmt: skip
    return render(request, "documents/superior_forms.html", told)


@require_http_methods(["GET", "POST"])
def upload(request: OfficialRequest) -> HttpResponse:
    if not may_keep_form(request.user, request.user.unit):
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None)
    form.fields["follows"].queryset = SuperiorForm.objects.filter(unit=request.user.unit)
    form.fields["plan"].queryset = plans.listed(request.scope).filter(state=Plan.State.IN_FORCE)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        said = services.Told(
            told["name"], told["letter"], told["valid_from"], told["valid_until"],
            plan=told["plan"] and told["plan"].pk, follows=told["follows"] and told["follows"].pk,
        )  # fmt: skip
        try:
            done = services.keep(
                told=said, data=told["file"].read(), file_name=told["file"].name, by=request.user,
                at=clock.now(), key=request.POST.get("key", ""),
            )  # fmt: skip
            to = "documents:superior_changes" if said.follows else "documents:superior_form"
            return redirect(to, done.answer["form"])
        except Invalid as invalid:
            for field, messages in invalid.messages.items():
                form.add_error(field if field in form.fields else None, messages)
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/superior_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def page(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """The form as it looks; beside it the place that is asked, the first open one where none is named. A place whose
    label nobody has explained asks for that first.
    """
    row = rows.form_for(request.user, pk)
    settled, may_keep = rows.settled(row), may_keep_form(request.user, row.unit)
    reading = rows.reading_of(row, vocabulary(row.unit, clock.today()))
    wanted = {place.at: place for place in reading.places}
    open_places = [place.at for place in reading.places if place.at not in settled and not place.formula]
    asked = wanted.get(request.GET.get("o", "")) or wanted.get(open_places[0] if open_places else "")
    form, status = None, 200
    if request.method == "POST" and (asked is None or not may_keep):
        raise Http404
    if asked is not None and may_keep:
        form = _asking(request, asked, reading, settled)
        form.initial["version"] = row.version
        if request.method == "POST":
            status = 422
            if form.is_valid():
                try:
                    _settle(request, row, form, reading, settled)
                    return redirect("documents:superior_form", pk)
                except Stale as stale:
                    row.refresh_from_db()
                    form.data = form.data.copy()
                    form.data["version"] = str(row.version)
                    form.add_error(None, stale.message)
                    status = 409
    period = at_hand(clock.today())
    told = {
        "row": row, "parts": rows.shown(row, reading), "aside": rows.aside(row), "asked": asked, "form": form,
        "about_label": isinstance(form, LabelForm), "explained": asked and reading.explained(asked),
        "waiting": open_places, "total": sum(not place.formula for place in reading.places), "period": period,
        "period_name": name_vi(period), "unseen": rows.unseen(row),
    }  # fmt: skip
    return render(request, "documents/superior_form.html", told, status=status)


def _asking(
    request: OfficialRequest, asked: Place, reading: FormReading, settled: Mapping[str, Source]
) -> PlaceForm | LabelForm:
    """What a label names, where that is open or is to be said again; else what stands in the place."""
    question = None if asked.at in settled else reading.question(asked)
    if "nhan" in request.GET:
        question = question or next(iter(reading.explained(asked)), None)
    if question is not None and (
        request.method == "GET" or "names" in request.POST or "label" in request.POST
    ):
        return LabelForm(request.POST or None, question=question, known=reading.vocabulary)
    return PlaceForm(request.POST or None, place=asked, reading=reading, settled=settled)


def _settle(
    request: OfficialRequest,
    row: SuperiorForm,
    form: PlaceForm | LabelForm,
    reading: FormReading,
    settled: Mapping[str, Source],
) -> None:
    """What was decided, and what follows from it."""
    if isinstance(form, LabelForm):
        answers = form.answers
        after = rows.reading_of(row, reading.vocabulary, more=answers)
        sources = reread(reading, after, settled)
    else:
        answers, after, sources = {}, reading, form.decided
    services.settle(
        form=row.pk, version=form.cleaned_data["version"], sources=sources | complete(after, {**settled, **sources}),
        answers=answers, by=request.user, at=clock.now(), key=request.POST.get("key", ""),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def changes(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """What is gone, new, renamed and moved since the form before; it is filled only after somebody has looked."""
    row = rows.form_for(request.user, pk)
    if row.follows is None:
        raise Http404
    if request.method == "POST":
        services.look(form=pk, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
        return redirect("documents:superior_form", pk)
    told = {
        "row": row, "before": row.follows, "found": rows.changes(row),
        "may_keep": may_keep_form(request.user, row.unit),
    }  # fmt: skip
    return render(request, "documents/superior_changes.html", told)


@require_safe
def filled(request: OfficialRequest, pk: uuid.UUID, period: str) -> HttpResponse:
    """The filled form as it looks, each number a way to what it rests on; what stays open, and why."""
    row = rows.form_for(request.user, pk)
    if rows.unseen(row):
        return redirect("documents:superior_changes", pk)
    found, area = filled_forms.filling(request.user, row, period), area_of(row.unit).code
    told: dict[str, Any] = {"file": None, "refusal": ""}
    try:
        told["file"] = filled_forms.made(row, found)
    except NotTaken as refusal:
        told["refusal"] = str(refusal)
    results = told["file"].results if told["file"] else {}
    told["differences"] = form_totals.differences(found, told["file"]) if told["file"] else ()
    told |= {
        "row": row, "period": period, "period_name": name_vi(parse(period)), "found": found, "periods": _periods(),
        "parts": form_preview.shown(row, found, area, results), "made": form_preview.made(found, area),
        "left": form_preview.left(found), "aside": rows.aside(row), "drafts": documents.drafts(request.user),
    }  # fmt: skip
    refused = told["refusal"] or told["differences"]
    return render(request, "documents/superior_filled.html", told, status=422 if refused else 200)


def _periods() -> list[tuple[str, str]]:
    """Those of this year and the last that have begun, the newest first."""
    today = clock.today()
    told = [parse(f"{year}{part}") for year in (today.year, today.year - 1) for part in ("", "S2", "S1")]
    return [(one.id, name_vi(one)) for one in told if one.start <= today]


@require_safe
def take(request: OfficialRequest, pk: uuid.UUID, period: str) -> HttpResponse:
    row = rows.form_for(request.user, pk)
    if rows.unseen(row):
        return redirect("documents:superior_changes", pk)
    response = HttpResponse(_file(request, row, period), content_type=CONTENT_TYPES[row.kind])
    response.headers["Content-Disposition"] = content_disposition_header(True, _file_name(row, period)) or ""
    return response


@require_POST
def attach(request: OfficialRequest, pk: uuid.UUID, period: str) -> HttpResponse:
    """The filled form goes beside a draft, as it is filled now: what changes later does not change it."""
    row = rows.form_for(request.user, pk)
    drafts = {str(one.pk): one for one in documents.drafts(request.user)}
    if (draft := drafts.get(request.POST.get("document", ""))) is None or rows.unseen(row):
        raise Http404
    files.attach(
        document=draft.pk, name=_file_name(row, period), content_type=CONTENT_TYPES[row.kind],
        content=_file(request, row, period), by=request.user, at=clock.now(), key=request.POST.get("key", ""),
    )  # fmt: skip
    return redirect("documents:page", draft.pk)


def _file(request: OfficialRequest, row: SuperiorForm, period: str) -> bytes:
    """Raises Refused where the form cannot be filled, or its totals are not those that are consolidated."""
    found = filled_forms.filling(request.user, row, period)
    try:
        file = filled_forms.made(row, found)
    except NotTaken as refusal:
        raise Refused(str(refusal)) from refusal
    if said := form_totals.refusal(found, file):
        raise Refused(said)
    return file.content


def _file_name(row: SuperiorForm, period: str) -> str:
    return f"{' '.join(row.name.split())} {period}.{row.kind}"
