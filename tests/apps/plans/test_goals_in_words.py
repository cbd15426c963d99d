"""Goals without a number, due days of reporting rules and whom a request asks, on the page where a plan is read."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.consolidation.permissions import office_audience
from sokehoach.apps.consolidation.queries.targets import assess_targets_of_area
from sokehoach.apps.plans.models import Clause, Duty, ItemState, Plan, ReportingRule, Target
from sokehoach.apps.plans.services.items import confirm_target
from sokehoach.apps.plans.services.plans import import_plan
from tests.apps.plans.conftest import TEXT, ImportedPlan
from tests.factories.cast import AT

GOALS = """II. MỤC TIÊU

1. Không để phát sinh điểm nóng về tệ nạn xã hội.

2. Phấn đấu 90% thôn, bản được tuyên truyền.

III. NHIỆM VỤ

1. Đề nghị Trung tâm Y tế huyện cử cán bộ dự tập huấn.

IV. TỔ CHỨC THỰC HIỆN"""
GOAL = "Không để phát sinh điểm nóng về tệ nạn xã hội"


@pytest.fixture
def goals(imported_plan: ImportedPlan) -> Plan:
    text = TEXT.replace("II. TỔ CHỨC THỰC HIỆN", GOALS)
    done = import_plan(
        unit=imported_plan.cast.units["099"], file_name="b.txt", data=text.encode(), by=imported_plan.cast.office, at=AT
    )
    return Plan.objects.get(pk=done.answer["plan"])


@pytest.fixture
def office(imported_plan: ImportedPlan, signed_in) -> Client:
    return signed_in(imported_plan.cast.office)


def add_goal(goals: Plan, office: Client) -> Target:
    """From the work that the reader took it for, by the link beside it."""
    task = Duty.objects.get(plan=goals, named=False, text__contains=GOAL)
    page = office.get(reverse("plans:read", args=[goals.pk]), {"muc": task.code}).text
    link = f"{reverse('plans:add_item', args=[goals.pk])}?thay={task.code}"
    assert link in page
    form = office.get(link).context["form"]
    assert form["quote"].value() == GOAL
    assert office.post(link, {name: form[name].value() for name in ("kind", "clause", "quote")}).status_code == 302
    task.refresh_from_db()
    assert task.state == ItemState.DISMISSED
    return Target.objects.get(plan=goals, text=GOAL)


def confirm(target: Target, office: Client, **fields: str):
    given = dict.fromkeys(("value", "unit_of_measure", "baseline", "owner"), "")
    given |= {"version": target.version, "bound": "=", "text": target.text}
    return office.post(
        reverse("plans:item", args=[target.plan_id, target.code]), given | fields | {"do": "confirm"}, follow=True
    )


def test_a_goal_taken_for_work_becomes_a_target_without_a_number(
    goals: Plan, office: Client, imported_plan: ImportedPlan
) -> None:
    target = add_goal(goals, office)
    assert target.value is None
    answer = confirm(target, office, owner=str(imported_plan.cast.police.unit_id))
    assert answer.status_code == 200
    target.refresh_from_db()
    assert (target.state, target.value, target.unit_of_measure) == (ItemState.CONFIRMED, None, "")
    assert "bằng lời" in answer.text
    page = office.get(reverse("plans:plan", args=[goals.pk])).text
    assert "bằng lời" in page
    assert "= 0" not in page


def test_it_is_shown_among_measured_targets_and_judged_by_nobody(goals: Plan, office: Client) -> None:
    confirm(add_goal(goals, office), office)
    (assessed,) = assess_targets_of_area(
        office_audience(goals.unit), goals, unit=goals.unit, period="2021S1", day=AT.date()
    )
    assert assessed.stated.level is None
    assert assessed.assessed.actual is None


def test_a_number_needs_its_unit_and_words_take_none(goals: Plan, office: Client) -> None:
    target = Target.objects.get(plan=goals, value=Decimal(90))
    refused = confirm(target, office, value="85")
    assert refused.status_code == 422
    assert "Ghi đơn vị tính của mức." in refused.text
    confirm(target, office, value="85", unit_of_measure="%", bound=">=")
    target.refresh_from_db()
    assert target.level_text == "≥ 85 %"
    confirm(target, office, unit_of_measure="%")
    target.refresh_from_db()
    assert (target.value, target.unit_of_measure, target.level_text) == (None, "", "bằng lời")


def test_goals_of_the_clause_only_are_replaced(goals: Plan, office: Client) -> None:
    """Work elsewhere, and work of a named agency, stays as it is."""
    before = set(Duty.objects.filter(plan=goals, state=ItemState.OPEN).exclude(text__contains=GOAL).values_list("code"))
    clause = Clause.objects.get(plan=goals, path="II.1")
    data = {"kind": "target", "clause": clause.position, "quote": GOAL}
    office.post(reverse("plans:add_item", args=[goals.pk]), data)
    assert set(Duty.objects.filter(plan=goals, state=ItemState.OPEN).values_list("code")) == before


def test_a_request_is_never_led(goals: Plan, office: Client) -> None:
    request = Duty.objects.get(plan=goals, nature="request", text__contains="dự tập huấn")
    form = office.get(reverse("plans:read", args=[goals.pk]), {"muc": request.code}).context["form"]
    assert form["lead"].label == "Đề nghị tới"
    duty = Duty.objects.filter(plan=goals, named=True).exclude(nature="request")[0]
    form = office.get(reverse("plans:read", args=[goals.pk]), {"muc": duty.code}).context["form"]
    assert form["lead"].label == "Chủ trì"


def test_the_due_day_of_a_reporting_rule_is_seen_and_mended(imported_plan: ImportedPlan, office: Client) -> None:
    rule = ReportingRule.objects.filter(plan=imported_plan.plan)[0]
    address = reverse("plans:read", args=[imported_plan.plan.pk])
    form = office.get(address, {"muc": rule.code}).context["form"]
    assert form["due_text"].value() == rule.due_text
    data = {name: form[name].value() for name in ("version", "who", "to", "via", "every")}
    day = "trước ngày 12 tháng 6"
    office.post(
        reverse("plans:item", args=[imported_plan.plan.pk, rule.code]), data | {"due_text": day, "do": "confirm"}
    )
    rule.refresh_from_db()
    assert (rule.state, rule.due_text) == (ItemState.CONFIRMED, day)
    assert day in office.get(address).text


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("Đầu tư mới trạm 5G: 35 trạm ở khu công nghiệp đến năm 2030", "35", "trạm"),
        ("Chuyển đổi từ trạm 3G/4G sang 5G: 1.250 trạm", "1250", "trạm"),
        ("Đến năm 2030, giảm 2,5% số vụ", "2.5", "%"),
        ("Đến năm 2030, không còn điểm nóng", None, ""),
    ],
)
def test_a_level_is_neither_a_year_nor_part_of_a_name(
    imported_plan: ImportedPlan, office: Client, words: str, value: str | None, unit: str
) -> None:
    text = TEXT.replace("Ít nhất 80% cơ sở kinh doanh dịch vụ được kiểm tra", words)
    done = import_plan(
        unit=imported_plan.cast.units["099"], file_name="c.txt", data=text.encode(), by=imported_plan.cast.office, at=AT
    )
    plan = Plan.objects.get(pk=done.answer["plan"])
    clause = Clause.objects.filter(plan=plan, start__lte=plan.text.index(words)).last()
    typed = {"kind": "target", "clause": clause.position, "quote": words}
    code = office.post(reverse("plans:add_item", args=[plan.pk]), typed)["Location"].split("muc=")[1]
    target = Target.objects.get(plan=plan, code=code)
    assert (target.value, target.unit_of_measure) == (None if value is None else Decimal(value), unit)


def test_corrected_words_that_stand_twice_are_marked_where_the_target_was_read(imported_plan: ImportedPlan) -> None:
    words = "100% xã, thị trấn tổ chức tuyên truyền"
    text = TEXT.replace("I. MỤC TIÊU\n", f"I. MỤC TIÊU\n\nNăm 2020 đã có {words}.\n", 1)
    done = import_plan(
        unit=imported_plan.cast.units["099"], file_name="c.txt", data=text.replace("12/KH", "13/KH").encode(),
        by=imported_plan.cast.office, at=AT,
    )  # fmt: skip
    plan = Plan.objects.get(pk=done.answer["plan"])
    target = next(row for row in Target.objects.filter(plan=plan) if row.start > plan.text.rindex("Phấn đấu") - 1)
    confirm_target(
        plan=plan.pk, code=target.code, version=target.version, value=target.value, text=words,
        unit_of_measure=target.unit_of_measure, bound=target.bound, owner=None, by=imported_plan.cast.office, at=AT,
    )  # fmt: skip
    target.refresh_from_db()
    place = plan.text.rindex(words)
    assert (target.start, target.end, target.text) == (place, place + len(words), words)
    assert plan.text.index(words) < place
