"""An administrator takes the usual agencies of a commune into a draft, after looking them over."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files.scaffold import NewProgramme, build_scaffold
from sokehoach.adapters.programme_files.tables import parse_table
from sokehoach.apps.accounts.models import User
from sokehoach.apps.programmes.models import Programme, ProgrammeDraft
from sokehoach.apps.setup.services import drafts, programmes
from sokehoach.apps.setup.services.agencies import list_template_areas
from sokehoach.config.env import Demonstration
from tests.factories.cast import AT
from tests.factories.drafts import create_administrator, current

pytestmark = pytest.mark.django_db
type Browser = Callable[[User], Client]
NOON = AT.replace(year=2026, month=2, day=3)
BEGUN = NewProgramme("Kế hoạch dân số năm 2026", "Dân số", "11", "SYT", date(2026, 1, 1))
URL = "/chuong-trinh/dan_so_2026/nhap/co-quan-theo-mau/"


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        programmes.import_programme(programme=programmes.read_programme(build_scaffold(BEGUN)), by="tests", at=NOON)
        user = create_administrator("quy.vua", "11")
        drafts.begin_draft(programme=Programme.objects.get(), by=user, at=NOON)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def official(settings: Any, signed_in: Browser) -> Client:
    settings.DEMONSTRATION = Demonstration(today=NOON.date(), seed=0)
    return signed_in(User.objects.select_related("unit__parent").get(username="quy.vua"))


def read_agencies(draft: ProgrammeDraft) -> dict[str, str]:
    return {row["code"]: row["name"] for row in parse_table(draft.files["agencies.csv"]).list_records()}


def fill(page: Any, **changes: str) -> dict[str, str]:
    values = {bound.html_name: bound.value() for bound in page.context["agency_form"]}
    typed = {name: "on" if value is True else str(value or "") for name, value in values.items() if value is not False}
    return typed | {"area": page.context["area"].code, "revision": str(page.context["revision"])} | changes


def test_a_commune_gets_the_agencies_of_the_template_as_they_were_edited(official: Client) -> None:
    assert URL in official.get(reverse("setup:draft", args=["dan_so_2026"])).text
    page = official.get(URL, {"area": "xã mường chà"})
    assert page.status_code == 200
    area = page.context["area"]
    assert "Phòng Kinh tế" in page.text
    changes = {"keep-TYT": "", "name-CA": "Công an xã Mường Chà", "name-moi1": "Trung tâm Dịch vụ tổng hợp"}
    assert official.post(URL, fill(page, **changes)).status_code == 302
    added = {code: name for code, name in read_agencies(current()).items() if code.startswith(f"{area.code}.")}
    assert added.keys() == {f"{area.code}.{suffix}" for suffix in (
        "VP", "PKT", "PVHXH", "TTPVHCC", "CA", "BCHQS", "MTTQ", "TTDVTH")}  # fmt: skip
    assert added[f"{area.code}.CA"] == "Công an xã Mường Chà"
    assert current().problems == []
    records = {row["code"]: row for row in parse_table(current().files["agencies.csv"]).list_records()}
    assert records[f"{area.code}.CA"]["letterhead"] == "Công an xã Mường Chà"
    assert records[f"{area.code}.PKT"]["letterhead"] == "Phòng Kinh tế xã Mường Chà"
    again = official.get(URL, {"area": area.code})
    assert [row.key for row in again.context["agency_form"].rows if not row.is_new] == ["TYT"], "what is still missing"


def test_a_unit_that_has_all_of_them_says_so(official: Client) -> None:
    page = official.get(URL, {"area": "Tỉnh Điện Biên"})
    assert page.context["agency_form"] is None
    assert "đã có mọi cơ quan của mẫu" in page.text


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"area": "Mường Cha xa"}, 422, "Xã Mường Chà"), ({"area": ""}, 422, ""),
        ({"revision": "0"}, 409, "khác"), ({"revision": ""}, 409, ""), ({"name-VP": ""}, 422, "bỏ dấu ở đầu dòng"),
        ({"name-moi1": "Bà Vàng Thị Dí"}, 422, ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_taken(
    official: Client, typed: dict[str, str], status: int, sentence: str
) -> None:
    before = current()
    answer = official.post(URL, fill(official.get(URL, {"area": "Mường Nhé"}), **typed))
    assert answer.status_code == status
    assert sentence in answer.text
    assert (current().files, current().revision) == (before.files, before.revision)


def test_units_that_ended_before_the_reform_have_no_template() -> None:
    files = {
        "levels.yaml": "levels:\n  - {code: commune, rank: 3, name: xã}\n  - {code: old, rank: 2, name: huyện}\n",
        "units.csv": "code,name,short_name,level,valid_from,valid_to\n"
        "1,Xã A,A,commune,2021-01-01,2025-07-01\n2,Xã B,B,commune,2021-01-01,\n3,Huyện C,C,old,2021-01-01,\n"
        "4,Xã D,D,commune,2026-03-01,\n",
    }
    assert [(area.code, area.first_day) for area in list_template_areas(files)] == [
        ("2", date(2025, 7, 1)), ("4", date(2026, 3, 1)),
    ]  # fmt: skip
    assert list_template_areas(files | {"units.csv": '"'}) == []
