"""The page of area borders, with import of a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sokehoach.adapters import geojson
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.home.forms import BoundariesForm
from sokehoach.apps.home.selectors import borders
from sokehoach.apps.orgunits.services import boundaries as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput


@require_http_methods(["GET", "POST"])
def show_boundaries(request: OfficialRequest) -> HttpResponse:
    area_borders = borders.load_area_borders(request.scope, clock.today())
    form = BoundariesForm(request.POST or None, request.FILES or None, initial={"since": clock.today()})
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            if cleaned["file"].size > geojson.MAX_BYTES:
                raise geojson.BordersFileError(_("tệp lớn hơn 5 MB"))
            allowed_codes = borders.list_area_codes(request.scope, cleaned["since"])
            rings = geojson.read_borders(cleaned["file"].read(), codes=allowed_codes)
            services.import_boundaries(
                rings=rings, since=cleaned["since"], source=cleaned["source"], by=request.user, at=clock.now(),
                key=request.POST.get("key", ""),
            )  # fmt: skip
        except geojson.BordersFileError as wrong:
            message = str(wrong)
            form.add_error("file", _("%(why)s. Không có gì thay đổi.") % {"why": message[:1].upper() + message[1:]})
        except ActionRefused as refused:
            form.add_error("since", _("%(why)s Không có gì thay đổi.") % {"why": refused})
        except InvalidInput as invalid:
            for field, field_messages in invalid.messages.items():
                form.add_error(field, field_messages)
        else:
            messages.success(request, _("Đã nhập ranh giới của %(n)s đơn vị.") % {"n": len(rings)})
            return redirect("home:boundaries")
    status = 422 if form.is_bound else 200
    return render(request, "home/boundaries.html", {"shown": area_borders, "form": form}, status=status)
