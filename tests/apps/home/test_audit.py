"""The trail in words, within scope and function."""

import csv
from collections.abc import Callable
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.audit.models import Event
from sokehoach.apps.home.pages import trail
from sokehoach.apps.home.queries import trail as trail_queries
from tests.factories.cast import AT, SINCE
from tests.factories.district import POLICE, District

Browser = Callable[[User], Client]
ADDRESS = reverse("home:audit")


def reported(user: User, action: str = "report.send") -> list[str]:
    return [
        told.unit
        for told in trail.describe_events(
            trail_queries.list_trail_events(user, trail_queries.TrailFilter(action=action))
        )
    ]


@pytest.fixture
def auditing_police(district: District) -> User:
    """The police with a reader's role in its own function, over the whole district."""
    role = Role.objects.create(code="auditor", name="Người đọc nhật ký", actions=["audit.view"])
    police = district.cast.police
    grants.create_grant(
        user=police,
        role=role,
        unit=district.cast.units["099"],
        function="enforcement",
        since=SINCE,
        by="tests",
        at=AT,
    )
    return police


def test_it_works(district: District, signed_in: Browser) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    text = signed_in(district.cast.office).get(ADDRESS).content.decode()
    assert "Duyệt báo cáo, số tổng hợp cập nhật" in text
    assert "biểu 01-XA · 6 tháng đầu năm 2021" in text
    assert "Lò Thị Minh" in text
    assert Event.objects.get(action="figures.accept").leaf[:10] in text


def test_what_happens_behind_the_wall_is_told_to_its_own_side_alone(district: District, auditing_police: User) -> None:
    district.send(district.cast.commune, {"B1": "3"})
    district.send(district.cast.police, {"A1": "2", "A2": "1"}, form=POLICE)
    assert reported(district.cast.office) == ["Tênh Phông"]
    assert reported(district.cast.leader) == ["Tênh Phông"]
    assert reported(auditing_police) == ["Công an huyện"]


def test_the_first_page_holds_to_the_wall_as_well(district: District) -> None:
    district.send(district.cast.police, {"A1": "2", "A2": "1"}, form=POLICE)
    assert "Gửi báo cáo" not in {told.sentence for told in trail.list_recent_events(district.cast.office, 50)}


def test_the_first_page_passes_over_what_is_saved_while_typing(district: District) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    told = [one.sentence for one in trail.list_recent_events(district.cast.office, 3)]
    assert told == ["Duyệt báo cáo, số tổng hợp cập nhật", "Gửi báo cáo", "Lập báo cáo"]


def test_it_is_narrowed_to_one_thing_and_to_one_kind_of_action(district: District, signed_in: Browser) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    district.send(district.cast.other_commune, {"B1": "3"})
    office = signed_in(district.cast.office)
    text = office.get(ADDRESS, {"ve": f"submission:{sent.id}", "viec": "report.send"}).content.decode()
    table = text[text.index("<tbody>") :]
    assert table.count("Gửi báo cáo") == 1
    assert "Pú Xi" not in table


def test_narrowed_to_nothing_it_says_so(district: District, signed_in: Browser) -> None:
    text = signed_in(district.cast.office).get(ADDRESS, {"ve": "plan:none"}).content.decode()
    assert "Chưa có dòng nào." in text


@pytest.mark.parametrize("number", ["2", "99", "x", "-1"])
def test_pages_follow_and_none_is_out_of_range(district: District, signed_in: Browser, number: str) -> None:
    for clerk in district.settle(10):
        district.report(clerk, {"B1": "1"})
    assert signed_in(district.cast.office).get(ADDRESS, {"trang": number}).status_code == 200


def test_fifteen_queries(
    district: District, signed_in: Browser, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for clerk in district.settle(16):
        district.report(clerk, {"B1": "1"})
    office = signed_in(district.cast.office)
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        office.get(ADDRESS)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ({"tim": "tenh phong gui"}, True),
        ({"tim": "lo thi minh"}, True),
        ({"tim": "2021S1"}, True),
        ({"tim": "pu xi gui"}, False),
        ({"tim": "submission"}, True),
        ({"nguoi": "minh"}, True),
        ({"nguoi": "pao"}, False),
        ({"tu": "22/6/2021", "den": "22/6/2021"}, True),
        ({"tu": "23/6/2021"}, False),
        ({"den": "21/6/2021"}, False),
        ({"tu": "hôm qua"}, True),
    ],
)
def test_it_is_searched_by_words_people_and_days(
    district: District, signed_in: Browser, address: dict[str, str], shown: bool
) -> None:
    district.send(district.cast.commune, {"B1": "3"})
    page = signed_in(district.cast.office).get(ADDRESS, address | {"viec": "report.send"}).content.decode()
    assert (Event.objects.get(action="report.send").leaf[:10] in page) is shown


def test_what_is_shown_is_taken_away_as_a_table(district: District, signed_in: Browser) -> None:
    district.send(district.cast.commune, {"B1": "3"})
    district.send(district.cast.police, {"A1": "2", "A2": "1"}, form=POLICE)
    file = signed_in(district.cast.office).get(reverse("home:audit_file"), {"viec": "report.send"})
    rows = list(csv.reader(StringIO(file.content.decode("utf-8-sig"))))
    event = Event.objects.get(action="report.send", unit="03304")
    assert [row[0] for row in rows] == ["Số", str(event.seq)]
    assert rows[1][2:4] == ["minh", "Lò Thị Minh"]
    assert rows[1][-1] == event.leaf


def test_no_cell_of_the_table_is_a_formula(district: District, signed_in: Browser) -> None:
    Event.objects.filter(unit="03304").update(actor="=1+1")
    file = signed_in(district.cast.office).get(reverse("home:audit_file")).content.decode("utf-8-sig")
    assert "=1+1" in file
    assert not [cell for row in csv.reader(StringIO(file)) for cell in row if cell[:1] in tuple("=+-@\t\r")]
