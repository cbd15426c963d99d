"""Tasks, which a plan asks without naming an agency: settled one by one or together, then served like other duties."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.audit.models import Event
from sokehoach.apps.orgunits.models import Group
from sokehoach.apps.plans.models import Assignment, Duty, ItemState, Plan
from sokehoach.apps.plans.services import tasks as services
from sokehoach.apps.plans.services.follow_up import assign_task
from sokehoach.apps.plans.services.items import UNASSIGNED
from sokehoach.apps.plans.services.plans import import_plan
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from tests.apps.plans.conftest import TEXT, ImportedPlan
from tests.factories.cast import AT

WORK = """II. NHIỆM VỤ, GIẢI PHÁP

1. Tập huấn cho cán bộ cấp xã về kỹ năng truyền thông.

2. Kiểm tra đột xuất các cơ sở kinh doanh dịch vụ ở địa bàn phức tạp.

3. Lồng ghép với chương trình giảm nghèo.

III. TỔ CHỨC THỰC HIỆN"""


@pytest.fixture
def book(imported_plan: ImportedPlan) -> ImportedPlan:
    text = TEXT.replace("II. TỔ CHỨC THỰC HIỆN", WORK)
    done = import_plan(
        unit=imported_plan.cast.units["099"], file_name="b.txt", data=text.encode(), by=imported_plan.cast.office, at=AT
    )
    return ImportedPlan(imported_plan.cast, Plan.objects.get(pk=done.answer["plan"]))


@pytest.fixture
def office(book: ImportedPlan, signed_in) -> Client:
    return signed_in(book.cast.office)


def tasks(book: ImportedPlan) -> dict[str, Duty]:
    return {duty.path: duty for duty in Duty.objects.filter(plan=book.plan, named=False)}


def settle(book: ImportedPlan, *paths: str, **more: object) -> None:
    codes = tuple(tasks(book)[path].code for path in paths)
    services.settle_tasks(plan=book.plan.pk, codes=codes, by=book.cast.office, at=AT, **more)


def settled() -> object:
    """What the trail says of the newest."""
    return Event.objects.filter(action="plan_item.settle_tasks").latest("pk").body["detail"]


def post(book: ImportedPlan, client: Client, **fields: object):
    return client.post(reverse("plans:settle_tasks", args=[book.plan.pk]), fields)


@pytest.mark.faults("plan_item.settle_tasks")
def test_the_group_settles_several_at_once(book: ImportedPlan, office: Client) -> None:
    address = reverse("plans:read", args=[book.plan.pk]) + "?loc=viec-chung"
    page = office.get(address)
    assert [item.path for item in page.context["shown_items"]] == ["II.1", "II.2", "II.3"]
    assert page.text.count('form="tasks-form" checked') == 3
    chosen = [tasks(book)["II.1"].code, tasks(book)["II.2"].code]
    unit = book.cast.units["099.LDTBXH"]
    assert post(book, office, code=chosen, do="confirm", lead=f"u:{unit.pk}").url == address
    assert {path: (duty.state, duty.lead) for path, duty in tasks(book).items()} == {
        "II.1": ("confirmed", unit),
        "II.2": ("confirmed", unit),
        "II.3": ("open", None),
    }
    confirmed = {"codes": chosen, "action": "confirm", "lead": f"u:{unit.pk}", "joined": ""}
    assert settled() == confirmed
    answer = post(book, office, code=[tasks(book)["II.3"].code], do="dismiss")
    assert settled() == {"codes": [tasks(book)["II.3"].code], "action": "dismiss", "lead": "", "joined": ""}
    assert answer.url == reverse("plans:read", args=[book.plan.pk])  # nothing of the group is left


def test_a_task_that_was_left_out_stays_unticked(book: ImportedPlan, office: Client) -> None:
    """On every page that draws its box, and what was chosen for the others is there again after a refusal."""
    address = reverse("plans:read", args=[book.plan.pk]) + "?loc=viec-chung"
    left, *chosen = [task.code for task in tasks(book).values()]
    unit = book.cast.units["099.LDTBXH"]
    post(book, office, code=chosen, do="join", lead=f"u:{unit.pk}", joined="")  # refused: nothing to join to
    page = office.get(address).text
    assert page.count('form="tasks-form" checked') == 2
    assert f'value="{left}" form="tasks-form">' in page
    assert f'value="u:{unit.pk}" selected' in page
    post(book, office, code=chosen[:1], do="dismiss")
    page = office.get(address).text
    assert "checked" not in "".join(line for line in page.splitlines() if "tasks-form" in line)
    assert 'form="tasks-form"' in page


def test_one_task_is_confirmed_without_a_lead(book: ImportedPlan, office: Client) -> None:
    task = tasks(book)["II.3"]
    page = office.get(reverse("plans:item", args=[book.plan.pk, task.code])).text
    assert "Kế hoạch không nêu cơ quan làm" in page
    fields = {"version": 1, "title": task.title, "lead": UNASSIGNED, "nature": "standing"}
    assert office.post(reverse("plans:item", args=[book.plan.pk, task.code]), fields).status_code == 302
    task.refresh_from_db()
    assert (task.state, task.unassigned) == (ItemState.CONFIRMED, True)


def test_a_duty_that_names_an_agency_is_not_confirmed_without_a_lead(book: ImportedPlan, office: Client) -> None:
    duty = Duty.objects.filter(plan=book.plan, named=True).first()
    fields = {"version": 1, "title": duty.title, "lead": UNASSIGNED, "nature": "standing"}
    assert office.post(reverse("plans:item", args=[book.plan.pk, duty.code]), fields).status_code == 422


def test_a_task_is_joined_to_the_duty_that_covers_it(book: ImportedPlan, office: Client) -> None:
    duty = Duty.objects.get(plan=book.plan, agency_text="Công an huyện", named=True)
    settle(book, "II.2", action="join", joined=duty.code)
    task = tasks(book)["II.2"]
    assert (task.state, task.joined) == (ItemState.DISMISSED, duty)
    rows = office.get(reverse("plans:plan", args=[book.plan.pk])).context["clauses"]
    (row,) = [row for row in rows if row.clause.path == "II.2"]
    assert [each.duty for each in row.duties] == [duty]
    fields = {"version": task.version, "title": task.title, "lead": UNASSIGNED, "nature": "standing"}
    office.post(reverse("plans:item", args=[book.plan.pk, task.code]), fields)
    task.refresh_from_db()
    assert (task.state, task.joined) == (ItemState.CONFIRMED, None)  # confirmed after all


def test_a_confirmed_task_is_work_like_any_other(book: ImportedPlan, signed_in) -> None:
    police = book.cast.units["099.CA"]
    settle(book, "II.2", action="confirm", lead=f"u:{police.pk}")
    settle(book, "II.1", "II.3", action="confirm", lead=UNASSIGNED)
    book.follow()
    task = tasks(book)["II.2"]
    (assignment,) = Assignment.objects.filter(duty=task)
    assert assignment.unit == police
    page = signed_in(book.cast.office).get(reverse("plans:plan", args=[book.plan.pk])).text
    assert reverse("plans:assignment", args=[assignment.pk]) in page
    assert task.title in signed_in(book.cast.police).get(reverse("plans:board", args=[book.plan.pk])).text


def test_what_somebody_settled_meanwhile_stays(book: ImportedPlan) -> None:
    settle(book, "II.1", action="dismiss")
    settle(book, "II.1", "II.2", action="confirm", lead=UNASSIGNED)
    states = {path: duty.state for path, duty in tasks(book).items()}
    assert states == {"II.1": "dismissed", "II.2": "confirmed", "II.3": "open"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"action": "join", "joined": ""},
        {"action": "join", "joined": "NV99"},
        {"action": "confirm", "lead": "u:0"},
        {"action": "confirm", "lead": "outside"},
    ],
)
def test_a_choice_that_is_none_is_refused(book: ImportedPlan, wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        settle(book, "II.1", **wrong)


def test_a_task_is_not_joined_to_itself(book: ImportedPlan) -> None:
    with pytest.raises(InvalidInput):
        settle(book, "II.1", "II.2", action="join", joined=tasks(book)["II.1"].code)


def test_nothing_chosen_is_said(book: ImportedPlan, office: Client) -> None:
    answer = post(book, office, do="confirm")
    assert "Chọn ít nhất một việc" in office.get(answer.url).text


def test_others_and_a_plan_in_force_are_refused(book: ImportedPlan, followed: ImportedPlan) -> None:
    code = tasks(book)["II.1"].code
    told = {"codes": (code,), "action": "dismiss", "at": AT}
    with pytest.raises(NotFoundError):
        services.settle_tasks(plan=book.plan.pk, by=book.cast.commune, **told)
    with pytest.raises(ActionRefused):
        services.settle_tasks(plan=followed.plan.pk, by=book.cast.office, **told)


def test_the_plan_waits_for_its_tasks(book: ImportedPlan, office: Client) -> None:
    answer = office.post(reverse("plans:bring_into_force", args=[book.plan.pk]), {"version": 1})
    assert answer.status_code == 409
    assert "Việc chưa nêu cơ quan" in office.get(reverse("plans:read", args=[book.plan.pk])).text


@pytest.mark.faults("duty.assign")
def test_a_task_without_a_lead_is_given_one_later(book: ImportedPlan, signed_in) -> None:
    settle(book, "II.1", "II.2", "II.3", action="confirm", lead=UNASSIGNED)
    book.follow()
    task, police = tasks(book)["II.2"], book.cast.units["099.CA"]
    office = signed_in(book.cast.office)
    address = reverse("plans:target", args=[book.plan.pk, task.code])
    assert address in office.get(reverse("plans:plan", args=[book.plan.pk])).text
    assert office.post(address, {"version": task.version, "lead": ""}).status_code == 422
    assert office.post(address, {"version": task.version, "lead": f"u:{police.pk}"}).status_code == 302
    (assignment,) = Assignment.objects.filter(duty=task)
    assert (assignment.unit, assignment.part) == (police, "lead")
    assert office.get(address).status_code == 404  # it has a lead: its assignment is moved on its own page
    assert signed_in(book.cast.leader).get(address).status_code == 404


def test_a_task_keeps_the_day_and_the_rhythm_that_it_prints(imported_plan: ImportedPlan, signed_in) -> None:
    timed = WORK.replace("giảm nghèo.", "giảm nghèo, hoàn thành trước ngày 30/9/2021.").replace(
        "đột xuất các cơ sở kinh doanh dịch vụ", "mỗi quý một lần các cơ sở kinh doanh dịch vụ"
    )
    text = TEXT.replace("II. TỔ CHỨC THỰC HIỆN", timed)
    done = import_plan(
        unit=imported_plan.cast.units["099"], file_name="c.txt", data=text.encode(), by=imported_plan.cast.office, at=AT
    )
    book = ImportedPlan(imported_plan.cast, Plan.objects.get(pk=done.answer["plan"]))
    found = {path: (duty.nature, duty.due_on, duty.rhythm) for path, duty in tasks(book).items()}
    assert found == {
        "II.1": ("standing", None, ""),
        "II.2": ("standing", None, "hằng quý"),
        "II.3": ("dated", date(2021, 9, 30), ""),
    }
    page = signed_in(book.cast.office).get(reverse("plans:read", args=[book.plan.pk])).text
    assert "Có hạn: 30/09/2021" in page
    assert "hằng quý" in page


def test_the_list_of_plans_writes_who_issued_them_as_within_a_sentence(book: ImportedPlan, office: Client) -> None:
    for issuer, written in (
        ("ỦY BAN NHÂN DÂN HUYỆN TUẦN GIÁO", "Ủy ban nhân dân huyện Tuần Giáo"),
        ("UBND HUYỆN TUẦN GIÁO", "UBND huyện Tuần Giáo"),
        ("UBND huyện Tuần Giáo", "UBND huyện Tuần Giáo"),
    ):
        Plan.objects.filter(pk=book.plan.pk).update(issuer=issuer)
        assert written in office.get(reverse("plans:list")).text


def test_a_lead_that_is_none_and_a_task_that_was_given_meanwhile_are_refused(book: ImportedPlan) -> None:
    settle(book, "II.1", "II.2", "II.3", action="confirm", lead=UNASSIGNED)
    book.follow()
    task, police = tasks(book)["II.2"], f"u:{book.cast.units['099.CA'].pk}"
    asked = {"plan": task.plan_id, "code": task.code, "by": book.cast.office, "at": AT}
    for lead in ("u:0", "g:0", ""):
        with pytest.raises(InvalidInput) as refused:
            assign_task(version=task.version, lead=lead, **asked)
        assert [*refused.value.messages] == ["lead"]
    with pytest.raises(VersionConflictError):
        assign_task(version=task.version + 1, lead=police, **asked)
    group = Group.objects.get(code="communes")
    assign_task(version=task.version, lead=f"g:{group.pk}", **asked)
    task.refresh_from_db()
    assert (task.lead, task.lead_group) == (None, group)
    assert Assignment.objects.filter(duty=task).count() > 1
