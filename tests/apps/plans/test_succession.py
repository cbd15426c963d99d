"""A plan is amended: each change is shown, and the work already done goes on."""

import pytest
from django.urls import reverse

from sokehoach.apps.audit.models import Event
from sokehoach.apps.plans.models import Assignment, Plan
from sokehoach.apps.plans.queries.assignments import list_owed_duties
from sokehoach.apps.plans.queries.plans import find_plan_in_force
from sokehoach.apps.plans.queries.succession import build_comparison, find_proposed, list_candidates
from sokehoach.apps.plans.services.assignments import record_work
from sokehoach.apps.plans.services.plans import import_plan
from sokehoach.apps.plans.services.succession import choose_replaced_plan
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from tests.apps.plans.conftest import TEXT, ImportedPlan
from tests.factories.cast import AT

AMENDED = (
    TEXT.replace("Số: 12/KH-UBND", "Số: 30/KH-UBND")
    .replace("ngày 04 tháng 3 năm 2021", "ngày 10 tháng 6 năm 2021")
    .replace("năm 2021\n\nI. MỤC TIÊU", "năm 2021 (thay thế Kế hoạch số 12/KH-UBND)\n\nI. MỤC TIÊU")
    .replace("Ít nhất 80%", "Ít nhất 90%")
    .replace("Vận động hội viên tham gia tuyên truyền tại cộng đồng dân cư.", "Giám sát việc thực hiện tại cơ sở.")
)


def amend(imported_plan: ImportedPlan) -> ImportedPlan:
    done = import_plan(
        unit=imported_plan.cast.units["099"],
        file_name="sua.txt",
        data=AMENDED.encode(),
        by=imported_plan.cast.office,
        at=AT,
    )
    return ImportedPlan(imported_plan.cast, Plan.objects.get(pk=done.answer["plan"]))


def test_it_works(followed: ImportedPlan) -> None:
    course = Assignment.objects.get(duty__plan=followed.plan, duty__due_on__isnull=False)
    record_work(
        assignment=course.pk, version=1, state="done", result="Đã mở một lớp.", in_charge=None, upload=None,
        by=followed.cast.office, at=AT,
    )  # fmt: skip
    new = amend(followed)
    choose_replaced_plan(plan=new.plan.pk, earlier=followed.plan.pk, by=new.cast.office, at=AT)
    new.plan.refresh_from_db()
    new.follow()

    followed.plan.refresh_from_db()
    assert followed.plan.state == Plan.State.REPLACED
    assert find_plan_in_force(new.cast.units["03304"]) == new.plan
    gone_on = Assignment.objects.get(duty__plan=new.plan, duty__due_on__isnull=False)
    assert (gone_on.earlier, gone_on.state, gone_on.result) == (course, "done", "Đã mở một lớp.")
    owed = {one.plan for one in list_owed_duties([new.cast.units["03304"].pk], AT.date())}
    assert owed == {new.plan.pk}, "what the earlier plan gave is owed once, under the new one"
    assert Event.objects.filter(action="plan.bring_into_force").latest("pk").body["detail"]["gone_on"] > 3


def test_the_text_names_the_plan_that_it_replaces(followed: ImportedPlan) -> None:
    new = amend(followed)
    assert find_proposed(new.plan, list_candidates(new.plan)) == followed.plan


def test_each_change_is_counted(followed: ImportedPlan) -> None:
    counts = build_comparison(followed.plan, amend(followed).plan).counts
    assert (counts["changed"], counts["added"], counts["dropped"]) == (1, 1, 1)


@pytest.mark.faults("plan.replaces")
def test_the_page_shows_both_sides_and_keeps_the_choice(followed: ImportedPlan, signed_in) -> None:
    new, client = amend(followed), signed_in(followed.cast.office)
    address = reverse("plans:before", args=[new.plan.pk])
    page = client.get(address).text
    assert "Văn bản nhắc đến việc thay thế" in page
    assert "Giám sát việc thực hiện tại cơ sở" in page
    assert "Vận động hội viên tham gia" in page
    assert client.post(address, {"earlier": str(followed.plan.pk)}).status_code == 302
    new.plan.refresh_from_db()
    assert new.plan.replaces == followed.plan


def test_a_plan_in_force_changes_its_forerunner_no_more(followed: ImportedPlan) -> None:
    with pytest.raises(ActionRefused):
        choose_replaced_plan(plan=followed.plan.pk, earlier=None, by=followed.cast.office, at=AT)


def test_a_plan_of_another_unit_is_not_replaced(followed: ImportedPlan) -> None:
    new = amend(followed)
    with pytest.raises(InvalidInput):
        choose_replaced_plan(plan=new.plan.pk, earlier=new.plan.pk, by=new.cast.office, at=AT)


def test_without_a_forerunner_nothing_is_carried(followed: ImportedPlan) -> None:
    assert not Assignment.objects.filter(earlier__isnull=False).exists()
    assert Plan.objects.get(pk=followed.plan.pk).state == Plan.State.IN_FORCE


def test_only_who_confirms_the_plan_chooses_the_one_that_it_replaces(followed: ImportedPlan) -> None:
    new = amend(followed)
    for by in (new.cast.commune, new.cast.police, new.cast.outsider):
        with pytest.raises(NotFoundError):
            choose_replaced_plan(plan=new.plan.pk, earlier=followed.plan.pk, by=by, at=AT)
    new.plan.refresh_from_db()
    assert new.plan.replaces is None
