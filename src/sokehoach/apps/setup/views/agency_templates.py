"""The agencies of a commune or province of today, from the template into a draft: chosen, looked over, taken."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from sokehoach.adapters.programme_files.tables import TableError
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.forms.agencies import AgencyTableForm, choose_area
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.services import drafts as services
from sokehoach.apps.setup.services.agencies import (
    AGENCIES,
    DraftArea,
    list_missing_agencies,
    list_template_areas,
    merge_agencies,
)
from sokehoach.apps.setup.views.drafts import tell_saved
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.apps.shell.post_params import parse_count


class AreaForm(forms.Form):
    """Names one of the draft's areas. `chosen_area`: once the form is valid."""

    area = forms.CharField(
        label=gettext_lazy("Tỉnh, thành phố, xã, phường, đặc khu"),
        max_length=100,
        help_text=gettext_lazy("gõ tên hoặc mã của một đơn vị trong bản nháp"),
    )
    chosen_area: DraftArea

    def __init__(self, typed: QueryDict | None, areas: list[DraftArea]) -> None:
        super().__init__(typed)
        self._areas = areas

    def clean_area(self) -> str:
        self.chosen_area = choose_area(self.cleaned_data["area"], self._areas)
        return self.chosen_area.name


@require_http_methods(["GET", "POST"])
def add_agencies(request: OfficialRequest, code: str) -> HttpResponse:
    """GET with `?area=` shows the template of that area; POST takes the agencies as they were typed."""
    draft = queries.access_draft(request.user, code)
    areas = list_template_areas(draft.files)
    typed = request.POST if request.method == "POST" else request.GET
    form, agency_form, status = AreaForm(typed if "area" in typed else None, areas), None, 200
    if form.is_bound and not form.is_valid():
        status = 422
    elif form.is_bound:
        agency_form = _build_agency_form(request, draft, form.chosen_area)
        if request.method == "POST" and agency_form is not None:
            status = 422
            if agency_form.is_valid():
                try:
                    _save(request, draft, form.chosen_area, agency_form)
                    return redirect("setup:draft", code)
                except VersionConflictError as conflict:
                    status = 409
                    agency_form.add_error(None, conflict.message)
                except InvalidInput as invalid:
                    for text in (text for texts in invalid.messages.values() for text in texts):
                        agency_form.add_error(None, text)
                except (ActionRefused, TableError) as refusal:
                    agency_form.add_error(None, str(refusal))
    elif request.method == "POST":
        status = 422
    context = {
        "draft": draft,
        "has_areas": bool(areas),
        "form": form,
        "area": form.chosen_area if form.is_valid() else None,
        "agency_form": agency_form,
        "revision": request.POST.get("revision", draft.revision),
    }
    return render(request, "setup/agency_template.html", context, status=status)


def _build_agency_form(request: OfficialRequest, draft: ProgrammeDraft, area: DraftArea) -> AgencyTableForm | None:
    """None where the area has all agencies of the template, or the draft's table cannot be read."""
    try:
        templates = list_missing_agencies(draft.files, area)
    except TableError:
        return None
    if not templates:
        return None
    typed = request.POST if request.POST.get("agencies_of") == area.code else None
    return AgencyTableForm(typed, area=area, templates=templates, needs_office=False)


def _save(request: OfficialRequest, draft: ProgrammeDraft, area: DraftArea, agency_form: AgencyTableForm) -> None:
    merged = merge_agencies(draft.files, area, agency_form.agencies)
    services.save_files(
        draft=draft, revision=parse_count(request.POST.get("revision", "")), changes={AGENCIES: merged.text},
        by=request.user, at=clock.now(), key=request.POST.get("key", ""),
    )  # fmt: skip
    count = len(merged.new_codes)
    text = ngettext("Đã thêm %(n)s cơ quan của %(unit)s.", "Đã thêm %(n)s cơ quan của %(unit)s.", count)
    messages.success(request, text % {"n": count, "unit": area.name})
    tell_saved(request, draft.code)
