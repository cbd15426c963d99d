"""One search, without marks, over what the account may see."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.home.pages.site_search import list_hits
from sokehoach.apps.registers.core.queries.register_owners import list_named_registers
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries.submissions import list_newest_submissions
from tests.factories.cast import AT
from tests.factories.district import POLICE, District

pytestmark = pytest.mark.both_databases

Browser = Callable[[User], Client]
ADDRESS = reverse("home:search")
DAY = date(2021, 6, 22)


def titles(user: User, words: str) -> dict[str, list[str]]:
    return {kind: [hit.title for hit in hits] for kind, hits in list_hits(user, words, day=DAY)}


def test_it_works(district: District, signed_in: Browser) -> None:
    text = signed_in(district.cast.commune).get(ADDRESS, {"q": "tenh phong"}).content.decode()
    assert "Xã Tênh Phông" in text


@pytest.mark.parametrize("words", ["Tênh Phông", "TENH PHONG", "phong tenh", "tênh"])
def test_marks_case_and_order_do_not_matter(district: District, words: str) -> None:
    assert titles(district.cast.commune, words)["Đơn vị"] == ["Xã Tênh Phông"]


@pytest.mark.parametrize("words", ["", "a", "  b ", "đ"])
def test_less_than_two_letters_are_asked_to_be_more(district: District, signed_in: Browser, words: str) -> None:
    assert titles(district.cast.office, words) == {}
    assert signed_in(district.cast.office).get(ADDRESS, {"q": words}).status_code == 200


def test_a_report_is_found_by_those_who_may_see_it(district: District) -> None:
    district.send(district.cast.commune, {"B1": "3"})
    found = ["Báo cáo 6 tháng đầu năm 2021, biểu 01-XA: Xã Tênh Phông"]
    assert titles(district.cast.office, "bao cao tenh phong")["Báo cáo"] == found
    assert titles(district.cast.commune, "bao cao tenh phong")["Báo cáo"] == found
    assert "Báo cáo" not in titles(district.cast.other_commune, "bao cao tenh phong")


def test_the_other_side_of_the_wall_finds_no_report(district: District) -> None:
    district.send(district.cast.police, {"A1": "2", "A2": "1"}, form=POLICE)
    assert "Báo cáo" in titles(district.cast.police, "bao cao cong an")
    assert "Báo cáo" not in titles(district.cast.health, "bao cao cong an")


def test_an_element_opens_the_sheet_for_those_who_see_it(district: District) -> None:
    def address(user: User) -> str:
        return dict(list_hits(user, "tt01", day=DAY))["Chỉ tiêu thống kê"][0].url

    assert address(district.cast.office) == "/tong-hop/099/2021S1/01-XA/#B1"
    clerk = district.cast.commune
    assert address(clerk) == ""
    reader = Role.objects.create(code="xem", name="xem", actions=["report.view", "consolidate.view"])
    grants.create_grant(user=clerk, role=reader, unit=clerk.unit, function="general", since=DAY, by="tests", at=AT)
    assert address(clerk) == ""  # figures of a commune are consolidated nowhere


def test_nothing_found_is_said(district: District, signed_in: Browser) -> None:
    assert "Không tìm thấy." in signed_in(district.cast.office).get(ADDRESS, {"q": "zzz"}).content.decode()


def test_what_was_typed_is_shown_as_text(district: District, signed_in: Browser) -> None:
    text = signed_in(district.cast.office).get(ADDRESS, {"q": "<script>x"}).content.decode()
    assert "<script>x" not in text


def test_the_last_reports_are_those_of_the_last_days(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """Week 9 is before week 10, and a year after its weeks; «2021W9» is the greatest of these as a text."""
    clerks = district.settle(5)
    for clerk, period in zip(clerks, ("2021W9", "2021W10", "2021W2", "2021", "2020W53"), strict=True):
        district.report(clerk, {"B1": "1"})
        Submission.objects.filter(unit=clerk.unit).update(period=period)
    for most, expected in ((400, 5), (2, 2), (1, 1)):
        reports = list_newest_submissions(district.cast.office, most=most)
        assert [report.period for report in reports] == ["2021", "2021W10", "2021W9", "2021W2", "2020W53"][:expected]
    monkeypatch.setattr("sokehoach.apps.home.pages.site_search.MAX_REPORTS", 2)
    assert "Báo cáo" not in titles(district.cast.office, "bao cao 2021w9")
    assert len(titles(district.cast.office, "bao cao 2021w10")["Báo cáo"]) == 1


def test_of_one_period_the_first_units_are_found(district: District) -> None:
    for clerk in district.settle(4):
        district.report(clerk, {"B1": "1"})
    reports = list_newest_submissions(district.cast.office, most=3)
    codes = sorted(Submission.objects.values_list("unit__code", flat=True))
    assert [report.unit.code for report in reports] == codes[:3]


def test_sixteen_queries(
    district: District, signed_in: Browser, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for clerk in district.settle(16):
        district.report(clerk, {"B1": "1"})
    office = signed_in(district.cast.office)
    list_named_registers()  # kept in the thread for some seconds: no part of one page
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        office.get(ADDRESS, {"q": "th"})
