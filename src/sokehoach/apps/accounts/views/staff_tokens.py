"""Tokens of the API of the accounts that one administers: listed, one or all of an account ended."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.accounts.freshness import require_fresh
from sokehoach.apps.accounts.pages.tokens import build_token_rows
from sokehoach.apps.accounts.queries import users
from sokehoach.apps.accounts.queries.tokens import list_tokens_of_accounts
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.accounts.services import tokens as services
from sokehoach.apps.shell import clock

PER_PAGE = 50


@require_safe
def show_tokens(request: OfficialRequest) -> HttpResponse:
    """Those that can be used today, by unit and person."""
    accounts = users.list_administered_users(request.scope)
    tokens = list_tokens_of_accounts(accounts, clock.today())
    page = Paginator(tokens, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"rows": build_token_rows(page.object_list, clock.now()), "page_obj": page}
    return render(request, "accounts/staff_tokens.html", context)


@require_fresh
@require_POST
def end_token(request: OfficialRequest, pk: int, token: int) -> HttpResponse:
    user = users.get_administered_user(request.scope, pk)
    services.end_token(user=user, pk=token, by=request.user, at=clock.now())
    messages.success(request, _("Đã chấm dứt mã truy cập: phần mềm dùng nó không vào được nữa."))
    return redirect("accounts:person", pk)


@require_fresh
@require_POST
def end_tokens(request: OfficialRequest, pk: int) -> HttpResponse:
    user = users.get_administered_user(request.scope, pk)
    result = services.end_all_tokens(user=user, by=request.user, at=clock.now())
    n = result.answer["ended"]
    sentence = ngettext("Đã chấm dứt %(n)s mã truy cập.", "Đã chấm dứt %(n)s mã truy cập.", n) % {"n": n}
    messages.success(request, sentence)
    return redirect("accounts:person", pk)
