"""Papers to print: names are left to be written by hand."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models import Visit
from tests.apps.registers.inspections.conftest import Team
from tests.apps.registers.inspections.test_visits import FOUND

type House = Callable[..., Establishment]
type Browser = Callable[[User], Client]


def paper(client: Client, route: str, visit: Visit) -> str:
    page = client.get(reverse(f"inspections:{route}", args=[visit.pk])).content.decode()
    return page[page.index('<article class="paper" lang="vi">') : page.index("</article>")]


def test_the_record_names_no_person(team: Team, signed_in: Browser, house: House, held: Callable[..., Visit]) -> None:
    told = paper(signed_in(team.head), "record", held(house(), **FOUND))
    assert "BIÊN BẢN" in told
    assert "Nhà nghỉ Ban Mai" in told
    assert "Yêu cầu ký đủ hợp đồng lao động." in told
    people = [user.full_name for user in (team.head, team.deputy, team.third, team.fourth)]
    for name in [*people, "Cầm Văn Chủ"]:
        assert name not in told


def test_the_record_to_fill_in_has_empty_boxes(
    team: Team, signed_in: Browser, house: House, planned: Callable[..., Visit]
) -> None:
    told = paper(signed_in(team.head), "record", planned(house()))
    assert "Có hợp đồng lao động" in told
    assert ">X<" not in told
    assert told.count("Thành viên:") == 2


def test_the_invitation_is_of_a_planned_visit_alone(
    team: Team, signed_in: Browser, house: House, planned: Callable[..., Visit]
) -> None:
    head = signed_in(team.head)
    told = paper(head, "invitation", planned(house()))
    assert "GIẤY MỜI" in told
    assert "Cầm Văn Chủ" not in told
    secret = planned(house("B"), manner="surprise")
    assert head.get(reverse("inspections:invitation", args=[secret.pk])).status_code == 404


def test_nothing_can_be_uploaded(team: Team, signed_in: Browser, house: House, held: Callable[..., Visit]) -> None:
    visit = held(house())
    head = signed_in(team.head)
    for route in ("visit", "sanction", "record"):
        page = head.get(reverse(f"inspections:{route}", args=[visit.pk])).content.decode()
        assert 'type="file"' not in page


def test_the_place_is_the_proper_name_without_an_abbreviated_level(
    team: Team, signed_in: Browser, house: House, planned: Callable[..., Visit]
) -> None:
    Unit.objects.filter(code="099").update(short_name="H. Tuần Giáo")
    assert ">Tuần Giáo, ngày … tháng" in paper(signed_in(team.head), "record", planned(house()))
