"""Signing in and out."""

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sokehoach.apps.accounts.forms import SignIn
from sokehoach.apps.accounts.selectors import users


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignIn(request.POST or None)
    if form.is_valid():
        user = auth.authenticate(request, **form.cleaned_data)
        if user is not None:
            auth.login(request, user)
            return redirect(_next(request))
        # One sentence for both: it must not tell which names exist (ASVS 6.3.8).
        form.add_error(None, _("Tên đăng nhập hoặc mật khẩu không đúng. Hãy gõ lại, chú ý phím Caps Lock."))
    status = 422 if form.is_bound else 200
    return render(
        request,
        "accounts/sign_in.html",
        {"form": form, "cast": users.cast(), "next": _next(request)},
        status=status,
    )


@login_not_required
@require_POST
def play(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's cast; exists in demonstration mode alone."""
    if settings.DEMONSTRATION is None:
        raise Http404
    auth.login(request, users.player(request.POST.get("username", "")))
    return redirect(_next(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    return redirect("accounts:sign_in")


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return settings.LOGIN_REDIRECT_URL
