"""From the commune's report to the province: each level issues, signs, and sees what the one below has sent."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.documents.models import Correspondent, OfficialDocument
from sokehoach.apps.documents.services import addresses
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell import clock
from tests.adapters.signature.keys import p12
from tests.apps.documents.written import content, draft, person
from tests.factories.cast import AT, SINCE
from tests.factories.district import District


def issue(row: OfficialDocument, clerk: Client, signer: Client, name: str, to: Unit) -> OfficialDocument:
    """All on the pages, as the people of one office press them."""

    def press(client: Client, route: str, **data: Any) -> None:
        row.refresh_from_db()
        answer = client.post(reverse(f"documents:{route}", args=[row.pk]), {"version": row.version, **data})
        assert answer.status_code == 302, answer.content.decode()

    press(clerk, "step", action="submit")
    press(clerk, "step", action="check")
    press(clerk, "number", number="", day="22/06/2021")
    key = SimpleUploadedFile("khoa.p12", p12(name, at=clock.now()))
    press(signer, "sign", key_file=key, password="mat-khau")
    press(clerk, "recipients", **{f"to_{Correspondent.objects.get(unit=to).pk}": "product"})
    press(clerk, "issue")
    row.refresh_from_db()
    return row


def take_in(row: OfficialDocument, client: Client) -> None:
    page = client.get(reverse("documents:list")).content.decode()
    assert reverse("documents:page", args=[row.pk]) in page
    url = reverse("documents:answer", args=[row.pk, row.deliveries.get().pk])
    assert client.post(url, {"answer": "receive"}).status_code == 302
    row.refresh_from_db()


def test_it_works(district: District, browser: Any) -> None:
    cast = district.cast
    district.report(cast.commune, {"B1": "3", "B2": "0"})
    addresses.fill(by="tests", at=AT)
    role = Role.objects.create(
        code="superior", name="superior", actions=["document.take", "document.receive"]
    )
    users.add(
        username="so", full_name="Cầm Thị Pâng", title="", unit=cast.units["11.SOLDTBXH"], by="tests", at=AT
    )
    province = User.objects.get(username="so")
    grants.give(
        user=province, role=role, unit=cast.units["11"], function="general", since=SINCE, by="tests", at=AT
    )
    chair = person(cast, "03304", "Lò Văn Minh")
    area = cast.units["099"]

    own = issue(
        draft(cast.commune, cast.commune.unit), browser(cast.commune), browser(chair), "Lò Văn Minh", area
    )
    assert browser(province).get(reverse("documents:page", args=[own.pk])).status_code == 404
    take_in(own, browser(cast.office))
    assert (own.state, own.deliveries.get().arrival_number) == ("received", 1)

    above = issue(
        draft(cast.office, area, content("Kết quả của huyện"), area=area),
        browser(cast.office), browser(cast.leader), "Vừ A Hùng", cast.units["11.SOLDTBXH"],
    )  # fmt: skip
    assert browser(cast.commune).get(reverse("documents:page", args=[above.pk])).status_code == 404
    take_in(above, browser(province))
    assert (above.state, above.numbered) == ("received", "01/BC-UBND")
    assert [one["chain"][0]["subject"] for one in above.files.get(part="signed").signatures] == ["Vừ A Hùng"]
