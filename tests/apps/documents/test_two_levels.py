"""What one level issues, the next takes in; who was not sent it does not see it. Pressed in tests/journeys."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.services import outlines
from tests.apps.documents.written import addressed, content, current, issued, person, signed, to_sign
from tests.factories.cast import AT, SINCE
from tests.factories.district import District
from tests.factories.programmes import first_programme


def take_in(row: OfficialDocument, client: Client) -> OfficialDocument:
    page = client.get(reverse("documents:list")).content.decode()
    assert reverse("documents:page", args=[row.pk]) in page
    url = reverse("documents:answer", args=[row.pk, row.deliveries.get().pk])
    assert client.post(url, {"answer": "receive"}).status_code == 302
    return current(row)


@pytest.mark.faults("document.sign")
def test_it_works(district: District, signed_in: Any) -> None:
    cast = district.cast
    role = Role.objects.create(code="superior", name="superior", actions=["document.take", "document.receive"])
    users.create_user(
        username="so", full_name="Cầm Thị Pâng", title="", unit=cast.units["11.SOLDTBXH"], by="tests", at=AT
    )
    province = User.objects.get(username="so")
    grants.create_grant(
        user=province, role=role, unit=cast.units["11"], function="general", since=SINCE, by="tests", at=AT
    )
    area = cast.units["099"]

    own = signed(to_sign(cast.commune, cast.commune.unit), person(cast, "03304", "Lò Văn Minh"))
    own = issued(addressed(own, cast.commune, area), cast.commune)
    assert signed_in(province).get(reverse("documents:page", args=[own.pk])).status_code == 404
    own = take_in(own, signed_in(cast.office))
    assert (own.state, own.deliveries.get().arrival_number) == ("received", 1)

    above = signed(to_sign(cast.office, area, content("Kết quả của huyện"), area=area), cast.leader)
    above = issued(addressed(above, cast.office, cast.units["11.SOLDTBXH"]), cast.office)
    assert signed_in(cast.commune).get(reverse("documents:page", args=[above.pk])).status_code == 404
    above = take_in(above, signed_in(province))
    assert (above.state, above.numbered) == ("received", "01/BC-UBND")


def test_the_report_of_the_area_is_named_without_a_link_to_who_may_not_open_it(
    district: District, outline: dict[str, Any], signed_in: Any
) -> None:
    """Who takes the office's documents and sees no figures of the area."""
    cast = district.cast
    area = cast.units["099"]
    outlines.import_outline(
        programme=first_programme(), uid="bc", code="bc", title="Kết quả", issuer=area, unit=area, due_days=4,
        definition=outline, by="tests", at=AT,
    )  # fmt: skip
    row = signed(to_sign(cast.office, area, content("Kết quả của huyện"), area=area), cast.leader)
    row = issued(addressed(row, cast.office, cast.commune.unit), cast.office)
    role = Role.objects.create(code="taker", name="taker", actions=["document.take"])
    users.create_user(
        username="vt", full_name="Lò Thị Pâng", title="", unit=cast.units["099.LDTBXH"], by="tests", at=AT
    )
    taker = User.objects.get(username="vt")
    grants.create_grant(user=taker, role=role, unit=area, function="general", since=SINCE, by="tests", at=AT)
    page = reverse("documents:page", args=[row.pk])
    for who, may_open in ((taker, False), (cast.office, True)):
        client = signed_in(who)
        listed = client.get(reverse("documents:list")).text
        assert row.numbered in listed
        assert (f'href="{page}"' in listed) is may_open
        assert (client.get(page).status_code == 200) is may_open
