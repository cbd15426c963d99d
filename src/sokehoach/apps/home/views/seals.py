"""Pages to download seals of the trail and to upload what witnesses return."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.audit.services import checkpoints
from sokehoach.apps.home.forms import CountersignForm
from sokehoach.apps.home.selectors import seals as reading
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput

PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def show_seals(request: OfficialRequest) -> HttpResponse:
    seals = reading.list_seals(request.scope)
    form = CountersignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            result = checkpoints.import_countersignatures(
                text=form.cleaned_data["text"],
                by=request.user,
                at=clock.now(),
                key=request.POST.get("key", ""),
            )
            sentence = _("Đã nhận chữ ký chứng kiến cho bản niêm phong %(size)s dòng.")
            messages.success(request, sentence % {"size": result.answer["size"]})
            return redirect("home:seals", permanent=False)
        except InvalidInput as invalid:
            for field, field_messages in invalid.messages.items():
                form.add_error(field or None, field_messages)
    newest = seals.first()
    context = {
        "form": form,
        "page_obj": Paginator(seals, PER_PAGE).get_page(request.GET.get("trang")),
        "newest": newest,
        "witnesses": reading.list_witnesses(newest),
        "unsealed": reading.count_unsealed(newest),
        "keys": reading.get_public_keys(request.scope),
    }
    return render(request, "home/seals.html", context, status=422 if form.errors else 200)


@require_safe
def download_brief(request: OfficialRequest, size: int, old: int) -> HttpResponse:
    return _build_download(
        reading.render_witness_brief(request.scope, size=size, old=old), f"niem-phong-{size}-tu-{old}.txt"
    )


@require_safe
def download_keys(request: OfficialRequest) -> HttpResponse:
    return _build_download(reading.get_public_keys(request.scope), "khoa.txt")


def _build_download(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
