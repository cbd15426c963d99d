"""Adapters and hooks of allauth, with our messages, pages and audit events. Settings name these classes."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.apps.accounts import known_devices
from sokehoach.apps.accounts.freshness import is_fresh
from sokehoach.apps.accounts.pages import own_account
from sokehoach.apps.accounts.services import sessions, users
from sokehoach.apps.accounts.services.attempts import Origin
from sokehoach.apps.notices.queries import list_fresh_notices
from sokehoach.apps.shell import clock


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("accounts:sign_in")

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        return [{"id": "reauthenticate", "url": reverse("account_reauthenticate"), "description": ""}]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not is_fresh(self.request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our views show their own messages."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """allauth has no addresses of our accounts."""

    def post_login(self, request: HttpRequest, user: Any, *, redirect_url: str | None, **_rest: Any) -> HttpResponse:
        start_session(request, user)
        response = redirect(redirect_url or settings.LOGIN_REDIRECT_URL)
        known_devices.remember_device(request, response, user.username)
        return response


def get_origin(request: HttpRequest, username: str = "") -> Origin:
    device = known_devices.find_device(request, username) if username else ""
    return Origin(AccountAdapter(request).get_client_ip(request), device)


def start_session(request: HttpRequest, user: Any) -> None:
    """Starts a session; every way of signing in ends here."""
    adapter = AccountAdapter(request)
    methods = [str(record.get("type") or record["method"]) for record in get_authentication_records(request, user)]
    other_sessions = own_account.list_sessions_elsewhere(
        user, request.session.session_key, adapter.get_client_ip(request)
    )
    sessions.start_session(
        user=user,
        session=request.session,
        origin=get_origin(request, user.username),
        agent=request.headers.get("User-Agent", ""),
        method="+".join(methods) or "demonstration",
        by=user,
        at=clock.now(),
    )
    for notice in list_fresh_notices(user.pk, clock.now()):
        messages.warning(request, notice.message)
    for other_session in other_sessions:
        messages.warning(
            request,
            _(
                "Tài khoản này còn đang mở ở nơi khác: %(device)s, từ %(since)s. Không phải bạn thì vào «Tài khoản của "
                "tôi», kết thúc phiên ấy và đổi mật khẩu. Mỗi tài khoản là của một người."
            )
            % {"device": other_session.device, "since": date_format(other_session.since, "H:i d/m/Y")},
        )


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Khóa truy cập không được chấp nhận. Hãy thử lại."),
    }

    def encrypt(self, text: str) -> str:
        return _build_cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _build_cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.MFA_TOTP_ISSUER}


def _build_cipher() -> Fernet:
    """Derives the key from the deployment's secret, which is stored beside the database, not in it."""
    key = hashlib.sha256(b"sokehoach.factors\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Signs in by a provider only invited users who once tied its subject to their account."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        raise ImmediateHttpResponse(render_refusal(request))

    def is_email_verified(self, provider: Any, email: str) -> bool:
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_rest: Any) -> None:
        raise ImmediateHttpResponse(render_refusal(request))

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """Checks the nonce, so that the identity answers this very request."""
        id_token = (sociallogin.account.extra_data or {}).get("id_token") or {}
        if not id_token or id_token.get("nonce") != request.session.pop("oidc-nonce", None):
            raise ImmediateHttpResponse(render_refusal(request))
        sociallogin.account.extra_data = {}
        users.clear_provider_data(sociallogin.account.pk)
        if sociallogin.state.get("process") == "connect":
            account = sociallogin.account
            users.bind_identity(
                user=request.user, provider=account.provider, uid=account.uid, by=request.user, at=clock.now()
            )
            messages.success(request, _("Đã liên kết. Từ nay đăng nhập được bằng nhà cung cấp danh tính."))
            raise ImmediateHttpResponse(redirect("accounts:own"))


def render_refusal(request: HttpRequest) -> HttpResponse:
    """Shows one page for every error, which does not reveal what accounts exist."""
    return render(request, "accounts/provider_refused.html", status=403)
