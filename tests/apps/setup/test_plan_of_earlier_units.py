"""A plan of 2024 that a province enters in December 2026, with the units of before July 2025 and their successors."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files.scaffold.earlier_province import get_earlier_province
from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.queries.outlines import list_outlines
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Assignment, Duty, ItemState, Plan, ReportingRule, Target
from sokehoach.apps.plans.pages.plans import describe_changed_units, describe_ended_leads
from sokehoach.apps.plans.queries.items import list_items
from sokehoach.apps.plans.queries.parties import build_directory, list_party_names
from sokehoach.apps.plans.queries.plans import get_plan_day, list_choosable_units
from sokehoach.apps.plans.queries.rule_parties import RulePartyFinder
from sokehoach.apps.plans.services import items, plans
from sokehoach.apps.plans.services.first_assignments import assign_duties
from sokehoach.apps.programmes.models import Programme, ProgrammeDraft
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.reporting.queries.obligations import list_expected
from sokehoach.apps.setup.pages.earlier_units import build_unit_preview
from sokehoach.apps.setup.queries.proposals import list_proposals
from sokehoach.apps.setup.services import drafts, first_run, proposals
from sokehoach.config.env import Demonstration
from sokehoach.domain.periods.due import DatesOfYear
from sokehoach.domain.periods.serialization import parse_due
from sokehoach.domain.plans.proposals.facts import BASE
from sokehoach.domain.reporting.form_periods import list_owed_periods
from tests.factories.first_run import open_first_account

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)
AT = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TEXT = """ỦY BAN NHÂN DÂN
TỈNH NINH THUẬN
Số: 12/KH-UBND
Ninh Thuận, ngày 15 tháng 01 năm 2024
KẾ HOẠCH
Xóa mù chữ giai đoạn 2024 - 2026
I. MỤC TIÊU
1. Đến năm 2026 mở 60 lớp xóa mù chữ.
II. TỔ CHỨC THỰC HIỆN
1. Sở Giáo dục và Đào tạo
Chủ trì hướng dẫn mở lớp xóa mù chữ; tổng hợp kết quả, báo cáo UBND tỉnh.
2. Sở Lao động - Thương binh và Xã hội
Phối hợp rà soát người chưa biết chữ trong độ tuổi lao động.
3. UBND các huyện, thành phố
Tổ chức điều tra, huy động người học ra lớp.
4. UBND thành phố Phan Rang - Tháp Chàm
Mở điểm học xóa mù chữ tại các phường.
"""


@pytest.fixture
def admin(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> User:
    """The first administrator of an installation that begins with the units of before: of Ninh Thuận, or the param."""
    settings.HOME, settings.DEMONSTRATION = tmp_path, Demonstration(today=TODAY, seed=0)
    client = Client()
    client.post("/bat-dau/", {"code": first_run.issue_code()})
    typed = {
        "name": "Xóa mù chữ 2024 - 2026",
        "short_name": "Xóa mù chữ",
        "area": getattr(request, "param", "58"),
        "office": "SGDDT",
        "year": "2024",
    }
    page = client.post(reverse("setup:first_earlier_units"), typed | {"preview": "1"})
    assert "Hôm nay các đơn vị này đã kết thúc" in " ".join(page.text.split())
    assert client.post(reverse("setup:first_earlier_units"), typed | {"begin": "1"}).status_code == 302
    return open_first_account(client)


@pytest.fixture
def plan(admin: User) -> Plan:
    province = Unit.objects.get(level="province", valid_to=None)
    done = plans.import_plan(unit=province, file_name="kh.txt", data=TEXT.encode(), by=admin, at=AT)
    return Plan.objects.get(pk=done.answer["plan"])


def test_what_is_certain_is_confirmed_and_given_to_the_successors(admin: User, plan: Plan) -> None:
    assert get_plan_day(plan) == date(2025, 7, 1)
    assert items.confirm_sure(plan=plan.pk, by=admin, at=AT).answer["left"] == 0
    leads = {duty.agency_text: duty.lead or duty.lead_group for duty in Duty.objects.filter(plan=plan, named=True)}
    assert {agency: lead and lead.name for agency, lead in leads.items()} == {
        "Sở Giáo dục và Đào tạo": "Sở Giáo dục và Đào tạo",
        "Sở Lao động - Thương binh và Xã hội": "Sở Nội vụ",
        "UBND các huyện, thành phố": "UBND các huyện, thành phố",
        "UBND thành phố Phan Rang - Tháp Chàm": None,  # several wards took it over: somebody chooses
    }
    city = Duty.objects.get(plan=plan, agency_text="UBND thành phố Phan Rang - Tháp Chàm")
    ward = Unit.objects.get(name="Phường Phan Rang", valid_to=None)
    items.confirm_duty(
        plan=plan.pk, code=city.code, version=city.version, title=city.title, lead=f"u:{ward.pk}", coordinating=(),
        nature=city.nature, due_on=city.due_on, by=admin, at=AT,
    )  # fmt: skip
    for item in list_items(plan):
        if item.open:
            items.dismiss_item(plan=plan.pk, code=item.code, version=item.version, by=admin, at=AT)
    plan.refresh_from_db()
    plans.bring_into_force(plan=plan.pk, version=plan.version, by=admin, at=AT)
    rows = Assignment.objects.filter(duty__plan=plan).select_related("unit")
    assert all(row.unit.valid_to is None for row in rows)
    given: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        given[row.duty.agency_text].add(row.unit.name)
    assert given["Sở Lao động - Thương binh và Xã hội"] == {"Sở Nội vụ"}
    assert given["UBND thành phố Phan Rang - Tháp Chàm"] == {"Phường Phan Rang"}
    communes = Unit.objects.filter(parent=plan.unit, level__in=("commune", "ward"))
    assert given["UBND các huyện, thành phố"] == set(communes.values_list("name", flat=True)), (
        "they took the districts over"
    )


def confirm_all(plan: Plan, admin: User, reporters: tuple[str, ...] = (BASE,)) -> None:
    items.confirm_sure(plan=plan.pk, by=admin, at=AT)
    Target.objects.filter(plan=plan).update(state=ItemState.CONFIRMED, settled_by=admin, settled_at=AT)
    for item in list_items(plan):
        if item.open:
            items.dismiss_item(plan=plan.pk, code=item.code, version=item.version, by=admin, at=AT)
    plan.refresh_from_db()
    plans.bring_into_force(plan=plan.pk, version=plan.version, by=admin, at=AT)
    for decided in list_proposals(plan, TODAY):
        content = decided.content
        if decided.key.startswith("CT"):
            content = replace(content, reporters=reporters)
        if content.makes_something and decided.is_open:
            proposals.decide_proposal(
                plan=plan.pk, proposal=decided.key, version=decided.version, state="accepted", content=content,
                by=admin, at=AT,
            )  # fmt: skip


@pytest.mark.parametrize("admin", ["11"], indirect=True)
def test_a_programme_of_units_of_before_is_measured_and_reported_by_those_of_today(admin: User, plan: Plan) -> None:
    """Điện Biên, whose code is kept: its target is linked and owned, and today's department writes the report."""
    confirm_all(plan, admin, ("11.SGDDT",))
    programme = Programme.objects.get()
    head = proposals.DraftHead(programme.code, "", "", "", "11.SGDDT", TODAY)
    proposals.begin_proposed_draft(plan=plan, typed=head, by=admin, at=AT)
    drafts.publish_draft(draft=ProgrammeDraft.objects.get(), revision=1, reason="", day=None, by=admin, at=AT)
    target = Target.objects.get(plan=plan, state=ItemState.CONFIRMED)
    assert target.indicator
    assert target.owner is not None
    assert (target.owner.code, target.owner.valid_to) == ("11.SGDDT", None)
    outline = ReportOutline.objects.get()
    assert (outline.issuer.valid_to, outline.unit.valid_to) == (None, None)
    assert list_outlines(admin) == [outline]


@pytest.mark.parametrize("admin", ["02", "58"], indirect=True)
def test_communes_of_today_report_in_a_programme_of_a_merged_province(admin: User, plan: Plan) -> None:
    """Hà Giang is part of Tuyên Quang, Ninh Thuận of Khánh Hòa: the programme is theirs, with these communes alone."""
    programme = Programme.objects.select_related("unit").get()
    assert programme.unit == plan.unit
    assert programme.code == "xoa_mu_chu_2024"
    assert admin.unit.code == f"{plan.unit.code}.SGDDT"
    confirm_all(plan, admin)
    head = proposals.DraftHead(programme.code, "", "", "", admin.unit.code, TODAY)
    proposals.begin_proposed_draft(plan=plan, typed=head, by=admin, at=AT)
    drafts.publish_draft(draft=ProgrammeDraft.objects.get(), revision=1, reason="", day=None, by=admin, at=AT)
    check_communes_report(plan, admin)


def check_communes_report(plan: Plan, admin: User) -> None:
    communes = Unit.objects.filter(parent=plan.unit).exclude(level="agency")
    owing = {
        report.unit.name
        for form in Form.objects.all()
        for period in list_owed_periods(form.definition, TODAY.year, TODAY.year + 1)
        for report in list_expected(form.definition, period.id)
    }
    assert len(communes) >= 24
    assert owing >= {commune.name for commune in communes}
    assert list_outlines(admin) == [ReportOutline.objects.get()]
    target = Target.objects.get(plan=plan, state=ItemState.CONFIRMED)
    assert target.indicator


@pytest.mark.parametrize("reporters", [("56.SGDDT",), (BASE,)])
def test_the_office_reports_on_the_day_of_its_rule_and_to_the_ministry(admin: User, reporters: tuple[str, ...]) -> None:
    """The department fills in forms, too; its first form is due with its report, the communes send ten days before."""
    text = TEXT.replace(
        "2. Sở Lao động", "Báo cáo UBND tỉnh, Bộ Giáo dục và Đào tạo định kỳ 6 tháng một lần vào ngày 15/6 và ngày "
        "15/12.\n2. Sở Lao động",
    ).replace(
        "4. UBND thành phố", "Báo cáo kết quả về UBND tỉnh (qua Sở Giáo dục và Đào tạo) trước ngày 05/6 và ngày 05/12 "
        "hằng năm.\n4. UBND thành phố",
    )  # fmt: skip
    province = Unit.objects.get(level="province", valid_to=None)
    done = plans.import_plan(unit=province, file_name="kh.txt", data=text.encode(), by=admin, at=AT)
    plan = Plan.objects.get(pk=done.answer["plan"])
    rules = ReportingRule.objects.filter(plan=plan, every="six-month")
    assert {(rule.who, rule.to) for rule in rules} == {
        ("Sở Giáo dục và Đào tạo", "UBND tỉnh, Bộ Giáo dục và Đào tạo"),
        ("UBND các huyện, thành phố", "UBND tỉnh"),
    }
    rules.update(state=ItemState.CONFIRMED, settled_by=admin, settled_at=AT)
    confirm_all(plan, admin, reporters)
    programme = Programme.objects.get()
    head = proposals.DraftHead(programme.code, "", "", "", admin.unit.code, TODAY)
    proposals.begin_proposed_draft(plan=plan, typed=head, by=admin, at=AT)
    drafts.publish_draft(draft=ProgrammeDraft.objects.get(), revision=1, reason="", day=None, by=admin, at=AT)
    definition = ReportOutline.objects.get().definition
    assert definition["copies"] == ["Bộ Giáo dục và Đào tạo"]
    assert parse_due(definition["schedule"]["due"]) == DatesOfYear(((6, 15), (12, 15)))


def test_a_programme_of_a_province_that_ended_gives_units_and_roles_to_one_of_its_successor(
    admin: User, plan: Plan
) -> None:
    """An installation that began with Ninh Thuận as the area of its programme."""
    first = Programme.objects.get()
    Programme.objects.update(unit=Unit.objects.get(code="58"))
    confirm_all(plan, admin)
    head = proposals.DraftHead("", "xmc", "Xóa mù chữ", "Xóa mù chữ", admin.unit.code, TODAY)
    proposals.begin_proposed_draft(plan=plan, typed=head, by=admin, at=AT)
    drafts.publish_draft(draft=ProgrammeDraft.objects.get(), revision=1, reason="", day=None, by=admin, at=AT)
    programme = Programme.objects.exclude(pk=first.pk).get()
    assert programme.unit == plan.unit
    assert Grant.objects.filter(role__programme=programme, capacity__user=admin).exists()
    check_communes_report(plan, admin)


@pytest.mark.parametrize(
    ("who", "to", "reporters", "receivers"),
    [
        ("Sở Lao động - Thương binh và Xã hội", "UBND tỉnh Ninh Thuận", {"56.SNV"}, {"56"}),
        ("UBND các huyện, thành phố", "Sở Kế hoạch và Đầu tư", 24, {"56.STC"}),
        ("UBND các xã, phường, thị trấn", "Sở Giáo dục và Đào tạo", 24, {"56.SGDDT"}),
    ],
)
def test_rules_name_units_of_before(
    admin: User, plan: Plan, who: str, to: str, reporters: set[str] | int, receivers: set[str]
) -> None:
    """Today's units report: who took an agency over, and the communes on the territory of the districts."""
    parties = RulePartyFinder(plan, TODAY).find(ReportingRule(plan=plan, who=who, to=to, via=""))
    assert parties.unknown == ()
    assert parties.receivers == receivers
    assert parties.reporters is not None
    if isinstance(reporters, int):
        communes = Unit.objects.filter(parent=plan.unit, valid_to=None).exclude(level="agency")
        assert parties.reporters == set(communes.values_list("code", flat=True))
        assert len(parties.reporters) == reporters
    else:
        assert parties.reporters == reporters


@pytest.mark.parametrize(("area", "is_merged"), [("58", True), ("11", False)])
def test_the_first_page_says_for_which_province_a_programme_is_made(
    area: str, is_merged: bool, settings: Any, tmp_path: Path
) -> None:
    settings.HOME, settings.DEMONSTRATION = tmp_path, Demonstration(today=TODAY, seed=0)
    client = Client()
    client.post("/bat-dau/", {"code": first_run.issue_code()})
    typed = {"name": "Xóa mù chữ", "short_name": "Xóa mù chữ", "area": area, "office": "SGDDT", "year": "2024"}
    page = client.post(reverse("setup:first_earlier_units"), typed | {"preview": "1"})
    words = " ".join(page.text.split())
    of_successor = "chương trình lập cho tỉnh Khánh Hòa, chỉ với 24 đơn vị cấp xã trước đây thuộc tỉnh Ninh Thuận"
    assert (of_successor in words) is is_merged
    assert ("kỳ trước đó dùng đơn vị cũ" in words) is not is_merged, "it collects none of these"


@pytest.mark.parametrize(
    ("area", "note"),
    [
        ("15", "Nay tỉnh Lào Cai gồm tỉnh Yên Bái và tỉnh Lào Cai cũ: chương trình chỉ có 51 đơn vị cấp xã"),
        ("08", "Nay tỉnh Tuyên Quang gồm tỉnh Tuyên Quang và tỉnh Hà Giang cũ"),
        ("11", ""),
    ],
)
def test_a_province_whose_code_its_successor_keeps_is_not_all_of_it(
    area: str, note: str, settings: Any, tmp_path: Path
) -> None:
    preview = build_unit_preview(get_earlier_province(area))
    assert preview.is_merged is False
    assert bool(preview.joined_names) is bool(note)
    settings.HOME, settings.DEMONSTRATION = tmp_path, Demonstration(today=TODAY, seed=0)
    client = Client()
    client.post("/bat-dau/", {"code": first_run.issue_code()})
    typed = {"name": "Xóa mù chữ", "short_name": "Xóa mù chữ", "area": area, "office": "SGDDT", "year": "2024"}
    page = client.post(reverse("setup:first_earlier_units"), typed | {"preview": "1"})
    assert note in " ".join(page.text.split())


@pytest.mark.parametrize("admin", ["15"], indirect=True)
def test_the_page_of_a_programme_names_its_area_of_today(admin: User, signed_in: Callable[[User], Client]) -> None:
    programme = Programme.objects.get()
    assert programme.unit is not None
    assert programme.unit.name == "Tỉnh Yên Bái"
    page = signed_in(admin).get(reverse("setup:programme", args=[programme.code]))
    assert "tổng hợp cho Tỉnh Lào Cai." in " ".join(page.text.split())


def test_work_of_a_unit_that_ended_goes_to_those_that_took_it_over(admin: User, plan: Plan) -> None:
    """A plan that was entered before the units changed, and comes into force after it."""
    earlier = Unit.objects.get(level="province", valid_to=date(2025, 7, 1))
    Plan.objects.filter(pk=plan.pk).update(unit=earlier)
    plan = Plan.objects.select_related("unit").get(pk=plan.pk)
    assert get_plan_day(plan) == date(2024, 1, 15)
    then, today = (list_choosable_units(plan, day) for day in (get_plan_day(plan), TODAY))
    assert {unit.valid_to for unit in then} == {date(2025, 7, 1)}
    assert {unit.valid_to for unit in today} == {None}
    duty = Duty.objects.filter(plan=plan, named=True).first()
    assert duty is not None
    duty.lead, duty.state = next(unit for unit in then if unit.name.startswith("Sở Lao động")), ItemState.CONFIRMED
    assert assign_duties([duty], TODAY, {unit.pk for unit in today}) == 1
    assert Assignment.objects.get(duty=duty).unit.name == "Sở Nội vụ"
    assert describe_changed_units(plan, TODAY).startswith("Tỉnh Ninh Thuận kết thúc trước ngày 01/07/2025")


def test_a_lead_that_nobody_took_over_is_named_with_what_to_do(admin: User, plan: Plan) -> None:
    lead = Unit.objects.filter(name__startswith="Sở Lao động", valid_to=date(2025, 7, 1)).get()
    Duty.objects.filter(pk=Duty.objects.filter(plan=plan, named=True)[:1].get().pk).update(
        lead=lead, lead_group=None, state=ItemState.CONFIRMED, settled_by=admin, settled_at=AT
    )
    assert describe_ended_leads(plan, TODAY) == ""
    Unit.objects.filter(pk=lead.pk).update(successors=[])
    note = describe_ended_leads(plan, TODAY)
    assert note.startswith("Sở Lao động - Thương binh và Xã hội: đã kết thúc, chưa ghi đơn vị kế thừa")
    assert note.endswith("trước khi đưa kế hoạch vào theo dõi.")
    client = Client()
    client.force_login(admin)
    assert note in client.get(reverse("plans:read", args=[plan.pk])).text


def test_who_took_units_over_is_read_once_for_all_duties(
    admin: User, plan: Plan, django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    ended = list(Unit.objects.filter(name__startswith="Sở", valid_to=date(2025, 7, 1)).order_by("code"))
    duties = list(Duty.objects.filter(plan=plan).select_related("plan"))
    for duty, lead in zip(duties, ended, strict=False):
        duty.lead, duty.lead_group, duty.state = lead, None, ItemState.CONFIRMED
    assert len(duties) > 3
    with django_assert_max_num_queries(2 * len(duties) + 3):  # the partners of each; all units, assignments
        assert assign_duties(duties, TODAY, set(Unit.objects.values_list("pk", flat=True))) >= len(duties)


def test_the_page_says_whose_units_the_plan_has(admin: User, plan: Plan) -> None:
    note = describe_changed_units(plan, TODAY)
    assert note.startswith("Kế hoạch ban hành trước khi tỉnh Khánh Hòa có các đơn vị hiện nay (từ 01/07/2025)")
    Plan.objects.filter(pk=plan.pk).update(signed_on=date(2026, 1, 5))
    plan.refresh_from_db()
    assert describe_changed_units(plan, TODAY) == ""


def test_agencies_and_groups_of_before_are_found_by_their_names(admin: User, plan: Plan) -> None:
    directory = build_directory(plan.unit, date(2024, 1, 15))
    for name, expected in (
        ("Sở Lao động - Thương binh và Xã hội", "Nội vụ"),
        ("Sở Giáo dục và Đào tạo", "Sở GDĐT"),
        ("UBND các huyện, thành phố", "UBND các huyện"),
    ):
        best = directory.match(name)[0]
        assert expected in best.name
        assert best.likelihood >= 0.9
    bound, _outside = list_party_names(plan, get_plan_day(plan))
    assert any("huyện" in name for key, name in bound.items() if key.startswith("g:"))
