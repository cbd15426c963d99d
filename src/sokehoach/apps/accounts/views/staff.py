"""«Tài khoản của đơn vị»: the unit's accounts and roles; invite, grant, revoke, record departures."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.forms import DepartureForm, GrantForm, InviteForm, MoveForm, RelinkForm
from sokehoach.apps.accounts.freshness import require_fresh
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.pages import offers
from sokehoach.apps.accounts.pages.offers import RolePart
from sokehoach.apps.accounts.pages.signing_roles import find_reading_part, lacks_area_figures
from sokehoach.apps.accounts.pages.tokens import list_token_rows
from sokehoach.apps.accounts.queries import resets, users
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.accounts.services import approvals, departures, grants, invitations
from sokehoach.apps.accounts.services import users as services
from sokehoach.apps.accounts.views import links
from sokehoach.apps.notices.queries import find_link_address, mask_address
from sokehoach.apps.notices.services import security
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.heirs import has_ended
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput, NotFoundError
from sokehoach.apps.shell.post_params import parse_count


@require_safe
def show_staff(request: OfficialRequest) -> HttpResponse:
    rows = users.list_accounts(request.scope, clock.today())
    context = {
        "rows": rows,
        "without_unit": sum(row.is_active and row.is_of_ended_unit for row in rows),
        "requests": resets.list_requests(request.scope, clock.now()),
        "is_alone": resets.is_only_administrator(request.user, {request.user.unit_id}, clock.today()),
    }
    return render(request, "accounts/staff.html", context)


@require_fresh
@require_http_methods(["GET", "POST"])
def invite_user(request: OfficialRequest) -> HttpResponse:
    """First the unit, then the person and the roles that the unit's level has.

    `?vai-tro`: the roles of who drafts the report, reviews figures or administers are ticked (`offers.WORK`).
    """
    is_post = request.method == "POST"
    unit_id = _parse_unit_id((request.POST if is_post else request.GET).get("unit"))
    if unit_id is None:
        search = offers.search_units(request.scope, _get_query(request))
        if search.only_unit is None or is_post:
            context = {"search": search, "query": _get_query(request), "is_missing": is_post}
            return render(request, "accounts/invite_where.html", context, status=422 if is_post else 200)
        unit_id = search.only_unit.pk
    offer = offers.build_offer(request.scope, unit_id)
    if unit_id not in offer.units:
        raise NotFoundError
    initial = {"unit": unit_id, "parts": offers.list_parts_for(offer, request.GET.get("vai-tro", ""))}
    form = InviteForm(request.POST if is_post else None, offer=offer, initial=initial)
    if form.is_valid():
        token = invitations.generate_sheet_token()
        typed = form.cleaned_data
        parts, notice = _add_reading_part(typed["full_name"], typed["unit"], typed["parts"], offer)
        try:
            result = invitations.create_invitation(
                username=typed["username"], full_name=typed["full_name"], title=typed["title"],
                unit=typed["unit"], parts=parts, digest=invitations.hash_token(token),
                by=request.user, at=clock.now(),
            )  # fmt: skip
        except InvalidInput as invalid:
            for name, texts in invalid.messages.items():
                form.add_error(name or None, texts[0])
        else:
            if notice:
                messages.info(request, notice)
            if "request" in result.answer:
                messages.success(request, _("Đã lập tài khoản. Liên kết chờ người quản trị thứ hai duyệt."))
                security.deliver_notices(by=request.user, at=clock.now())
                return redirect("accounts:request", result.answer["request"])
            invited = users.get_administered_user(request.scope, int(str(result.answer["id"])))
            return links.show_first_link(request, invited, token, typed["address"])
    context = {"form": form, "unit": offer.units[unit_id]}
    return render(request, "accounts/invite.html", context, status=422 if form.is_bound else 200)


def _add_reading_part(name: str, unit: Unit, parts: list[RolePart], offer: offers.Offer) -> tuple[list[RolePart], str]:
    """The roles, and for who signs documents with the area's figures the one that opens these; what to say of it."""
    if unit.parent_id is None or not lacks_area_figures(unit, parts, clock.today()):
        return parts, ""
    reading_part = find_reading_part(parts, offer.parts.values(), unit.parent_id)
    if reading_part is None:
        text = _(
            "%(name)s ký văn bản của đơn vị mà chưa xem được số liệu tổng hợp trong đó, và bạn không giữ vai trò nào "
            "để giao thêm. Người giữ vai trò xem số liệu tổng hợp mời người này."
        )
        return parts, text % {"name": name}
    text = _(
        "%(name)s ký văn bản có số liệu tổng hợp nên được giao thêm vai trò «%(role)s», để mở được văn bản chờ ký."
    )
    return [*parts, reading_part], text % {"name": name, "role": reading_part[0].name}


def _parse_unit_id(text: str | None) -> int | None:
    """None where nothing is chosen, and for what is no number of a unit."""
    return parse_count(text or "") or None


def _get_query(request: OfficialRequest) -> str:
    return request.GET.get("tim", "").strip()[:100]


@require_safe
def show_person(request: OfficialRequest, pk: int) -> HttpResponse:
    return _render_person(request, pk)


@require_fresh
@require_POST
def grant_role(request: OfficialRequest, pk: int) -> HttpResponse:
    user = users.get_administered_user(request.scope, pk)
    form = GrantForm(request.POST, offer=_build_role_offer(request, user, request.POST.get("unit")))
    if not form.is_valid():
        return _render_person(request, pk, give=form)
    role, function, unit = form.cleaned_data["part"]
    if grants.needs_second_approval(user, role, unit, function, by=request.user, day=clock.today()):
        result = approvals.request_role(
            user=user, role=role, unit=unit, function=function, by=request.user, at=clock.now()
        )
        messages.success(request, _("Vai trò này chờ người quản trị thứ hai duyệt."))
        security.deliver_notices(by=request.user, at=clock.now())
        return redirect("accounts:request", result.answer["request"])
    grants.grant_role(
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


@require_fresh
@require_POST
def revoke_role(request: OfficialRequest, pk: int, grant: int) -> HttpResponse:
    grants.revoke_grant(
        grant=users.get_grant(request.scope, pk, grant), on=clock.today(), by=request.user, at=clock.now()
    )
    security.deliver_notices(by=request.user, at=clock.now())
    messages.success(request, _("Đã thu hồi quyền; các phiên của người này đã kết thúc."))
    return redirect("accounts:person", pk)


@require_fresh
@require_POST
def record_departure(request: OfficialRequest, pk: int) -> HttpResponse:
    user = users.get_administered_user(request.scope, pk)
    form = _build_departure_form(user, request.POST)
    if not form.is_valid():
        return _render_person(request, pk, leave=form)
    departures.record_departure(
        user=user, on=form.cleaned_data["on"], heir=form.cleaned_data["heir"], by=request.user, at=clock.now()
    )
    security.deliver_notices(by=request.user, at=clock.now())
    messages.success(request, _("Đã ghi thôi việc và bàn giao."))
    return redirect("accounts:person", pk)


@require_fresh
@require_http_methods(["GET", "POST"])
def move_account(request: OfficialRequest, pk: int) -> HttpResponse:
    """First the unit, then who takes over; roles of the new unit are given on the person's page after that."""
    user = users.get_administered_user(request.scope, pk)
    is_post = request.method == "POST"
    unit = offers.get_administered_unit(
        request.scope, _parse_unit_id((request.POST if is_post else request.GET).get("unit"))
    )
    form = MoveForm(request.POST if is_post else None, colleagues=users.list_colleagues(user, clock.today()))
    if unit is not None and form.is_valid():
        departures.move_account(user=user, unit=unit, heir=form.cleaned_data["heir"], by=request.user, at=clock.now())
        security.deliver_notices(by=request.user, at=clock.now())
        messages.success(request, _("Đã chuyển sang %(unit)s. Hãy giao vai trò ở đơn vị mới.") % {"unit": unit.name})
        return redirect("accounts:person", pk)
    search = offers.search_units(request.scope, _get_query(request), besides=user.unit_id)
    context = {"person": user, "unit": unit, "form": form, "search": search, "query": _get_query(request)}
    return render(request, "accounts/move.html", context, status=422 if is_post else 200)


@require_fresh
@require_POST
def close_sessions(request: OfficialRequest, pk: int) -> HttpResponse:
    user = users.get_administered_user(request.scope, pk)
    services.close_sessions(user=user, by=request.user, at=clock.now())
    messages.success(request, _("Đã kết thúc mọi phiên của người này."))
    return redirect("accounts:person", pk)


@require_fresh
@require_POST
def renew_link(request: OfficialRequest, pk: int) -> HttpResponse:
    """Makes a new link for a lost password or lost factors: mailed to their own address, or requested as a sheet.

    A new account's first link is made as at its invitation.
    """
    user, at = users.get_administered_user(request.scope, pk), clock.now()
    if resets.may_make_first_link(request.user, user, at.date()):
        token = invitations.generate_sheet_token()
        invitations.renew_link(
            user=user, digest=invitations.hash_token(token), factors_too=False, by=request.user, at=at
        )
        return links.show_first_link(request, user, token, "")
    address = find_link_address(user.pk, at)
    form = RelinkForm(request.POST, address=mask_address(address))
    if not form.is_valid():
        return _render_person(request, pk, relink=form)
    if form.cleaned_data["way"] == RelinkForm.MAIL:
        token = invitations.generate_token()
        invitations.renew_link_by_mail(user=user, digest=invitations.hash_token(token), by=request.user, at=at)
        return links.mail_link(request, user, token, address)
    result = approvals.request_sheet(user=user, factors_too=form.cleaned_data["factors_too"], by=request.user, at=at)
    security.deliver_notices(by=request.user, at=at)
    return redirect("accounts:request", result.answer["request"])


def _build_role_offer(request: OfficialRequest, user: User, unit: str | None) -> offers.Offer:
    """The roles over the unit that is chosen, else over that of the person."""
    return offers.build_offer(request.scope, _parse_unit_id(unit) or user.unit_id)


def _build_departure_form(user: User, params: QueryDict | None = None) -> DepartureForm:
    today = clock.today()
    needs_heir = not has_ended(user.unit, today)
    return DepartureForm(params, colleagues=users.list_colleagues(user, today), today=today, needs_heir=needs_heir)


def _render_person(request: OfficialRequest, pk: int, **forms) -> HttpResponse:
    user = users.get_administered_user(request.scope, pk)
    today = clock.today()
    context = {
        "person": user,
        "grants": users.list_revocable_grants(user, request.scope, today),
        "give": GrantForm(offer=_build_role_offer(request, user, request.GET.get("unit"))),
        "over": _parse_unit_id((request.POST if forms else request.GET).get("unit")),
        "query": _get_query(request),
        "search": offers.search_units(request.scope, _get_query(request)) if _get_query(request) else None,
        "leave": _build_departure_form(user),
        "relink": RelinkForm(address=mask_address(find_link_address(user.pk, clock.now()))),
        "first_link": resets.may_make_first_link(request.user, user, today),
        "is_self": user.pk == request.user.pk,
        "is_active": user.stands(today),
        "is_of_ended_unit": has_ended(user.unit, today),
        "token_rows": [row for row in list_token_rows(user, clock.now()) if row.in_use],
    } | forms
    return render(request, "accounts/person.html", context, status=422 if forms else 200)
