"""An empty installation whose plan is of before 1 July 2025: the units of then are loaded and work."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files import national_units
from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.setup.permissions import list_defined_unit_codes
from sokehoach.apps.setup.queries.drafts import access_programme
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import first_run, programmes
from sokehoach.apps.setup.services.projection import _build_schedule, _find_heir
from sokehoach.config.env import Demonstration
from sokehoach.domain.periods.due import WorkingDaysAfter
from sokehoach.domain.periods.serialization import parse_due
from sokehoach.domain.reporting.form import Reporters
from tests.apps.setup.page_text import walk_pages
from tests.factories.cast import AT, Cast

pytestmark = pytest.mark.django_db
PAGE, URL = "/bat-dau/", "/bat-dau/don-vi-truoc-2025/"
TYPED = {"name": "Kế hoạch dân số năm 2024", "short_name": "Dân số", "area": "62", "office": "SYT", "year": "2024"}


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def open_page() -> Client:
    client = Client()
    assert client.post(PAGE, {"code": first_run.issue_code()}).status_code == 302
    return client


def test_the_units_of_then_are_looked_at_and_loaded() -> None:
    client = open_page()
    assert URL in client.get(PAGE).text
    page = client.get(URL).text
    assert "10/04/2023" in page
    assert page.count("<option") == 1 + 63 + 1 + 19
    for wrong in ({"area": "03"}, {"office": "SNNMT"}, {"year": "2020"}, {"year": "2026"}, {"name": "Ông Lò Văn Pâng"}):
        answer = client.post(URL, TYPED | wrong | {"begin": "1"})
        assert (answer.status_code, [*answer.context["form"].errors]) == (422, [*wrong])
    looked_at = client.post(URL, TYPED | {"preview": "1"})
    assert looked_at.status_code == 200
    assert "Từ 01/7/2025 thuộc tỉnh Quảng Ngãi." in looked_at.text
    assert ["Thành phố Kon Tum", 21] in [[name, count] for _code, name, count in looked_at.context["preview"].districts]
    assert len(looked_at.context["preview"].communes) == 102
    assert not Programme.objects.exists(), "looking stores nothing"
    made = client.post(URL, TYPED | {"begin": "1"}, follow=True)
    assert "Số đơn vị cấp huyện: 10; cấp xã: 102." in made.text
    assert Programme.objects.get().unit.code == "62"
    assert client.get(URL)["Location"] == PAGE, "there is a programme"


def test_what_no_package_knows_is_said_before_it_is_loaded() -> None:
    page = open_page().post(URL, TYPED | {"area": "36"}).text
    assert "51 xã chưa có đơn vị kế thừa" in page
    assert "51 xã không có vị trí trong dữ liệu" in page


def test_without_the_list_the_page_leads_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    national_units._read_earlier_list.cache_clear()
    monkeypatch.setattr(national_units, "_EARLIER_LIST", tmp_path / "none.csv")
    assert open_page().get(URL)["Location"] == PAGE


@pytest.mark.parametrize(
    ("province", "day", "at", "office", "communes"),
    [
        ("62", date(2026, 2, 3), "51", "51.SYT", 40),
        pytest.param("46", date(2025, 6, 30), "46", "46.SYT", 0, marks=pytest.mark.sweep),
        pytest.param("62", date(2024, 3, 5), "62", "62.SYT", 0, marks=pytest.mark.sweep),
        pytest.param("46", date(2025, 7, 1), "46", "46.SYT", 40, marks=pytest.mark.sweep),
    ],
)  # fmt: skip
def test_the_installation_works_before_and_after_the_change(
    settings: Any, province: str, day: date, at: str, office: str, communes: int
) -> None:
    """`communes`: directly below the province."""
    settings.DEMONSTRATION = Demonstration(today=day, seed=0)
    client = open_page()
    assert client.post(URL, TYPED | {"area": province, "begin": "1"}).status_code == 302
    assert list(find_version_faults()) == []
    form = client.get(PAGE).context["administrator_form"]
    assert Unit.objects.get(pk=form.initial["unit"]).code == office, "the standing office of that day"
    made = client.post(
        reverse("setup:first_administrator"),
        {
            "full_name": "Vừ A Quý", "title": "Chuyên viên", "username": "quy.vua", "unit": form.initial["unit"],
            "parts": form.initial["parts"],
        },
    )  # fmt: skip
    assert made.status_code == 302, made.context["administrator_form"].errors
    versions = Unit.objects.filter(code=at)
    province_row = next(unit for unit in versions if unit.valid_from <= day < (unit.valid_to or date.max))
    assert province_row.children.filter(level__in=("commune", "ward")).count() == communes
    noon = AT.replace(year=day.year, month=day.month, day=day.day)
    for role in ("standing_office", "leader"):
        assert len(walk(role, province_row, day, noon)) > 5
    walk("unit_admin", province_row, day, noon)
    administrator = User.objects.get(username="unit.admin")
    assert access_programme(administrator, "dan_so_2024").code == "dan_so_2024"
    assert province in list_defined_unit_codes(administrator)
    commune = Unit.objects.filter(level__in=("commune", "ward"), valid_from__lte=day).exclude(valid_to__lte=day)[0]
    assert len(walk("commune_clerk", commune, day, noon)) > 5


def walk(role: str, unit: Unit, day: date, noon: datetime) -> set[str]:
    username = role.replace("_", ".")
    users.create_user(username=username, full_name="Lò Thị Minh", title="", unit=unit, by="tests", at=noon)
    user = User.objects.get(username=username)
    grants.create_grant(
        user=user, role=Role.objects.get(code=role), unit=unit, function="general", since=day, by="tests", at=noon
    )
    client = Client()
    client.force_login(user)
    return walk_pages(client, most=25)


def test_only_one_unit_that_took_another_over_does_its_work(cast: Cast) -> None:
    ended = Unit.objects.get(code="03269")
    day = AT.date()

    def end(*successors: str) -> Unit:
        Unit.objects.filter(pk=ended.pk).update(valid_to=day, successors=[*successors])
        return Unit.objects.get(pk=ended.pk)

    assert _find_heir(ended, day) == ended
    assert _find_heir(end("03304"), day) == cast.units["03304"]
    assert _find_heir(end("03304", "03289"), day) == ended
    assert _find_heir(end(), day) == ended


def test_a_report_is_due_with_the_stage_of_its_own_not_with_that_of_its_forms() -> None:
    programme = programmes.read_programme(programmes.DEFAULT_PROGRAMME)
    report, schedule = next(
        (report, schedule)
        for report in programme.reports
        for schedule in programme.reporting_schedules
        if report.outline.code in schedule.outlines
    )
    of_issuer = replace(schedule.stages[0], reporters=Reporters(codes=(report.issuer,)), due=WorkingDaysAfter(3))
    of_forms = replace(of_issuer, forms=("01-XA",), due=WorkingDaysAfter(9))
    for stages, days in (
        ((of_forms, replace(of_issuer, forms=())), 3),
        ((replace(of_issuer, forms=()), of_forms), 3),
        ((of_forms,), programme.report_due_days),
    ):
        schedules = (replace(schedule, stages=stages),)
        built = _build_schedule(report, replace(programme, reporting_schedules=schedules))
        assert parse_due(built["due"]) == WorkingDaysAfter(days)
    assert _build_schedule(report, replace(programme, reporting_schedules=())) is None
