"""Signing in and out: by password, by passkey, by a provider; the second step; the confirmation in between."""

import secrets

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows import login as logins
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY, resume_request
from allauth.account.models import Login
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.internal.constants import LoginStageKey
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.socialaccount.adapter import get_adapter as providers
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect import views as connect
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from requests import RequestException

from sokehoach.apps.accounts import hooks
from sokehoach.apps.accounts.forms import CodeForm, ConfirmForm, PasskeyForm, SignInForm
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.pages import own_account
from sokehoach.apps.accounts.queries import users
from sokehoach.apps.accounts.services import attempts, factors
from sokehoach.apps.shell import clock

WRONG_CREDENTIALS = gettext_lazy(
    "Tên đăng nhập hoặc mật khẩu không đúng, hoặc đã sai nhiều lần và phải chờ. Hãy gõ lại, chú ý phím Caps Lock."
)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if not users.has_opened_account() and (not users.has_any_user() or users.find_waiting_administrator()):
        return redirect(settings.FIRST_RUN)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        if _is_address_locked(request):
            return render(request, "accounts/too_many.html", status=429)
        user = check_password(request, step="password", **form.cleaned_data)
        if user is not None:
            login = Login(user=user, redirect_url=_get_next_url(request))
            return logins.perform_password_login(request, {"username": user.username}, login)
        # One message for all: it must not reveal which names exist, nor which are locked (ASVS 6.3.8).
        form.add_error(None, WRONG_CREDENTIALS)
    return _render_sign_in(request, form, status=422 if form.is_bound else 200)


def _render_sign_in(request: HttpRequest, form: SignInForm, *, status: int, **extra: object) -> HttpResponse:
    accounts = list(users.list_demo_users())
    by_name = {user.username: user for user in accounts}
    first = [
        (by_name[name], gettext(description)) for name, description in settings.CAST_FIRST.items() if name in by_name
    ]
    if form.is_bound or not accounts:  # with demo users above it, focus would scroll past them
        form.fields["username"].widget.attrs["autofocus"] = True
    context = {
        "form": form, "first": first,
        "other_users": [user for user in accounts if user.username not in settings.CAST_FIRST],
        "next": _get_next_url(request), "provider": provider_name(),
    }  # fmt: skip
    return render(request, "accounts/sign_in.html", context | extra, status=status)


@login_not_required
@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Signs in as one of the demonstration's users; 404 outside demonstration mode."""
    if settings.DEMONSTRATION is None:
        raise Http404
    user = users.get_demo_user(request.POST.get("username", ""))
    auth.login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    hooks.start_session(request, user)
    return redirect(_get_next_url(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    return redirect("accounts:sign_in")


@login_stage_required(stage=LoginStageKey.MFA_AUTHENTICATE.value, redirect_urlname="accounts:sign_in")
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Asks for a code or a passkey after a correct password."""
    stage = request._login_stage
    user = stage.login.user
    form = CodeForm(request.POST if "code" in request.POST else None)
    if form.is_valid():
        row = _check_code(request, user, form.cleaned_data["code"], step="factor")
        if row is not None:
            post_authentication(request, row)
            return stage.exit()
        form.add_error("code", _("Mã không đúng hoặc đã dùng rồi. Hãy đợi mã mới; sai nhiều lần thì phải chờ."))
    key = PasskeyForm(request.POST if "credential" in request.POST else None)
    if key.is_bound:
        row = _check_passkey(request, key, user, step="factor")
        if row is not None:
            post_authentication(request, row)
            return stage.exit()
    user_factors = own_account.get_factors(user)
    options = passkeys.begin_authentication(user) if user_factors.passkeys else None
    context = {"form": form, "key": key, "options": options, "factors": user_factors}
    return render(request, "accounts/second_step.html", context, status=422 if request.method == "POST" else 200)


@login_not_required
@never_cache
@require_GET
def passkey_options(request: HttpRequest) -> HttpResponse:
    """Returns the challenge for signing in by a passkey alone: the device names the account."""
    return JsonResponse(passkeys.begin_authentication(None))


@login_not_required
@require_POST
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Signs in by passkey, which is two factors in one: the device, and the finger or PIN that unlocks it."""
    if _is_address_locked(request):
        return render(request, "accounts/too_many.html", status=429)
    form = PasskeyForm(request.POST)
    row = _check_passkey(request, form, None, step="passkey")
    if row is None or not row.user.stands(clock.today()):
        return _render_sign_in(request, SignInForm(), status=422, wrong_key=True)
    post_authentication(request, row, passwordless=True)
    return logins.perform_login(request, Login(user=row.user, redirect_url=_get_next_url(request)))


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "POST"])
def confirm_identity(request: HttpRequest) -> HttpResponse:
    """Asks for authentication again before a sensitive action, then continues the request."""
    user_factors = own_account.get_factors(request.user)
    form = ConfirmForm(request.POST if request.POST.keys() & {"password", "code"} else None)
    key = PasskeyForm(request.POST if "credential" in request.POST else None)
    is_confirmed = False
    if form.is_valid() and form.cleaned_data["password"]:
        user = check_password(
            request, username=request.user.username, password=form.cleaned_data["password"], step="confirm"
        )
        is_confirmed = user is not None
        if is_confirmed:
            logins.record_authentication(request, request.user, method="password", reauthenticated=True)
    elif form.is_bound and form.is_valid():
        row = _check_code(request, request.user, form.cleaned_data["code"], step="confirm")
        is_confirmed = row is not None
        if row is not None:
            post_authentication(request, row, reauthenticated=True)
    elif key.is_bound and (row := _check_passkey(request, key, request.user, step="confirm")) is not None:
        post_authentication(request, row, reauthenticated=True)
        is_confirmed = True
    if is_confirmed:
        return resume_request(request) or redirect("accounts:own")
    if form.is_bound:
        form.add_error(None, _("Không đúng, hoặc đã sai nhiều lần và phải chờ. Hãy gõ lại."))
    options = passkeys.begin_authentication(request.user) if user_factors.passkeys else None
    context = {
        "form": form, "key": key, "options": options, "factors": user_factors, "next": _get_next_url(request),
        "has_saved_input": STATE_SESSION_KEY in request.session,
    }  # fmt: skip
    return render(request, "accounts/confirm.html", context, status=422 if request.method == "POST" else 200)


@login_not_required
@require_POST
def provider_sign_in(request: HttpRequest) -> HttpResponse:
    return ask_provider(request, "login")


@login_not_required
@require_GET
def provider_answer(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Handles the provider's redirect.

    allauth checks the state, exchanges the code with its PKCE verifier, checks issuer, audience and expiry;
    `hooks.ProviderAdapter` checks the nonce and that the subject is bound.
    """
    return connect.callback(request, provider_id)


def ask_provider(request: HttpRequest, process: str) -> HttpResponse:
    try:
        provider = providers(request).get_provider(request, "openid_connect")
        request.session["oidc-nonce"] = nonce = secrets.token_urlsafe(24)
        return provider.redirect(request, process=process, auth_params={"nonce": nonce})
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except RequestException:
        return hooks.render_refusal(request)


def provider_name() -> str:
    """Returns the provider's display name, «» where there is none."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return apps[0]["name"] if apps else ""


def _is_address_locked(request: HttpRequest) -> bool:
    return attempts.address_must_wait(hooks.get_origin(request), clock.now())


def check_password(request: HttpRequest, *, username: str, password: str, step: str) -> User | None:
    """Checks a password with the same work for an unknown name, a wrong password and a waiting account."""
    at, origin = clock.now(), hooks.get_origin(request, username)
    user = auth.authenticate(request, username=username, password=password)
    if attempts.must_wait(username, origin, at) or user is None:
        claimed_user = users.find_user(username)
        attempts.record_failure(
            username=username,
            user=claimed_user,
            origin=origin,
            step=step,
            by=claimed_user or "sign-in",
            at=at,
        )
        return None
    return user


def _check_code(request: HttpRequest, user: User, code: str, *, step: str):
    at, origin = clock.now(), hooks.get_origin(request, user.username)
    is_waiting = attempts.must_wait(user.username, origin, at, code=True)
    row = None if is_waiting else factors.use_code(user=user, code=code)
    if row is None:
        attempts.record_failure(username=user.username, user=user, origin=origin, step=step, by=user, at=at)
    return row


def _check_passkey(request: HttpRequest, form: PasskeyForm, user: User | None, *, step: str):
    """Returns the passkey that answered the challenge, or None, counted as a failure.

    A valid passkey ignores waits: it cannot be guessed, and password guesses must not keep its owner out.
    """
    if not form.is_valid():
        return None
    credential = form.cleaned_data["credential"]
    owner = user
    try:
        passkeys.parse_authentication_response(credential)
        owner = owner or passkeys.extract_user_from_response(credential)
        return passkeys.complete_authentication(owner, credential)
    except (ValidationError, AttributeError, KeyError):
        name = owner.username if owner else ""
        attempts.record_failure(
            username=name, user=owner, origin=hooks.get_origin(request, name), step=step, by=owner or "sign-in",
            at=clock.now(),
        )  # fmt: skip
        return None


def _get_next_url(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return settings.LOGIN_REDIRECT_URL
