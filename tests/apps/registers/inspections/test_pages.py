"""The pages: a visit from its planning to what was put right; as many queries for many as for few."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models import Visit
from tests.apps.registers.inspections.conftest import Team
from tests.apps.registers.inspections.test_programmes import added
from tests.apps.registers.inspections.test_visits import FOUND
from tests.factories.cast import Cast

type House = Callable[..., Establishment]
type Browser = Callable[[User], Client]


@pytest.mark.faults("visit.invite")
def test_it_works(cast: Cast, team: Team, signed_in: Browser, house: House) -> None:
    head, place = signed_in(team.head), house()
    typed: dict[str, Any] = {
        "unit": cast.units["099.CA"].pk, "establishment": str(place.pk), "day": "21/06/2021", "manner": "planned",
        "lead": team.head.pk, "members": [team.third.pk],
    }  # fmt: skip
    reply = head.post(reverse("inspections:plan"), typed)
    assert reply.status_code == 422
    assert "phải có ít nhất 3 người" in reply.content.decode()
    typed["members"] = [team.third.pk, team.fourth.pk]
    assert head.post(reverse("inspections:plan"), typed).status_code == 302
    visit = Visit.objects.get()
    reply = head.post(reverse("inspections:invite", args=[visit.pk]), {"version": "1", "number": "5/GM"}, follow=True)
    assert "Số: 5/GM" in reply.content.decode()
    result: dict[str, Any] = {
        "version": "2", "day": "21/06/2021", "lead": team.head.pk, "members": typed["members"],
        "item_hop_dong": "not_met", "cultural": "0",
    }  # fmt: skip
    page = head.post(reverse("inspections:record_visit", args=[visit.pk]), result).content.decode()
    assert "Chưa trả lời." in page
    assert "ghi ngày phải khắc phục xong" in page
    result |= {"item_luu_tru": "met", "remedy_by": "30/06/2021"}
    page = head.post(reverse("inspections:record_visit", args=[visit.pk]), result, follow=True).content.decode()
    assert "Đã ghi kết quả kiểm tra." in page
    sanction = {
        "version": "3", "kind": "fine", "act": "sheltering", "act_on": "21/06/2021", "amount": "9.000.000",
        "number": "21/QĐ", "decided_on": "22/06/2021",
    }  # fmt: skip
    page = head.post(reverse("inspections:sanction", args=[visit.pk]), sanction, follow=True).content.decode()
    assert "Trong khung 5.000.000 đến 10.000.000 đồng" in page
    close = {"version": "4", "day": "22/06/2021", "remedy": "Đã ký đủ hợp đồng."}
    page = head.post(reverse("inspections:close", args=[visit.pk]), close, follow=True).content.decode()
    assert "Yêu cầu khắc phục kết thúc." in page


def test_a_late_second_hand_is_told_and_nothing_is_lost(
    team: Team, signed_in: Browser, house: House, planned: Callable[..., Visit]
) -> None:
    visit = planned(house())
    reply = signed_in(team.head).post(
        reverse("inspections:invite", args=[visit.pk]), {"version": "7", "number": "5/GM"}
    )
    assert reply.status_code == 409
    assert "đã ghi lượt kiểm tra này lúc" in reply.content.decode()


def test_many_visits_cost_as_many_queries_as_few(
    cast: Cast, team: Team, signed_in: Browser, house: House, held: Callable[..., Visit]
) -> None:
    added(cast, team)
    head = signed_in(team.head)

    def queries(url: str) -> int:
        head.get(url)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            head.get(url)
        return len(captured)

    pages = [
        reverse("inspections:board"),
        f"{reverse('inspections:week')}?ngay=2021-06-21",
        reverse("registers:register", args=["kiem-tra"]),
    ]
    held(house("Một"), **FOUND)
    few = [queries(url) for url in pages]
    for title in ("Hai", "Ba", "Bốn", "Năm"):
        held(house(title), **FOUND)
    assert [queries(url) for url in pages] == few


def test_a_visit_is_found_by_words_without_marks(
    team: Team, signed_in: Browser, house: House, planned: Callable[..., Visit]
) -> None:
    planned(house())
    found = f"{reverse('registers:register', args=['kiem-tra'])}?tim="
    head = signed_in(team.head)
    assert "Nhà nghỉ Ban Mai" in head.get(f"{found}ban+mai+tenh+phong").content.decode()
    assert "Nhà nghỉ Ban Mai" not in head.get(f"{found}karaoke").content.decode()
