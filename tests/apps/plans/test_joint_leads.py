"""A duty that the plan gives to several agencies in one name is one of each, where all of them are known."""

from collections.abc import Sequence
from datetime import date

import pytest

from sokehoach.adapters.readers.plan_files import PlanReading
from sokehoach.apps.plans.models import Duty
from sokehoach.apps.plans.queries.parties import PartyMatch
from sokehoach.apps.plans.services.joint_leads import split_joint_leads
from sokehoach.domain.plans.reading import read_plan
from tests.apps.plans.conftest import TEXT, import_text
from tests.factories.cast import Cast

KNOWN = {
    "Sở Nội vụ": PartyMatch("u:1", "Sở Nội vụ", 0.99),
    "Ban Dân tộc": PartyMatch("u:2", "Ban Dân tộc", 0.98),
    "Văn phòng HĐND và UBND tỉnh": PartyMatch("u:3", "Văn phòng HĐND và UBND tỉnh", 0.99),
    "UBND tỉnh": PartyMatch("u:4", "UBND tỉnh", 0.99),
    "Văn phòng HĐND": PartyMatch("u:3", "Văn phòng HĐND và UBND tỉnh", 0.93),
}
PLAN = """KẾ HOẠCH

Đọc sách năm 2026

I. TỔ CHỨC THỰC HIỆN

1. {lead}

Tổ chức ngày đọc sách, hoàn thành trước ngày 20/4/2026.

2. Sở Nội vụ

Tổ chức thi đua trước ngày 15/9/2026.
"""


def match(name: str) -> Sequence[PartyMatch]:
    return [KNOWN[name]] if name in KNOWN else [PartyMatch("u:9", "Trung tâm Y tế", 0.4)]


def split(lead: str) -> PlanReading:
    reading = read_plan(PLAN.format(lead=lead))
    days = tuple(duty.deadline.due_days if duty.deadline else () for duty in reading.duties)
    return split_joint_leads(PlanReading(reading, (*days, (date(2026, 1, 1),)), ()), match)


def test_each_of_several_known_agencies_gets_the_duty_and_its_day() -> None:
    result = split("Sở Nội vụ, Ban Dân tộc")
    assert [(duty.agency, duty.doubts) for duty in result.reading.duties] == [
        ("Sở Nội vụ", ()), ("Ban Dân tộc", ()), ("Sở Nội vụ", ()),
    ]  # fmt: skip
    assert len({duty.text for duty in result.reading.duties}) == 2
    assert result.due_days == (
        (date(2026, 4, 20),), (date(2026, 4, 20),), (date(2026, 9, 15),), (date(2026, 1, 1),),
    )  # fmt: skip


def test_where_one_is_not_known_the_duty_stays_one_and_names_them() -> None:
    first, second = split("Sở Nội vụ, Hội Khuyến học tỉnh").reading.duties
    assert first.agency == "Sở Nội vụ, Hội Khuyến học tỉnh"
    assert "Sở Nội vụ; Hội Khuyến học tỉnh" in first.doubts[-1]
    assert second.doubts == ()


@pytest.mark.parametrize("lead", ["Văn phòng HĐND và UBND tỉnh", "Ban Dân tộc", "UBND các xã, thị trấn"])
def test_the_name_of_one_is_not_split(lead: str) -> None:
    duties = split(lead).reading.duties
    assert [(duty.agency, duty.doubts) for duty in duties] == [(lead, ()), ("Sở Nội vụ", ())]


def test_the_plan_is_stored_with_a_duty_for_each(cast: Cast) -> None:
    text = TEXT.replace("2. Công an huyện", "2. Công an huyện, Phòng Lao động - TB&XH")
    plan = import_text(cast, text).plan
    police, labour = Duty.objects.filter(plan=plan, path="II.2").select_related("lead")
    assert (police.code, police.agency_text, police.lead) == ("NV3", "Công an huyện", cast.police.unit)
    assert (labour.code, labour.agency_text, labour.lead) == ("NV4", "Phòng Lao động - TB&XH", cast.office.unit)
