"""«Nhắc việc»: pages of recent messages, mail address and calendar."""

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.notices import queries
from sokehoach.apps.notices.models import Address
from sokehoach.apps.notices.services import addresses, security
from sokehoach.apps.notices.services import messages as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput


@require_safe
def list_messages(request: HttpRequest) -> HttpResponse:
    return _render_page(request)


@require_POST
def mark_seen(request: HttpRequest) -> HttpResponse:
    services.mark_seen(person=request.user.pk, by=request.user, at=clock.now())
    return redirect("notices:list")


@require_POST
def update_email(request: HttpRequest) -> HttpResponse:
    """Changes the address: the new one gets a code, the old one a notice of the change."""
    typed, old_email = request.POST.get("email", ""), queries.find_email(request.user.pk)
    try:
        addresses.update_address(
            person=request.user.pk,
            email=typed,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", ""),
        )
    except InvalidInput as invalid:
        return _render_page(request, wrong=invalid.messages["email"], typed=typed)
    address = queries.find_address(request.user.pk)
    if old_email and (address is None or address.email != old_email):
        security.mail_notice(old_email, addresses.describe_change(old_email), language=_get_language(request))
    if address is not None and address.email != old_email:
        _send_code(request, address)
    return redirect("notices:list")


@require_POST
def confirm_email(request: HttpRequest) -> HttpResponse:
    """Confirms the address by its code, or mails it again as long as the code can still confirm the address."""
    address = queries.find_address(request.user.pk)
    if request.POST.get("again") and address is not None and queries.can_confirm_address(address):
        _send_code(request, address)
        return redirect("notices:list")
    result = addresses.confirm_address(
        person=request.user.pk, code=request.POST.get("code", ""), by=request.user, at=clock.now()
    )
    if not result.answer["right"]:
        return _render_page(request, wrong_code=True)
    flash.success(request, _("Đã xác nhận địa chỉ thư."))
    return redirect("notices:list")


def _get_language(request: HttpRequest) -> str:
    """The language that the account chose, which its letters are in; «» for none."""
    return getattr(request.user, "language", "")


def _send_code(request: HttpRequest, address: Address) -> None:
    if addresses.send_code(address.email, queries.build_code(address), language=_get_language(request)):
        flash.success(request, _("Đã gửi thư có mã xác nhận tới %(email)s.") % {"email": address.email})
    else:
        flash.warning(
            request,
            _("Chưa gửi được thư có mã xác nhận tới %(email)s. Kiểm tra địa chỉ, rồi bấm «Gửi lại mã».")
            % {"email": address.email},
        )


@require_POST
def update_feed(request: HttpRequest) -> HttpResponse:
    """Opens a calendar or revokes its address."""
    if request.POST.get("close"):
        addresses.renew_feed(person=request.user.pk, digest="", by=request.user, at=clock.now())
        return redirect("notices:list")
    token = addresses.open_feed(person=request.user.pk, by=request.user, at=clock.now())
    url = request.build_absolute_uri(reverse("home:calendar", args=(token,)))
    flash.success(request, _("Địa chỉ lịch, chỉ hiện lần này: %(url)s") % {"url": url})
    return redirect("notices:list")


def _render_page(
    request: HttpRequest, *, wrong: list[str] | None = None, typed: str = "", wrong_code: bool = False
) -> HttpResponse:
    person, site = request.user.pk, request.build_absolute_uri("/")
    rows = list(queries.list_messages(person, clock.today()))
    context = {
        "rows": [(row, queries.format_message(row, site)) for row in rows],
        "fresh": any(row.seen_at is None for row in rows),
        "email": typed or queries.find_email(person),
        "has_feed": queries.has_feed(person),
        "address": queries.find_address(person),
        "wrong": wrong or [],
        "wrong_code": wrong_code,
    }
    return render(request, "notices/list.html", context, status=422 if wrong or wrong_code else 200)
