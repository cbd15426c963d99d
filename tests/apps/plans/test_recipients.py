"""Who is given work by a plan and stands under none of its «Nơi nhận»."""

import pytest
from django.test import Client

from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.pages.plans import find_unnamed_units
from tests.apps.plans.conftest import ImportedPlan


def codes(plan: Plan, *recipients: str) -> tuple[list[str], list[str]]:
    plan.recipients = list(recipients)
    found = find_unnamed_units(plan)
    return [unit.code for unit in found.agencies], [unit.code for unit in found.communes]


def test_whoever_is_named_alone_or_in_a_group_is_not_missed(followed: ImportedPlan) -> None:
    agencies, communes = codes(followed.plan, "UBND tỉnh Điện Biên")
    assert "099.CA" in agencies
    assert communes == ["03269", "03289", "03304"]
    assert "099.CA" not in codes(followed.plan, "UBND tỉnh Điện Biên", "Công an huyện")[0]
    assert codes(followed.plan, "UBND các xã, thị trấn")[1] == []


@pytest.mark.parametrize(
    ("line", "all_named"),
    [
        ("Các ban, ngành, đoàn thể huyện", True),
        ("Các phòng, ban, đơn vị trực thuộc", True),
        ("Các cơ quan, đơn vị có liên quan", True),
        ("Các phòng, ban, ngành, tổ chức chính trị - xã hội huyện", True),
        ("Các phòng, ban, ngành, đoàn thể của thành phố", True),
        ("Các sở, ban, ngành cấp tỉnh", False),
        ("Phòng Lao động - TB&XH", False),
    ],
)
def test_all_agencies_may_be_named_together(followed: ImportedPlan, line: str, all_named: bool) -> None:
    agencies, communes = codes(followed.plan, line)
    assert ("099.CA" not in agencies) == all_named
    assert communes == ["03269", "03289", "03304"]


def test_an_agency_need_not_send_its_own_plan_to_itself(followed: ImportedPlan) -> None:
    assert "099.LDTBXH" in codes(followed.plan, "UBND tỉnh Điện Biên")[0]
    followed.plan.issuer = "PHÒNG LAO ĐỘNG - TB&XH"
    agencies, communes = codes(followed.plan, "UBND tỉnh Điện Biên")
    assert "099.LDTBXH" not in agencies
    assert "099.CA" in agencies
    assert communes


@pytest.mark.parametrize("recipients", [(), ("Như mục VI",), ("Như trên", "Lãnh đạo UBND huyện")])
def test_nothing_is_said_where_nothing_is_known(followed: ImportedPlan, recipients: tuple[str, ...]) -> None:
    assert codes(followed.plan, *recipients) == ([], [])


def test_the_page_says_it_to_the_office_alone(followed: ImportedPlan) -> None:
    Plan.objects.update(recipients=["UBND tỉnh Điện Biên"])
    said = []
    for who in (followed.cast.office, followed.cast.commune):
        client = Client()
        client.force_login(who)
        said.append("không có trong Nơi nhận" in client.get(f"/ke-hoach/{followed.plan.pk}/").content.decode())
    assert said == [True, False]
