"""The accounts of a unit: invited, granted, taken back, handed over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Grant, Invitation, Role, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.resets import is_only_administrator
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.services import departures, grants, invitations
from sokehoach.apps.audit.models import Event
from sokehoach.apps.notices.models import SecurityNotice
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.staff.usernames import is_office_name
from tests.apps.accounts.conftest import PASSWORD, add, enter, link_in, with_totp
from tests.apps.notices.conftest import post_office
from tests.factories.cast import AT, SINCE, Cast
from tests.page_texts import read_page

__all__ = ["post_office"]

Inside = Callable[..., Client]
FORM = {"full_name": "Sùng A Páo", "title": "Công chức", "username": "pao.sung", "address": ""}


@pytest.fixture
def desk(real: None, admin: User, inside: Inside) -> Client:
    return inside(admin, with_totp(admin))


def _part(cast: Cast, role: str, unit: str = "03289") -> str:
    return f"{Role.objects.get(code=role).pk}.general.{cast.units[unit].pk}"


def _invite(desk: Client, cast: Cast, **more: Any) -> Any:
    told = FORM | {"unit": cast.units["03289"].pk, "parts": [_part(cast, "reporter")]}
    return desk.post(reverse("accounts:invite"), told | more)


@pytest.mark.faults("factor.add_totp", "grant.hand_out", "user.accept", "user.invite", "user.set_password")
def test_it_works(cast: Cast, desk: Client) -> None:
    answer = _invite(desk, cast)
    link = link_in(answer.content.decode())
    invited = Client()
    assert "Sùng A Páo" in invited.get(link).content.decode()
    assert invited.post(link, {"new": "matkhau123456"}).status_code == 422
    assert invited.post(link, {"new": "hai con ngựa trắng"})["Location"] == "/tai-khoan/cua-toi/"
    assert invited.get(link).status_code == 410
    assert Client().post(link, {"new": "hai con ngựa đen"}).status_code == 410
    assert enter(Client(), "pao.sung", "hai con ngựa trắng").status_code == 302
    token = link.split("/")[-2]
    told = str(list(Event.objects.values_list("body", flat=True))) + str(list(Invitation.objects.values()))
    assert token not in told
    assert {"user.invite", "user.accept", "grant.hand_out"} <= set(Event.objects.values_list("action", flat=True))


def test_a_link_is_over_after_three_days(cast: Cast, desk: Client) -> None:
    link = link_in(_invite(desk, cast).content.decode())
    invitation = Invitation.objects.get()
    assert invitation.until - invitation.made_at == timedelta(hours=72)
    Invitation.objects.update(made_at=AT, until=AT + timedelta(hours=72))
    assert Client().get(link).status_code == 410
    with pytest.raises(ActionRefused, match="hết hạn"):
        invitations.accept_invitation(
            invitation=invitation, password=PASSWORD, by=invitation.user, at=AT + timedelta(hours=73)
        )


def test_the_link_goes_by_mail(cast: Cast, desk: Client, post_office: Any) -> None:
    page = _invite(desk, cast, address="pao@example.gov.vn").content.decode()
    assert "tới pao@example.gov.vn" in page
    assert "/loi-moi/" not in page
    [(to, letter)] = post_office.letters
    assert (to, letter["Subject"]) == (["pao@example.gov.vn"], "Lời mời dùng Sổ Kế hoạch")
    text = letter.get_content()
    assert "https://so.example.gov.vn/tai-khoan/loi-moi/" in text
    assert "72 giờ" in text
    assert Client().get(link_in(text)).status_code == 200
    assert "pao@example.gov.vn" not in str(list(Event.objects.values_list("body", flat=True)))


def test_where_no_letter_goes_out_it_is_said_and_the_link_is_handed_over(
    cast: Cast, desk: Client, post_office: Any
) -> None:
    post_office.refuses = True
    page = _invite(desk, cast, address="pao@example.gov.vn").content.decode()
    assert "Chưa gửi được thư tới pao@example.gov.vn" in page
    assert Client().get(link_in(page)).status_code == 200


def test_a_desk_is_no_person_unless_somebody_says_so(cast: Cast, desk: Client) -> None:
    answer = _invite(desk, cast, username="vanthu")
    assert answer.status_code == 422
    assert "giống tên một bộ phận" in answer.content.decode()
    assert _invite(desk, cast, username="vanthu", one_person="on").status_code == 200


def test_a_refused_invitation_offers_to_redact_neither_the_name_nor_the_address(cast: Cast, desk: Client) -> None:
    """Who pressed it invited «[đã che]»."""
    answer = _invite(desk, cast, username="vanthu", full_name="Nguyễn Thị An", address="an@example.gov.vn")
    assert answer.status_code == 422
    assert 'value="Nguyễn Thị An"' in answer.text
    assert "found__place" not in answer.text
    answer = _invite(desk, cast, username="vanthu", title="Thay bà Nguyễn Thị An")
    assert "found__place" in answer.text, "of the title it does"


@pytest.mark.parametrize("name", ["vanthu", "ubndxa", "congan2", "admin", "phong.ldtbxh", "vanphong"])
def test_such_names_are_those_of_desks(name: str) -> None:
    assert is_office_name(name, "Lò Thị Hoa")


def test_a_persons_name_is_not(cast: Cast) -> None:
    for user in User.objects.all():
        assert not is_office_name(user.username, user.full_name)


def test_a_taken_name_is_said(cast: Cast, desk: Client) -> None:
    assert "đã có người dùng" in _invite(desk, cast, username="quy").content.decode()


def test_nobody_gives_more_than_they_hold_nor_beyond_their_unit(cast: Cast, desk: Client, admin: User) -> None:
    """Neither by the form, which does not offer it, nor by the service, which refuses it."""
    for part in (_part(cast, "standing_office"), _part(cast, "reporter", "03304")):
        assert _invite(desk, cast, parts=[part]).status_code == 422
    assert _invite(desk, cast, unit=cast.units["03304"].pk).status_code == 404
    add(cast, "ban", "Cà Thị Bản", "03289")
    colleague = User.objects.get(username="ban")
    for role, unit, function, user in (
        ("standing_office", "03289", "general", colleague),
        ("reporter", "03304", "general", colleague),
        ("walled_reporter", "03289", "enforcement", colleague),
        ("reporter", "03289", "general", cast.commune),
    ):
        with pytest.raises(ActionRefused):
            grants.grant_role(
                user=user, role=Role.objects.get(code=role), unit=cast.units[unit], function=function,
                since=AT.date(), by=admin, at=AT,
            )  # fmt: skip


def test_the_wall_stands_for_administrators_too(cast: Cast) -> None:
    """Even one who holds the enforcement side cannot put it on an account of the support side."""
    Role.objects.create(code="unit_admin", name="Quản trị", actions=["account.administer"])
    for user, function in ((cast.police, "enforcement"), (cast.health, "support")):
        for role in ("unit_admin",):
            grants.create_grant(
                user=user, role=Role.objects.get(code=role), unit=cast.units["099"], function="general",
                since=SINCE, by="tests", at=AT,
            )  # fmt: skip
        grants.create_grant(
            user=user, role=Role.objects.get(code="walled_reporter"), unit=cast.units["099"], function=function,
            since=SINCE, by="tests", at=AT,
        )  # fmt: skip
    with pytest.raises(ActionRefused, match="phải tách biệt nhau"):
        grants.grant_role(
            user=cast.health, role=Role.objects.get(code="walled_reporter"), unit=cast.units["099.TTYT"],
            function="enforcement", since=AT.date(), by=cast.police, at=AT,
        )  # fmt: skip


@pytest.mark.faults("grant.take")
def test_a_role_is_given_and_taken_and_the_session_ends(cast: Cast, desk: Client, hoa: User, inside: Inside) -> None:
    assert desk.post(reverse("accounts:give", args=[hoa.pk]), {"part": _part(cast, "reporter")}).status_code == 302
    client = inside(hoa)
    grant = Grant.objects.get(capacity__user=hoa, role__code="reporter")
    assert desk.post(reverse("accounts:take", args=[hoa.pk, grant.pk])).status_code == 302
    assert client.get(reverse("accounts:own")).status_code == 302
    assert not Grant.objects.filter(capacity__user=hoa, role__code="reporter").exists()


def test_a_role_held_since_long_and_taken_today_gives_nothing_from_today(cast: Cast, desk: Client, hoa: User) -> None:
    """The grant stays as a record with its last day; the right is over on the day on which it was taken."""
    today = clock.today()
    grant = Grant.objects.get(capacity__user=hoa, role__code="writer")
    assert desk.post(reverse("accounts:take", args=[hoa.pk, grant.pk])).status_code == 302
    grant.refresh_from_db()
    assert (grant.valid_from, grant.valid_to) == (SINCE, today)
    reloaded = User.objects.get(pk=hoa.pk)
    assert not scope_of(reloaded, today).anywhere(Action.REPORT_EDIT)
    assert scope_of(reloaded, today - timedelta(days=1)).anywhere(Action.REPORT_EDIT)


def test_a_leaver_hands_over_and_the_name_stays(cast: Cast, admin: User, hoa: User) -> None:
    heir = add(cast, "ban", "Cà Thị Bản", "03289")
    departures.record_departure(user=hoa, on=AT.date(), heir=heir, by=admin, at=AT)
    hoa.refresh_from_db()
    assert not hoa.stands(AT.date())
    assert hoa.full_name == "Lò Thị Hoa"
    assert Event.objects.filter(action="assignment.pass_on").exists()
    assert not Grant.objects.filter(capacity__user=hoa, valid_to__isnull=True).exists()
    for wrong, to in ((hoa, cast.commune), (admin, heir), (cast.commune, cast.other_commune)):
        with pytest.raises(ActionRefused):
            departures.record_departure(user=wrong, on=AT.date(), heir=to, by=admin, at=AT)


@pytest.mark.faults("assignment.pass_on", "user.leave")
def test_leaving_by_the_page(cast: Cast, desk: Client, hoa: User) -> None:
    address = reverse("accounts:leave", args=[hoa.pk])
    heir = User.objects.get(username="quy")
    assert desk.post(address, {"on": "2001-01-01", "heir": heir.pk}).status_code == 422
    assert desk.post(address, {"on": "2030-01-01", "heir": ""}).status_code == 422
    assert desk.post(address, {"on": "2030-01-01", "heir": heir.pk}).status_code == 302
    assert enter(Client(), "hoa").status_code == 302, "until that day the account works"
    assert "01/01/2030" in desk.get(reverse("accounts:person", args=[hoa.pk])).content.decode()


def test_a_unit_of_one_person_is_told_whom_to_invite(cast: Cast, desk: Client, hoa: User) -> None:
    page = desk.get(reverse("accounts:person", args=[hoa.pk])).text
    assert "Ghi thôi việc và bàn giao" in page
    User.objects.filter(unit=hoa.unit).exclude(pk=hoa.pk).exclude(username="quy").update(is_active=False)
    quy = User.objects.get(username="quy")
    User.objects.filter(pk=quy.pk).update(unit=cast.units["099"])
    alone = read_page(desk.get(reverse("accounts:person", args=[hoa.pk])).text)
    assert f"{hoa.unit.name} không có người khác để nhận bàn giao. Mời người thay trước" in alone
    assert "Ghi thôi việc và bàn giao" not in alone
    move = reverse("accounts:move", args=[hoa.pk])
    assert "việc đang làm ở lại đơn vị" in read_page(desk.get(move, {"unit": hoa.unit_id}).text)


@pytest.fixture
def area_desk(real: None, cast: Cast, inside: Inside) -> Client:
    """Of an administrator of the whole district."""
    chief = add(cast, "chau", "Lò Văn Châu", "099", "unit_admin")
    return inside(chief, with_totp(chief))


@pytest.mark.faults("assignment.pass_on", "user.move")
def test_a_person_moves_with_nothing_but_the_person(
    cast: Cast, desk: Client, area_desk: Client, hoa: User, inside: Inside
) -> None:
    client, password = inside(hoa), hoa.password
    address, unit = reverse("accounts:move", args=[hoa.pk]), cast.units["03304"]
    found = area_desk.get(address, {"tim": unit.name}).text
    assert f"{address}?unit={unit.pk}" in found
    assert f"?unit={hoa.unit_id}" not in area_desk.get(address, {"tim": hoa.unit.name}).text, "their own unit"
    assert f"Chuyển sang {unit.name}" in area_desk.get(address, {"unit": unit.pk}).text
    assert area_desk.post(address, {"unit": ""}).status_code == 422
    assert area_desk.post(address, {"unit": unit.pk, "heir": cast.commune.pk}).status_code == 422, "of another unit"
    answer = area_desk.post(address, {"unit": unit.pk, "heir": User.objects.get(username="quy").pk}, follow=True)
    assert "Hãy giao vai trò ở đơn vị mới" in answer.text
    moved = User.objects.get(pk=hoa.pk)
    assert (moved.unit, moved.password, moved.full_name) == (unit, password, "Lò Thị Hoa")
    assert not scope_of(moved, clock.today()).anywhere(Action.REPORT_EDIT), "roles are given anew"
    assert scope_of(moved, clock.today() - timedelta(days=1)).anywhere(Action.REPORT_EDIT), "what was, stays known"
    assert client.get(reverse("accounts:own")).status_code == 302, "every session has ended"
    event = Event.objects.get(action="user.move")
    assert event.unit == "03289", "in the trail of the unit that was left"
    assert "sang" in SecurityNotice.objects.get(person=hoa.pk).text
    assert desk.get(reverse("accounts:person", args=[hoa.pk])).status_code == 404, "no more of the old unit"
    assert "Lò Thị Hoa" in area_desk.get(reverse("accounts:person", args=[hoa.pk])).text


def test_nobody_is_moved_out_of_reach(cast: Cast, desk: Client, admin: User, hoa: User) -> None:
    """Both units must be administered; nobody moves themselves; work without an heir is left to nobody."""
    there = cast.units["03304"]
    assert desk.get(reverse("accounts:move", args=[hoa.pk]), {"unit": there.pk}).status_code == 404
    assert desk.post(reverse("accounts:move", args=[hoa.pk]), {"unit": there.pk}).status_code == 404
    assert reverse("accounts:move", args=[admin.pk]) not in desk.get(reverse("accounts:person", args=[admin.pk])).text
    chief = add(cast, "chau", "Lò Văn Châu", "099", "unit_admin")
    Unit.objects.filter(code="03269").update(valid_to=AT.date())
    for user, unit, by in (
        (hoa, there, admin),
        (chief, there, chief),
        (hoa, hoa.unit, chief),
        (hoa, Unit.objects.get(code="03269"), chief),
    ):
        with pytest.raises(ActionRefused):
            departures.move_account(user=user, unit=unit, heir=None, by=by, at=AT)
    with pytest.raises(ActionRefused, match="Người nhận bàn giao"):
        departures.move_account(user=hoa, unit=there, heir=hoa, by=chief, at=AT)
    departures.move_account(user=hoa, unit=there, heir=None, by=chief, at=AT)
    assert User.objects.get(pk=hoa.pk).unit == there


@pytest.mark.parametrize(
    ("heirs", "is_of_one"),
    [((), False), (("03304",), True), (("03304", "03269"), False)],
    ids=["nobody took it over", "one took it over", "two took it over"],
)
def test_the_staff_of_an_ended_unit_is_moved_by_who_answers_for_all_of_it(
    cast: Cast, admin: User, area_desk: Client, hoa: User, inside: Inside, heirs: tuple[str, ...], is_of_one: bool
) -> None:
    """The district in each case; the commune that took it over where no other took a part of it."""
    neighbour = add(cast, "van", "Giàng A Văn", "03304", "unit_admin")
    beside = inside(neighbour, with_totp(neighbour))
    today = clock.today()
    Unit.objects.filter(pk=hoa.unit_id).update(valid_to=today, successors=list(heirs))
    page, person = area_desk.get(reverse("accounts:staff")).text, reverse("accounts:person", args=[hoa.pk])
    assert person in page
    assert "tài khoản thuộc đơn vị đã kết thúc" in page
    assert "không nhận vai trò mới" in area_desk.get(person).text
    assert (beside.get(person).status_code == 200) is is_of_one
    assert area_desk.get(reverse("accounts:invite"), {"unit": hoa.unit_id}).status_code == 404
    chief, unit, role = User.objects.get(username="chau"), hoa.unit, Role.objects.get(code="reporter")
    unit.refresh_from_db()
    for place in (unit, cast.units["03304"]):
        with pytest.raises(ActionRefused, match="đã kết thúc"):
            grants.grant_role(
                user=User.objects.get(pk=hoa.pk), role=role, unit=place, function="general", since=today, by=chief,
                at=clock.now(),
            )  # fmt: skip
    address, place = reverse("accounts:move", args=[hoa.pk]), cast.units["03304"]
    assert area_desk.post(address, {"unit": place.pk}).status_code == 302
    assert User.objects.get(pk=hoa.pk).unit == place
    assert "không nhận vai trò mới" not in area_desk.get(person).text


def test_who_leaves_an_ended_unit_need_not_hand_over(
    cast: Cast, admin: User, area_desk: Client, hoa: User, inside: Inside
) -> None:
    """The last of a unit that has ended has no colleague left; of a unit in force somebody takes over."""
    person, leaving = reverse("accounts:person", args=[hoa.pk]), reverse("accounts:leave", args=[hoa.pk])
    assert area_desk.post(leaving, {"on": clock.today().isoformat(), "heir": ""}).status_code == 422
    Unit.objects.filter(pk=hoa.unit_id).update(valid_to=clock.today())
    assert leaving in area_desk.get(person).text
    answer = area_desk.post(leaving, {"on": clock.today().isoformat(), "heir": ""}, follow=True)
    assert "Đã ghi thôi việc" in answer.text
    assert User.objects.get(pk=hoa.pk).ends_on == clock.today()
    with pytest.raises(ActionRefused, match="Người nhận bàn giao"):
        departures.record_departure(
            user=cast.police, on=clock.today(), heir=None, by=User.objects.get(username="chau"), at=clock.now()
        )


def test_of_an_ended_unit_who_administers_its_heir_is_a_second_administrator(cast: Cast, hoa: User) -> None:
    """Else one of two alone would open an account that decides over others."""
    Role.objects.create(code="unit_admin", name="Quản trị đơn vị", actions=["account.administer"])
    first = add(cast, "van", "Giàng A Văn", "03304", "unit_admin")
    second, today = add(cast, "sinh", "Lò Thị Sinh", "03304", "unit_admin"), clock.today()
    User.objects.filter(pk=second.pk).update(last_login=clock.now())
    Unit.objects.filter(pk=hoa.unit_id).update(valid_to=today, successors=["03304"])
    assert not is_only_administrator(first, {hoa.unit_id}, today)
    Unit.objects.filter(pk=hoa.unit_id).update(successors=["03304", "03269"])
    assert is_only_administrator(first, {hoa.unit_id}, today), "nobody else answers for both"


@pytest.mark.faults("user.renew_link")
def test_a_first_link_is_made_again(cast: Cast, desk: Client) -> None:
    """It got lost before anybody came in by it: no second administrator is needed, the one before is worth nothing."""
    lost = link_in(_invite(desk, cast).content.decode())
    made = User.objects.get(username="pao.sung")
    assert "Lập phiếu lần đầu" in desk.get(reverse("accounts:person", args=[made.pk])).content.decode()
    link = link_in(desk.post(reverse("accounts:relink", args=[made.pk])).content.decode())
    assert Client().get(lost).status_code == 410
    assert Client().post(link, {"new": "hai con ngựa trắng"}).status_code == 302
    assert desk.post(reverse("accounts:relink", args=[made.pk])).status_code == 422, "from now on it needs two"


def test_a_commune_sees_no_accounts_of_another(cast: Cast, desk: Client) -> None:
    assert desk.get(reverse("accounts:person", args=[cast.commune.pk])).status_code == 404
    assert "Lò Thị Minh" not in desk.get(reverse("accounts:staff")).content.decode()
