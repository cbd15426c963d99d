"""From a settled plan to what each unit owes."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sokehoach.apps.audit.models import Event
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.plans.models import Assignment, Duty, Plan, Target
from sokehoach.apps.plans.queries.assignments import list_owed_duties
from sokehoach.apps.plans.queries.clauses import list_quotes
from sokehoach.apps.plans.queries.plans import find_plan_in_force
from sokehoach.apps.plans.services.plans import bring_into_force, import_plan
from sokehoach.apps.shell.outcomes import ActionRefused, VersionConflictError
from tests.apps.plans.conftest import TEXT, ImportedPlan
from tests.factories.cast import AT
from tests.factories.programmes import first_programme
from tests.page_texts import read_page

COMMUNES = {"03304", "03269", "03289"}


def test_it_works(imported_plan: ImportedPlan, signed_in) -> None:
    imported_plan.settle_all()
    client = signed_in(imported_plan.cast.office)
    assert "Đưa kế hoạch vào theo dõi" in client.get(reverse("plans:read", args=[imported_plan.plan.pk])).text
    answer = client.post(reverse("plans:bring_into_force", args=[imported_plan.plan.pk]), {"version": 1})
    assert answer.status_code == 302
    assert Plan.objects.get().state == Plan.State.IN_FORCE
    assert "Theo dõi từ ngày" in client.get(answer.url).text
    assert Event.objects.filter(action="plan.bring_into_force").count() == 1


def test_an_open_item_keeps_the_plan_back_and_is_named(imported_plan: ImportedPlan, signed_in) -> None:
    answer = signed_in(imported_plan.cast.office).post(
        reverse("plans:bring_into_force", args=[imported_plan.plan.pk]), {"version": 1}
    )
    assert answer.status_code == 409
    assert "CT1" in answer.text
    assert not Assignment.objects.exists()


def test_the_second_of_two_is_told(followed: ImportedPlan) -> None:
    made = Assignment.objects.count()
    with pytest.raises(VersionConflictError):
        bring_into_force(plan=followed.plan.pk, version=1, by=followed.cast.office, at=AT)
    assert Assignment.objects.count() == made


def test_a_group_gives_one_assignment_to_each_of_its_communes(followed: ImportedPlan) -> None:
    duty = Duty.objects.filter(plan=followed.plan, lead_group__code="communes").first()
    rows = Assignment.objects.filter(duty=duty)
    assert {row.unit.code for row in rows} == COMMUNES
    assert {row.part for row in rows} == {"lead"}


def test_lead_and_coordinating_each_have_their_own(followed: ImportedPlan) -> None:
    duty = Duty.objects.get(plan=followed.plan, agency_text="Công an huyện")
    parts = {row.unit.code: row.part for row in Assignment.objects.filter(duty=duty)}
    assert parts == {"099.CA": "lead", "099.TTYT": "coordinating"}


def test_an_agency_outside_the_software_is_assigned_nothing(followed: ImportedPlan) -> None:
    duty = Duty.objects.get(plan=followed.plan, outside=True)
    assert not Assignment.objects.filter(duty=duty).exists()


def test_a_target_without_an_owner_stays_visibly_so(followed: ImportedPlan, signed_in) -> None:
    assert Target.objects.filter(plan=followed.plan, owner=None).exists()
    page = signed_in(followed.cast.leader).get(reverse("plans:plan", args=[followed.plan.pk]))
    assert "chưa phân công" in page.text


def test_dated_work_is_late_in_working_days_and_nothing_else_is(followed: ImportedPlan) -> None:
    Plan.objects.update(in_force_at=AT - timedelta(days=60))
    office = followed.cast.units["099.LDTBXH"]
    owed = {one.nature: one for one in list_owed_duties([office.pk], date(2021, 6, 4))}
    assert owed["dated"].due_on == date(2021, 5, 31)
    assert owed["dated"].days_late == 4
    assert owed["standing"].days_late == 0
    assert list_owed_duties([office.pk], date(2021, 6, 4), holidays=[date(2021, 6, 2)])[0].days_late == 3


def test_requests_are_never_urged(followed: ImportedPlan) -> None:
    duty = Duty.objects.get(plan=followed.plan, agency_text="Công an huyện")
    Duty.objects.filter(pk=duty.pk).update(nature="request")
    police = followed.cast.units["099.CA"]
    Assignment.objects.filter(duty=duty).update(due_on=date(2021, 1, 1))
    assert [one.days_late for one in list_owed_duties([police.pk], date(2021, 6, 22))] == [0]


def test_what_is_done_is_owed_no_more(followed: ImportedPlan) -> None:
    commune = followed.cast.units["03304"]
    Assignment.objects.filter(unit=commune).update(state="done", result="Đã ban hành kế hoạch")
    assert list_owed_duties([commune.pk], date(2021, 6, 22)) == []


def test_the_plan_binds_every_unit_below_its_own(followed: ImportedPlan) -> None:
    units = followed.cast.units
    assert find_plan_in_force(units["03304"]) == followed.plan
    assert find_plan_in_force(units["099.CA"]) == followed.plan
    assert find_plan_in_force(units["03247"]) is None


OTHER_SUBJECT = (
    TEXT.replace("12/KH-UBND", "33/KH-UBND")
    .replace("04 tháng 3", "29 tháng 3")
    .replace("Tuyên truyền, phòng ngừa tệ nạn xã hội năm", "Chuyển đổi số trong cơ quan nhà nước năm")
    .replace("1. Chỉ tiêu", "4. Chỉ tiêu")
    .replace("2. Công an", "7. Công an")
)


def follow_another(imported_plan: ImportedPlan, text: str, unit: str, by) -> Plan:
    made = import_plan(unit=imported_plan.cast.units[unit], file_name="b.txt", data=text.encode(), by=by, at=AT)
    return ImportedPlan(imported_plan.cast, Plan.objects.get(pk=made.answer["plan"])).follow()


def test_a_newer_plan_on_another_subject_is_not_the_programmes(followed: ImportedPlan) -> None:
    units = followed.cast.units
    DataElement.objects.create(
        programme=first_programme(),
        uid="TT01",
        code="TT01",
        name="Cuộc tuyên truyền",
        unit="cuộc",
        clauses=["I.1", "II.2"],
    )
    newer = follow_another(followed, OTHER_SUBJECT, "099", followed.cast.office)
    assert (newer.unit, newer.state) == (units["099"], Plan.State.IN_FORCE)
    assert find_plan_in_force(units["099"]) == followed.plan
    assert find_plan_in_force(units["03304"]) == followed.plan
    same = follow_another(followed, TEXT.replace("12/KH-", "51/KH-").replace("04 tháng 3", "30 tháng 4"), "099",
                          followed.cast.office)  # fmt: skip
    assert find_plan_in_force(units["099"]) == same, "of two on the programme's subject the newest"
    DataElement.objects.update(clauses=["IX.9"])
    assert find_plan_in_force(units["099"]) == same, "the newest of all where the definitions name the clauses of none"


def test_a_plan_that_is_still_being_read_binds_nobody(imported_plan: ImportedPlan) -> None:
    assert find_plan_in_force(imported_plan.cast.units["03304"]) is None
    assert list_owed_duties([imported_plan.cast.units["03304"].pk], date(2021, 6, 22)) == []


def test_a_clause_is_quoted_with_the_address_of_its_place(followed: ImportedPlan, signed_in) -> None:
    (found,) = list_quotes(followed.plan, ["II.2", "IX.9"])  # the plan has no IX.9
    assert found.text.startswith("2. Công an huyện Phối hợp với Trung tâm Y tế huyện")
    address, place = found.url.split("#")
    assert f'id="{place}"' in signed_in(followed.cast.commune).get(address).text


def test_the_service_refuses_open_items_by_itself(imported_plan: ImportedPlan) -> None:
    with pytest.raises(ActionRefused, match="chưa xác nhận"):
        bring_into_force(plan=imported_plan.plan.pk, version=1, by=imported_plan.cast.office, at=AT)


def test_a_title_in_capitals_is_a_sentence_above_the_plan(followed: ImportedPlan, signed_in) -> None:
    """And a duty that begins amid a sentence of the plan begins with a capital where it is a heading."""
    sentence = "Công tác phòng, chống tệ nạn mại dâm trên địa bàn huyện Tuần Giáo"
    Plan.objects.update(title=sentence.upper())
    duty = Duty.objects.filter(plan=followed.plan, lead_group__code="communes").earliest("pk")
    Duty.objects.filter(pk=duty.pk).update(title="đưa nội dung vào sinh hoạt thôn")
    client = signed_in(followed.cast.office)
    for name in ("plans:plan", "plans:read"):
        text = client.get(reverse(name, args=[followed.plan.pk])).text
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
        assert heading is not None
        assert sentence.upper() not in heading[1]
        assert sentence in " ".join(heading[1].split())
    plan_page = client.get(reverse("plans:plan", args=[followed.plan.pk])).text
    assert ">Đưa nội dung vào sinh hoạt thôn<" in plan_page
    commune = signed_in(followed.cast.commune)
    assert "<h1>Đưa nội dung" in re.sub(
        r"<h1[^>]*>\s*", "<h1>", commune.get(reverse("plans:assignment", args=[
            Assignment.objects.get(duty=duty, unit=followed.cast.commune.unit).pk
        ])).text
    )  # fmt: skip


def test_the_list_writes_a_title_in_capitals_as_the_text_does(followed: ImportedPlan, signed_in) -> None:
    title = "KẾ HOẠCH TUYÊN TRUYỀN CỦA UBND CÁC XÃ"
    Plan.objects.filter(pk=followed.plan.pk).update(title=title)
    client, url = signed_in(followed.cast.office), reverse("plans:list")
    page = read_page(client.get(url).text)
    assert "Kế hoạch tuyên truyền của UBND các xã" in page
    assert title not in page
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert not any('SELECT "plans_plan"."text"' in query["sql"] for query in queries), "the text is read once"
