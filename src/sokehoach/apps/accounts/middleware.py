"""Middleware for signed-in officials: scope, session limits, second factor; and for programs: their token."""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.queries import own_programmes, tokens
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.requests import CHOSEN_PROGRAMME
from sokehoach.apps.accounts.services import sessions
from sokehoach.apps.accounts.token_text import parse_authorization
from sokehoach.apps.audit.programs import acting_by_token
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.language import is_api
from sokehoach.apps.shell.limits import get_client_address

# Views allowed to an account that must set up a second factor first.
ALLOWED_WITHOUT_FACTOR = frozenset(
    {
        "accounts:own", "accounts:totp", "accounts:passkey", "accounts:recovery_codes", "accounts:password",
        "accounts:sign_out", "account_reauthenticate", "accounts:end_session", "accounts:end_others",
    }
)  # fmt: skip


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends a stranger to the sign-in page. From «/» to «/login», without a query: clients of DHIS2 follow it to learn
    the address of the server, and take off only this end of it.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.path == "/":
            return redirect("login")
        return super().handle_no_permission(request, view_func)


class TokenMiddleware:
    """Identifies a program by the token in its Authorization header. A session never opens the API.

    After AuthenticationMiddleware, whose account it replaces, and before LimitMiddleware, which counts by token. What
    was accepted is `request.accepted_token`, why nothing was `request.refusal_code` (a code of shell.problems): the
    operation answers, once limits and routes have been looked at.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_api(request):
            return self.get_response(request)
        api_request = cast(Any, request)
        api_request.user, api_request.accepted_token, api_request.refusal_code = AnonymousUser(), None, "token-missing"
        text = parse_authorization(request.headers.get("Authorization", ""))
        if text is not None:
            try:
                accepted_token = tokens.accept_token(text, address=get_client_address(request), day=clock.today())
            except tokens.TokenRefusedError as refusal:
                api_request.refusal_code = refusal.code
            else:
                api_request.user, api_request.accepted_token = accepted_token.user, accepted_token
                api_request.client, api_request.refusal_code = f"token {accepted_token.token.uid}", ""
        elif request.headers.get("Authorization"):
            api_request.refusal_code = "token-unknown"
        if api_request.accepted_token is None:
            return self.get_response(request)
        with acting_by_token(api_request.accepted_token.token.uid):
            return self.get_response(request)


class ScopeMiddleware:
    """Gives each request the scope of its account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.scope = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: scope_of(request.user) if request.user.is_authenticated else Scope({})
        )
        return self.get_response(request)


class SessionLimitMiddleware:
    """Ends sessions that are too old or idle, redirects those without a required second factor, and forbids caching.

    Public pages do not touch the session here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "behind_sign_in", False):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(self, request: HttpRequest, view: Any, *_rest: Any) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        request.behind_sign_in = True  # type: ignore[attr-defined]
        now = time.time()
        reason = sessions.find_expiry_reason(request.session, now)
        if reason:
            auth.logout(request)
            messages.warning(request, reason)
            return _redirect_page(request, redirect_to_login(request.get_full_path()))
        sessions.touch_session(request.session, now)
        if needs_factor(request) and request.resolver_match.view_name not in ALLOWED_WITHOUT_FACTOR:  # type: ignore[union-attr]
            return _redirect_page(request, redirect("accounts:own"))
        return None


class ProgrammeMiddleware:
    """On a page that brings programmes together, shows the one that the account has chosen (`filter_by_programme`).

    The menu has what the account may open in that programme. Changes of state are decided by the whole scope, whatever
    the page shows. After SessionLimitMiddleware, and MessageMiddleware, which keeps what it says.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        shown_programme = getattr(request, "shown_programme", None)
        if response.status_code == HTTPStatus.NOT_FOUND and shown_programme is not None and request.path != "/":
            name = request.programmes[shown_programme]  # type: ignore[attr-defined]
            messages.info(
                request, _("Chương trình «%(name)s» không có trang này cho tài khoản của bạn.") % {"name": name}
            )
            return _redirect_page(request, redirect("/"))
        return response

    def process_view(self, request: HttpRequest, view: Any, *_rest: Any) -> None:
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return
        user, chosen_programme = request.user, request.session.get(CHOSEN_PROGRAMME)
        request.programmes = SimpleLazyObject(lambda: own_programmes.list_own_programmes(user))  # type: ignore[attr-defined]
        request.offers_programmes = getattr(view, "filters_by_programme", False)  # type: ignore[attr-defined]
        if chosen_programme is None or chosen_programme not in own_programmes.list_own_programmes(user):
            return
        request.menu_scope = request.scope.show_only(chosen_programme)  # type: ignore[attr-defined]
        if request.offers_programmes and request.method in ("GET", "HEAD"):  # type: ignore[attr-defined]
            own_programmes.show_programme(user, chosen_programme)
            request.shown_programme = chosen_programme  # type: ignore[attr-defined]
            request.scope = scope_of(user)  # type: ignore[attr-defined]


def needs_factor(request: HttpRequest) -> bool:
    """Whether a second factor must be set up; never in a demonstration, which is opened by a click."""
    if settings.DEMONSTRATION is not None or request.user.has_factor:  # type: ignore[union-attr]
        return False
    return bool(request.scope.strong)  # type: ignore[attr-defined]


def _redirect_page(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Redirects the whole page: htmx would load the target into a fragment."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": answer["Location"]})
    return answer
