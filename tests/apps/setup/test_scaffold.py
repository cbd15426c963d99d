"""A new programme begins with the units of a province alone; every page works before it has a form."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from sokehoach.adapters.programme_files.scaffold import NewProgramme, build_scaffold
from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.reporting.queries.obligations import list_expected
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import programmes
from sokehoach.config.env import Demonstration
from tests.apps.setup.page_text import walk_pages
from tests.factories.cast import AT

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2026, 1, 1)
BEGUN = NewProgramme("Kế hoạch chuyển đổi số năm 2026", "Chuyển đổi số", "51", "SKHCN", FIRST_DAY)
NOON = AT.replace(year=2026, month=2, day=3)


@pytest.fixture
def loaded(settings: Any) -> None:
    settings.DEMONSTRATION = Demonstration(today=NOON.date(), seed=0)
    programmes.import_programme(programme=programmes.read_programme(build_scaffold(BEGUN)), by="tests", at=NOON)


def sign_in(role: str, unit: str, over: str) -> Client:
    row = Unit.objects.get(code=unit)
    users.create_user(username=role.replace("_", "."), full_name="Lò Thị Minh", title="", unit=row, by="tests", at=NOON)
    user = User.objects.get(username=role.replace("_", "."))
    grants.create_grant(
        user=user, role=Role.objects.get(code=role), unit=Unit.objects.get(code=over), function="general",
        since=FIRST_DAY, by="tests", at=NOON,
    )  # fmt: skip
    client = Client()
    client.force_login(user)
    return client


def test_it_has_all_communes_of_the_province(loaded: None) -> None:
    assert Unit.objects.filter(parent__code="51").exclude(level="agency").count() == 96
    assert list(find_version_faults()) == []


def test_its_first_forms_are_owed_for_the_period_under_way(loaded: None) -> None:
    files = build_scaffold(BEGUN)
    files["elements.csv"] += "B1,Lớp đã mở,lớp,count,flow,sum,sum,general,01-X,no,,,định nghĩa tại chỗ\n"
    files["forms/01-X.yaml"] = """\
code: 01-X
name: Kết quả của xã
period_type: quarter
function: general
reporters: {levels: [commune, ward, special_zone]}
counting_window: nd09
due_days: 2
source: định nghĩa tại chỗ
sections:
  - code: A
    title: Lớp
    cells:
      - {code: A1, element: B1}
"""
    files["regimes.yaml"] = files["regimes.yaml"].replace(
        "regimes: []",
        """\
regimes:
  - code: quy
    name: Báo cáo quý
    subject: Kết quả thực hiện kế hoạch
    content: figures
    channels: [system]
    period_types: [quarter]
    outlines: [bc-xa]
    procedure: Xã nhập số, gửi
    basis: định nghĩa tại chỗ
    valid_from: 2026-01-01
    stages:
      - {reporters: {levels: [commune, ward, special_zone]}, receiver: "51", through: 51.SKHCN, forms: [01-X],
         due_days: 2, window: nd09}
""",
    )
    files["outlines/bc-xa.yaml"] = """\
code: bc-xa
title: Kết quả thực hiện kế hoạch
issuer: 51.SKHCN
writers: commune
addressees: ["51", 51.SKHCN]
copies: []
annexes: [01-X]
source: định nghĩa tại chỗ
sections:
  - heading: KẾT QUẢ THỰC HIỆN
    level: 1
    sentences:
      - Đã mở {B1} lớp.
"""
    done = programmes.import_programme(programme=programmes.read_programme(files), by="tests", at=NOON)
    assert done.answer["version"] == 2
    assert len(list_expected(Form.objects.get().definition, "2026Q1")) == 96
    page = sign_in("commune_clerk", "21025", "21025").get("/bao-cao/").text
    assert "01-X" in page
    assert "Kết quả của xã" in page
    assert list(find_version_faults()) == []


@pytest.mark.parametrize(
    ("role", "unit", "over"),
    [
        ("standing_office", "51.SKHCN", "51"), ("commune_clerk", "21025", "21025"), ("leader", "51", "51"),
        ("agency_clerk", "51.STC", "51.STC"), ("unit_admin", "51.VP", "51"), ("figures_reader", "51.VP", "51"),
    ],
)  # fmt: skip
def test_every_page_of_the_menu_opens(loaded: None, role: str, unit: str, over: str) -> None:
    client = sign_in(role, unit, over)
    assert len(walk_pages(client, most=400)) > 5
