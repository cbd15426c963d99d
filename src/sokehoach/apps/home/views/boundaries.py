"""True borders for maps: what there is, and a file of better ones."""

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
from sokehoach.apps.shell.outcomes import Invalid, Refused


@require_http_methods(["GET", "POST"])
def boundaries(request: OfficialRequest) -> HttpResponse:
    shown = borders.shown(request.scope, clock.today())
    form = BoundariesForm(request.POST or None, request.FILES or None, initial={"since": clock.today()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            if told["file"].size > geojson.MOST_BYTES:
                raise geojson.NotBorders(_("tệp lớn hơn 5 MB"))
            known = borders.codes(request.scope, told["since"])
            rings = geojson.read(told["file"].read(), codes=known)
            services.keep(
                rings=rings, since=told["since"], source=told["source"], by=request.user, at=clock.now(),
                key=request.POST.get("key", ""),
            )  # fmt: skip
        except geojson.NotBorders as wrong:
            said = str(wrong)
            form.add_error("file", _("%(why)s. Không có gì thay đổi.") % {"why": said[:1].upper() + said[1:]})
        except Refused as refused:
            form.add_error("since", _("%(why)s Không có gì thay đổi.") % {"why": refused})
        except Invalid as invalid:
            for field, said_of in invalid.messages.items():
                form.add_error(field, said_of)
        else:
            messages.success(request, _("Đã nhập ranh giới của %(n)s đơn vị.") % {"n": len(rings)})
            return redirect("home:boundaries")
    status = 422 if form.is_bound else 200
    return render(request, "home/boundaries.html", {"shown": shown, "form": form}, status=status)
