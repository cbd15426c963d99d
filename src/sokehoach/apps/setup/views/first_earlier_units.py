"""The first run with the units of a province before 1 July 2025: looked at, then loaded whole."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sokehoach.adapters.programme_files.national_units import (
    EARLIER_LIST_DATE,
    LIST_DATE,
    ListMissingError,
    list_earlier_provinces,
)
from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.adapters.programme_files.scaffold import list_agency_templates
from sokehoach.adapters.programme_files.scaffold.earlier_province import (
    AGENCIES,
    build_earlier_scaffold,
    get_earlier_province,
)
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.setup.forms.first_run import EarlierUnitsForm
from sokehoach.apps.setup.pages.earlier_units import build_unit_preview
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.setup.views.first_run import ACTOR, require_code
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import ActionRefused


@login_not_required
@require_http_methods(["GET", "POST"])
@require_code
def begin_with_earlier_units(request: HttpRequest) -> HttpResponse:
    """POST shows the units of the province; with «begin» it loads the programme."""
    try:
        provinces = list_earlier_provinces()
    except ListMissingError:
        return redirect("setup:first_run")
    if Programme.objects.exists():
        return redirect("setup:first_run")
    form = EarlierUnitsForm(
        request.POST or None, provinces=provinces, agencies=list_agency_templates(file=AGENCIES),
        initial={"year": EARLIER_LIST_DATE.year + 1},
    )  # fmt: skip
    preview, has_ended = None, clock.today() >= LIST_DATE
    if form.is_valid():
        new_programme = form.build_programme()
        units = get_earlier_province(new_programme.province)
        preview = build_unit_preview(units)
        if "begin" in request.POST:
            try:
                is_of_successor = has_ended and preview.is_merged
                files = build_earlier_scaffold(new_programme, is_of_successor=is_of_successor)
                programme = programmes.read_programme(files)
                programmes.import_programme(programme=programme, by=ACTOR, at=clock.now())
            except DefinitionError as error:
                form.add_error("name", translate(error.problems[0].reason))
            except ActionRefused as refused:
                form.add_error(None, refused.message)
            else:
                text = _("Đã lập chương trình «%(name)s». Số đơn vị cấp huyện: %(districts)s; cấp xã: %(communes)s.")
                counts = {"districts": len(units.districts), "communes": len(units.communes)}
                messages.success(request, text % ({"name": programme.name} | counts))
                return redirect("setup:first_run")
    context = {
        "form": form,
        "preview": preview,
        "list_date": EARLIER_LIST_DATE,
        "has_ended": has_ended,
    }
    status = 422 if form.errors else 200
    return render(request, "setup/first_earlier_units.html", context, status=status)
