"""The first page, as each of the cast opens it on the morning of 22 June 2021."""

import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.documents.services import outlines
from sokehoach.apps.home.pages import coverage, overdue, today
from sokehoach.apps.home.pages.coverage import MAX_LISTED
from sokehoach.apps.home.pages.overdue import MAX_OVERDUE, OverdueWork, count_unshown
from sokehoach.apps.home.pages.report_tasks import MAX_SINGLE_REVIEWS, list_reports_to_send
from sokehoach.apps.home.pages.today import MAX_SENTENCES, load_today, tally_reports
from sokehoach.apps.home.queries.reminders import Calendar, list_dated_work
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.plans.models import Assignment, Duty, Plan, Target
from sokehoach.apps.programmes.queries.policies import get_groups
from sokehoach.apps.registers.core.queries.register_owners import list_named_registers
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.plan_schedules import get_schedules
from sokehoach.apps.reporting.services import submissions
from sokehoach.apps.shell.thread_cache import forget_answers
from tests.factories.cast import AT
from tests.factories.district import PERIOD, POLICE, District
from tests.factories.programmes import first_programme

Browser = Callable[[User], Client]
DAY = date(2021, 6, 22)


def page(signed_in: Browser, user: User) -> str:
    return " ".join(signed_in(user).get(reverse("home:today")).content.decode().split())


@pytest.fixture
def plan(district: District) -> Plan:
    """A plan in force, made by hand: what is shown of it matters here, not how it was read."""
    office = district.cast.office
    return Plan.objects.create(
        unit=district.cast.units["099"], kind="KẾ HOẠCH", number="01/KH-UBND", title="Phòng, chống mại dâm",
        file_name="ke-hoach.txt", text="I", digest="0", state="in_force", created_by=office, created_at=AT,
        in_force_by=office, in_force_at=AT - timedelta(days=100),
    )  # fmt: skip


def give(plan: Plan, unit: str, title: str, *, due: date | None = None, nature: str = "") -> Assignment:
    """A confirmed duty of the plan, led by that unit."""
    number = Duty.objects.count() + 1
    owner = plan.created_by
    duty = Duty.objects.create(
        plan=plan, code=f"NV{number}", path="VI.10", start=number, end=number + 1, text=title, title=title,
        likelihood=1.0, state="confirmed", settled_by=owner, settled_at=AT, agency_text="",
        nature=nature or ("dated" if due else "standing"), due_on=due,
    )  # fmt: skip
    lead = plan.unit if unit == plan.unit.code else type(plan.unit).objects.get(code=unit)
    return Assignment.objects.create(duty=duty, unit=lead, part="lead", due_on=due)


def test_it_works_for_the_office(district: District, signed_in: Browser) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    text = page(signed_in, district.cast.office)
    assert ">1/3</a> xã có báo cáo 6 tháng đầu năm 2021 đã duyệt" in text
    assert "còn thiếu Pú Xi (chưa gửi) và Quài Cang (chưa gửi)" in text


def test_a_commune_reads_of_its_own_report_alone(district: District, signed_in: Browser) -> None:
    text = page(signed_in, district.cast.commune)
    assert "quá hạn 4 ngày làm việc" in text
    assert "Ai đang trễ" not in text
    assert "Pú Xi" not in text


def test_an_accepted_report_is_nothing_to_do(district: District) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    told = load_today(district.cast.commune, DAY)
    assert told.work == ()
    assert told.own[0].state == "accepted"


def test_many_own_reports_are_counted_instead_of_told_one_by_one(
    district: District, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = district.cast.commune
    (late,) = load_today(clerk, DAY).own
    rows = (
        late,
        late._replace(state="returned"),
        late._replace(state="sent", overdue_days=0, first_sent=DAY),
        late._replace(state="accepted", overdue_days=0, first_sent=DAY),
        late._replace(state="draft", overdue_days=0, due=DAY + timedelta(days=9)),
        late._replace(state="", overdue_days=0, due=DAY + timedelta(days=3)),
    )
    assert len(rows) > MAX_SENTENCES
    tally = tally_reports(rows)
    assert (tally.total, tally.overdue, tally.returned, tally.sent, tally.accepted) == (6, 1, 1, 1, 1)
    assert tally.next_due == DAY + timedelta(days=3)
    current = obligations.load_current(clerk, DAY)
    monkeypatch.setattr(obligations, "load_current", lambda *_: replace(current, own=rows))
    text = page(signed_in, clerk)
    assert "6 báo cáo của đơn vị:" in text
    assert '<b class="late">1 quá hạn</b>, 1 được trả lại, 1 chờ duyệt, 1 đã duyệt; hạn gần nhất' in text
    assert "quá hạn 4 ngày làm việc" not in text.partition('id="work"')[0]


def test_a_draft_is_opened_again(district: District) -> None:
    clerk = district.cast.commune
    opened = submissions.open_submission(form="01-XA", unit=clerk.unit, period=PERIOD, by=clerk, at=AT)
    (task,) = load_today(clerk, DAY).work
    assert (task.state, task.days_late, task.url) == (
        "draft",
        4,
        reverse("reporting:submission", args=[opened.answer["id"]]),
    )


def test_a_returned_report_says_why_and_is_not_late(district: District, signed_in: Browser) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    submissions.send_back(
        submission=sent.id, version=sent.version, reason="Bổ sung ô B2.", by=district.cast.office, at=AT
    )
    (task,) = load_today(district.cast.commune, DAY).work
    assert (task.state, task.days_late, task.note) == ("returned", 0, "«Bổ sung ô B2.»")
    told = load_today(district.cast.office, DAY)
    assert [row.unit.short_name for row in told.returned] == ["Tênh Phông"]
    assert "UBND xã Tênh Phông" not in {row.unit for row in told.late}
    assert "Không tính trễ" in page(signed_in, district.cast.office)


def test_the_office_is_offered_what_waits_for_it_the_oldest_first(district: District) -> None:
    district.send(district.cast.commune, {"B1": "3"}, at=AT)
    district.send(district.cast.other_commune, {"B1": "3"}, at=AT - timedelta(days=1))
    titles = [task.title for task in load_today(district.cast.office, DAY).work if task.state == "sent"]
    assert titles == ["Duyệt số liệu của xã Pú Xi", "Duyệt số liệu của xã Tênh Phông"]


def test_many_that_wait_are_one_task_on_the_page_that_accepts_many(district: District, signed_in: Browser) -> None:
    for clerk in district.settle(MAX_SINGLE_REVIEWS + 1):
        district.send(clerk, {"B1": "3"})
    waits = [task for task in load_today(district.cast.office, DAY).work if task.state == "sent"]
    assert [(task.title, task.url) for task in waits] == [
        (
            f"Duyệt {MAX_SINGLE_REVIEWS + 1} báo cáo biểu 01-XA",
            reverse("consolidation:accept_many", args=[PERIOD, "01-XA"]),
        )
    ]
    shown = signed_in(district.cast.office).get(waits[0].url).content.decode()
    assert shown.count('type="checkbox"') == MAX_SINGLE_REVIEWS + 1


def test_of_many_units_the_list_and_those_who_are_late_are_folded(district: District, signed_in: Browser) -> None:
    few = page(signed_in, district.cast.office)
    assert not re.search(r"việc quá hạn\s*</summary>", few)
    assert not re.search(r"Từng đơn vị\s*</summary>", few)
    district.settle(MAX_LISTED)
    many = page(signed_in, district.cast.office)
    late = len(load_today(district.cast.office, DAY).late)
    assert re.search(rf"<summary>\s*Thêm {late - MAX_OVERDUE} việc quá hạn\s*</summary>", many)


def test_a_country_shows_so_many_and_links_to_the_rest(
    district: District, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page does not grow with the tree: of 3,321 communes it has the first rows."""
    district.settle(MAX_OVERDUE + 4)
    for module in (coverage, today):
        monkeypatch.setattr(module, "MAX_COLLAPSED", 3)
    shown = page(signed_in, district.cast.office)
    found = load_today(district.cast.office, DAY)
    assert re.search(r"<summary>\s*Thêm 3 việc quá hạn\s*</summary>", shown)
    rest = len(found.late) - MAX_OVERDUE - 3
    assert re.search(rf'href="{reverse("reporting:list")}">\s*Thêm {rest} báo cáo quá hạn\s*</a>', shown)
    assert re.search(rf">\s*Thêm {len(found.mains[0].rows) - 3} báo cáo\s*</a>", shown)


def test_a_long_strip_names_the_few_that_are_missing(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    main = load_today(district.cast.office, DAY).mains[0]
    missing = {row.unit.short_name for row in main.missing}
    assert [name for name, _state in main.segments] == [row.unit.short_name for row in main.rows]
    monkeypatch.setattr(coverage, "MANY", 2)
    for named, names in ((len(missing), missing), (len(missing) - 1, set())):
        monkeypatch.setattr(coverage, "NAMED", named)
        assert {name for name, _state in main.segments if name} == names


def test_a_leader_watches_and_is_offered_nothing_to_review(district: District) -> None:
    district.send(district.cast.commune, {"B1": "3"})
    told = load_today(district.cast.leader, DAY)
    assert told.watches
    assert not [task for task in told.work if task.state == "sent"]


def test_the_police_reads_of_its_own_form(district: District, signed_in: Browser) -> None:
    text = page(signed_in, district.cast.police)
    assert POLICE in text
    assert "01-XA" not in text


def test_the_health_centre_and_an_outsider_read_that_there_is_nothing(district: District, signed_in: Browser) -> None:
    text = page(signed_in, district.cast.health)
    assert "Chưa có báo cáo hay nhiệm vụ nào giao cho đơn vị" in text
    assert "Tênh Phông" not in page(signed_in, district.cast.outsider)


def test_that_a_walled_report_came_is_known_but_nothing_of_it(district: District) -> None:
    district.report(district.cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    told = load_today(district.cast.leader, DAY)
    assert [(row.unit.short_name, row.state) for row in told.others] == [("Công an huyện", "accepted")]


def test_a_dated_duty_is_late_for_its_unit_and_for_those_who_watch(plan: Plan, district: District) -> None:
    give(plan, "03269", "Ban hành kế hoạch của xã", due=date(2021, 5, 31))
    (own,) = [task for task in load_today(district.cast.other_commune, DAY).work if task.clause]
    assert own.days_late == 16
    late = {(row.unit, row.title, row.clause, row.days) for row in load_today(district.cast.leader, DAY).late}
    assert ("Pú Xi", "Ban hành kế hoạch của xã", "VI.10", 16) in late


def test_a_day_that_passed_before_the_plan_was_entered_is_not_late(plan: Plan, district: District) -> None:
    """Neither in rankings nor in reminders, until somebody decides that the day stands."""
    Plan.objects.update(in_force_at=AT)
    row = give(plan, "03269", "Ban hành kế hoạch của xã", due=date(2021, 5, 31))

    def list_late() -> tuple[list[int], list[int]]:
        ranked = [late.days for late in load_today(district.cast.leader, DAY).late if late.is_duty]
        return ranked, [work.days_late for work in list_dated_work(DAY)]

    assert list_late() == ([], [])
    (own,) = [task for task in load_today(district.cast.other_commune, DAY).work if task.clause]
    assert (own.days_late, own.state_text) == (0, "hạn đã qua trước khi nhập kế hoạch")
    assert "1 nhiệm vụ có hạn đã qua trước khi nhập kế hoạch" in {
        task.title for task in load_today(district.cast.office, DAY).work
    }
    Assignment.objects.filter(pk=row.pk).update(due_kept_on=DAY)
    assert list_late() == ([16], [16])


def test_many_units_that_are_late_with_one_duty_are_one_row(
    plan: Plan, district: District, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page of the plan names them."""
    for code in ("03269", "03289", "03304"):
        give(plan, code, "ban hành kế hoạch của xã", due=date(2021, 5, 31))
    give(plan, "03269", "Lập danh sách", due=date(2021, 5, 31))
    named = [row for row in load_today(district.cast.leader, DAY).late if row.is_duty]
    assert len(named) == 4
    monkeypatch.setattr(overdue, "MAX_NAMED_UNITS", 2)
    found = load_today(district.cast.leader, DAY)
    shared, single = sorted((row for row in found.late if row.is_duty), key=lambda row: row.unit)
    assert (shared.unit, shared.title, shared.days) == ("3 đơn vị", "ban hành kế hoạch của xã", 16)
    assert shared.url == reverse("plans:board", args=[plan.pk])
    assert (single.unit, single.title) == ("Pú Xi", "Lập danh sách")
    assert ">Ban hành kế hoạch của xã</a>" in page(signed_in, district.cast.leader)
    assert [row for row in found.late if not row.is_duty], "reports stay, each with its unit"


def test_standing_duties_and_requests_are_never_late(plan: Plan, district: District) -> None:
    give(plan, "03304", "Tăng cường tuyên truyền")
    give(plan, "03304", "Phối hợp giám sát", nature="request")
    reports_alone = [row for row in load_today(district.cast.leader, DAY).late if row.clause]
    assert reports_alone == []
    work = {task.state: task for task in load_today(district.cast.commune, DAY).work}
    assert work["standing"].title == "1 nhiệm vụ thường xuyên của đơn vị"
    assert (work["standing"].days_late, work["request"].days_late) == (0, 0)


def test_a_day_that_is_far_stands_under_what_comes(plan: Plan, district: District) -> None:
    give(plan, "03304", "Sơ kết", due=date(2021, 9, 30))
    told = load_today(district.cast.commune, DAY)
    assert "Sơ kết" not in {task.title for task in told.work}
    assert told.coming[0].title == "Sơ kết"
    assert load_today(district.cast.office, DAY).coming[0].title == "Tênh Phông: Sơ kết"


def test_the_next_round_of_reports_closes_what_comes(district: District) -> None:
    (task,) = load_today(district.cast.commune, DAY).coming
    assert (task.title, task.due_on) == ("Báo cáo 6 tháng cuối năm 2021, biểu 01-XA", date(2021, 12, 16))


def test_targets_that_nobody_owns_are_asked_of_the_office_alone(plan: Plan, district: District) -> None:
    Target.objects.create(
        plan=plan, code="CT1", path="II.2", start=1, end=2, text="100% cấp ủy được quán triệt", likelihood=1.0,
        state="confirmed", settled_by=plan.created_by, settled_at=AT, value=100, unit_of_measure="%",
    )  # fmt: skip
    assert "unassigned" in {task.state for task in load_today(district.cast.office, DAY).work}
    assert "unassigned" not in {task.state for task in load_today(district.cast.leader, DAY).work}


def test_dated_tasks_that_nobody_was_given_are_asked_by_their_day(plan: Plan, district: District) -> None:
    for number, (due_on, state) in enumerate(
        [(DAY - timedelta(days=60), "confirmed"), (DAY + timedelta(days=1), "confirmed"), (DAY, "dismissed")],
        700,
    ):
        Duty.objects.create(
            plan=plan, code=f"NV{number}", path="III.1", start=1, end=2, text="Mua hóa chất", title="Mua hóa chất",
            likelihood=1.0,
            nature="dated", due_on=due_on, state=state, named=False, settled_by=district.cast.office, settled_at=AT,
        )  # fmt: skip
    asked = [task for task in load_today(district.cast.office, DAY).work if task.title == "Mua hóa chất"]
    assert [(task.url.split("/")[-2], task.days_late > 0) for task in asked] == [
        ("NV700", True),
        ("NV701", False),
    ]
    assert "chưa phân công" in asked[0].note
    assert plan.name in asked[1].note
    assert not [task for task in load_today(district.cast.leader, DAY).work if task.title == "Mua hóa chất"]


def test_what_is_still_to_confirm_of_a_plan_is_counted(plan: Plan, district: District) -> None:
    Plan.objects.update(state="reading", in_force_by=None, in_force_at=None)
    for number in (1, 2, 3):
        Target.objects.create(
            plan=plan, code=f"CT{number}", start=number, end=number + 1, text="x", likelihood=0.5, value=1,
            unit_of_measure="%", state="open" if number < 3 else "dismissed",
            settled_by=None if number < 3 else plan.created_by, settled_at=None if number < 3 else AT,
        )  # fmt: skip
    (task,) = [task for task in load_today(district.cast.office, DAY).work if task.state == "uncertain"]
    assert task.title == "2 nội dung của kế hoạch chờ xác nhận"
    assert "đã xác nhận 1/3" in task.note


def test_the_offices_own_report_is_overdue_by_the_programmes_day(district: District, signed_in: Browser) -> None:
    outlines.import_outline(
        programme=first_programme(), uid="bc", code="bc", title="Kết quả phòng, chống mại dâm",
        issuer=district.cast.office.unit,
        unit=district.cast.units["099"], due_days=4, definition={}, by="tests", at=AT,
    )  # fmt: skip
    (report,) = load_today(district.cast.office, DAY).office
    assert (report.due, report.overdue_days) == (date(2021, 6, 18), 2)
    assert "quá hạn 2 ngày làm việc" in page(signed_in, district.cast.office)
    assert load_today(district.cast.leader, DAY).office == ()


def test_nineteen_queries_with_nineteen_communes(
    district: District,
    plan: Plan,
    signed_in: Browser,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for clerk in district.settle(16)[:-2]:
        district.report(clerk, {"B1": "1"})
        give(plan, clerk.unit.code, "Ban hành kế hoạch của xã", due=date(2021, 5, 31))
    for who in ("office", "leader", "commune", "police"):
        client = signed_in(getattr(district.cast, who))
        forget_answers()
        for load in (
            get_levels,
            get_groups,
            get_schedules,
            list_named_registers,
        ):  # kept in the thread for some seconds: no part of one page
            load()
        with django_assert_max_num_queries(19):  # type: ignore[attr-defined]
            assert client.get(reverse("home:today")).status_code == 200, who


def test_of_many_units_reports_are_named_by_unit_and_the_first_listed(
    district: District, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sokehoach.apps.home.pages.today.MAX_OWN", 2)
    office = district.cast.commune  # an office that reviews them follows them instead
    role, area = Role.objects.get(code="reporter"), district.cast.units["099"]
    grants.create_grant(user=office, role=role, unit=area, function="general", since=DAY, by="tests", at=AT)
    forget_answers()
    today = load_today(office, DAY)
    assert today.names_units
    assert (len(today.own_shown), today.own_more) == (2, len(today.own) - 2)
    assert today.own_more > 0
    text = page(signed_in, office)
    assert f"Thêm {today.own_more} báo cáo" in text
    name = today.own_shown[-1].unit.short_name
    assert f"<small> {name}, " in text
    titles = [task.title for task in list_reports_to_send(today.own, Calendar(DAY), {}, {})]
    assert any(title.endswith(f", {name}") for title in titles)


def test_overdue_work_without_a_row_is_reached_where_it_is_listed() -> None:
    """A report is in the list of reports, a duty on the board of its plan; duties of two plans by the list of plans."""
    first, second = (reverse("plans:board", args=[uuid.UUID(int=n)]) for n in (1, 2))

    def late(url: str, *, is_duty: bool = False) -> OverdueWork:
        return OverdueWork("Xã", "Việc", "", DAY, 1, "", "open", list_url=url, is_duty=is_duty)

    def counted(*rows: OverdueWork) -> list[tuple[int, str, bool]]:
        return [(rest.count, rest.url, rest.is_duty) for rest in count_unshown(rows)]

    report, duty = late(reverse("reporting:list")), late(first, is_duty=True)
    assert counted() == []
    assert counted(report, duty, report) == [(2, reverse("reporting:list"), False), (1, first, True)]
    assert counted(duty, late(second, is_duty=True)) == [(2, reverse("plans:list"), True)]
    assert counted(report, late(reverse("documents:list"))) == [
        (1, reverse("reporting:list"), False), (1, reverse("documents:list"), False),
    ]  # fmt: skip
