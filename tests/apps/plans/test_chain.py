"""Each unit makes a plan of its own: drafted from what falls to it, set beside the upper one, or reminded."""

from datetime import date

import pytest
from django.urls import reverse

from sokehoach.apps.plans.models import Plan, Target
from sokehoach.apps.plans.pages.chain import build_chain
from sokehoach.apps.plans.queries.chain import (
    find_proposed_upper,
    list_demands,
    list_missing_plans,
    list_own_plans,
    list_upper_candidates,
)
from sokehoach.apps.plans.services.follow_up import ask_own_plans, assign_target
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from tests.apps.plans.conftest import ImportedPlan
from tests.factories.cast import AT

BY = date(2021, 4, 15)


def drafted(imported_plan: ImportedPlan, signed_in, change=lambda text: text) -> Plan:
    """The commune takes the draft, changes it, and has it read."""
    client = signed_in(imported_plan.cast.commune)
    address = reverse("plans:draft", args=[imported_plan.plan.pk])
    text = client.get(address).context["form"].initial["text"]
    answer = client.post(address, {"text": change(text)})
    assert answer.status_code == 302, answer.text
    return Plan.objects.get(unit__code="03304")


def test_a_draft_covers_all_that_the_upper_plan_gives(followed: ImportedPlan, signed_in) -> None:
    own = drafted(followed, signed_in)
    assert own.basis == ["12/KH-UBND"]
    assert find_proposed_upper(own, list_upper_candidates(own)) == followed.plan
    beside = build_chain(followed.plan, own)
    assert beside.counts == {"covered": len(beside.answers), "weaker": 0, "missing": 0}
    assert len(beside.answers) >= 4


def test_a_lower_figure_is_weaker_and_a_duty_left_out_is_missing(followed: ImportedPlan, signed_in) -> None:
    def lower(text: str) -> str:
        kept = [line for line in text.splitlines() if "Xây dựng kế hoạch" not in line]
        return "\n".join(kept).replace("80%", "60%")

    own = drafted(followed, signed_in, lower)
    states = {answer.demand.heading: answer.coverage.state for answer in build_chain(followed.plan, own).answers}
    assert [state for heading, state in states.items() if "80%" in heading] == ["weaker"]
    assert [state for heading, state in states.items() if "Xây dựng kế hoạch" in heading] == ["missing"]
    page = signed_in(followed.cast.commune).get(reverse("plans:chain", args=[own.pk])).text
    assert "mức thấp hơn" in page
    assert "còn thiếu" in page


def test_what_another_unit_answers_for_is_not_demanded(followed: ImportedPlan) -> None:
    commune, police = followed.cast.units["03304"], followed.cast.units["099.CA"]
    of_communes, target = Target.objects.filter(plan=followed.plan)
    assert target in list_demands(followed.plan, commune)
    assign_target(
        plan=followed.plan.pk, code=target.code, version=target.version, owner=police.pk, due_on=None,
        indicator="", by=followed.cast.office, at=AT
    )  # fmt: skip
    assert target not in list_demands(followed.plan, commune)
    assert target in list_demands(followed.plan, police)
    assert of_communes in list_demands(followed.plan, commune), "a share of communes falls to each of them"


@pytest.mark.faults("plan.ask_own_plans")
def test_who_has_no_plan_by_the_day_is_listed_and_reminded(followed: ImportedPlan, signed_in) -> None:
    ask_own_plans(plan=followed.plan.pk, by_day=BY, by=followed.cast.office, at=AT)
    followed.plan.refresh_from_db()
    before = list_own_plans(followed.plan, BY)
    assert {row.unit.code for row in before} >= {"03304", "03269", "099.CA"}
    assert not any(row.is_late for row in before)
    assert all(row.is_late for row in list_own_plans(followed.plan, AT.date()))
    (owing,) = list_missing_plans(followed.cast.units["03304"], AT.date())
    assert (owing.upper, owing.due_on, owing.is_late) == (followed.plan, BY, True)

    page = signed_in(followed.cast.office).get(reverse("plans:own_plans", args=[followed.plan.pk])).text
    assert "Đề nghị các đơn vị sau" in page
    assert "Tênh Phông" in page


def test_who_is_asked_and_not_ordered_is_not_reminded(followed: ImportedPlan) -> None:
    unit = followed.cast.units["03304"]
    unit.asked = True
    unit.save()
    assert "03304" not in {row.unit.code for row in list_own_plans(followed.plan, BY)}


def test_a_plan_being_read_is_not_yet_made(followed: ImportedPlan, signed_in) -> None:
    own = drafted(followed, signed_in)
    row = next(row for row in list_own_plans(followed.plan, BY) if row.unit.code == "03304")
    assert (row.plan, row.is_made) == (own, False)


def test_a_draft_with_a_number_of_somebody_is_asked_about_until_it_is_marked(followed: ImportedPlan, signed_in) -> None:
    client, address = signed_in(followed.cast.commune), reverse("plans:draft", args=[followed.plan.pk])
    text = client.get(address).context["form"].initial["text"]
    typed = {"text": text.replace("Nơi nhận", "Liên hệ bà Lường Thị Xoan, số 0975318642.\n\nNơi nhận", 1)}
    first = client.post(address, typed)
    again = client.post(address, typed | {"da-hoi": "1"})
    assert ["Đánh dấu từng chỗ" in answer.text for answer in (first, again)] == [False, True]
    marked = [place.token for place in first.context["places_question"].detail["places"]]
    assert client.post(address, typed | {"da-hoi": "1", "chinh-thuc": marked}).status_code == 302


def test_the_commune_is_led_to_its_draft(followed: ImportedPlan, signed_in) -> None:
    client = signed_in(followed.cast.commune)
    address = reverse("plans:draft", args=[followed.plan.pk])
    assert address in client.get(reverse("plans:plan", args=[followed.plan.pk])).text
    drafted(followed, signed_in)
    assert address not in client.get(reverse("plans:plan", args=[followed.plan.pk])).text


def test_the_draft_is_taken_away_as_word(followed: ImportedPlan, signed_in) -> None:
    answer = signed_in(followed.cast.commune).get(reverse("plans:draft", args=[followed.plan.pk]), {"dang": "docx"})
    assert answer.content[:2] == b"PK"


def test_a_draft_that_is_no_plan_is_kept_in_the_page(followed: ImportedPlan, signed_in) -> None:
    client = signed_in(followed.cast.commune)
    answer = client.post(reverse("plans:draft", args=[followed.plan.pk]), {"text": "chưa viết gì"})
    assert answer.status_code == 422
    assert "chưa viết gì" in answer.text
    assert not Plan.objects.filter(unit__code="03304").exists()


def test_a_day_before_the_plan_was_signed_is_refused(followed: ImportedPlan) -> None:
    with pytest.raises(InvalidInput):
        ask_own_plans(plan=followed.plan.pk, by_day=date(2021, 1, 1), by=followed.cast.office, at=AT)


def test_a_plan_that_is_being_read_asks_nothing(imported_plan: ImportedPlan) -> None:
    with pytest.raises(ActionRefused):
        ask_own_plans(plan=imported_plan.plan.pk, by_day=BY, by=imported_plan.cast.office, at=AT)


def test_of_two_who_assign_a_target_the_second_is_told(followed: ImportedPlan) -> None:
    code = Target.objects.filter(plan=followed.plan).first().code
    told = {
        "plan": followed.plan.pk,
        "code": code,
        "owner": None,
        "due_on": None,
        "indicator": "",
        "by": followed.cast.office,
        "at": AT,
    }
    version = Target.objects.get(plan=followed.plan, code=code).version
    assign_target(version=version, **told)
    with pytest.raises(VersionConflictError):
        assign_target(version=version, **told)


def test_an_owner_outside_the_plan_is_refused(followed: ImportedPlan) -> None:
    target = Target.objects.filter(plan=followed.plan).first()
    with pytest.raises(InvalidInput):
        assign_target(
            plan=followed.plan.pk, code=target.code, version=target.version,
            owner=followed.cast.units["03247"].pk, due_on=None, indicator="", by=followed.cast.office, at=AT,
        )  # fmt: skip


@pytest.mark.faults("target.assign")
def test_the_target_page_gives_an_owner(followed: ImportedPlan, signed_in) -> None:
    client, target = signed_in(followed.cast.office), Target.objects.filter(plan=followed.plan).first()
    address = reverse("plans:target", args=[followed.plan.pk, target.code])
    assert "chưa phân công" in client.get(address).text
    owner = followed.cast.units["099.CA"]
    assert client.post(address, {"version": target.version, "owner": owner.pk}).status_code == 302
    target.refresh_from_db()
    assert target.owner == owner


def confirm(
    imported_plan: ImportedPlan, own: Plan, signed_in, code: str, chosen: list[str], version: int = 0, note: str = ""
):
    sent = {"upper": imported_plan.plan.pk, "demand": code, "version": version, "own": chosen, "note": note}
    return signed_in(imported_plan.cast.commune).post(reverse("plans:chain", args=[own.pk]), sent)


@pytest.mark.faults("demand.answer")
def test_a_person_confirms_what_answers_a_demand(followed: ImportedPlan, signed_in) -> None:
    own = drafted(followed, signed_in)
    first, second, *_rest = build_chain(followed.plan, own).answers
    both = sorted({first.items[0].code, second.items[0].code})
    assert confirm(followed, own, signed_in, first.demand.code, both).status_code == 302
    after = build_chain(followed.plan, own)
    answer = next(each for each in after.answers if each.demand.code == first.demand.code)
    assert (sorted(item.code for item in answer.items), after.confirmed) == (both, 1)
    page = signed_in(followed.cast.commune).get(reverse("plans:chain", args=[own.pk])).text
    assert f"Đã có người xác nhận 1/{len(after.answers)}" in page
    assert followed.cast.commune.full_name in page


def test_a_person_may_say_that_nothing_answers_it(followed: ImportedPlan, signed_in) -> None:
    own = drafted(followed, signed_in)
    first = build_chain(followed.plan, own).answers[0]
    confirm(followed, own, signed_in, first.demand.code, [], note="Huyện làm, xã không lập riêng.")
    after = build_chain(followed.plan, own)
    assert after.counts["missing"] == 1
    assert "Huyện làm" in signed_in(followed.cast.commune).get(reverse("plans:chain", args=[own.pk])).text


def test_the_second_of_two_answers_is_told(followed: ImportedPlan, signed_in) -> None:
    own = drafted(followed, signed_in)
    code = build_chain(followed.plan, own).answers[0].demand.code
    confirm(followed, own, signed_in, code, [])
    assert confirm(followed, own, signed_in, code, []).status_code == 409
    assert confirm(followed, own, signed_in, code, [], version=1).status_code == 302


@pytest.mark.parametrize(("demand", "chosen"), [("NV99", []), ("", []), (None, ["NV99"])])
def test_what_is_in_neither_plan_is_refused(
    followed: ImportedPlan, signed_in, demand: str | None, chosen: list[str]
) -> None:
    own = drafted(followed, signed_in)
    code = build_chain(followed.plan, own).answers[0].demand.code if demand is None else demand
    assert confirm(followed, own, signed_in, code, chosen).status_code == 422
    assert build_chain(followed.plan, own).confirmed == 0
