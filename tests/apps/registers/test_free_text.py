"""A line of a register that names somebody: marked in its form, told by its cell in Excel, never kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.registers.conftest import LINE, TYPED
from tests.apps.registers.test_excel import problems, row, send, workbook
from tests.factories.cast import AT, Cast

type Browser = Callable[[User], Client]
TITLE = "Tư vấn cho chị Lò Thị Inh"


def test_it_works(cast: Cast, signed_in: Browser) -> None:
    client = signed_in(cast.commune)
    refused = client.post("/so/truyen-thong/them/", TYPED | {"title": TITLE})
    assert refused.status_code == 422
    assert 'found__place">Lò Thị Inh<' in refused.content.decode()
    assert not DataEntry.objects.exists()
    client.post("/so/truyen-thong/them/", TYPED | {"title": TITLE, "che": "title"})
    assert DataEntry.objects.get().title == "Tư vấn cho chị [đã che]"


def test_a_sheet_that_names_somebody_says_in_which_cell_and_nothing_of_it_is_kept(
    cast: Cast, signed_in: Browser
) -> None:
    reply = send(
        signed_in(cast.commune),
        workbook(row(), row(title=TITLE), row(place="Nhà số 12 đường Sông Mã, 0912 345 678")),
    )
    told = {address: said for address, _typed, said in problems(reply)}
    assert list(told) == ["B3", "E4"]
    assert "tên người" in told["B3"]
    assert "số điện thoại" in told["E4"]
    assert not DataEntry.objects.exists()


def test_an_officials_name_passes(cast: Cast, signed_in: Browser) -> None:
    title = f"Họp dân, đồng chí {cast.leader.full_name} nói chuyện"
    client = signed_in(cast.commune)
    assert client.post("/so/truyen-thong/them/", TYPED | {"title": title}).status_code == 302
    assert "Đã ghi 1 dòng." in send(client, workbook(row(title=title, place="Bản Há Dùa"))).content.decode()


def test_the_services_refuse_it_as_well(cast: Cast, added: Callable[..., DataEntry]) -> None:
    line = added()
    with pytest.raises(InvalidInput) as refusal:
        entries.create_entry(
            register="activities",
            unit=cast.units["03304"],
            values=LINE | {"title": TITLE},
            by=cast.commune,
            at=AT,
        )
    assert list(refusal.value.messages) == ["title"]
    with pytest.raises(InvalidInput):
        entries.void_entry(
            register="activities",
            entry=line.pk,
            version=1,
            reason="Nhầm tên Lò Thị Inh",
            by=cast.commune,
            at=AT,
        )
    line.refresh_from_db()
    assert not line.voided


def test_why_a_line_is_voided_is_marked_and_redacted(
    cast: Cast, signed_in: Browser, added: Callable[..., DataEntry]
) -> None:
    line = added()
    url = f"/so/truyen-thong/{line.pk}/gach-bo/"
    sent: dict[str, Any] = {"version": "1", "reason": "Nhầm tên Lò Thị Inh"}
    refused = signed_in(cast.commune).post(url, sent)
    assert refused.status_code == 422
    signed_in(cast.commune).post(url, sent | {"che": "reason"})
    assert Revision.objects.get(action="struck").reason == "Nhầm tên [đã che]"
