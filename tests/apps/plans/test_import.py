"""A plan's way in: read, stored whole, matched; or refused with nothing stored."""

import io
import zipfile
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.orgunits.models import Group
from sokehoach.apps.plans.models import Assignment, Clause, Duty, Plan, ReportingRule, Target
from sokehoach.apps.plans.pages.reading import compute_progress
from sokehoach.apps.plans.queries.items import list_items
from sokehoach.apps.plans.services import plans
from sokehoach.apps.plans.services.plans import PlanAlreadyImportedError, import_plan
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.plans.passages import Span
from sokehoach.domain.plans.targets import Target as ReadTarget
from tests.adapters.readers import hostile
from tests.adapters.readers.doc import old_word
from tests.adapters.readers.twins import print as printed
from tests.adapters.readers.twins import word
from tests.adapters.readers.twins.plan import taken_apart
from tests.adapters.readers.txt import old_writings
from tests.apps.plans.conftest import TEXT, ImportedPlan, import_text
from tests.factories.cast import AT, Cast
from tests.soak import times


def post(client: Client, data: bytes, name: str = "ke-hoach.txt", **more: str):
    file = io.BytesIO(data)
    file.name = name
    return client.post(reverse("plans:import"), {"file": file, **more})


def test_it_works(cast: Cast, signed_in) -> None:
    client = signed_in(cast.office)
    answer = post(client, TEXT.encode())
    plan = Plan.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("plans:read", args=[plan.pk])
    assert (plan.number, plan.signed_on, plan.unit.code) == ("12/KH-UBND", date(2021, 3, 4), "099")
    assert plan.state == Plan.State.READING
    assert "NV1" in client.get(answer.url).text


def test_of_a_target_what_its_columns_hold_is_kept(imported_plan: ImportedPlan) -> None:
    read = ReadTarget("II." + "1." * 30, "100% số xã", "100", "u" * 101, ">=", Span(0, 3), 0.9, (), ())
    target = plans._build_target(imported_plan.plan, 99, read, None)
    assert (target.path, target.unit_of_measure) == (read.path[:40], read.unit[:100])
    target.clean_fields(exclude=("doubts", "choices"))  # what may be empty


def test_a_plan_that_names_no_agency_is_imported_and_the_lack_is_said(cast: Cast, signed_in) -> None:
    client = signed_in(cast.office)
    text = "KẾ HOẠCH\n\nĐọc sách\n\nI. NHIỆM VỤ\n\n1. Tổ chức ngày đọc sách.\n\n2. Rà soát sách hỏng của các thôn."
    answer = client.get(post(client, text.encode()).url)
    assert answer.status_code == 200
    assert "Không tìm thấy cơ quan nào được giao việc" in answer.text
    assert [duty.text for duty in Duty.objects.all()] == ["Tổ chức ngày đọc sách.", "Rà soát sách hỏng của các thôn."]


def test_a_plan_in_old_word_is_imported_and_its_format_is_said_not_to_be_measured(cast: Cast, signed_in) -> None:
    client = signed_in(cast.office)
    answer = post(client, old_word.made(*TEXT.split("\n")), name="ke-hoach.doc")
    plan = Plan.objects.get()
    assert answer.url == reverse("plans:read", args=[plan.pk])
    assert (plan.number, plan.source.kind) == ("12/KH-UBND", "doc")
    assert "không đo được thể thức" in plan.source.unmeasured
    assert "không đo được thể thức" in client.get(reverse("plans:format", args=[plan.pk])).text


def test_items_that_begin_at_one_letter_stand_by_their_codes(imported_plan: ImportedPlan) -> None:
    told = {
        "plan": imported_plan.plan,
        "path": "I",
        "start": 1,
        "end": 2,
        "text": "5 - 7%",
        "likelihood": 1,
        "value": 5,
    }
    codes = [f"CT{number}" for number in range(5, 15)]
    Target.objects.bulk_create(Target(code=code, **told) for code in reversed(codes))
    assert [item.code for item in list_items(imported_plan.plan) if item.start == 1] == codes


def test_every_item_keeps_the_place_that_it_came_from(imported_plan: ImportedPlan) -> None:
    for item in list_items(imported_plan.plan):
        printed = " ".join(imported_plan.plan.text[item.start : item.end].split())
        assert item.text.rstrip(".") in printed
    for clause in Clause.objects.filter(plan=imported_plan.plan):
        assert " ".join(clause.heading.split()) in " ".join(imported_plan.plan.text[clause.start : clause.end].split())


def test_agencies_are_matched_to_units_and_groups(imported_plan: ImportedPlan) -> None:
    duties = {duty.agency_text: duty for duty in Duty.objects.filter(plan=imported_plan.plan)}
    assert duties["Phòng Lao động - TB&XH"].lead == imported_plan.cast.units["099.LDTBXH"]
    assert duties["UBND các xã, thị trấn"].lead_group.code == "communes"
    assert [unit.code for unit in duties["Công an huyện"].coordinating.all()] == ["099.TTYT"]


def test_a_duty_of_two_groups_is_one_of_each(cast: Cast) -> None:
    Group.objects.create(code="departments", name="Các phòng, ban, ngành", within=cast.units["099"])
    text = TEXT.replace("4. UBND các xã, thị trấn", "4. Các phòng, ban, ngành huyện, UBND các xã, thị trấn")
    plan = import_text(cast, text).plan
    duties = [duty for duty in Duty.objects.filter(plan=plan).order_by("pk") if duty.lead_group]
    assert {(duty.lead_group.code, duty.text.split()[0]) for duty in duties} == {
        ("departments", "Xây"), ("communes", "Xây"), ("departments", "Định"), ("communes", "Định"),
    }  # fmt: skip
    assert len({duty.code for duty in Duty.objects.filter(plan=plan)}) == Duty.objects.filter(plan=plan).count()


def test_an_agency_that_nobody_knows_is_left_open_and_said_to_be_uncertain(imported_plan: ImportedPlan) -> None:
    veterans = next(
        duty for duty in Duty.objects.filter(plan=imported_plan.plan) if "Cựu chiến binh" in duty.agency_text
    )
    assert veterans.unassigned
    assert veterans.nature == Duty.Nature.REQUEST
    assert not veterans.sure
    assert compute_progress(list_items(imported_plan.plan)).uncertain >= 1


def test_a_printed_day_becomes_the_due_day(imported_plan: ImportedPlan) -> None:
    assert [duty.due_on for duty in Duty.objects.filter(plan=imported_plan.plan, nature="dated")] == [date(2021, 5, 31)]


def test_a_result_each_period_is_standing_work(imported_plan: ImportedPlan) -> None:
    assert not Duty.objects.filter(plan=imported_plan.plan, nature="dated", due_on=None).exists()


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("ke-hoach.txt", TEXT)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "rỗng"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 50, "ảnh"),
        (zipped(), "nén"),
        ("Hôm nay trời đẹp, không có kế hoạch nào.".encode("utf-16"), "kế hoạch"),
        (("Chỉ là một lá thư.\n" * 30).encode(), "kế hoạch"),
        (b"x" * 20_000_000, "quá lớn"),
    ],
    ids=["empty", "photograph", "zip", "UTF-16 that is no plan", "a letter", "20 MB"],
)
def test_what_is_no_plan_is_refused_with_a_sentence_and_nothing_is_stored(
    cast: Cast, signed_in, data: bytes, says: str
) -> None:
    answer = post(signed_in(cast.office), data)
    assert answer.status_code == 422
    assert says in answer.text
    assert "field__error" in answer.text
    assert not Plan.objects.exists()


def test_a_plan_in_word_or_pdf_is_read_as_its_text_is(cast: Cast, signed_in) -> None:
    client = signed_in(cast.office)
    blocks = taken_apart(TEXT, title="")
    for name, data in (("ke-hoach.docx", word.made(blocks)), ("ke-hoach.pdf", printed.made(blocks))):
        answer = post(client, data, name)
        assert answer.status_code == 302, name
    plans = list(Plan.objects.order_by("created_at"))
    assert [plan.file_name for plan in plans] == ["ke-hoach.docx", "ke-hoach.pdf"]
    assert {plan.number for plan in plans} == {"12/KH-UBND"}
    told = [[(duty.agency_text, duty.text) for duty in Duty.objects.filter(plan=plan)] for plan in plans]
    assert told[0] == told[1]
    assert len(told[0]) > 3


def test_what_the_file_left_unread_is_told_on_the_reading_page(cast: Cast, signed_in) -> None:
    client = signed_in(cast.office)
    answer = post(client, old_writings.vni(TEXT), "cu.txt")
    assert answer.status_code == 302
    assert "Văn bản dùng bảng mã VNI" in client.get(answer.url).text


@pytest.mark.parser_process
def test_no_file_that_could_harm_is_stored_and_the_page_goes_on_working(cast: Cast, signed_in) -> None:
    """Each is tried by itself in tests/adapters/readers/test_hostile.py; here they come through the page, in short each
    sixth.
    """
    client = signed_in(cast.office)
    for one in list(hostile.files())[:: times(6, 1)]:
        answer = post(client, one.make(), one.name)
        assert answer.status_code == 422, one.what
        assert "field__error" in answer.text, one.what
        assert "Hãy" in answer.text, one.what
    assert not Plan.objects.exists()
    assert post(client, hostile.word(), "ke-hoach.docx").status_code == 302


def test_a_refusal_names_the_file_that_has_to_be_chosen_again(cast: Cast, signed_in) -> None:
    answer = post(signed_in(cast.office), b"x" * 30, "bản quét tháng 3.pdf")
    assert answer.status_code == 422
    assert "«bản quét tháng 3.pdf»" in answer.text


def test_no_file_at_all_is_said_at_the_field(cast: Cast, signed_in) -> None:
    answer = signed_in(cast.office).post(reverse("plans:import"), {})
    assert answer.status_code == 422
    assert "Chọn tệp kế hoạch" in answer.text


def test_a_plan_in_utf_16_is_read_as_well(cast: Cast, signed_in) -> None:
    assert post(signed_in(cast.office), TEXT.encode("utf-16")).status_code == 302


def test_the_same_plan_twice_leads_to_the_first(imported_plan: ImportedPlan, signed_in) -> None:
    answer = post(signed_in(imported_plan.cast.office), TEXT.replace("\n", "\r\n").encode(), "khac.txt")
    assert answer.status_code == 409
    assert reverse("plans:plan", args=[imported_plan.plan.pk]) in answer.text
    assert Plan.objects.count() == 1


def test_sent_again_under_one_key_it_is_one_plan(cast: Cast, signed_in) -> None:
    client = signed_in(cast.office)
    first, second = (post(client, TEXT.encode(), key="k-1") for _ in range(2))
    assert first.url == second.url
    assert Plan.objects.count() == 1


def test_the_service_refuses_by_itself(cast: Cast) -> None:
    with pytest.raises(NotFoundError):
        import_plan(unit=cast.units["099"], file_name="a.txt", data=TEXT.encode(), by=cast.commune, at=AT)


def test_another_unit_may_hold_the_same_text(imported_plan: ImportedPlan) -> None:
    with pytest.raises(PlanAlreadyImportedError):
        import_plan(
            unit=imported_plan.cast.units["099"],
            file_name="b.txt",
            data=TEXT.encode(),
            by=imported_plan.cast.office,
            at=AT,
        )
    commune = imported_plan.cast.units["03304"]
    done = import_plan(unit=commune, file_name="b.txt", data=TEXT.encode(), by=imported_plan.cast.office, at=AT)
    assert Plan.objects.get(pk=done.answer["plan"]).unit == commune


def test_nothing_is_assigned_before_the_plan_is_in_force(imported_plan: ImportedPlan) -> None:
    assert Target.objects.filter(plan=imported_plan.plan).count() == 2
    assert ReportingRule.objects.filter(plan=imported_plan.plan).exists()
    assert not Assignment.objects.exists()


ANNEX = """
Phụ lục I
SỐ LỚP GIAO CÁC XÃ

| TT | Xã | Số lớp |
|---|---|---|
| 1 | Xã Quài Nưa | 12 |
| 2 | Xã Quài Cang | 14 |
"""


def test_an_annex_of_figures_is_named_until_the_plan_is_in_force(cast: Cast, signed_in) -> None:
    imported = import_text(cast, TEXT + ANNEX)
    client, address = signed_in(cast.office), reverse("plans:read", args=[imported.plan.pk])
    for _visit in range(2):
        page = client.get(address).text
        assert "«Phụ lục I SỐ LỚP GIAO CÁC XÃ»: bảng số liệu 2 dòng (Số lớp)." in page
        assert "Mẫu số" in page
    imported.settle_all()
    assert "bảng số liệu 2 dòng" in client.get(address).text
    imported.plan.refresh_from_db()
    plans.bring_into_force(plan=imported.plan.pk, version=imported.plan.version, by=cast.office, at=AT)
    assert "bảng số liệu" not in client.get(address).text
