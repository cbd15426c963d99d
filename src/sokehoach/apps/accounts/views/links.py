"""Links to an account: handed to their person on a sheet or by mail, and opened to set a password."""

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.internal.flows import login as logins
from allauth.account.models import Login
from allauth.mfa.adapter import get_adapter as mfa
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sokehoach.apps.accounts.forms import CodeOfLetterForm, NewPasswordForm, SheetPasswordForm
from sokehoach.apps.accounts.models import ApprovalRequest, User
from sokehoach.apps.accounts.queries import resets
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.accounts.services import invitations
from sokehoach.apps.notices.queries import mask_address
from sokehoach.apps.notices.services import security
from sokehoach.apps.shell import clock


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Takes the code of a letter to the page that it opens."""
    form = CodeOfLetterForm(request.POST or None)
    if form.is_valid():
        return redirect("accounts:invitation", form.cleaned_data["code"])
    return render(request, "accounts/enter_code.html", {"form": form}, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
@sensitive_post_parameters("new", "sheet_code")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    invitation = resets.find_open_invitation(invitations.hash_token(token), clock.now())
    if invitation is None:
        return render(request, "accounts/invitation_over.html", status=410)
    user, approval = invitation.user, invitation.request
    form = (NewPasswordForm if approval is None else SheetPasswordForm)(request.POST or None, user=user)
    typed = request.POST.get("sheet_code", "")
    if approval is not None and typed and not resets.is_code(approval, typed):
        invitations.count_wrong_code(invitation=invitation, by=user, at=clock.now())
        form.add_error("sheet_code", _("Mã không đúng. Sai %(n)s lần thì phiếu hết giá trị.") % {"n": resets.MAX_TRIES})
    if form.is_valid():
        invitations.accept_invitation(
            invitation=invitation, password=form.cleaned_data["new"], code=typed, by=user, at=clock.now()
        )
        security.deliver_notices(by=user, at=clock.now())
        if request.user.is_authenticated:
            return redirect("accounts:own")
        user.refresh_from_db()
        login = Login(user=user, redirect_url="/tai-khoan/cua-toi/")
        return logins.perform_password_login(request, {"username": user.username}, login)
    context = {"form": form, "person": user, "approval": approval}
    return render(request, "accounts/invitation.html", context, status=422 if form.is_bound else 200)


def show_sheet(
    request: OfficialRequest,
    person: User,
    token: str,
    *,
    approval: ApprovalRequest | None = None,
    unsent: str = "",
) -> HttpResponse:
    """Shows the sheet once, without storing it. `unsent`: the address to which mail failed."""
    url = request.build_absolute_uri(reverse("accounts:invitation", args=[token]))
    context = {
        "person": person, "url": url, "picture": mfa().build_totp_svg(url), "approval": approval,
        "hours": invitations.HOURS, "unsent": unsent, "now": clock.now(),
    }  # fmt: skip
    return render(request, "accounts/sheet.html", context)


@dataclass(frozen=True, slots=True)
class InvitationLetter:
    """What the letter to one person says; the token is nowhere else."""

    person: User
    code: str
    picture: str


def show_letters(request: OfficialRequest, links: Sequence[tuple[User, str]], *, requests: int = 0) -> HttpResponse:
    """Shows a letter to each person once, without storing it: a page each, to be printed.

    `requests`: how many others wait for a second administrator.
    """
    letters = [
        InvitationLetter(
            person, token,
            mfa().build_totp_svg(request.build_absolute_uri(reverse("accounts:invitation", args=[token]))),
        )
        for person, token in links
    ]  # fmt: skip
    context = {
        "letters": letters, "requests": requests, "hours": invitations.HOURS, "now": clock.now(),
        "address": request.build_absolute_uri(reverse("accounts:enter_code")), "by": request.user,
    }  # fmt: skip
    return render(request, "accounts/letters.html", context)


def show_first_link(request: OfficialRequest, person: User, token: str, address: str) -> HttpResponse:
    """Delivers the link of a new account: by mail where an address was typed and mail succeeds, else on a sheet."""
    url = settings.SITE.rstrip("/") + reverse("accounts:invitation", args=[token])
    if address and invitations.send_link(address=address, url=url, new=True, language=person.language):
        return render(request, "accounts/link_sent.html", {"person": person, "address": address})
    return show_sheet(request, person, token, unsent=address)


def mail_link(request: OfficialRequest, person: User, token: str, address: str) -> HttpResponse:
    """Mails the link to the person's own address and shows it nowhere; where mail fails, the link is void."""
    url = settings.SITE.rstrip("/") + reverse("accounts:invitation", args=[token])
    is_sent = invitations.send_link(address=address, url=url, new=False, language=person.language)
    security.deliver_notices(by=request.user, at=clock.now())
    context = {"person": person, "address": mask_address(address), "failed": not is_sent}
    return render(request, "accounts/link_sent.html", context)
