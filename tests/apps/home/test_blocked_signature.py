"""The first page of somebody who holds a role that signs, while a document waits that nobody can sign."""

from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.home.pages.today import load_today
from tests.apps.documents.written import draft, person, to_sign
from tests.factories.cast import AT, SINCE
from tests.factories.district import District


def list_notes(user: User) -> list[tuple[str, str]]:
    return [(task.title, task.note) for task in load_today(user, AT.date()).work if "chờ ký" in task.title]


def test_who_lacks_the_right_to_see_the_figures_is_told(district: District) -> None:
    """A role that signs and does not see consolidated figures, as of an invited director."""
    cast = district.cast
    office = cast.units["099.LDTBXH"]
    to_sign(cast.office, office, area=cast.units["099"])
    role = Role.objects.get(code="leader")
    role.pk, role.code, role.actions = None, "signer", ["plan.view", "report.view", "document.take", "document.sign"]
    role.save(force_insert=True)
    director = person(cast, "099.LDTBXH", "Vừ A Quý", role="signer")
    assert list_notes(director) == [
        (
            f"Một văn bản của {office.short_name} chờ ký, chưa ai ký được",
            "Vai trò của bạn chưa có quyền xem số liệu tổng hợp trong văn bản. Người quản trị giao thêm.",
        )
    ]


def test_who_lacks_the_right_is_told_where_somebody_else_can_sign(district: District, client: Client) -> None:
    """The clerk who set up the installation holds all roles, and may sign too."""
    cast = district.cast
    office = cast.units["099.LDTBXH"]
    row = to_sign(cast.office, office, area=cast.units["099"])
    clerk = person(cast, "099.LDTBXH", "Lò Thị Mây")
    User.objects.filter(pk=clerk.pk).update(username="may.lo")
    grants.create_grant(
        user=clerk, role=Role.objects.get(code="leader"), unit=cast.units["099"], function="general", since=SINCE,
        by="tests", at=AT,
    )  # fmt: skip
    role = Role.objects.get(code="leader")
    role.pk, role.code, role.actions = None, "signer", ["plan.view", "report.view", "document.take", "document.sign"]
    role.save(force_insert=True)
    director = person(cast, "099.LDTBXH", "Vừ A Quý", role="signer")
    ((title, note),) = list_notes(director)
    assert title == f"Một văn bản của {office.short_name} chờ ký, bạn chưa ký được"
    assert note.startswith("Vai trò của bạn chưa có quyền xem số liệu tổng hợp trong văn bản. Lò Thị Mây ký được")
    client.force_login(director)
    assert client.get(reverse("documents:page", args=[row.pk])).status_code == 404


def test_who_signs_for_the_area_and_not_for_its_agency_is_told(district: District, client: Client) -> None:
    cast = district.cast
    office = cast.units["099.LDTBXH"]
    row = to_sign(cast.office, office)
    ((title, note),) = list_notes(cast.leader)
    assert note.startswith(f"Tài khoản của bạn thuộc {cast.leader.unit.short_name}, không ký văn bản của")
    assert row.subject not in title, "a draft of another unit stays closed"
    client.force_login(cast.leader)
    assert client.get(reverse("documents:page", args=[row.pk])).status_code == 404


def test_nothing_is_told_where_somebody_can_sign_or_the_document_is_of_others(district: District) -> None:
    cast = district.cast
    to_sign(cast.commune, cast.commune.unit)  # of a commune, another area
    draft(cast.office, cast.units["099.LDTBXH"])  # not yet to sign
    assert list_notes(cast.leader) == []
    to_sign(cast.office, cast.units["099.LDTBXH"])
    signer = person(cast, "099.LDTBXH", "Vừ A Quý")
    assert list_notes(cast.leader) == []
    assert [task.title for task in load_today(signer, AT.date()).work if task.title.startswith("Ký văn bản")]


def test_a_document_of_a_confidential_function_is_never_named(district: District) -> None:
    cast = district.cast
    to_sign(cast.office, cast.units["099.LDTBXH"])
    OfficialDocument.objects.update(function="support")
    assert list_notes(cast.leader) == []
