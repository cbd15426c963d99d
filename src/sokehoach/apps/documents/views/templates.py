"""«Mẫu văn bản»: the outlines of an office, changed by it, looked at with today's figures, kept version by version."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.documents.forms.outlines import OutlineForm
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.selectors import outlines, previews
from sokehoach.apps.documents.services import outlines as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid, Stale
from sokehoach.domain.periods.period import at_hand, name_vi


@require_safe
def listing(request: OfficialRequest) -> HttpResponse:
    if not request.scope.anywhere(Action.DOCUMENT_DRAFT):
        raise Http404
    return render(request, "documents/templates.html", {"rows": outlines.kept_by(request.user)})


@require_http_methods(["GET", "POST"])
def page(request: OfficialRequest, code: str) -> HttpResponse:
    """The outline to be changed; «look» shows it with today's figures, «keep» puts it in force."""
    row = outlines.kept(request.user, code)
    versions = outlines.versions(row)
    shown = _asked(request, row)
    form = OutlineForm(
        request.POST or None, row=shown, version=row.version,
        units=previews.addressees(row, clock.today()), forms_known=previews.annexes(),
    )  # fmt: skip
    told = {
        "row": row, "shown": shown, "versions": versions, "form": form, "names": outlines.names(row, clock.today()),
        "looks": previews.has_words(row), "period_name": name_vi(at_hand(clock.today())),
    }  # fmt: skip
    if request.method == "GET":
        return render(request, "documents/template.html", told)
    status = 422
    if form.is_valid():
        try:
            if "look" in request.POST and told["looks"]:
                made = outlines.proposed(row, form.wording, clock.today())
                told["preview"] = previews.words(made, clock.today(), audience_of(request.user))
                return render(request, "documents/template.html", told)
            services.rewrite(
                code=code, version=form.cleaned_data["version"], wording=form.wording, by=request.user, at=clock.now(),
                key=request.POST.get("key", ""),
            )  # fmt: skip
            return redirect("documents:template", code)
        except Invalid as refusal:
            for field, messages in refusal.messages.items():
                form.add_error(field if field in form.fields else None, messages)
        except Stale as late:
            form.add_error(None, late.message)
            status = 409
    return render(request, "documents/template.html", told, status=status)


def _asked(request: OfficialRequest, row: ReportOutline) -> ReportOutline:
    """An earlier version to begin from, or the one that stands."""
    number = request.GET.get("ban", "")
    if not number.isdecimal() or len(number) > 6:
        return row
    earlier = outlines.versions(row).filter(version=int(number)).select_related("issuer__parent", "unit")
    return earlier.first() or row
