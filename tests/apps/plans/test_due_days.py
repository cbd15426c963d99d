"""A duty with two dates is due twice: each day has its own result, state and lateness."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.plans.models import Assignment, Duty, Plan
from sokehoach.apps.plans.queries import assignments
from sokehoach.apps.plans.services import items
from sokehoach.apps.plans.services.plans import import_plan
from sokehoach.apps.plans.services.succession import choose_replaced_plan
from sokehoach.apps.plans.services.tasks import build_due_fields
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.plans.assignment import DutyNature
from sokehoach.domain.plans.passages import Span
from sokehoach.domain.plans.tasks import Task
from tests.apps.plans.conftest import TEXT, ImportedPlan, import_text
from tests.factories.cast import AT, Cast

type Browser = Callable[[User], Client]

ONE_DAY = "Tổ chức tập huấn cho cán bộ cấp xã, hoàn thành trước ngày 31/5/2021."
TWO_DAYS = "Tổ chức tập huấn cho cán bộ cấp xã trước ngày 31/5/2021 và ngày 30/9/2021."
BETWEEN, AFTER_BOTH = date(2021, 6, 15), date(2021, 10, 20)


@pytest.fixture
def training(cast: Cast) -> ImportedPlan:
    assert ONE_DAY in TEXT
    imported = import_text(cast, TEXT.replace(ONE_DAY, TWO_DAYS))
    imported.follow()
    return imported


def turns() -> list[Assignment]:
    return list(Assignment.objects.filter(duty__title__startswith="Tổ chức tập huấn").order_by("due_number"))


def at(row: Assignment) -> str:
    return reverse("plans:assignment", args=[row.pk])


def record(client: Client, row: Assignment, result: str) -> None:
    sent = {"version": row.version, "period": "", "state": "done", "result": result, "in_charge": "", "key": ""}
    assert client.post(at(row), sent).status_code == 302


def test_work_of_a_day_is_carried_to_the_same_day_of_the_next_plan(training: ImportedPlan, signed_in: Browser) -> None:
    """The next plan asks on the second day and on a later one: the done work of the first day is not theirs."""
    cast = training.cast
    first, second = turns()
    record(signed_in(cast.office), first, "Một lớp, 40 người.")
    first, second = turns()
    second.result = "Đã mời giảng viên."
    second.save(update_fields=["result"])
    text = TEXT.replace(ONE_DAY, "Tổ chức tập huấn cho cán bộ cấp xã trước ngày 30/9/2021 và ngày 30/11/2021.")
    data = text.replace("Số: 12/KH-UBND", "Số: 30/KH-UBND").encode()
    answer = import_plan(unit=cast.units["099"], file_name="sua.txt", data=data, by=cast.office, at=AT).answer
    renewed = ImportedPlan(cast, Plan.objects.get(pk=answer["plan"]))
    choose_replaced_plan(plan=renewed.plan.pk, earlier=training.plan.pk, by=cast.office, at=AT)
    renewed.plan.refresh_from_db()
    renewed.follow()
    carried = [row for row in turns() if row.duty.plan_id == renewed.plan.pk]
    assert [(row.due_on, row.state, row.result) for row in carried] == [
        (date(2021, 9, 30), "not_started", "Đã mời giảng viên."), (date(2021, 11, 30), "not_started", ""),
    ]  # fmt: skip


def test_the_reader_proposes_both_days_and_each_is_assigned(training: ImportedPlan) -> None:
    duty = Duty.objects.get(title__startswith="Tổ chức tập huấn")
    assert duty.due_days == (date(2021, 5, 31), date(2021, 9, 30))
    assert [(row.due_number, row.due_on) for row in turns()] == [(1, date(2021, 5, 31)), (2, date(2021, 9, 30))]


def test_the_result_of_the_first_day_is_not_that_of_the_second(training: ImportedPlan, signed_in: Browser) -> None:
    first, second = turns()
    office = signed_in(training.cast.office)
    record(office, first, "Một lớp, 40 người.")
    first, second = turns()
    assert (first.state, second.state, second.result) == ("done", "not_started", "")
    owed = assignments.list_owed_duties([second.unit_id], AFTER_BOTH)
    assert [(duty.assignment, duty.days_late > 0) for duty in owed if duty.due_on] == [(second.pk, True)]
    page = office.get(at(second)).text
    assert "hạn 30/09/2021 (hạn thứ 2 trong 2)" in page
    assert f'href="{at(first)}"' in page
    assert "Một lớp, 40 người." not in page


def test_each_day_is_late_by_itself(training: ImportedPlan) -> None:
    Plan.objects.update(in_force_at=AT - timedelta(days=60))
    first, second = turns()
    assert assignments.compute_days_late(first, BETWEEN) > 0
    assert assignments.compute_days_late(second, BETWEEN) == 0
    assert assignments.compute_days_late(first, AFTER_BOTH) > assignments.compute_days_late(second, AFTER_BOTH) > 0


def test_the_board_has_both_days_of_one_unit(training: ImportedPlan, signed_in: Browser) -> None:
    page = signed_in(training.cast.office).get(reverse("plans:board", args=[training.plan.pk])).text
    assert "31/05/2021" in page
    assert "30/09/2021" in page


def test_days_are_typed_in_any_order_and_each_once(cast: Cast, signed_in: Browser) -> None:
    imported = import_text(cast)
    duty = Duty.objects.get(plan=imported.plan, title__startswith="Tổ chức tập huấn")
    address = reverse("plans:item", args=[imported.plan.pk, duty.code])
    page = signed_in(cast.office).get(address).text
    assert "Các hạn sau" in page
    fields = {
        "version": duty.version, "title": duty.title, "lead": f"u:{duty.lead_id}", "nature": "dated",
        "due_on": "30/9/2021", "do": "confirm", "key": "",
    }  # fmt: skip
    refused = signed_in(cast.office).post(address, fields | {"later_due_on": "31/5/2021; 32/6"})
    assert refused.status_code == 422
    signed_in(cast.office).post(address, fields | {"later_due_on": "31/5/2021; 30/9/2021;"})
    duty.refresh_from_db()
    assert duty.due_days == (date(2021, 5, 31), date(2021, 9, 30))


def test_more_days_than_a_year_has_months_are_refused(cast: Cast) -> None:
    imported = import_text(cast)
    duty = Duty.objects.get(plan=imported.plan, title__startswith="Tổ chức tập huấn")
    with pytest.raises(InvalidInput) as refusal:
        items.confirm_duty(
            plan=imported.plan.pk, code=duty.code, version=duty.version, title=duty.title, lead=f"u:{duty.lead_id}",
            coordinating=(), nature="dated", due_on=date(2021, 1, 1),
            later_due_on=tuple(date(2021, 2, day) for day in range(1, 13)), by=cast.office, at=AT,
        )  # fmt: skip
    assert "nhiều nhất 12 hạn" in str(refusal.value)


@pytest.mark.parametrize(
    ("due_text", "recurs", "is_named", "nature"),
    [
        ("khi có hướng dẫn của tỉnh", None, True, "dated"),
        ("khi có hướng dẫn của tỉnh", None, False, "standing"),
        ("hằng quý", "quarter", True, "standing"),
        ("hằng quý", "quarter", False, "standing"),
    ],
)
def test_dated_work_without_a_day_waits_for_one_only_where_a_person_will_set_it(
    due_text: str, recurs: str | None, is_named: bool, nature: str
) -> None:
    """The work of an agency is confirmed with its day; a task and work of each period are owed without one."""
    task = Task(
        path="II.1", text="Kiểm tra.", starts="Kiểm tra", span=Span(0, 9), part="work", lead=None, lead_span=None,
        likelihood=0.9, signs=(), nature=DutyNature.DATED, due_text=due_text, recurs=recurs,
    )  # fmt: skip
    fields = build_due_fields(task, (), may_wait_for_day=is_named)
    assert (fields["nature"], fields["due_on"], fields["later_due_on"]) == (nature, None, [])
    assert (fields["due_text"], fields["recurs"]) == (due_text, recurs or "")
