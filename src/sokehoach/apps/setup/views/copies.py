"""«Sao chép chương trình»: asks for the code and the name of the new programme, and begins its draft."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.setup.forms.drafts import CopyForm
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.services.copies import copy_programme
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput


@require_http_methods(["GET", "POST"])
def copy_into_draft(request: OfficialRequest, code: str) -> HttpResponse:
    programme = queries.access_programme(request.user, code)
    form, names = CopyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            result = copy_programme(
                programme=programme, code=form.cleaned_data["code"], name=form.cleaned_data["name"], by=request.user,
                at=clock.now(), key=request.POST.get("key", ""),
            )  # fmt: skip
            return redirect("setup:draft", str(result.answer["code"]))
        except InvalidInput as invalid:
            names = form.cleaned_data["name"]
            for messages in invalid.messages.values():
                for message in messages:
                    form.add_error("name", message)
        except ActionRefused as refusal:
            form.add_error("code", str(refusal))
    context = {"programme": programme, "form": form, "names": names}
    return render(request, "setup/copy.html", context, status=422 if form.is_bound else 200)
