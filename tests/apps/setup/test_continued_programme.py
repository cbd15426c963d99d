"""A programme that ran in a province until another took it over, and goes on as one of the successor."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.accounts.services.grants import create_grant
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme, ProgrammeDraft
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.reporting.queries.obligations import list_expected
from sokehoach.apps.setup.services import drafts, first_run
from sokehoach.apps.setup.services.continuations import begin_continued_draft
from sokehoach.apps.shell import thread_cache
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.config.env import Demonstration
from tests.factories.first_run import open_first_account

pytestmark = pytest.mark.django_db
THEN, TODAY = date(2025, 3, 10), date(2026, 12, 1)
SPRING, AUTUMN = "2025S1", "2026S2"
FORM = """code: {code}
name: Xóa mù chữ của {code}
period_type: six-month
function: general
reporters: {reporters}
counting_window: calendar
due_days: 5
source: tự đặt
narratives:
- {{code: result, title: Kết quả, hint: Việc đã làm}}
sections:
- code: A
  title: Lớp học
  cells:
  - {{code: A1, element: {element}}}
"""
STAGE = """  - reporters: {reporters}
    receiver: "58"
    through: 58.SGDDT
    due_days: 5
    lock_days: 20
    window: calendar
    forms: [{code}]
"""
FORMS = (
    ("01-XA", "LOP", "{levels: [commune, township, ward]}"),
    ("02-HUYEN", "HUYEN", "{levels: [district]}"),
    ("03-SO", "SO", "{codes: [58.SLDTBXH, 58.SGDDT]}"),
)
SCHEDULE = """windows:
- code: calendar
  name: từ ngày đầu đến ngày cuối của kỳ
  start: {months_back: 0, day: 1}
  end: {months_back: 0, day: 1}
  source: định nghĩa tại chỗ
regimes:
- code: xmc
  name: Báo cáo xóa mù chữ
  subject: Kết quả xóa mù chữ
  content: both
  channels: [system]
  period_types: [six-month]
  outlines: [bc-so]
  procedure: Xã gửi, sở duyệt
  basis: Kế hoạch xóa mù chữ
  valid_from: 2025-01-01
  stages:
"""
OUTLINE = """code: bc-so
title: Kết quả xóa mù chữ
issuer: 58.SGDDT
superior: "58"
addressees: ["58"]
place: Ninh Thuận
symbol: /BC-SGDĐT
authority: [GIÁM ĐỐC]
copies: []
filed: VT
writers: issuer
source: tự đặt
sections:
- {heading: KẾT QUẢ, level: 1, narrative: result}
"""
COLUMNS = "code,name,unit,kind,nature,over_time,over_place,function,form,counts_persons,disaggregations,clauses,source"
FILES = {
    "outlines/bc-so.yaml": OUTLINE,
    "elements.csv": f"{COLUMNS}\n"
    + "".join(
        f"{element},Lớp xóa mù chữ {code},lớp,count,flow,sum,sum,general,{code},no,,,tự đặt\n"
        for code, element, _reporters in FORMS
    ),
    "regimes.yaml": SCHEDULE
    + "".join(STAGE.format(code=code, reporters=reporters) for code, _element, reporters in FORMS),
} | {
    f"forms/{code}.yaml": FORM.format(code=code, element=element, reporters=reporters)
    for code, element, reporters in FORMS
}


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def admin(settings: Any, tmp_path: Path) -> User:
    """The administrator of an installation that began in March 2025 with Ninh Thuận."""
    settings.HOME, settings.DEMONSTRATION = tmp_path, Demonstration(today=THEN, seed=0)
    client = Client()
    client.post("/bat-dau/", {"code": first_run.issue_code()})
    typed = {"name": "Xóa mù chữ", "short_name": "Xóa mù chữ", "area": "58", "office": "SGDDT", "year": "2025"}
    assert client.post(reverse("setup:first_earlier_units"), typed | {"begin": "1"}).status_code == 302
    return open_first_account(client)


@pytest.fixture
def programme(admin: User, settings: Any) -> Programme:
    """One of districts, communes and departments, published before the merger. Now it is December 2026, and the
    administrator has his roles in the successor.
    """
    row = Programme.objects.get()
    drafts.begin_draft(programme=row, by=admin, at=morning(THEN))
    drafts.save_files(draft=ProgrammeDraft.objects.get(), revision=1, changes=FILES, by=admin, at=morning(THEN))
    draft = ProgrammeDraft.objects.get()
    assert draft.problems == [], [row[:3] for row in draft.problems]
    drafts.publish_draft(draft=draft, revision=2, reason="", day=THEN, by=admin, at=morning(THEN))
    settings.DEMONSTRATION = Demonstration(today=TODAY, seed=0)
    thread_cache.forget_answers()
    successor = Unit.objects.get(code="56", valid_to=None)
    for grant in list(Grant.objects.filter(capacity__user=admin)):
        create_grant(
            user=admin, role=grant.role, unit=successor, function="general", since=date(2025, 7, 1), by="tests",
            at=morning(TODAY),
        )  # fmt: skip
    return row


def list_reporters(programme: Programme, period: str, code: str = "01-XA") -> set[Unit]:
    form = Form.objects.get(programme=programme, code=code)
    return {report.unit for report in list_expected(form.definition, period)}


def test_the_successor_carries_the_forms_on_with_its_units(
    programme: Programme, admin: User, signed_in: Callable[[User], Client]
) -> None:
    spring, autumn = list_reporters(programme, SPRING), list_reporters(programme, AUTUMN)
    assert len(spring) > 50
    assert autumn == set(), "after the merger nobody is below the province of before"
    client, address = signed_in(admin), reverse("setup:programme", args=[programme.code])
    page = " ".join(client.get(address).text.split())
    assert "Tỉnh Ninh Thuận kết thúc trước ngày 01/07/2025" in page
    assert "Lập bản nháp nối tiếp cho Tỉnh Khánh Hòa" in page
    begun = client.post(reverse("setup:begin", args=[programme.code]), {"continue": "1"})
    draft = ProgrammeDraft.objects.get()
    assert begun["Location"] == reverse("setup:draft", args=[draft.code])
    assert (draft.problems, draft.unit.name, draft.programme) == ([], "Tỉnh Khánh Hòa", None)
    drafts.publish_draft(draft=draft, revision=1, reason="", day=None, by=admin, at=morning(TODAY))
    continued = Programme.objects.get(code=draft.code)
    reporters = list_reporters(continued, AUTUMN)
    assert len(reporters) == 24
    assert {unit.valid_to for unit in reporters} == {None}
    assert list_reporters(continued, AUTUMN, "02-HUYEN") == reporters, "they took the districts over"
    assert {unit.code for unit in list_reporters(continued, AUTUMN, "03-SO")} == {"56.SNV", "56.SGDDT"}
    assert list_reporters(programme, SPRING) == spring
    assert list_reporters(continued, SPRING) == set()
    assert Grant.objects.filter(role__programme=continued, capacity__user=admin).exists()


def test_a_programme_whose_area_goes_on_is_not_carried_on(programme: Programme, admin: User) -> None:
    Programme.objects.filter(pk=programme.pk).update(unit=Unit.objects.get(code="56", valid_to=None))
    row = Programme.objects.select_related("unit").get(pk=programme.pk)
    with pytest.raises(ActionRefused, match="không có địa bàn kế thừa"):
        begin_continued_draft(programme=row, by=admin, at=morning(TODAY))


def test_pressed_twice_it_is_carried_on_once(
    programme: Programme, admin: User, signed_in: Callable[[User], Client]
) -> None:
    client, address = signed_in(admin), reverse("setup:begin", args=[programme.code])
    answers = [client.post(address, {"continue": "1", "key": "twice"}) for _press in range(2)]
    draft = ProgrammeDraft.objects.get()
    assert {answer.headers.get("Location") for answer in answers} == {reverse("setup:draft", args=[draft.code])}
    client.post(address, {"continue": "1", "key": "later"})
    assert [row.code for row in ProgrammeDraft.objects.all()] == [draft.code]


def test_a_code_that_another_programme_has_is_not_taken(programme: Programme, admin: User) -> None:
    Programme.objects.create(code=f"{programme.code}_tiep", name="Khác", short_name="Khác")
    row = Programme.objects.select_related("unit").get(pk=programme.pk)
    begin_continued_draft(programme=row, by=admin, at=morning(TODAY))
    assert ProgrammeDraft.objects.get().code == f"{programme.code}_tiep2"
