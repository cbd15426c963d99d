"""The superior's own forms: taken in, mapped place by place, filled for a period."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.adapters.blank.opening import CONTENT_TYPES
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.forms.superior_forms import PlaceForm, UploadForm
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.permissions import may_keep_form
from sokehoach.apps.documents.selectors import documents, filled_forms
from sokehoach.apps.documents.selectors import superior_forms as rows
from sokehoach.apps.documents.selectors.vocabulary import vocabulary
from sokehoach.apps.documents.services import files
from sokehoach.apps.documents.services import superior_forms as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid
from sokehoach.domain.documents.foreign.likeness import propose
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
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        follows = told["follows"].pk if told["follows"] else None
        said = services.Told(
            told["name"], told["letter"], told["valid_from"], told["valid_until"], follows=follows
        )
        try:
            done = services.keep(
                told=said, data=told["file"].read(), file_name=told["file"].name, by=request.user,
                at=clock.now(), key=request.POST.get("key", ""),
            )  # fmt: skip
            return redirect("documents:superior_form", done.answer["form"])
        except Invalid as invalid:
            for field, messages in invalid.messages.items():
                form.add_error(field if field in form.fields else None, messages)
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/superior_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def page(request: OfficialRequest, pk: uuid.UUID) -> HttpResponse:
    """The form as it looks; beside it the place that is asked, the first open one where none is named."""
    row = rows.form_for(request.user, pk)
    known, may_keep = rows.settled(row), may_keep_form(request.user, row.unit)
    wanted = {place.at: place for place in rows.places_of(row)}
    waiting = [at for at in wanted if at not in known]
    asked = wanted.get(request.GET.get("o", "")) or wanted.get(waiting[0] if waiting else "")
    form, status = None, 200
    if request.method == "POST" and (asked is None or not may_keep):
        raise Http404
    if asked is not None and may_keep:
        words = vocabulary(row.unit, clock.today())
        form = PlaceForm(
            request.POST or None, proposal=propose(asked, words), known=words, now=known.get(asked.at)
        )
        form.initial["version"] = row.version
        if request.method == "POST":
            if form.is_valid():
                services.settle(
                    form=pk, version=form.cleaned_data["version"], place=asked.at, source=form.source,
                    by=request.user, at=clock.now(), key=request.POST.get("key", ""),
                )  # fmt: skip
                return redirect(reverse("documents:superior_form", args=[pk]))
            status = 422
    period = at_hand(clock.today())
    told = {
        "row": row, "parts": rows.shown(row), "asked": asked, "form": form, "waiting": waiting, "total": len(wanted),
        "period": period, "period_name": name_vi(period),
    }  # fmt: skip
    return render(request, "documents/superior_form.html", told, status=status)


@require_safe
def filled(request: OfficialRequest, pk: uuid.UUID, period: str) -> HttpResponse:
    row = rows.form_for(request.user, pk)
    made = filled_forms.filling(request.user, row, period)
    told = {
        "row": row, "period": period, "period_name": name_vi(parse(period)), "made": made,
        "drafts": documents.drafts(request.user),
    }  # fmt: skip
    return render(request, "documents/superior_filled.html", told)


@require_safe
def take(request: OfficialRequest, pk: uuid.UUID, period: str) -> HttpResponse:
    row = rows.form_for(request.user, pk)
    response = HttpResponse(
        filled_forms.file_for(request.user, row, period), content_type=CONTENT_TYPES[row.kind]
    )
    response.headers["Content-Disposition"] = content_disposition_header(True, _file_name(row, period)) or ""
    return response


@require_POST
def attach(request: OfficialRequest, pk: uuid.UUID, period: str) -> HttpResponse:
    """The filled form goes beside a draft, as it is filled now: what changes later does not change it."""
    row = rows.form_for(request.user, pk)
    drafts = {str(one.pk): one for one in documents.drafts(request.user)}
    if (draft := drafts.get(request.POST.get("document", ""))) is None:
        raise Http404
    files.attach(
        document=draft.pk, name=_file_name(row, period), content_type=CONTENT_TYPES[row.kind],
        content=filled_forms.file_for(request.user, row, period), by=request.user, at=clock.now(),
        key=request.POST.get("key", ""),
    )  # fmt: skip
    return redirect("documents:page", draft.pk)


def _file_name(row: SuperiorForm, period: str) -> str:
    return f"{row.name} {period}.{row.kind}"
