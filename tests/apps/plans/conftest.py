"""A small plan of our own words, and its way through the app."""

from dataclasses import dataclass

import pytest

from sokehoach.apps.orgunits.models import Group
from sokehoach.apps.plans.models import Duty, Item, Plan, ReportingRule, Target
from sokehoach.apps.plans.queries.items import list_items
from sokehoach.apps.plans.services import items as settling
from sokehoach.apps.plans.services.plans import bring_into_force, import_plan
from tests.factories import frozen
from tests.factories.cast import AT, Cast

TEXT = """ỦY BAN NHÂN DÂN
HUYỆN TUẦN GIÁO
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 12/KH-UBND
Tuần Giáo, ngày 04 tháng 3 năm 2021

KẾ HOẠCH
Tuyên truyền, phòng ngừa tệ nạn xã hội năm 2021

I. MỤC TIÊU

1. Chỉ tiêu

Phấn đấu 100% xã, thị trấn tổ chức tuyên truyền trong năm.

Ít nhất 80% cơ sở kinh doanh dịch vụ được kiểm tra.

II. TỔ CHỨC THỰC HIỆN

1. Phòng Lao động - TB&XH

Chủ trì hướng dẫn các đơn vị triển khai
kế hoạch trên địa bàn huyện.

Tổ chức tập huấn cho cán bộ cấp xã, hoàn thành trước ngày 31/5/2021.

2. Công an huyện

Phối hợp với Trung tâm Y tế huyện kiểm tra các cơ sở kinh doanh dịch vụ.

3. Đề nghị Hội Cựu chiến binh huyện

Vận động hội viên tham gia tuyên truyền tại cộng đồng dân cư.

4. UBND các xã, thị trấn

Xây dựng kế hoạch và tổ chức tuyên truyền trên địa bàn quản lý.

Định kỳ 6 tháng báo cáo kết quả về UBND huyện qua Phòng Lao động - TB&XH.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Vừ A Hùng
"""


@dataclass(frozen=True)
class ImportedPlan:
    """The plan as imported, and the ways on."""

    cast: Cast
    plan: Plan

    def item(self, code: str) -> Item:
        return next(item for item in list_items(self.plan) if item.code == code)

    def settle_all(self) -> None:
        """Confirm everything: agencies as matched, those without one outside the software."""
        for item in filter(lambda item: item.open, list_items(self.plan)):
            told = {
                "plan": self.plan.pk,
                "code": item.code,
                "version": item.version,
                "by": self.cast.office,
                "at": AT,
            }
            match item:
                case Duty():
                    lead = f"u:{item.lead_id}" if item.lead_id else f"g:{item.lead_group_id}"
                    nobody = settling.OUTSIDE if item.named else settling.UNASSIGNED
                    settling.confirm_duty(
                        title=item.title, lead=nobody if item.unassigned else lead,
                        coordinating=tuple(f"u:{unit.pk}" for unit in item.coordinating.all()),
                        nature=item.nature, due_on=item.due_on, later_due_on=item.due_days[1:], **told,
                    )  # fmt: skip
                case Target():
                    settling.confirm_target(
                        value=item.value,
                        unit_of_measure=item.unit_of_measure,
                        bound=item.bound,
                        owner=None,
                        **told,
                    )
                case ReportingRule():
                    settling.confirm_rule(who=item.who, to=item.to, via=item.via, every=item.every, **told)

    def follow(self) -> Plan:
        self.settle_all()
        bring_into_force(plan=self.plan.pk, version=self.plan.version, by=self.cast.office, at=AT)
        self.plan.refresh_from_db()
        return self.plan


def import_text(cast: Cast, text: str = TEXT) -> ImportedPlan:
    Group.objects.create(
        code="communes",
        name="UBND các xã, thị trấn",
        within=cast.units["099"],
        levels=["commune", "township"],
    )
    done = import_plan(unit=cast.units["099"], file_name="ke-hoach.txt", data=text.encode(), by=cast.office, at=AT)
    return ImportedPlan(cast, Plan.objects.get(pk=done.answer["plan"]))


@pytest.fixture
def imported_plan(cast: Cast) -> ImportedPlan:
    plan = frozen.once(("plan", cast.keys), lambda: import_text(cast).plan)
    return ImportedPlan(cast, plan)


@pytest.fixture
def followed(request: pytest.FixtureRequest, cast: Cast) -> ImportedPlan:
    """In force; where a test asks for `imported_plan` too, the same one."""
    if "imported_plan" in request.fixturenames:
        imported_plan: ImportedPlan = request.getfixturevalue("imported_plan")
        imported_plan.follow()
        return imported_plan
    return ImportedPlan(cast, frozen.once(("plan in force", cast.keys), lambda: import_text(cast).follow()))
