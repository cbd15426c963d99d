"""«Tài khoản của đơn vị»: who is there, what they may; invited, granted, taken back, left."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.forms import Give, Invite, Leave, Relink
from sokehoach.apps.accounts.freshness import fresh
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.accounts.selectors import staff
from sokehoach.apps.accounts.services import departures, grants, invitations
from sokehoach.apps.accounts.services import users as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid


@require_safe
def listing(request: OfficialRequest) -> HttpResponse:
    return render(request, "accounts/staff.html", {"rows": staff.rows(request.scope, clock.today())})


@fresh
@require_http_methods(["GET", "POST"])
def invite(request: OfficialRequest) -> HttpResponse:
    offer = staff.offer(request.scope, clock.today())
    form = Invite(request.POST or None, offer=offer)
    if form.is_valid():
        token = invitations.token()
        typed = form.cleaned_data
        try:
            invitations.invite(
                username=typed["username"], full_name=typed["full_name"], title=typed["title"],
                unit=typed["unit"], parts=typed["parts"], digest=invitations.digest(token),
                by=request.user, at=clock.now(),
            )  # fmt: skip
        except Invalid as invalid:
            for name, said in invalid.messages.items():
                form.add_error(name or None, said[0])
        else:
            return _link(request, token, typed["full_name"], typed["address"])
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def person(request: OfficialRequest, pk: int) -> HttpResponse:
    return _person(request, pk)


@fresh
@require_POST
def give(request: OfficialRequest, pk: int) -> HttpResponse:
    user = staff.one(request.scope, pk)
    form = Give(request.POST, offer=staff.offer(request.scope, clock.today()))
    if not form.is_valid():
        return _person(request, pk, give=form)
    role, function, unit = form.cleaned_data["part"]
    grants.hand_out(
        user=user,
        role=role,
        unit=unit,
        function=function,
        since=clock.today(),
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, _("Đã giao quyền."))
    return redirect("accounts:person", pk)


@fresh
@require_POST
def take(request: OfficialRequest, pk: int, grant: int) -> HttpResponse:
    grants.take(
        grant=staff.grant(request.scope, pk, grant), on=clock.today(), by=request.user, at=clock.now()
    )
    messages.success(request, _("Đã thu hồi quyền; các phiên của người này đã kết thúc."))
    return redirect("accounts:person", pk)


@fresh
@require_POST
def leave(request: OfficialRequest, pk: int) -> HttpResponse:
    user = staff.one(request.scope, pk)
    form = Leave(request.POST, colleagues=staff.colleagues(user, clock.today()), today=clock.today())
    if not form.is_valid():
        return _person(request, pk, leave=form)
    departures.depart(
        user=user, on=form.cleaned_data["on"], heir=form.cleaned_data["heir"], by=request.user, at=clock.now()
    )
    messages.success(request, _("Đã ghi thôi việc và bàn giao."))
    return redirect("accounts:person", pk)


@fresh
@require_POST
def relink(request: OfficialRequest, pk: int) -> HttpResponse:
    """A new link for somebody who forgot the password, or lost every factor."""
    user = staff.one(request.scope, pk)
    form = Relink(request.POST)
    if not form.is_valid():
        return _person(request, pk, relink=form)
    token = invitations.token()
    invitations.renew(
        user=user, digest=invitations.digest(token), factors_too=form.cleaned_data["factors_too"],
        by=request.user, at=clock.now(),
    )  # fmt: skip
    return _link(request, token, user.full_name, form.cleaned_data["address"])


@fresh
@require_POST
def close(request: OfficialRequest, pk: int) -> HttpResponse:
    user = staff.one(request.scope, pk)
    services.close_sessions(user=user, by=request.user, at=clock.now())
    messages.success(request, _("Đã kết thúc mọi phiên của người này."))
    return redirect("accounts:person", pk)


def _person(request: OfficialRequest, pk: int, **forms) -> HttpResponse:
    user = staff.one(request.scope, pk)
    today = clock.today()
    context = {
        "person": user,
        "grants": staff.grants_of(user, request.scope, today),
        "give": Give(offer=staff.offer(request.scope, today)),
        "leave": Leave(colleagues=staff.colleagues(user, today), today=today),
        "relink": Relink(),
        "stands": user.stands(today),
    } | forms
    return render(request, "accounts/person.html", context, status=422 if forms else 200)


def _link(request: OfficialRequest, token: str, name: str, address: str) -> HttpResponse:
    """The link, on this page alone: it is kept nowhere. A letter names the site, not whatever host was asked for."""
    path = reverse("accounts:invitation", args=[token])
    url = request.build_absolute_uri(path)
    sent = bool(address) and invitations.send(address=address, url=settings.SITE.rstrip("/") + path)
    context = {"url": url, "name": name, "address": address, "sent": sent, "hours": invitations.HOURS}
    return render(request, "accounts/link.html", context)
