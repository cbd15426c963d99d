"""An empty installation begins with the units of today: looked at and edited before anything is loaded."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files.national_units import list_communes
from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.plans.models import ProposalDecision
from sokehoach.apps.plans.queries.parties import build_directory
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.setup.forms.proposals import list_reporter_choices
from sokehoach.apps.setup.pages.proposals import list_form_rows
from sokehoach.apps.setup.queries.proposals import DecidedProposal
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import first_run
from sokehoach.apps.shell import clock
from sokehoach.config.env import Demonstration
from sokehoach.domain.plans.proposals.facts import AGENCIES, DutyFacts, PlanFacts
from sokehoach.domain.plans.proposals.propose import propose_programme
from sokehoach.domain.text import sort_key
from tests.apps.setup.page_text import walk_pages
from tests.factories.cast import AT

pytestmark = pytest.mark.django_db
PAGE, URL = "/bat-dau/", "/bat-dau/don-vi/"
PROVINCE = {"name": "Kế hoạch dân số năm 2026", "short_name": "Dân số", "area": "24", "year": "2026"}
NOON = AT.replace(year=2026, month=2, day=3)
COMMUNE = PROVINCE | {"area": "11", "unit": "tuan giao"}


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    settings.DEMONSTRATION = Demonstration(today=date(2026, 2, 3), seed=0)
    return tmp_path


@pytest.fixture
def client() -> Client:
    browser = Client()
    assert browser.post(PAGE, {"code": first_run.issue_code()}).status_code == 302
    return browser


def look(client: Client, typed: Mapping[str, str]) -> Any:
    page = client.post(URL, {**typed, "preview": "1"})
    assert page.status_code == 200, page.context["form"].errors
    return page


def fill(page: Any, **changes: str) -> dict[str, str]:
    """What the table of agencies would send."""
    form = page.context["agency_form"]
    values = {bound.html_name: bound.value() for bound in form}
    typed = {name: "on" if value is True else str(value or "") for name, value in values.items() if value is not False}
    return typed | changes


def test_a_province_is_looked_at_before_it_is_loaded(client: Client) -> None:
    page = look(client, PROVINCE)
    communes = list_communes("24")
    for text in ("01/7/2025", "Tỉnh Bắc Ninh", f"{sum(unit.kind == 'phường' for unit in communes)} phường"):
        assert text in page.text, text
    assert all(f"<td>{unit.code}</td>" in page.text and unit.name in page.text for unit in communes)
    assert not Programme.objects.exists(), "looking stores nothing"
    assert client.get(URL).status_code == 200


def test_looking_again_keeps_what_was_typed_and_asks_for_no_office_yet(client: Client) -> None:
    typed = fill(look(client, PROVINCE), **{"name-moi1": "Ban Dân tộc"})
    again = look(client, PROVINCE | typed)
    assert (again.context["agency_form"].errors, "Ban Dân tộc" in again.text) == ({}, True)
    assert client.post(URL, {**PROVINCE, **typed, "begin": "1"}).status_code == 422


def test_the_agencies_of_the_template_are_edited_before_they_are_loaded(client: Client) -> None:
    typed = fill(
        look(client, PROVINCE),
        **{
            "keep-SXD": "", "name-SNV": "Sở Nội vụ và Lao động", "name-moi1": "Ban Quản lý các khu công nghiệp",
            "short_name-moi1": "BQL KCN", "name-moi2": "Tỉnh đoàn", "office": "moi1", "begin": "1",
        },
    )  # fmt: skip
    answer = client.post(URL, PROVINCE | typed, follow=True)
    assert f"với {len(list_communes('24'))} xã, phường, đặc khu" in answer.text
    codes = set(Unit.objects.filter(level="agency").values_list("code", flat=True))
    assert "24.SXD" not in codes
    assert {"24.SNV", "24.BQLCKCN"} <= codes
    assert Unit.objects.get(code="24.SNV").name == "Sở Nội vụ và Lao động"
    new = Unit.objects.get(code="24.BQLCKCN")
    assert (new.short_name, new.letterhead) == ("BQL KCN", "Ban Quản lý các khu công nghiệp tỉnh Bắc Ninh")
    assert Unit.objects.get(name="Tỉnh đoàn").letterhead == "Tỉnh đoàn Bắc Ninh", "the province is named once"
    assert Programme.objects.get().unit.code == "24"
    form = client.get(PAGE).context["administrator_form"]
    assert form.initial["unit"] == new.pk, "the standing office"
    names = [name for _pk, name in form.fields["unit"].choices]
    agencies = Unit.objects.filter(level="agency").count()
    assert names[0] == "Tỉnh Bắc Ninh"
    for part in (names[1 : agencies + 1], names[agencies + 1 :]):
        assert part == sorted(part, key=sort_key)
    assert "Ban Quản lý các khu công nghiệp" in names[1 : agencies + 1]
    assert client.get(URL)["Location"] == PAGE


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "office"), ({"office": "XX"}, "office"), ({"office": "SYT", "keep-SYT": ""}, "office"),
        ({"office": "SYT", "name-SXD": " "}, "name-SXD"), ({"office": "SYT", "name-SXD": "sở y tế"}, "name-SYT"),
        ({"office": "SYT", "name-moi2": "Ông Lò Văn Pâng"}, "name-moi2"), ({"office": "moi3"}, "office"),
        ({"office": "SYT", "name-SXD": "Sở " + "x" * 200}, "name-SXD"),
    ],
)  # fmt: skip
def test_a_faulty_agency_loads_nothing_and_is_named_at_its_row(
    client: Client, changes: dict[str, str], field: str
) -> None:
    typed = fill(look(client, PROVINCE), **changes, begin="1")
    answer = client.post(URL, PROVINCE | typed)
    assert answer.status_code == 422
    assert [*answer.context["agency_form"].errors] == [field]
    assert answer.context["agency_form"].errors[field][0] in answer.text
    assert not Programme.objects.exists()
    if "name-SXD" in changes:
        assert changes["name-SXD"] in answer.text, "what was typed stays"


def test_another_area_shows_its_own_agencies_and_is_not_loaded_unseen(client: Client) -> None:
    typed = fill(look(client, COMMUNE), office="PVHXH", begin="1")
    other = client.post(URL, PROVINCE | typed | {"unit": ""})
    assert "Sở Y tế" in other.text
    assert not Programme.objects.exists()


@pytest.mark.parametrize(
    ("commune", "name", "has", "lacks"),
    [
        ("tuan giao", "Xã Tuần Giáo", "Phòng Kinh tế", "Hạ tầng"),
        ("Phường Mường Thanh", "Phường Mường Thanh", "Phòng Kinh tế, Hạ tầng và Đô thị", "Công an xã"),
        ("03127", "Phường Điện Biên Phủ", "Ban Chỉ huy quân sự phường", "quân sự xã"),
    ],
)
def test_a_commune_is_named_in_the_province(client: Client, commune: str, name: str, has: str, lacks: str) -> None:
    page = look(client, COMMUNE | {"unit": commune})
    assert page.context["preview"].name == name
    names = [row.name.value() for row in page.context["agency_form"].rows]
    assert len(names) == 8 + 3
    assert has in names
    assert not any(lacks in text for text in names)
    for text in ("Văn phòng HĐND và UBND", "Phòng Văn hóa - Xã hội", "Trung tâm Phục vụ hành chính công", "Công an"):
        assert any(text in row for row in names), text


def test_the_islands_have_what_the_decree_gives_them(client: Client) -> None:
    for province, commune, has in (("91", "Phú Quốc", "Hạ tầng"), ("48", "Hoàng Sa", "Phòng Kinh tế")):
        page = look(client, COMMUNE | {"area": province, "unit": commune})
        (name,) = (row.name.value() for row in page.context["agency_form"].rows if row.key == "PKT")
        assert has in name
        assert ("Hạ tầng" in name) is (commune == "Phú Quốc")


@pytest.mark.parametrize(
    ("commune", "sentence"), [("Tuần Giá", "Xã Tuần Giáo"), ("Hà Nội xa", "Không có đơn vị"), ("0", "Không có đơn vị")]
)
def test_a_commune_that_the_province_does_not_have_is_told_with_those_of_like_names(
    client: Client, commune: str, sentence: str
) -> None:
    answer = client.post(URL, COMMUNE | {"unit": commune, "begin": "1"})
    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["form"].errors["unit"])


@pytest.mark.parametrize("commune", ["Tuần Giáo", pytest.param("Mường Lay", marks=pytest.mark.sweep)])
def test_a_programme_of_a_commune_works_from_its_first_day(client: Client, commune: str) -> None:
    typed = COMMUNE | {"unit": commune}
    answer = client.post(URL, typed | fill(look(client, typed), office="PVHXH", begin="1"), follow=True)
    assert "số cơ quan: 8" in answer.text
    unit = Programme.objects.get().unit
    assert unit.short_name == commune
    assert list(find_version_faults()) == []
    group = Group.objects.get()
    assert group.members.count() == 7, "all but the Front, which is asked"
    directory = build_directory(unit, clock.today())
    kind = unit.name.split()[0].lower()
    for words, suffix in (
        ("Phòng Văn hóa - Xã hội", "PVHXH"), (f"Công an {kind}", "CA"), (f"Trạm Y tế {kind} {commune}", "TYT"),
        ("Văn phòng HĐND và UBND", "VP"), (f"Ban CHQS {kind}", "BCHQS"),
        (f"Trung tâm Phục vụ hành chính công {kind}", "TTPVHCC"),
    ):  # fmt: skip
        best, *others = directory.match(words)
        assert best.party == f"u:{Unit.objects.get(code=f'{unit.code}.{suffix}').pk}", words
        assert best.likelihood > 0.9, (words, best, others)
    for role, code in (
        ("standing_office", f"{unit.code}.PVHXH"), ("leader", unit.code), ("agency_clerk", f"{unit.code}.CA"),
        ("unit_admin", f"{unit.code}.VP"),
    ):  # fmt: skip
        assert len(walk_pages(sign_in(role, code, unit), most=60)) > 5, role


def test_proposals_of_a_commune_ask_nobody_below_its_agencies(client: Client) -> None:
    client.post(URL, COMMUNE | fill(look(client, COMMUNE), office="PVHXH", begin="1"))
    station = f"{Programme.objects.get().unit.code}.TYT"
    choices = [key for key, _name in list_reporter_choices((), {station: "Trạm Y tế"})]
    assert choices == ["", AGENCIES, station]
    duty = DutyFacts("NV1", "III.1", "Mở các lớp tập huấn", "Mở các lớp tập huấn cho cộng tác viên.", (station,))
    plan = PlanFacts("Kế hoạch", date(2026, 1, 12), (), (duty,), (), (), {station: "Trạm Y tế"})
    accepted = SimpleNamespace(state=ProposalDecision.State.ACCEPTED, content={})
    items: Any = [DecidedProposal(proposal, accepted) for proposal in propose_programme(plan)]  # type: ignore[arg-type]
    assert [row.reporters for row in list_form_rows(items, {station: "Trạm Y tế"})] == ["Trạm Y tế"]


def sign_in(role: str, unit: str, area: Unit) -> Client:
    username, row = role.replace("_", "."), Unit.objects.get(code=unit)
    users.create_user(username=username, full_name="Lò Thị Minh", title="", unit=row, by="tests", at=NOON)
    user = User.objects.get(username=username)
    over = row if role == "agency_clerk" else area
    grants.create_grant(
        user=user, role=Role.objects.get(code=role), unit=over, function="general", since=clock.today(), by="tests",
        at=NOON,
    )  # fmt: skip
    browser = Client()
    browser.force_login(user)
    return browser


def test_the_first_administrator_of_a_commune_is_invited(client: Client) -> None:
    client.post(URL, COMMUNE | fill(look(client, COMMUNE), office="VP", begin="1"))
    form = client.get(PAGE).context["administrator_form"]
    made = client.post(
        reverse("setup:first_administrator"),
        {
            "full_name": "Vừ A Quý", "title": "Chuyên viên", "username": "quy.vua", "unit": form.initial["unit"],
            "parts": form.initial["parts"],
        },
    )  # fmt: skip
    assert made.status_code == 302, made.context["administrator_form"].errors
