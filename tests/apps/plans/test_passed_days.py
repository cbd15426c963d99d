"""Work that fell due before its plan was entered: visible, not late, and decided on once."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sokehoach.apps.home.pages.today import load_today
from sokehoach.apps.plans.models import Assignment, AssignmentResult, Plan
from sokehoach.apps.plans.queries.assignments import compute_days_late
from sokehoach.apps.plans.queries.passed_days import list_passed_days
from sokehoach.apps.plans.services import passed_days
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from tests.apps.plans.conftest import ImportedPlan
from tests.factories.cast import AT
from tests.page_texts import read_page

TODAY = AT.date()
PASSED = date(2021, 5, 31)  # of the plan, which is brought into force on 22 June


def decide(followed: ImportedPlan, decision: str, **given: object) -> None:
    row = Assignment.objects.get(duty__nature="dated", part="lead")
    sent = {"new_day": None, "result": "", "by": followed.cast.office} | given
    passed_days.decide_passed_day(
        plan=followed.plan.pk, code=row.duty.code, passed_on=PASSED, decision=decision, at=AT, **sent
    )


def get_dated() -> Assignment:
    return Assignment.objects.select_related("duty__plan").get(duty__nature="dated", part="lead")


def test_it_is_not_late_and_is_shown_to_who_may_decide(followed: ImportedPlan, signed_in) -> None:
    row = get_dated()
    assert row.due_on == PASSED < row.duty.plan.entered_on == TODAY
    assert compute_days_late(row, TODAY) == 0
    page = load_today(followed.cast.office, TODAY)
    assert not any(late.is_duty for late in page.late)
    own, asked = (
        next(task for task in page.work if task.state_text == text)
        for text in ("hạn đã qua trước khi nhập kế hoạch", "Cần quyết định")
    )
    assert (own.due_on, own.days_late) == (PASSED, 0)
    assert asked.url == reverse("plans:passed_days", args=[followed.plan.pk])
    assert asked.title == "1 nhiệm vụ có hạn đã qua trước khi nhập kế hoạch"
    client = signed_in(followed.cast.office)
    board = read_page(client.get(reverse("plans:board", args=[followed.plan.pk])).text)
    assert "1 nhiệm vụ có hạn đã qua trước khi nhập kế hoạch: chưa tính là trễ, chờ quyết định." in board
    assert "đã qua trước khi nhập kế hoạch" in read_page(client.get(reverse("plans:assignment", args=[row.pk])).text)


def test_who_may_not_decide_is_not_asked(followed: ImportedPlan) -> None:
    page = load_today(followed.cast.leader, TODAY)
    assert "Cần quyết định" not in {task.state_text for task in page.work}
    with pytest.raises(NotFoundError):
        decide(followed, "keep", by=followed.cast.commune)


@pytest.mark.faults("duty.decide_passed_day")
def test_the_day_stands_and_is_late_from_then_on(followed: ImportedPlan) -> None:
    decide(followed, "keep")
    row = get_dated()
    assert row.due_kept_on == TODAY
    assert compute_days_late(row, TODAY) == 16
    assert list_passed_days(followed.plan) == []
    with pytest.raises(ActionRefused, match="đã có người quyết định"):
        decide(followed, "keep")


def test_a_new_day_is_one_that_has_not_passed(followed: ImportedPlan) -> None:
    for new_day in (None, TODAY - timedelta(days=1)):
        with pytest.raises(InvalidInput):
            decide(followed, "new_day", new_day=new_day)
    decide(followed, "new_day", new_day=TODAY + timedelta(days=9))
    row = get_dated()
    assert row.due_on == TODAY + timedelta(days=9)
    assert compute_days_late(row, TODAY + timedelta(days=12)) > 0, "late as any other work, once that day has passed"
    assert list_passed_days(followed.plan) == []


def test_done_before_needs_words_and_keeps_who_said_so(followed: ImportedPlan) -> None:
    with pytest.raises(InvalidInput) as refused:
        decide(followed, "done", result="  ")
    assert "result" in refused.value.messages
    with pytest.raises(InvalidInput):
        decide(followed, "done", result="Liên hệ 0912345678")
    decide(followed, "done", result="Đã mở lớp tại Báo cáo số 45/BC-LĐTBXH.", new_day=TODAY)
    row = get_dated()
    assert (row.state, row.due_on) == ("done", PASSED)
    result = AssignmentResult.objects.get(assignment=row)
    assert (result.state, result.recorded_by) == ("done", followed.cast.office)


def test_the_page_keeps_what_was_typed_and_saves(followed: ImportedPlan, signed_in) -> None:
    client, url = signed_in(followed.cast.office), reverse("plans:passed_days", args=[followed.plan.pk])
    page = client.get(url)
    assert "hạn 31/05/2021" in read_page(page.text)
    sent = {"code": get_dated().duty.code, "passed_on": PASSED.isoformat(), "decision": "done", "result": "", "key": ""}
    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert "đó là kết quả của nhiệm vụ" in read_page(refused.text)
    assert client.post(url, sent | {"decision": "", "result": "Đã mở lớp"}).status_code == 422
    assert client.post(url, sent | {"result": "Đã mở lớp ngày 28/5."}).status_code == 302
    assert get_dated().state == "done"
    assert "Không còn hạn nào chờ quyết định." in read_page(client.get(url).text)


def test_what_an_earlier_plan_gave_is_owed_as_before(followed: ImportedPlan) -> None:
    row = get_dated()
    earlier = Assignment.objects.exclude(pk=row.pk).first()
    Assignment.objects.filter(pk=row.pk).update(earlier=earlier)
    assert compute_days_late(get_dated(), TODAY) == 16
    assert list_passed_days(followed.plan) == []


def test_a_plan_that_was_entered_before_the_day_is_late_as_before(followed: ImportedPlan) -> None:
    Plan.objects.filter(pk=followed.plan.pk).update(in_force_at=AT - timedelta(days=60))
    assert compute_days_late(get_dated(), TODAY) == 16
    with pytest.raises(ActionRefused):
        decide(followed, "keep")
