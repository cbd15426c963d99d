"""Plans of several levels: one of an authority above is read and answered, a commune's own tasks its own people."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.plans.models import Assignment, Duty, ItemState, Plan, Target
from sokehoach.apps.plans.models.item import SURE
from sokehoach.apps.plans.queries.chain import list_own_plans
from sokehoach.apps.plans.queries.parties import build_directory, is_own_name
from sokehoach.apps.plans.queries.plans import find_plan_in_force
from sokehoach.apps.plans.services import items, parties
from sokehoach.apps.plans.services.plans import bring_into_force
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.apps.plans.conftest import TEXT, ImportedPlan
from tests.factories.cast import AT, Cast

Browser = Callable[[User], Client]

PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH ĐIỆN BIÊN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 8/KH-UBND
Điện Biên Phủ, ngày 09 tháng 01 năm 2021

KẾ HOẠCH
Tuyên truyền, phòng ngừa tệ nạn xã hội trên địa bàn tỉnh năm 2021

I. MỤC TIÊU

Phấn đấu 90% xã, phường, thị trấn tổ chức tuyên truyền trong năm.

II. TỔ CHỨC THỰC HIỆN

1. Công an tỉnh

Chủ trì đấu tranh, xử lý vi phạm.

2. UBND các huyện, thị xã, thành phố

Xây dựng kế hoạch và bố trí kinh phí thực hiện trên địa bàn.

Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Văn Tiến
"""

COMMUNE = """ỦY BAN NHÂN DÂN
XÃ TÊNH PHÔNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 5/KH-UBND
Tênh Phông, ngày 22 tháng 3 năm 2021

KẾ HOẠCH
Tuyên truyền, phòng ngừa tệ nạn xã hội năm 2021

Thực hiện Kế hoạch số 12/KH-UBND ngày 04/3/2021 của UBND huyện Tuần Giáo, UBND xã xây dựng kế hoạch như sau:

I. TỔ CHỨC THỰC HIỆN

1. Công an xã

Tăng cường quản lý tạm trú, lưu trú trên địa bàn.

2. Trạm Y tế xã

Tuyên truyền phòng, chống lây nhiễm HIV tại các bản.

3. Công chức Văn hóa - Xã hội

Chủ trì tham mưu triển khai kế hoạch.

4. Đề nghị Ủy ban MTTQ xã

Vận động hội viên tham gia tuyên truyền.

Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Văn Minh
"""


def brought_in(client: Client, text: str, **more: str) -> Plan:
    """On the page, from a file."""
    file = SimpleUploadedFile("ke-hoach.txt", text.encode())
    answer = client.post(reverse("plans:import"), {"file": file, **more})
    assert answer.status_code == 302, answer.text
    return Plan.objects.get(pk=answer["Location"].split("/")[2])


def main(client: Client, name: str, *args: object) -> str:
    return " ".join(client.get(reverse(name, args=args)).text.partition("<main")[2].split())


@pytest.fixture
def above(cast: Cast, signed_in: Browser) -> Plan:
    return brought_in(signed_in(cast.office), PROVINCE)


@pytest.fixture
def own(followed: ImportedPlan, signed_in: Browser) -> Plan:
    """The commune's plan, made for the district's."""
    return brought_in(signed_in(followed.cast.commune), COMMUNE)


def test_a_plan_from_above_is_what_its_head_says(above: Plan, cast: Cast, signed_in: Browser) -> None:
    assert (above.issued_above, above.state, above.place) == ("province", "in_force", "Điện Biên Phủ")
    office = signed_in(cast.office)
    assert "chỉ để xem và đối chiếu" in main(office, "plans:plan", above.pk)
    listed = main(office, "plans:list")
    assert listed.index('id="upper"') < listed.index("8/KH-UBND")
    assert "8/KH-UBND" in main(signed_in(cast.commune), "plans:list"), "below, they read it too"
    assert signed_in(cast.outsider).get(reverse("plans:plan", args=[above.pk])).status_code == 404
    assert find_plan_in_force(cast.units["099"]) is None, "it is not the district's own plan"


def test_only_what_concerns_our_units_is_work(above: Plan, cast: Cast) -> None:
    (assignment,) = Assignment.objects.filter(duty__plan=above)
    assert assignment.unit == cast.units["099"]
    assert "Xây dựng kế hoạch" in assignment.duty.title
    assert not Assignment.objects.filter(unit=cast.units["099.CA"]).exists(), "the province's police are not ours"


def test_nobody_changes_a_plan_from_above(above: Plan, cast: Cast, signed_in: Browser) -> None:
    office = signed_in(cast.office)
    duty = Duty.objects.filter(plan=above).first()
    assignment = Assignment.objects.get(duty__plan=above)
    assert duty is not None
    pages = {
        "plans:header": [above.pk],
        "plans:add_item": [above.pk],
        "plans:assign": [assignment.pk],
        "plans:target": [above.pk, Target.objects.get(plan=above).code],
    }
    for name, args in pages.items():
        assert office.get(reverse(name, args=args)).status_code in (404, 405), name
        assert office.post(reverse(name, args=args), {"version": 1}).status_code == 404, name
    for name in ("plans:confirm_sure", "plans:bring_into_force", "plans:add_parties", "plans:choose_upper"):
        assert office.post(reverse(name, args=[above.pk]), {"version": 1}).status_code == 404, name
    assert office.post(reverse("plans:item", args=[above.pk, duty.code]), {"do": "dismiss"}).status_code == 404
    assert office.post(reverse("plans:own_plans", args=[above.pk]), {"by_day": "2021-05-01"}).status_code == 404


def test_whose_it_is_can_be_said_and_a_text_is_kept_once(cast: Cast, signed_in: Browser, above: Plan) -> None:
    headless = PROVINCE.replace("ỦY BAN NHÂN DÂN\nTỈNH ĐIỆN BIÊN\n", "", 1)
    assert brought_in(signed_in(cast.office), headless).issued_above == ""
    told = brought_in(signed_in(cast.office), headless + "\n", whose="central")
    assert told.issued_above == "central"
    file = SimpleUploadedFile("lan-hai.txt", PROVINCE.encode())
    again = signed_in(cast.commune).post(reverse("plans:import"), {"file": file})
    assert again.status_code == 409
    assert reverse("plans:plan", args=[above.pk]) in again.text


def test_a_districts_plan_is_its_own(imported_plan: ImportedPlan) -> None:
    assert (imported_plan.plan.issued_above, imported_plan.plan.state, imported_plan.plan.place) == (
        "",
        "reading",
        "Tuần Giáo",
    )


@pytest.mark.faults("plan.choose_upper")
def test_the_upper_plan_is_proposed_and_then_chosen(
    own: Plan, followed: ImportedPlan, above: Plan, signed_in: Browser
) -> None:
    commune = signed_in(followed.cast.commune)
    assert own.upper is None
    assert "Chưa chọn kế hoạch cấp trên" in main(commune, "plans:read", own.pk)
    page = main(commune, "plans:chain", own.pk)
    assert "bấm «Chọn» thì mới có hiệu lực" in page
    assert str(above.pk) in page, "another may be chosen"
    assert commune.post(reverse("plans:choose_upper", args=[own.pk]), {"upper": str(own.pk)}).status_code == 422
    chosen = commune.post(reverse("plans:choose_upper", args=[own.pk]), {"upper": str(followed.plan.pk)})
    assert chosen.status_code == 302
    own.refresh_from_db()
    assert own.upper == followed.plan
    assert "Chưa chọn kế hoạch cấp trên" not in main(commune, "plans:read", own.pk)
    made = {row.unit.code: row.plan for row in list_own_plans(followed.plan, AT.date())}
    assert made["03304"] == own
    commune.post(reverse("plans:choose_upper", args=[own.pk]), {"upper": str(above.pk)})
    made = {row.unit.code: row.plan for row in list_own_plans(followed.plan, AT.date())}
    assert made["03304"] is None, "the choice counts, not the number"
    event = Event.objects.filter(action="plan.choose_upper").latest("seq")
    assert event.body["detail"] == {"from": followed.plan.number, "to": str(above.pk)}
    stranger = signed_in(followed.cast.other_commune)
    assert stranger.post(reverse("plans:choose_upper", args=[own.pk]), {"upper": ""}).status_code == 404


@pytest.mark.faults("plan.correct_header")
def test_the_head_is_corrected_beside_its_text(own: Plan, followed: ImportedPlan, signed_in: Browser) -> None:
    commune = signed_in(followed.cast.commune)
    page = commune.get(reverse("plans:header", args=[own.pk]))
    assert "Tênh Phông, ngày 22 tháng 3 năm 2021" in page.text
    assert "Lò Văn Minh" in page.text
    assert page.context["form"].initial["number"] == "5/KH-UBND"
    typed = {
        "version": own.version, "number": "05 /KH-UBND", "place": "Bản Tênh", "signed_on": "2021-03-23",
        "issuer": "UBND xã Tênh Phông", "title": "Phòng ngừa tệ nạn xã hội năm 2021", "signer": "Lò Văn Minh",
    }  # fmt: skip
    address = reverse("plans:header", args=[own.pk])
    assert commune.post(address, typed | {"title": " "}).status_code == 422
    assert commune.post(address, typed | {"signed_on": "2099-01-01"}).status_code == 422
    assert commune.post(address, typed).status_code == 302
    own.refresh_from_db()
    told = (own.number, own.place, own.signed_on, own.issuer)
    assert told == ("05/KH-UBND", "Bản Tênh", date(2021, 3, 23), "UBND xã Tênh Phông")
    stale = commune.post(address, typed | {"number": "6/KH-UBND"})
    assert stale.status_code == 409
    assert "6/KH-UBND" in stale.text
    assert signed_in(followed.cast.other_commune).get(address).status_code == 404


@pytest.mark.faults("plan.add_parties")
def test_a_commune_tasks_its_own_people_never_the_districts(
    own: Plan, followed: ImportedPlan, signed_in: Browser
) -> None:
    commune = signed_in(followed.cast.commune)
    place = followed.cast.units["03304"]
    group = Group.objects.create(code="03304.departments", name="các phòng, ban, ngành", within=place)
    names = ["Công an xã", "Trạm Y tế xã", "Công chức Văn hóa - Xã hội", "Ủy ban MTTQ xã"]
    duties = list(Duty.objects.filter(plan=own))
    assert [duty.agency_text for duty in duties] == names
    assert all(duty.unassigned and not duty.clear for duty in duties)
    page = main(commune, "plans:read", own.pk)
    assert "Thêm cả 4" in page
    add = reverse("plans:add_parties", args=[own.pk])
    assert commune.post(add, {"one": "Công an huyện"}).status_code == 422
    assert commune.post(add, {"one": "Công an xã"}).status_code == 302
    assert "Thêm cả 3" in main(commune, "plans:read", own.pk)
    assert commune.post(add, {"all": "1", "offered": names[1:]}).status_code == 302
    added = list(Unit.objects.filter(parent=followed.cast.units["03304"]).order_by("pk"))
    assert [unit.name for unit in added] == names
    assert [unit.asked for unit in added] == [False, False, False, True]
    assert [unit.name for unit in group.members.all()] == ["Công an xã"], "no station, person or front"
    assert commune.post(reverse("plans:confirm_sure", args=[own.pk])).status_code == 302
    assert set(Duty.objects.filter(plan=own).values_list("state", flat=True)) == {ItemState.CONFIRMED}
    own.refresh_from_db()
    bring_into_force(plan=own.pk, version=own.version, by=followed.cast.commune, at=AT)
    assert set(Assignment.objects.filter(duty__plan=own).values_list("unit", flat=True)) == {unit.pk for unit in added}
    board = main(commune, "plans:board", own.pk)
    assert "Công an xã Tênh Phông" in board


def test_names_of_many_agencies_mean_a_group_and_are_not_added_as_one(cast: Cast) -> None:
    district = cast.units["099"]
    group = Group.objects.create(code="099.departments", name="các phòng, ban", within=district)
    directory = build_directory(district, AT.date())
    for name in ("Các Sở, ngành, đơn vị liên quan", "các phòng, ban, đơn vị", "Các cơ quan, đơn vị liên quan"):
        best = directory.match(name)[0]
        assert (best.party, best.likelihood >= SURE) == (f"g:{group.pk}", True), name
        assert not is_own_name(name, district)
    assert is_own_name("Trung tâm Văn hóa - Truyền thanh", district)


def confirm(cast: Cast, duty: Duty, **changed: Any) -> None:
    told = {"lead": items.OUTSIDE, "coordinating": (), "nature": duty.nature, "due_on": None}
    items.confirm_duty(
        plan=duty.plan_id, code=duty.code, version=duty.version, title=duty.title, by=cast.commune, at=AT,
        **(told | changed),
    )  # fmt: skip


def test_nobody_above_is_bound_only_asked(own: Plan, followed: ImportedPlan, signed_in: Browser) -> None:
    cast = followed.cast
    police, district = f"u:{cast.units['099.CA'].pk}", f"u:{cast.units['099'].pk}"
    group = Duty.objects.filter(plan=followed.plan, lead_group__isnull=False)[0].lead_group_id
    duty = Duty.objects.filter(plan=own, nature=Duty.Nature.STANDING).first()
    assert duty is not None
    for above in (police, district, f"g:{group}"):
        with pytest.raises(InvalidInput) as refused:
            confirm(cast, duty, lead=above)
        assert list(refused.value.messages) == ["lead"]
        with pytest.raises(InvalidInput) as refused:
            confirm(cast, duty, coordinating=(above,))
        assert list(refused.value.messages) == ["coordinating"]
    form = signed_in(cast.commune).get(reverse("plans:item", args=[own.pk, duty.code])).context["form"]
    assert form.initial["lead"] == ""
    confirm(cast, duty, lead=police, nature=Duty.Nature.REQUEST)
    duty.refresh_from_db()
    assert duty.lead == cast.units["099.CA"]


def test_what_an_old_reading_bound_above_is_not_confirmed_in_a_row(
    own: Plan, followed: ImportedPlan, signed_in: Browser
) -> None:
    """As earlier versions proposed it."""
    police = followed.cast.units["099.CA"]
    found = [{"party": f"u:{police.pk}", "name": police.name, "likelihood": 0.99}]
    Duty.objects.filter(plan=own).update(lead=police, choices=found, likelihood=0.99, doubts=[])
    answer = signed_in(followed.cast.commune).post(reverse("plans:confirm_sure", args=[own.pk]), follow=True)
    assert "3 mục chắc chưa xác nhận được" in answer.text, "a press that changes nothing says why"
    assert not Duty.objects.filter(plan=own, nature="standing", state=ItemState.CONFIRMED).exists()


def test_parties_are_added_while_the_plan_is_read_by_its_owner(own: Plan, followed: ImportedPlan) -> None:
    with pytest.raises(ActionRefused):
        parties.add_parties(plan=followed.plan.pk, names=["Công an xã"], by=followed.cast.office, at=AT)
    with pytest.raises(InvalidInput):
        parties.add_parties(plan=own.pk, names=[], by=followed.cast.commune, at=AT)


def test_a_second_plan_of_one_subject_and_year_is_warned_of(followed: ImportedPlan, signed_in: Browser) -> None:
    office = signed_in(followed.cast.office)
    later = brought_in(office, TEXT.replace("Số: 12/KH-UBND", "Số: 31/KH-UBND"))
    assert "Cùng nội dung, cùng năm đã có" in main(office, "plans:read", later.pk)
    other_year = brought_in(office, TEXT.replace("Số: 12/", "Số: 32/").replace("năm 2021", "năm 2022"))
    other = TEXT.replace("Số: 12/", "Số: 33/").replace("Tuyên truyền, phòng ngừa tệ nạn xã hội", "Chuyển đổi số")
    for plan in (other_year, brought_in(office, other), followed.plan):
        assert "Cùng nội dung, cùng năm đã có" not in main(office, "plans:read", plan.pk)
    office.post(reverse("plans:before", args=[later.pk]), {"earlier": str(followed.plan.pk)})
    assert "Cùng nội dung, cùng năm đã có" not in main(office, "plans:read", later.pk), "it replaces the first"


@pytest.mark.parametrize(
    "name",
    [
        "Đồng chí Lò Văn Pâng", "Vừ A Dế", "Trưởng Ban Chỉ đạo", "Người dân", "Hộ gia đình", "Đoàn viên",
        "Đơn vị liên quan",        "Hội Nông dân, Đoàn Thanh niên", "Đối tượng thực hiện kiểm kê",
    ],
)  # fmt: skip
def test_persons_crowds_and_lists_are_not_offered_as_an_agency(cast: Cast, name: str) -> None:
    assert not is_own_name(name, cast.units["099"])
    assert is_own_name("Hội Nông dân", cast.units["099"])
