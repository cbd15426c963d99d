"""Delivers a link to its person: on a sheet, or by mail, and then on no page."""

from allauth.mfa.adapter import get_adapter as mfa
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sokehoach.apps.accounts.models import ApprovalRequest, User
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.accounts.services import invitations
from sokehoach.apps.notices.selectors.links import mask_address
from sokehoach.apps.notices.services import security
from sokehoach.apps.shell import clock


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
        "person": person, "url": url, "picture": mfa().build_totp_svg(url), "asked": approval,
        "hours": invitations.HOURS, "unsent": unsent, "now": clock.now(),
    }  # fmt: skip
    return render(request, "accounts/sheet.html", context)


def show_first_link(request: OfficialRequest, person: User, token: str, address: str) -> HttpResponse:
    """Delivers the link of a new account: by mail where an address was typed and mail succeeds, else on a sheet."""
    url = settings.SITE.rstrip("/") + reverse("accounts:invitation", args=[token])
    if address and invitations.send_link(address=address, url=url, new=True):
        return render(request, "accounts/link_sent.html", {"person": person, "address": address})
    return show_sheet(request, person, token, unsent=address)


def mail_link(request: OfficialRequest, person: User, token: str, address: str) -> HttpResponse:
    """Mails the link to the person's own address and shows it nowhere; where mail fails, the link is void."""
    url = settings.SITE.rstrip("/") + reverse("accounts:invitation", args=[token])
    is_sent = invitations.send_link(address=address, url=url, new=False)
    security.deliver_notices(by=request.user, at=clock.now())
    context = {"person": person, "address": mask_address(address), "failed": not is_sent}
    return render(request, "accounts/link_sent.html", context)
