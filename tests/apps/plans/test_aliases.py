"""A name that the product did not know is learnt from the official who says what it means."""

from sokehoach.apps.orgunits.models import Alias, Group, Unit
from sokehoach.apps.plans.models import SURE, Duty, Plan
from sokehoach.apps.plans.queries.parties import build_directory
from sokehoach.apps.plans.services import items as settling
from sokehoach.apps.plans.services.matching import match_names_again
from sokehoach.apps.plans.services.parties import add_parties
from sokehoach.apps.plans.services.plans import import_plan
from tests.apps.plans.conftest import TEXT, ImportedPlan
from tests.factories.cast import AT, SINCE

# The same name leads once more and takes part twice, once in work that names another agency first.
REPEATED = (
    TEXT.replace("2. Công an huyện", "2. Cơ quan CSĐT")
    .replace("12/KH-UBND", "15/KH-UBND")
    .replace("Phối hợp với Trung tâm Y tế huyện kiểm tra", "Chủ trì, phối hợp với Trung tâm Y tế huyện kiểm tra")
    .replace("Chủ trì hướng dẫn các", "Chủ trì, phối hợp với Cơ quan CSĐT và Đội Thanh niên hướng dẫn các")
)
STRANGE = TEXT.replace("2. Công an huyện", "2. Cơ quan CSĐT").replace("12/KH-UBND", "14/KH-UBND")


def read(imported_plan: ImportedPlan) -> Plan:
    done = import_plan(
        unit=imported_plan.cast.units["099"],
        file_name="la.txt",
        data=STRANGE.encode(),
        by=imported_plan.cast.office,
        at=AT,
    )
    return Plan.objects.get(pk=done.answer["plan"])


def settle(imported_plan: ImportedPlan, duty: Duty, lead: str) -> None:
    settling.confirm_duty(
        plan=duty.plan_id, code=duty.code, version=duty.version, title=duty.title, lead=lead, coordinating=(),
        nature="standing", due_on=None, by=imported_plan.cast.office, at=AT,
    )  # fmt: skip


def test_it_works(imported_plan: ImportedPlan) -> None:
    police = imported_plan.cast.units["099.CA"]
    duty = Duty.objects.get(plan=read(imported_plan), agency_text="Cơ quan CSĐT")
    assert not duty.clear
    settle(imported_plan, duty, f"u:{police.pk}")
    (best, *_rest) = build_directory(imported_plan.cast.units["099"], AT.date()).match("Cơ quan CSĐT")
    assert (best.party, best.likelihood >= SURE) == (f"u:{police.pk}", True)


def test_the_same_office_of_another_district_of_the_province_learns_it_too(imported_plan: ImportedPlan) -> None:
    other = Unit.objects.create(
        code="098.CA", name="Công an huyện", short_name="Công an huyện", folded="cong an huyen", level="agency",
        parent=imported_plan.cast.units["098"], valid_from=SINCE,
    )  # fmt: skip
    duty = Duty.objects.get(plan=read(imported_plan), agency_text="Cơ quan CSĐT")
    settle(imported_plan, duty, f"u:{imported_plan.cast.units['099.CA'].pk}")
    assert {alias.unit for alias in Alias.objects.filter(text="Cơ quan CSĐT")} == {
        other,
        imported_plan.cast.units["099.CA"],
    }


def test_work_given_to_someone_else_is_no_new_name(imported_plan: ImportedPlan) -> None:
    duty = Duty.objects.get(plan=imported_plan.plan, agency_text="Công an huyện")
    settle(imported_plan, duty, f"u:{imported_plan.cast.units['099.TTYT'].pk}")
    assert not Alias.objects.filter(text="Công an huyện").exists()


def test_a_heading_over_work_that_names_nobody_is_no_name(imported_plan: ImportedPlan) -> None:
    duty = Duty.objects.get(plan=read(imported_plan), agency_text="Cơ quan CSĐT")
    Duty.objects.filter(pk=duty.pk).update(named=False)
    settle(imported_plan, duty, f"u:{imported_plan.cast.units['099.CA'].pk}")
    assert not Alias.objects.filter(text="Cơ quan CSĐT").exists()


def test_a_group_learns_too(imported_plan: ImportedPlan) -> None:
    group = Group.objects.get(code="communes")
    duty = Duty.objects.get(plan=read(imported_plan), agency_text="Cơ quan CSĐT")
    settle(imported_plan, duty, f"g:{group.pk}")
    group.refresh_from_db()
    assert group.aliases == ["Cơ quan CSĐT"]


def read_repeated(imported_plan: ImportedPlan, text: str = REPEATED) -> Plan:
    done = import_plan(
        unit=imported_plan.cast.units["099"], file_name="lap.txt", data=text.encode(),
        by=imported_plan.cast.office, at=AT,
    )  # fmt: skip
    return Plan.objects.get(pk=done.answer["plan"])


def test_a_partner_named_so_is_matched_when_the_name_is_learnt(imported_plan: ImportedPlan) -> None:
    plan, police = read_repeated(imported_plan), imported_plan.cast.units["099.CA"]
    partner = next(duty for duty in Duty.objects.filter(plan=plan) if "Cơ quan CSĐT" in duty.coordinating_outside)
    outside = partner.coordinating_outside
    led = Duty.objects.get(plan=plan, agency_text="Cơ quan CSĐT")
    settle(imported_plan, led, f"u:{police.pk}")
    partner.refresh_from_db()
    assert list(partner.coordinating.all()) == [police]
    assert partner.coordinating_outside == [name for name in outside if name != "Cơ quan CSĐT"]
    assert partner.open


def test_open_work_of_that_name_gets_its_leader_when_the_name_is_learnt(imported_plan: ImportedPlan) -> None:
    text = TEXT.replace("1. Phòng Lao động - TB&XH", "1. Cơ quan CSĐT").replace("12/KH-UBND", "16/KH-UBND")
    plan, police = read_repeated(imported_plan, text), imported_plan.cast.units["099.CA"]
    first, second = Duty.objects.filter(plan=plan, agency_text="Cơ quan CSĐT").order_by("start")
    settle(imported_plan, second, f"u:{police.pk}")
    first.refresh_from_db()
    assert (first.open, first.lead, first.lead_group) == (True, police, None)
    assert [choice["party"] for choice in first.choices] == [f"u:{police.pk}"]


def test_a_partner_that_is_added_as_an_agency_is_outside_no_longer(imported_plan: ImportedPlan) -> None:
    plan = read_repeated(imported_plan)
    partner = next(duty for duty in Duty.objects.filter(plan=plan) if "Cơ quan CSĐT" in duty.coordinating_outside)
    settle_outside = {"lead": f"u:{partner.lead_id}", "coordinating": ("t:Cơ quan CSĐT", "t:Đội Thanh niên")}
    settling.confirm_duty(
        plan=plan.pk, code=partner.code, version=partner.version, title=partner.title, nature="standing",
        due_on=None, by=imported_plan.cast.office, at=AT, **settle_outside,
    )  # fmt: skip
    add_parties(plan=plan.pk, names=["Cơ quan CSĐT"], by=imported_plan.cast.office, at=AT)
    partner.refresh_from_db()
    assert [unit.name for unit in partner.coordinating.all()] == ["Cơ quan CSĐT"]
    assert (partner.coordinating_outside, partner.open) == (["Đội Thanh niên"], False)


def test_work_that_was_given_outside_the_software_stays_there_when_the_name_is_learnt(
    imported_plan: ImportedPlan,
) -> None:
    """A person has decided who leads the first work of this name: only open work is matched again."""
    text = TEXT.replace("1. Phòng Lao động - TB&XH", "1. Cơ quan CSĐT").replace("12/KH-UBND", "16/KH-UBND")
    plan = read_repeated(imported_plan, text)
    first, second = Duty.objects.filter(plan=plan, agency_text="Cơ quan CSĐT").order_by("start")
    settle(imported_plan, first, settling.OUTSIDE)
    first.refresh_from_db()
    choices = first.choices
    settle(imported_plan, second, f"u:{imported_plan.cast.units['099.CA'].pk}")
    assert Alias.objects.filter(text="Cơ quan CSĐT").exists()
    first.refresh_from_db()
    assert (first.outside, first.lead, first.lead_group, first.choices) == (True, None, None, choices)


def test_a_name_that_is_more_like_another_agencys_is_left_to_that_one(imported_plan: ImportedPlan) -> None:
    duty = Duty.objects.filter(plan=imported_plan.plan, lead__isnull=False)[0]
    Duty.objects.filter(pk=duty.pk).update(coordinating_outside=["Trung tâm Y tế"])
    center = imported_plan.cast.units["099.TTYT"]
    center_like = Unit.objects.create(
        code="099.TTYTDP", name="Trung tâm Y tế dự phòng", short_name="Trung tâm Y tế dự phòng", level="agency",
        folded="trung tam y te du phong", parent=imported_plan.cast.units["099"], valid_from=SINCE,
    )  # fmt: skip
    directory = build_directory(imported_plan.cast.units["099"], AT.date())
    assert {match.party for match in directory.match("Trung tâm Y tế")} >= {f"u:{center.pk}", f"u:{center_like.pk}"}
    assert match_names_again(imported_plan.plan, center_like) == []
    assert match_names_again(imported_plan.plan, center) == [duty.code]
    duty.refresh_from_db()
    assert (list(duty.coordinating.all()), duty.coordinating_outside) == ([center], [])
