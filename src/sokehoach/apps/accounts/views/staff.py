"""«Tài khoản của đơn vị»: who is there, what they may; invited, granted, taken back, left."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.forms import Give, Invite, Leave, Relink
from sokehoach.apps.accounts.freshness import fresh
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.accounts.selectors import resets, staff
from sokehoach.apps.accounts.services import approvals, departures, grants, invitations
from sokehoach.apps.accounts.services import users as services
from sokehoach.apps.accounts.views import links
from sokehoach.apps.notices.selectors.links import find_link_address, mask_address
from sokehoach.apps.notices.services import security
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid


@require_safe
def listing(request: OfficialRequest) -> HttpResponse:
    context = {
        "rows": staff.rows(request.scope, clock.today()),
        "requests": resets.list_requests(request.scope, clock.now()),
    }
    return render(request, "accounts/staff.html", context)


@fresh
@require_http_methods(["GET", "POST"])
def invite(request: OfficialRequest) -> HttpResponse:
    offer = staff.offer(request.scope, clock.today())
    form = Invite(request.POST or None, offer=offer)
    if form.is_valid():
        token = invitations.sheet_token()
        typed = form.cleaned_data
        try:
            done = invitations.invite(
                username=typed["username"], full_name=typed["full_name"], title=typed["title"],
                unit=typed["unit"], parts=typed["parts"], digest=invitations.digest(token),
                by=request.user, at=clock.now(),
            )  # fmt: skip
        except Invalid as invalid:
            for name, said in invalid.messages.items():
                form.add_error(name or None, said[0])
        else:
            if "request" in done.answer:
                messages.success(request, _("Đã lập tài khoản. Liên kết chờ người quản trị thứ hai duyệt."))
                security.deliver(by=request.user, at=clock.now())
                return redirect("accounts:request", done.answer["request"])
            invited = staff.one(request.scope, int(str(done.answer["id"])))
            return links.show_first_link(request, invited, token, typed["address"])
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
    if grants.needs_second(user, role, function):
        done = approvals.ask_for_role(
            user=user, role=role, unit=unit, function=function, by=request.user, at=clock.now()
        )
        messages.success(request, _("Vai trò này chờ người quản trị thứ hai duyệt."))
        security.deliver(by=request.user, at=clock.now())
        return redirect("accounts:request", done.answer["request"])
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
def close(request: OfficialRequest, pk: int) -> HttpResponse:
    user = staff.one(request.scope, pk)
    services.close_sessions(user=user, by=request.user, at=clock.now())
    messages.success(request, _("Đã kết thúc mọi phiên của người này."))
    return redirect("accounts:person", pk)


@fresh
@require_POST
def relink(request: OfficialRequest, pk: int) -> HttpResponse:
    """A new link for somebody who forgot the password, or lost every factor: to their own address, or asked for as a
    sheet that another administrator approves. A new account's first link is made as it was when it was invited.
    """
    user, at = staff.one(request.scope, pk), clock.now()
    if resets.may_make_first_link(request.user, user, at.date()):
        token = invitations.sheet_token()
        invitations.renew(
            user=user, digest=invitations.digest(token), factors_too=False, by=request.user, at=at
        )
        return links.show_first_link(request, user, token, "")
    address = find_link_address(user.pk, at)
    form = Relink(request.POST, address=mask_address(address))
    if not form.is_valid():
        return _person(request, pk, relink=form)
    if form.cleaned_data["way"] == Relink.MAIL:
        token = invitations.token()
        invitations.renew_by_mail(user=user, digest=invitations.digest(token), by=request.user, at=at)
        return links.mail_link(request, user, token, address)
    done = approvals.ask_for_sheet(
        user=user, factors_too=form.cleaned_data["factors_too"], by=request.user, at=at
    )
    security.deliver(by=request.user, at=at)
    return redirect("accounts:request", done.answer["request"])


def _person(request: OfficialRequest, pk: int, **forms) -> HttpResponse:
    user = staff.one(request.scope, pk)
    today = clock.today()
    context = {
        "person": user,
        "grants": staff.grants_of(user, request.scope, today),
        "give": Give(offer=staff.offer(request.scope, today)),
        "leave": Leave(colleagues=staff.colleagues(user, today), today=today),
        "relink": Relink(address=mask_address(find_link_address(user.pk, clock.now()))),
        "first_link": resets.may_make_first_link(request.user, user, today),
        "is_self": user.pk == request.user.pk,
        "stands": user.stands(today),
    } | forms
    return render(request, "accounts/person.html", context, status=422 if forms else 200)
