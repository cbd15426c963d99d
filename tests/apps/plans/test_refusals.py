"""What is refused while a plan is read, followed and worked on, and what each act writes into the trail."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from sokehoach.apps.orgunits.models import Group
from sokehoach.apps.plans.models import Assignment, Clause, DemandAnswer, Duty, Plan, ReportingRule, Target
from sokehoach.apps.plans.queries.chain import list_demands
from sokehoach.apps.plans.services import assignments, coverage, follow_up, headers, items
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from tests.apps.plans.conftest import ImportedPlan
from tests.apps.plans.test_chain import drafted
from tests.apps.refusals import list_wrong_fields
from tests.factories.cast import AT

TODAY = AT.date()
SIGNED = date(2021, 3, 4)
NOTHING = uuid.UUID(int=0)
PERSON = "Chị Lò Thị Inh, số điện thoại 0912 345 678"


def expect_not_found(act: Callable[..., Any], **arguments: Any) -> None:
    with pytest.raises(NotFoundError):
        act(**arguments, at=AT)


def expect_conflict(act: Callable[..., Any], **arguments: Any) -> None:
    with pytest.raises(VersionConflictError):
        act(**arguments, at=AT)


def confirming(read: ImportedPlan, **changes: Any) -> dict[str, Any]:
    duty = Duty.objects.filter(plan=read.plan, lead__code="099.LDTBXH").first()
    assert duty is not None
    return {
        "plan": read.plan.pk, "code": duty.code, "version": duty.version, "title": "Hướng dẫn các đơn vị",
        "lead": f"u:{duty.lead_id}", "coordinating": (), "nature": Duty.Nature.STANDING, "due_on": None,
        "by": read.cast.office,
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": "  "}, {"title"}),
        ({"title": PERSON}, {"title"}),
        ({"nature": Duty.Nature.DATED}, {"due_on"}),
        ({"lead": "none"}, {"lead"}),
        ({"lead": "u:999999"}, {"lead"}),
        ({"coordinating": ("u:999999",)}, {"coordinating"}),
        ({"coordinating": ("t:Hội Cựu chiến binh", "g:999999")}, {"coordinating"}),
        ({"title": "", "lead": "x", "nature": Duty.Nature.DATED}, {"title", "lead", "due_on"}),
    ],
)
def test_each_wrong_field_of_a_duty_is_named(imported_plan: ImportedPlan, changes: Any, fields: set[str]) -> None:
    assert list_wrong_fields(items.confirm_duty, **confirming(imported_plan, **changes)) == fields


def test_a_duty_is_kept_as_it_was_confirmed(imported_plan: ImportedPlan) -> None:
    cast, group = imported_plan.cast, Group.objects.get(code="communes")
    police, health = cast.units["099.CA"], cast.units["099.TTYT"]
    told = confirming(
        imported_plan, title=f" {'Việc ' * 90}", lead=f"u:{police.pk}", nature=Duty.Nature.DATED, due_on=TODAY,
        coordinating=(f"u:{police.pk}", f"u:{health.pk}", f"g:{group.pk}", "t:Hội Cựu chiến binh"),
    )  # fmt: skip
    done = items.confirm_duty(**told, at=AT)
    duty = Duty.objects.get(plan=imported_plan.plan, code=told["code"])
    assert (duty.lead, duty.lead_group, duty.outside, duty.due_on) == (police, None, False, TODAY)
    assert (duty.title, duty.state, duty.settled_by, duty.settled_at) == (
        ("Việc " * 90)[:300], "confirmed", cast.office, AT,
    )  # fmt: skip
    assert set(duty.coordinating.all()) == {health}
    assert set(duty.coordinating_groups.all()) == {group}
    assert duty.coordinating_outside == ["Hội Cựu chiến binh"]
    assert (done.detail["from"]["lead"], done.detail["to"]["lead"]) == ("099.LDTBXH", "099.CA")
    assert (done.detail["to"]["nature"], done.detail["to"]["due_on"]) == ("dated", TODAY.isoformat())
    again = told | {"version": duty.version, "lead": f"g:{group.pk}", "nature": Duty.Nature.STANDING}
    done = items.confirm_duty(**again, at=AT)
    duty.refresh_from_db()
    assert (duty.lead, duty.lead_group, duty.due_on) == (None, group, None)
    assert done.detail["to"]["lead"] == "communes"
    outside = told | {"version": duty.version, "lead": items.OUTSIDE, "coordinating": ()}
    items.confirm_duty(**outside, at=AT)
    duty.refresh_from_db()
    assert (duty.lead, duty.lead_group, duty.outside) == (None, None, True)


def test_targets_and_rules_are_refused_by_field(imported_plan: ImportedPlan) -> None:
    target, rule = (kind.objects.filter(plan=imported_plan.plan)[0] for kind in (Target, ReportingRule))
    shared = {"plan": imported_plan.plan.pk, "by": imported_plan.cast.office}
    aim = shared | {"code": target.code, "version": target.version, "value": Decimal(7), "bound": ">="}
    assert list_wrong_fields(items.confirm_target, **aim, unit_of_measure="%", owner=999_999) == {"owner"}
    assert list_wrong_fields(items.confirm_target, **aim, unit_of_measure=PERSON, owner=None) == {"unit_of_measure"}
    report = shared | {"code": rule.code, "version": rule.version, "every": "month"}
    assert list_wrong_fields(items.confirm_rule, **report, who=PERSON, to="", via="") == {"who"}
    assert list_wrong_fields(items.confirm_rule, **report, who="", to=PERSON, via=PERSON) == {"to", "via"}
    expect_conflict(items.confirm_target, **aim | {"version": 9}, unit_of_measure="%", owner=None)
    police = imported_plan.cast.units["099.CA"]
    done = items.confirm_target(**aim, unit_of_measure="xã", owner=police.pk, at=AT)
    target.refresh_from_db()
    assert (target.value, target.unit_of_measure, target.bound, target.owner) == (7, "xã", ">=", police)
    assert done.detail["to"] == {
        "state": "confirmed",
        "value": "7",
        "bound": ">=",
        "owner": "099.CA",
        "text": target.text,
    }
    done = items.confirm_rule(**report, who="chung", to="UBND tỉnh", via="Sở", at=AT)
    assert done.detail["to"] == {
        "state": "confirmed", "who": "chung", "to": "UBND tỉnh", "via": "Sở", "every": "month",
        "due_text": rule.due_text,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "quote", "expected"),
    [
        ("target", "Ít nhất 80% cơ sở", {"value": Decimal(80), "unit_of_measure": "%", "code": "CT3"}),
        ("target", "kinh doanh dịch vụ", {"value": None, "unit_of_measure": ""}),
        ("duty", "cơ sở  kinh\ndoanh", {"title": "cơ sở kinh doanh", "nature": "standing", "agency_text": "Chỉ tiêu"}),
        ("rule", "được kiểm tra", {"every": "ad-hoc", "text": "được kiểm tra"}),
    ],
)
def test_what_the_reader_missed_is_added_from_its_words(
    imported_plan: ImportedPlan, kind: str, quote: str, expected: dict[str, Any]
) -> None:
    plan, clause = imported_plan.plan, Clause.objects.get(plan=imported_plan.plan, path="I.1")
    adding = {"plan": plan.pk, "kind": kind, "by": imported_plan.cast.office}
    done = items.add_item(**adding, clause=clause.position, quote=quote, at=AT)
    item = imported_plan.item(done.answer["code"])
    assert {name: getattr(item, name) for name in expected} == expected
    assert " ".join(plan.text[item.start : item.end].split()) == " ".join(quote.split())
    assert (item.path, item.likelihood) == ("I.1", 1)
    assert list_wrong_fields(items.add_item, **adding, clause=clause.position, quote="không có") == {"quote"}
    assert list_wrong_fields(items.add_item, **adding, clause=clause.position, quote="  ") == {"quote"}
    assert list_wrong_fields(items.add_item, **adding, clause=99, quote=quote) == {"clause"}


def test_items_of_a_followed_plan_are_not_changed_and_strangers_find_nothing(followed: ImportedPlan) -> None:
    told = confirming(followed)
    with pytest.raises(ActionRefused, match="đã được đưa vào theo dõi"):
        items.confirm_duty(**told, at=AT)
    expect_not_found(items.confirm_duty, **told | {"by": followed.cast.commune})
    expect_not_found(items.confirm_duty, **told | {"plan": NOTHING})


def test_a_header_is_corrected_with_a_title_until_today(imported_plan: ImportedPlan) -> None:
    plan = imported_plan.plan
    told = {
        "plan": plan.pk, "version": plan.version, "number": " 13 / KH-UBND ", "signed_on": SIGNED,
        "place": "Tuần  Giáo",
        "issuer": "UBND huyện", "signer": "Vừ A  Hùng", "title": "Tuyên truyền", "by": imported_plan.cast.office,
    }  # fmt: skip
    assert list_wrong_fields(headers.correct_header, **told | {"title": " \n "}) == {"title"}
    assert list_wrong_fields(headers.correct_header, **told | {"signed_on": TODAY + timedelta(days=1)}) == {"signed_on"}
    with_persons = told | {"place": PERSON, "issuer": PERSON}
    assert list_wrong_fields(headers.correct_header, **with_persons) == {"place", "issuer"}
    expect_conflict(headers.correct_header, **told | {"version": 9})
    done = headers.correct_header(**told, at=AT)
    plan.refresh_from_db()
    assert (plan.number, plan.place, plan.signer, plan.version) == ("13/KH-UBND", "Tuần Giáo", "Vừ A Hùng", 2)
    assert (done.detail["from"]["number"], done.detail["to"]["number"]) == ("12/KH-UBND", "13/KH-UBND")
    headers.correct_header(**told | {"version": 2, "signed_on": TODAY}, at=AT)
    cleared = headers.correct_header(**told | {"version": 3, "signed_on": None}, at=AT).detail
    assert (cleared["from"]["signed_on"], cleared["to"]["signed_on"]) == (TODAY.isoformat(), "")


def test_the_upper_plan_is_one_of_those_above(imported_plan: ImportedPlan) -> None:
    told = {"plan": imported_plan.plan.pk, "by": imported_plan.cast.office}
    assert list_wrong_fields(headers.choose_upper, **told, upper=imported_plan.plan.pk) == {"upper"}
    expect_not_found(headers.choose_upper, **told | {"by": imported_plan.cast.commune}, upper=None)
    expect_not_found(headers.choose_upper, **told | {"plan": NOTHING}, upper=None)
    assert headers.choose_upper(**told, upper=None, at=AT).detail == {"from": "", "to": ""}


def test_a_target_is_assigned_within_its_bounds(followed: ImportedPlan) -> None:
    target, police = Target.objects.filter(plan=followed.plan)[0], followed.cast.units["099.CA"]
    told = {
        "plan": followed.plan.pk, "code": target.code, "version": target.version, "owner": police.pk,
        "due_on": SIGNED, "indicator": "", "by": followed.cast.office,
    }  # fmt: skip
    assert list_wrong_fields(follow_up.assign_target, **told | {"owner": 999_999}) == {"owner"}
    assert list_wrong_fields(follow_up.assign_target, **told | {"indicator": "none such"}) == {"indicator"}
    assert list_wrong_fields(follow_up.assign_target, **told | {"due_on": SIGNED - timedelta(days=1)}) == {"due_on"}
    expect_not_found(follow_up.assign_target, **told | {"code": "CT99"})
    expect_not_found(follow_up.assign_target, **told | {"plan": NOTHING})
    expect_not_found(follow_up.assign_target, **told | {"by": followed.cast.commune})
    expect_conflict(follow_up.assign_target, **told | {"version": 99})
    done = follow_up.assign_target(**told, at=AT)
    target.refresh_from_db()
    assert (target.owner, target.due_on) == (police, SIGNED)
    assert done.detail == {
        "code": target.code,
        "from": {"owner": None, "indicator": "", "due_on": ""},
        "to": {"owner": police.pk, "indicator": "", "due_on": SIGNED.isoformat()},
    }
    assert done.answer["version"] == target.version == told["version"] + 1
    assert list_wrong_fields(
        follow_up.ask_own_plans, plan=followed.plan.pk, by_day=SIGNED - timedelta(days=1), by=followed.cast.office
    ) == {"by_day"}


def test_before_a_plan_is_followed_nothing_is_assigned(imported_plan: ImportedPlan) -> None:
    with pytest.raises(ActionRefused, match="chưa hoặc không còn được theo dõi"):
        follow_up.ask_own_plans(plan=imported_plan.plan.pk, by_day=TODAY, by=imported_plan.cast.office, at=AT)


def test_a_demand_is_answered_by_who_may_in_a_plan_that_is_not_replaced(followed: ImportedPlan, signed_in: Any) -> None:
    cast, own = followed.cast, drafted(followed, signed_in)
    told = {
        "plan": own.pk, "upper": followed.plan.pk, "demand": list_demands(followed.plan, own.unit)[0].code,
        "version": 0, "own": (), "note": "", "by": cast.commune,
    }  # fmt: skip
    expect_not_found(coverage.answer_demand, **told | {"plan": NOTHING})
    expect_not_found(coverage.answer_demand, **told | {"upper": NOTHING})
    expect_not_found(coverage.answer_demand, **told | {"by": cast.other_commune})
    assert list_wrong_fields(coverage.answer_demand, **told | {"demand": "NV99", "own": ("NV99",)}) == {
        "demand", "own",
    }  # fmt: skip
    with pytest.raises(InvalidInput) as refusal:
        coverage.answer_demand(**told | {"demand": ""}, at=AT)
    assert refusal.value.messages == {"demand": ["Chọn một nội dung mà kế hoạch trên giao."]}
    assert not DemandAnswer.objects.exists()
    coverage.answer_demand(**told, at=AT)
    Plan.objects.filter(pk=own.pk).update(state=Plan.State.REPLACED, in_force_by=cast.commune, in_force_at=AT)
    expect_not_found(coverage.answer_demand, **told | {"version": 1})


def work(followed: ImportedPlan, **changes: Any) -> dict[str, Any]:
    row = Assignment.objects.filter(duty__plan=followed.plan, unit__code="099.LDTBXH", due_on=None)[0]
    return {
        "assignment": row.pk, "version": row.version, "unit": row.unit_id, "in_charge": None, "due_on": None,
        "by": followed.cast.office,
    } | changes  # fmt: skip


def test_work_is_assigned_by_who_may_within_the_plan(followed: ImportedPlan) -> None:
    cast = followed.cast
    assert list_wrong_fields(assignments.assign_work, **work(followed, unit=999_999)) == {"unit"}
    assert list_wrong_fields(assignments.assign_work, **work(followed, in_charge=cast.police.pk)) == {"in_charge"}
    assert list_wrong_fields(assignments.assign_work, **work(followed, due_on=TODAY)) == {"due_on"}
    expect_conflict(assignments.assign_work, **work(followed, version=99))
    expect_not_found(assignments.assign_work, **work(followed, by=cast.health))
    own = Assignment.objects.filter(unit=cast.commune.unit)[0]
    expect_not_found(
        assignments.assign_work, assignment=own.pk, version=own.version, unit=own.unit_id, in_charge=None, due_on=None,
        by=cast.commune,
    )  # fmt: skip
    told = work(followed, unit=cast.units["099.CA"].pk, in_charge=cast.office.pk)
    done = assignments.assign_work(**told, at=AT)
    row = Assignment.objects.get(pk=told["assignment"])
    assert (row.unit.code, row.in_charge, row.updated_by, row.updated_at) == ("099.CA", None, cast.office, AT)
    assert (done.detail["from"]["unit"], done.detail["to"]["unit"]) == (cast.office.unit_id, row.unit_id)
    assert done.detail["code"] == row.duty.code
    expect_not_found(assignments.remove_evidence, evidence=NOTHING, by=cast.office)
