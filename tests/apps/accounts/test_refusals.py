"""What is refused about accounts, factors and links, by its reason; and what a departure leaves behind."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import ApprovalRequest, Grant, Invitation, Role, User
from sokehoach.apps.accounts.services import approvals, departures, factors, grants, invitations
from sokehoach.apps.notices.models import SecurityNotice
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused
from tests.apps.accounts.conftest import add, with_totp
from tests.factories.cast import AT, SINCE, Cast

TODAY = AT.date()
State = ApprovalRequest.State


@pytest.fixture
def second(cast: Cast, admin: User) -> User:
    return add(cast, "hai", "Cà Thị Hai", "03289", "unit_admin")


@pytest.fixture
def gone(cast: Cast) -> User:
    """Worked in the administrator's commune until yesterday."""
    user = add(cast, "cu", "Lò Văn Cũ", "03289")
    User.objects.filter(pk=user.pk).update(ends_on=TODAY - timedelta(days=1))
    return User.objects.get(pk=user.pk)


def expect_refusal(reason: str, act: Callable[..., Any], **arguments: Any) -> None:
    with pytest.raises(ActionRefused, match=reason):
        act(**arguments, at=AT)


def test_an_account_that_ended_gets_no_link_and_no_sheet(admin: User, gone: User) -> None:
    over = "đã thôi dùng"
    expect_refusal(over, approvals.request_sheet, user=gone, factors_too=False, by=admin)
    expect_refusal(over, invitations.renew_link, user=gone, digest="d", factors_too=False, by=admin)
    expect_refusal(over, invitations.renew_link, user=gone, digest="d", factors_too=False, by="máy chủ")
    expect_refusal(over, invitations.renew_link_by_mail, user=gone, digest="d", by=admin)
    assert not Invitation.objects.filter(user=gone).exists()


def test_nothing_is_done_about_accounts_of_another_unit(cast: Cast, admin: User) -> None:
    other, role = cast.commune, Role.objects.get(code="reporter")
    own = "đơn vị mà bạn quản trị"
    expect_refusal(own, approvals.request_sheet, user=other, factors_too=False, by=admin)
    expect_refusal(own, invitations.renew_link, user=other, digest="d", factors_too=False, by=admin)
    expect_refusal(own, invitations.renew_link_by_mail, user=other, digest="d", by=admin)
    expect_refusal(own, departures.record_departure, user=other, on=TODAY, heir=cast.other_commune, by=admin)
    expect_refusal(
        own, invitations.create_invitation, username="moi", full_name="Người Mới", title="", unit=other.unit,
        parts=(), digest="d", by=admin,
    )  # fmt: skip
    expect_refusal(
        own, grants.grant_role, user=other, role=role, unit=other.unit, function="general", since=TODAY, by=admin
    )
    expect_refusal(
        own, grants.grant_role, user=admin, role=role, unit=other.unit, function="general", since=TODAY, by=admin
    )
    expect_refusal(
        "Chỉ thu hồi", grants.revoke_grant, grant=Grant.objects.filter(capacity__user=other)[0], on=TODAY, by=admin
    )
    assert not User.objects.filter(username="moi").exists()


def test_nobody_makes_a_link_for_themselves(admin: User) -> None:
    alone = "cho chính mình"
    expect_refusal(alone, invitations.renew_link, user=admin, digest="d", factors_too=False, by=admin)
    expect_refusal(alone, invitations.renew_link_by_mail, user=admin, digest="d", by=admin)
    expect_refusal("tự ghi thôi việc", departures.record_departure, user=admin, on=TODAY, heir=admin, by=admin)


def test_a_role_that_is_held_or_not_ones_own_is_not_given(cast: Cast, admin: User, hoa: User) -> None:
    given = {"unit": cast.units["03289"], "function": "general", "since": TODAY, "by": admin}
    reporter = Role.objects.get(code="reporter")
    grants.grant_role(user=hoa, role=reporter, at=AT, **given)
    for since in (TODAY, TODAY + timedelta(days=1)):
        expect_refusal("đã giữ vai trò", grants.grant_role, user=hoa, role=reporter, **given | {"since": since})
    empty = Role.objects.create(code="empty", name="Trống", actions=[])
    expect_refusal("chính bạn không giữ", grants.grant_role, user=hoa, role=empty, **given)
    expect_refusal("chính bạn không giữ", grants.grant_role, user=hoa, role=Role.objects.get(code="leader"), **given)


def test_one_request_at_a_time_and_none_of_a_stranger(cast: Cast, admin: User, second: User, hoa: User) -> None:
    role = Role.objects.get(code="unit_admin")
    asked = {"user": hoa, "role": role, "unit": cast.units["03289"], "function": "general", "by": admin}
    approvals.request_role(at=AT, **asked)
    expect_refusal("Đã có một đề nghị", approvals.request_role, **asked)
    request = ApprovalRequest.objects.get()
    expect_refusal("quản trị của đơn vị này", approvals.refuse_request, request=request, by=cast.office)
    expect_refusal("quản trị của đơn vị này", approvals.approve_request, request=request, by=cast.office)
    User.objects.filter(pk=hoa.pk).update(ends_on=TODAY)
    expect_refusal("đã thôi dùng", approvals.approve_request, request=request, by=second)
    approvals.refuse_request(request=request, by=second, at=AT)
    request.refresh_from_db()
    assert (request.state, request.decided_name, request.decided_by) == (State.REFUSED, "hai", second)


def test_a_sheet_is_printed_by_who_asked_while_the_person_works(admin: User, second: User, hoa: User) -> None:
    approvals.request_sheet(user=hoa, factors_too=False, by=admin, at=AT)
    request = ApprovalRequest.objects.get()
    expect_refusal("chưa được duyệt", approvals.print_sheet, request=request, digest="d", by=admin)
    approvals.approve_request(request=request, by=second, at=AT)
    expect_refusal("Chỉ người đề nghị", approvals.print_sheet, request=request, digest="d", by=second)
    User.objects.filter(pk=hoa.pk).update(ends_on=TODAY)
    expect_refusal("đã thôi dùng", approvals.print_sheet, request=request, digest="d", by=admin)
    User.objects.filter(pk=hoa.pk).update(ends_on=None)
    approvals.print_sheet(request=request, digest="d", by=admin, at=AT)
    expect_refusal("đã in rồi", approvals.print_sheet, request=request, digest="e", by=admin)
    assert Invitation.objects.get(user=hoa).digest == "d"


def test_an_app_is_set_up_once_and_codes_need_a_factor(hoa: User) -> None:
    expect_refusal("Hãy đặt ứng dụng xác thực", factors.renew_codes, user=hoa, by=hoa)
    with_totp(hoa)
    with pytest.raises(ActionRefused, match="đã có ứng dụng xác thực"):
        with_totp(hoa)
    factors.renew_codes(user=hoa, by=hoa, at=AT)
    codes = Authenticator.objects.get(user=hoa, type=Authenticator.Type.RECOVERY_CODES)
    expect_refusal("đã được gỡ", factors.remove_factor, user=hoa, pk=codes.pk, by=hoa)
    assert Authenticator.objects.filter(user=hoa).count() == 2
    app = Authenticator.objects.get(user=hoa, type=Authenticator.Type.TOTP)
    expect_refusal("đã được gỡ", factors.remove_factor, user=hoa, pk=app.pk + 1000, by=hoa)
    factors.remove_factor(user=hoa, pk=app.pk, by=hoa, at=AT)
    assert not Authenticator.objects.filter(user=hoa).exists(), "codes are of no use alone"


def test_the_operators_invitation_gives_roles_and_a_link_at_once(cast: Cast) -> None:
    unit, role = cast.units["03289"], Role.objects.get(code="reporter")
    invitations.create_invitation(
        username="moi.pao", full_name="Sùng A Páo", title="Công chức", unit=unit, parts=[(role, "general", unit)],
        digest="d", by="máy chủ", at=AT,
    )  # fmt: skip
    user = User.objects.get(username="moi.pao")
    assert [(grant.role, grant.unit, grant.valid_from) for grant in Grant.objects.filter(capacity__user=user)] == [
        (role, unit, TODAY)
    ]
    link = Invitation.objects.get(user=user)
    assert (link.digest, link.way, link.made_by, link.until) == (
        "d", Invitation.Way.SERVER, "máy chủ", AT + timedelta(hours=invitations.HOURS),
    )  # fmt: skip


def test_the_operators_link_for_an_account_in_use_is_told_to_its_administrators(admin: User, hoa: User) -> None:
    invitations.renew_link(user=hoa, digest="a", factors_too=False, by="máy chủ", at=AT)
    invitations.renew_link(user=hoa, digest="b", factors_too=True, by="máy chủ", at=AT)
    link = Invitation.objects.get(user=hoa)
    assert (link.digest, link.factors_too) == ("b", True)
    told = SecurityNotice.objects.filter(text__contains="được lập trên máy chủ (máy chủ)")
    assert {notice.person for notice in told} == {admin.pk, hoa.pk}


@pytest.mark.parametrize(("days", "sessions_end"), [(-1, True), (0, True), (1, False)])
def test_a_leavers_sessions_end_on_the_day_and_links_at_once(
    real: None, cast: Cast, admin: User, hoa: User, inside: Callable[..., Client], days: int, sessions_end: bool
) -> None:
    heir = add(cast, "ban", "Cà Thị Bản", "03289")
    client, now = inside(hoa), clock.now()
    invitations.renew_link(user=hoa, digest="d", factors_too=False, by="máy chủ", at=now)
    approvals.request_sheet(user=hoa, factors_too=False, by=admin, at=now)
    on = now.date() + timedelta(days=days)
    departures.record_departure(user=hoa, on=on, heir=heir, by=admin, at=now)
    assert not Invitation.objects.filter(user=hoa).exists()
    assert ApprovalRequest.objects.get(user=hoa).state == State.LAPSED
    assert User.objects.get(pk=hoa.pk).ends_on == on
    User.objects.filter(pk=hoa.pk).update(ends_on=None)  # what is left is the session alone
    assert (client.get(reverse("accounts:own")).status_code == 302) is sessions_end


def test_only_a_colleague_who_still_works_takes_over(cast: Cast, admin: User, hoa: User, gone: User) -> None:
    for heir in (gone, cast.commune, hoa):
        expect_refusal("cùng đơn vị", departures.record_departure, user=hoa, on=TODAY, heir=heir, by=admin)


def test_a_departure_ends_what_is_held_on_that_day_and_keeps_what_ended(cast: Cast, admin: User, hoa: User) -> None:
    heir = add(cast, "ban", "Cà Thị Bản", "03289")
    kept = {"user": hoa, "unit": cast.units["03289"], "function": "general", "by": "tests", "at": AT}
    grants.create_grant(role=Role.objects.get(code="reporter"), since=TODAY + timedelta(days=9), **kept)
    writer = Grant.objects.get(capacity__user=hoa, role__code="writer")
    ended = Grant.objects.create(
        capacity=writer.capacity, role=Role.objects.get(code="leader"), unit=writer.unit, valid_from=SINCE,
        valid_to=SINCE + timedelta(days=1),
    )  # fmt: skip
    departures.record_departure(user=hoa, on=TODAY, heir=heir, by=admin, at=AT)
    assert {(grant.role.code, grant.valid_to) for grant in Grant.objects.filter(capacity__user=hoa)} == {
        ("writer", TODAY), ("leader", ended.valid_to),
    }  # fmt: skip
