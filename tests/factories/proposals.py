"""An invented plan of a province, confirmed, and the official who makes a programme of it."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Duty, ItemState, Plan, ReportingRule, Target
from sokehoach.apps.plans.queries.items import list_items
from sokehoach.apps.plans.services import items, plans, tasks
from tests.factories import quang_ngai
from tests.factories.quang_ngai import DIGITAL, SINCE, morning

SIGNED = date(2026, 1, 16)
TEXT = """\
ỦY BAN NHÂN DÂN
TỈNH QUẢNG NGÃI

Số: 88/KH-UBND

Quảng Ngãi, ngày 12 tháng 01 năm 2026

KẾ HOẠCH

Nước sạch, vệ sinh trường học giai đoạn 2026 - 2030

Thực hiện nhiệm vụ năm 2026, UBND tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Nâng cao chất lượng nước sạch ở trường học.

II. MỤC TIÊU

1. Đến năm 2030, 90% hộ gia đình được sử dụng nước sạch.

2. Đến năm 2030, 100% xã, phường, đặc khu có công trình cấp nước hoạt động.

3. 95% học sinh được khám sức khỏe định kỳ.

4. 100% cấp ủy, chính quyền hiểu về tầm quan trọng của nước sạch.

5. Giảm 20% số vụ ngộ độc do nguồn nước so với năm trước.

III. TỔ CHỨC THỰC HIỆN

1. Sở Y tế

a) Thường xuyên kiểm tra chất lượng nước tại trường học.

b) Hướng dẫn các cơ sở y tế theo dõi bệnh liên quan đến nguồn nước.

2. Sở Giáo dục và Đào tạo

Chỉ đạo các trường học tổ chức khám sức khỏe cho học sinh.

3. UBND các xã, phường, đặc khu

Thường xuyên tuyên truyền, vận động hộ gia đình sử dụng nước sạch.

4. Chế độ báo cáo

UBND các xã, phường, đặc khu và các sở, ngành báo cáo UBND tỉnh (qua Sở Y tế) hằng quý, trước ngày 20 tháng cuối quý.

Trên đây là Kế hoạch nước sạch, vệ sinh trường học./.

Nơi nhận:
- Sở Y tế;
- Sở Giáo dục và Đào tạo;
- UBND các xã, phường, đặc khu;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
"""


def create_planner(over: Collection[str] = ("51",)) -> User:
    """Who imports plans for the province and administers accounts over these units; both are needed."""
    quang_ngai.load(DIGITAL)
    planner = quang_ngai.hire(DIGITAL)["cds"]
    for code in over:
        grants.create_grant(
            user=planner, role=Role.objects.get(code="unit_admin"), unit=Unit.objects.get(code=code),
            function="general", since=SINCE, by="tests", at=morning(SINCE),
        )  # fmt: skip
    return User.objects.select_related("unit__parent").get(pk=planner.pk)


def bring_into_force(by: User, text: str = TEXT) -> Plan:
    """The plan, with each item confirmed as it was read."""
    at = morning(SIGNED)
    area = by.unit.parent
    assert area is not None
    done = plans.import_plan(unit=area, file_name="ke-hoach.txt", data=text.encode(), by=by, at=at)
    pk = uuid.UUID(str(done.answer["plan"]))
    items.confirm_sure(plan=pk, by=by, at=at)
    open_tasks = Duty.objects.filter(plan=pk, named=False, state=ItemState.OPEN).values_list("code", flat=True)
    if open_tasks:
        tasks.settle_tasks(plan=pk, codes=tuple(open_tasks), action="confirm", by=by, at=at)
    for item in list_items(Plan.objects.get(pk=pk)):
        place: dict[str, Any] = {"plan": pk, "code": item.code, "version": item.version, "by": by, "at": at}
        if isinstance(item, Target) and item.open:
            items.confirm_target(
                value=item.value, unit_of_measure=item.unit_of_measure, bound=item.bound, owner=None, **place
            )
        elif isinstance(item, ReportingRule) and item.open:
            items.confirm_rule(who=item.who, to=item.to, via=item.via, every=item.every, **place)
        elif isinstance(item, Duty) and item.open:
            lead = item.choices[0]["party"] if item.choices else items.OUTSIDE
            items.confirm_duty(
                title=item.title, lead=lead, coordinating=(), nature=item.nature, due_on=item.due_on, **place
            )
    version = Plan.objects.values_list("version", flat=True).get(pk=pk)
    plans.bring_into_force(plan=pk, version=version, by=by, at=at)
    return Plan.objects.get(pk=pk)
