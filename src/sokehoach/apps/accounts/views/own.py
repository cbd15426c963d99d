"""«Tài khoản của tôi»: password, second factors, sessions, the provider."""

from allauth.mfa.adapter import get_adapter as mfa
from allauth.mfa.totp.internal import auth as totp_auth
from allauth.mfa.webauthn.internal import auth as passkeys
from django.contrib import auth, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.forms import ChangePasswordForm, CodeForm, NewPasskeyForm
from sokehoach.apps.accounts.freshness import require_fresh, require_fresh_first
from sokehoach.apps.accounts.middleware import needs_factor
from sokehoach.apps.accounts.pages import own_account
from sokehoach.apps.accounts.queries import users
from sokehoach.apps.accounts.queries.own_programmes import list_own_programmes
from sokehoach.apps.accounts.requests import CHOSEN_PROGRAMME, OfficialRequest
from sokehoach.apps.accounts.services import factors, sessions
from sokehoach.apps.accounts.services import users as services
from sokehoach.apps.accounts.views.signing_in import ask_provider, check_password, provider_name
from sokehoach.apps.notices.queries import find_link_address, list_notices, mask_address
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput


@require_POST
def choose_programme(request: OfficialRequest) -> HttpResponse:
    """Keeps in the session which programme the pages show, all for any other value, and redirects to `next`."""
    typed = request.POST.get("programme", "")
    programme = next((pk for pk in list_own_programmes(request.user) if str(pk) == typed), None)
    if programme is not None:
        request.session[CHOSEN_PROGRAMME] = programme
    else:
        request.session.pop(CHOSEN_PROGRAMME, None)
    address = request.POST.get("next", "")
    is_own = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return redirect(address if is_own else "/")


@require_safe
def show_own_account(request: OfficialRequest) -> HttpResponse:
    context = {
        "factors": own_account.get_factors(request.user),
        "sessions": own_account.list_sessions(request.user, request.session.session_key),
        "must": needs_factor(request),
        "grants": users.list_current_grants(request.user),
        "provider": provider_name(),
        "bound": users.is_bound(request.user),
        "address": mask_address(find_link_address(request.user.pk, clock.now())),
        "security_notices": list_notices(request.user.pk, clock.now())[:20],
    }
    return render(request, "accounts/own.html", context)


@require_fresh_first
@sensitive_post_parameters("old", "new")
@require_http_methods(["GET", "POST"])
def change_password(request: OfficialRequest) -> HttpResponse:
    """Changes the password. A wrong current one counts as a failed sign-in, so an open session allows no guessing."""
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if form.is_valid() and not check_password(
        request, username=request.user.username, password=form.cleaned_data["old"], step="change"
    ):
        form.add_error("old", _("Mật khẩu hiện nay không đúng, hoặc đã sai nhiều lần và phải chờ."))
    if form.is_valid():
        services.set_password(user=request.user, password=form.cleaned_data["new"], by=request.user, at=clock.now())
        request.user.refresh_from_db()
        auth.update_session_auth_hash(request, request.user)
        messages.success(request, _("Đã đổi mật khẩu. Mọi phiên khác đã kết thúc."))
        return redirect("accounts:own")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.is_bound else 200)


@require_fresh
@sensitive_variables("secret")
@require_http_methods(["GET", "POST"])
def set_up_totp(request: OfficialRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    secret = totp_auth.get_totp_secret()
    if form.is_valid():
        try:
            factors.add_totp(
                user=request.user,
                secret=secret,
                code=form.cleaned_data["code"],
                by=request.user,
                at=clock.now(),
            )
        except InvalidInput as invalid:
            form.add_error("code", invalid.messages["code"][0])
        else:
            totp_auth.clear_totp_secret(request)
            messages.success(request, _("Đã đặt ứng dụng xác thực. Hãy lấy mã dự phòng để phòng khi mất điện thoại."))
            return redirect("accounts:own")
    adapter = mfa()
    context = {
        "form": form,
        "picture": adapter.build_totp_svg(adapter.build_totp_url(request.user, secret)),
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    }
    return render(request, "accounts/totp.html", context, status=422 if form.is_bound else 200)


@require_fresh
@require_http_methods(["GET", "POST"])
def set_up_passkey(request: OfficialRequest) -> HttpResponse:
    form = NewPasskeyForm(
        request.POST or None, initial={"name": own_account.describe_device(request.headers.get("User-Agent", ""))}
    )
    if form.is_valid():
        credential = form.cleaned_data["credential"]
        try:
            passkeys.parse_registration_response(credential)
            binding = passkeys.complete_registration(credential)
            if not binding.is_user_verified():
                raise ValidationError("")
        except (ValidationError, AttributeError, KeyError):
            form.add_error(None, _("Khóa truy cập không được chấp nhận. Hãy bấm «Tạo khóa» lần nữa."))
        else:
            factors.add_passkey(
                user=request.user, name=form.cleaned_data["name"], credential=credential,
                by=request.user, at=clock.now(),
            )  # fmt: skip
            messages.success(request, _("Đã tạo khóa truy cập. Lần sau đăng nhập bằng khóa, không phải gõ mật khẩu."))
            return redirect("accounts:own")
    options = passkeys.begin_registration(request.user, True)
    context = {"form": form, "options": options}
    return render(request, "accounts/passkey.html", context, status=422 if form.is_bound else 200)


@require_fresh
@require_POST
def remove_factor(request: OfficialRequest, pk: int) -> HttpResponse:
    factors.remove_factor(user=request.user, pk=pk, by=request.user, at=clock.now())
    messages.success(request, _("Đã gỡ cách xác thực."))
    return redirect("accounts:own")


@require_fresh
@require_POST
def renew_recovery_codes(request: OfficialRequest) -> HttpResponse:
    """Shows new recovery codes once."""
    factors.renew_codes(user=request.user, by=request.user, at=clock.now())
    return render(request, "accounts/recovery_codes.html", {"codes": own_account.list_paper_codes(request.user)})


@require_POST
def end_session(request: OfficialRequest, pk: int) -> HttpResponse:
    sessions.end_session(user=request.user, pk=pk, by=request.user, at=clock.now())
    messages.success(request, _("Đã kết thúc phiên."))
    return redirect("accounts:own")


@require_POST
def end_other_sessions(request: OfficialRequest) -> HttpResponse:
    sessions.end_other_sessions(user=request.user, keep=request.session.session_key, by=request.user, at=clock.now())
    messages.success(request, _("Đã kết thúc mọi phiên khác."))
    return redirect("accounts:own")


@require_fresh
@require_POST
def bind_provider(request: OfficialRequest) -> HttpResponse:
    """Ties the account to the person's identity at the provider, once."""
    return ask_provider(request, "connect")
