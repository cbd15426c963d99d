"""Who is invited to sign for an office that reports the area's figures opens its documents and signs."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Grant, Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell import clock
from tests.adapters.signature.keys import p12
from tests.apps.documents.written import current, to_sign
from tests.factories.cast import AT, SINCE
from tests.factories.district import District

type Browser = Callable[[User], Client]
PAGE = "accounts:invite_list"
LINE = "Đơn vị\tHọ và tên\tChức vụ\tTên đăng nhập\tVai trò\n099.LDTBXH\tVừ A Quý\tChủ tịch\tquy.va\tNgười ký\n"


def create_role(code: str, name: str, *actions: str) -> Role:
    return Role.objects.create(code=code, name=name, actions=list(actions))


@pytest.fixture
def desk(district: District, signed_in: Browser) -> Client:
    """The administrator, who holds each role that is given."""
    office = district.cast.office
    roles = [
        create_role("signer", "Người ký", "plan.view", "report.view", "document.take", "document.sign"),
        create_role("figures_reader", "Người xem số liệu", "plan.view", "consolidate.view", "document.take"),
        create_role("unit_admin", "Quản trị", "account.administer"),
    ]
    for role in roles:
        grants.create_grant(
            user=office, role=role, unit=district.cast.units["099"], function="general", since=SINCE, by="t", at=AT
        )
    return signed_in(User.objects.get(pk=office.pk))


def send_list(desk: Client, step: str, text: str = LINE) -> str:
    return desk.post(reverse(PAGE), {"table": text, "step": step}).content.decode()


def list_grants() -> set[tuple[str, str]]:
    return set(Grant.objects.filter(capacity__user__username="quy.va").values_list("role__code", "unit__code"))


def test_a_signer_invited_with_one_role_opens_and_signs(desk: Client, district: District, signed_in: Browser) -> None:
    cast = district.cast
    office = cast.units["099.LDTBXH"]
    row = to_sign(cast.office, office, area=cast.units["099"])
    assert "Người ký, Người xem số liệu" in send_list(desk, "read"), "shown before the letters are made"
    send_list(desk, "create")
    assert list_grants() == {("signer", "099.LDTBXH"), ("figures_reader", "099")}
    director = signed_in(User.objects.get(username="quy.va"))
    page = reverse("documents:page", args=[row.pk])
    assert page in director.get("/").content.decode()
    assert director.get(page).status_code == 200
    certificate = SimpleUploadedFile("khoa.p12", p12("Vừ A Quý", at=clock.now()))
    typed = {"version": row.version, "password": "mat-khau", "key_file": certificate}
    assert director.post(reverse("documents:sign", args=[row.pk]), typed).status_code == 302
    assert current(row).state == "signed"


def test_the_page_says_who_cannot_open_what_they_would_sign(desk: Client, district: District) -> None:
    Grant.objects.filter(role__code="figures_reader").delete()
    Role.objects.filter(code="figures_reader").delete()
    page = send_list(desk, "read")
    assert "Vừ A Quý ký văn bản của đơn vị mà chưa xem được số liệu tổng hợp" in page


def test_a_signer_of_an_office_that_drafts_no_figures_has_the_one_role(desk: Client, district: District) -> None:
    send_list(desk, "create", LINE.replace("099.LDTBXH", "099.TTYT"))
    assert list_grants() == {("signer", "099.TTYT")}
    assert OfficialDocument.objects.count() == 0


def invite_alone(desk: Client, office: Unit) -> str:
    """Invite the director by the form for one person, with the role that signs alone."""
    signer = Role.objects.get(code="signer")
    typed = {"unit": office.pk, "full_name": "Vừ A Quý", "title": "Chủ tịch", "username": "quy.va",
             "parts": [f"{signer.pk}.general.{office.pk}"]}  # fmt: skip
    return desk.post(reverse("accounts:invite"), typed, follow=True).content.decode()


def test_a_signer_who_is_invited_alone_has_the_second_role_too(desk: Client, district: District) -> None:
    page = invite_alone(desk, district.cast.units["099.LDTBXH"])
    assert list_grants() == {("signer", "099.LDTBXH"), ("figures_reader", "099")}
    assert "được giao thêm vai trò «Người xem số liệu»" in page


def test_who_invites_one_signer_without_that_role_is_told(desk: Client, district: District) -> None:
    Grant.objects.filter(role__code="figures_reader").delete()
    Role.objects.filter(code="figures_reader").delete()
    page = invite_alone(desk, district.cast.units["099.LDTBXH"])
    assert list_grants() == {("signer", "099.LDTBXH")}
    assert "Vừ A Quý ký văn bản của đơn vị mà chưa xem được số liệu tổng hợp" in page


def test_one_signer_of_an_office_without_figures_has_the_one_role(desk: Client, district: District) -> None:
    page = invite_alone(desk, district.cast.units["099.TTYT"])
    assert list_grants() == {("signer", "099.TTYT")}
    assert "giao thêm vai trò" not in page
