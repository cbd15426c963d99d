"""The first run with the units of today: of a province or of one of its communes; looked at, then loaded whole."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sokehoach.adapters.programme_files.national_units import LIST_DATE
from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.adapters.programme_files.scaffold import build_scaffold, list_agency_templates
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.setup.forms.agencies import AgencyTableForm
from sokehoach.apps.setup.forms.first_run import FirstUnitsForm
from sokehoach.apps.setup.pages.first_units import build_area_preview
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.setup.views.first_run import ACTOR, build_units_form, require_code
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import ActionRefused


@login_not_required
@require_http_methods(["GET", "POST"])
@require_code
def begin_with_units(request: HttpRequest) -> HttpResponse:
    """POST shows the units and the agencies of the template; with «begin» it loads the programme."""
    form = build_units_form(request.POST or None)
    if form is None or Programme.objects.exists():
        return redirect("setup:first_run")
    agency_form = preview = None
    if form.is_valid():
        preview = build_area_preview(form.chosen_area)
        agency_form = _build_agency_form(form, request.POST)
        if "begin" not in request.POST:
            agency_form.errors.clear()  # what is only looked at lacks nothing yet
        elif agency_form.is_valid() and _load(request, form, agency_form):
            return redirect("setup:first_run")
    is_refused = bool(form.errors or (agency_form is not None and agency_form.errors))
    context = {"form": form, "agency_form": agency_form, "preview": preview, "list_date": LIST_DATE}
    return render(request, "setup/first_units.html", context, status=422 if is_refused else 200)


def _build_agency_form(form: FirstUnitsForm, typed: QueryDict) -> AgencyTableForm:
    """As it was typed; the template where another area has been chosen since."""
    area = form.chosen_area
    return AgencyTableForm(
        typed if typed.get("agencies_of") == area.code else None, area=area,
        templates=list_agency_templates(area.kind, name=area.name), needs_office=True,
    )  # fmt: skip


def _load(request: HttpRequest, form: FirstUnitsForm, agency_form: AgencyTableForm) -> bool:
    try:
        files = build_scaffold(form.build_programme(agency_form.office_suffix), agency_form.agencies)
        programme = programmes.read_programme(files)
        programmes.import_programme(programme=programme, by=ACTOR, at=clock.now())
    except DefinitionError as error:
        form.add_error("name", translate(error.problems[0].reason))
        return False
    except ActionRefused as refused:
        form.add_error(None, refused.message)
        return False
    count = sum(not unit.unit.level.attached for unit in programme.units) - 1
    values = {
        "name": programme.name,
        "count": count,
        "unit": form.chosen_area.name,
        "agencies": len(agency_form.agencies),
    }
    if form.chosen_area.province:
        text = _("Đã lập chương trình «%(name)s» của %(unit)s, số cơ quan: %(agencies)s.")
    else:
        text = ngettext(
            "Đã lập chương trình «%(name)s» với %(count)s xã, phường, đặc khu.",
            "Đã lập chương trình «%(name)s» với %(count)s xã, phường, đặc khu.",
            count,
        )
    messages.success(request, text % values)
    return True
