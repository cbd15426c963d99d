"""Tokens of the API on one's own account: listed, made and shown once, ended."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.forms import TokenForm
from sokehoach.apps.accounts.freshness import require_fresh_first
from sokehoach.apps.accounts.pages.tokens import list_token_rows
from sokehoach.apps.accounts.queries.tokens import find_token_offer
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.accounts.services import tokens as services
from sokehoach.apps.accounts.token_text import draw_token
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput


@require_safe
def show_tokens(request: OfficialRequest) -> HttpResponse:
    return render(request, "accounts/tokens.html", {"rows": list_token_rows(request.user, clock.now())})


@require_fresh_first
@sensitive_variables("text")
@require_http_methods(["GET", "POST"])
def create_token(request: OfficialRequest) -> HttpResponse:
    """Shows the new token on the answer to this POST alone: nothing can show it again."""
    offer = find_token_offer(request.user, clock.today())
    form = TokenForm(request.POST or None, offer=offer, today=clock.today())
    if form.is_valid():
        text = draw_token()
        try:
            services.create_token(
                user=request.user,
                name=form.cleaned_data["name"],
                actions=form.cleaned_data["actions"],
                programme=form.cleaned_data["programme"],
                unit=form.cleaned_data["unit"],
                confidential=form.cleaned_data.get("confidential", False),
                networks=form.cleaned_data["networks"],
                expires_on=form.cleaned_data["expires_on"],
                text=text,
                by=request.user,
                at=clock.now(),
            )
        except InvalidInput as invalid:
            for name, sentences in invalid.messages.items():
                form.add_error(name if name in form.fields else None, sentences)
        else:
            context = {
                "token": text.text,
                "name": form.cleaned_data["name"],
                "site": request.build_absolute_uri("/").rstrip("/"),
            }
            return render(request, "accounts/token.html", context)
    return render(request, "accounts/new_token.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def end_token(request: OfficialRequest, pk: int) -> HttpResponse:
    services.end_token(user=request.user, pk=pk, by=request.user, at=clock.now())
    messages.success(request, _("Đã chấm dứt mã truy cập: phần mềm dùng nó không vào được nữa."))
    return redirect("accounts:tokens")
