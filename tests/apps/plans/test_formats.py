"""The file of a plan: kept as it was sent, held against the decree, its signatures shown whatever they are."""

import hashlib
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from sokehoach.adapters.signature import read_signatures
from sokehoach.apps.audit.models import Event
from sokehoach.apps.plans.models import Plan, Source
from sokehoach.apps.plans.services import sources
from sokehoach.apps.plans.services.plans import import_plan
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.documents.signing_order import SigningWay, find_signing_way, list_signing_steps
from tests.adapters.readers.docx.written import plan_docx, say
from tests.adapters.readers.pdf.typeset import plan_pdf
from tests.adapters.signature.signing import office, person, root, signed, written_on
from tests.apps.plans.conftest import ImportedPlan
from tests.factories.cast import AT, Cast


def brought_in(cast: Cast, data: bytes, name: str) -> Plan:
    done = import_plan(unit=cast.units["099"], file_name=name, data=data, by=cast.office, at=AT)
    return Plan.objects.get(pk=done.answer["plan"])


def page(signed_in, cast: Cast, plan: Plan, name: str) -> str:
    return signed_in(cast.office).get(reverse(f"plans:{name}", args=[plan.pk])).text


def test_it_works(cast: Cast, signed_in) -> None:
    """A plan signed by a person and then by the office: both are shown, and the file is the one that was sent."""
    data = signed(signed(plan_pdf(left="25mm"), person(), "NguoiKy"), office(), "CoQuan")
    plan = brought_in(cast, data, "ke-hoach.pdf")
    assert bytes(plan.source.content) == data
    assert plan.source.digest == hashlib.sha256(data).hexdigest()
    told = page(signed_in, cast, plan, "format")
    assert "lề trái 25 mm" in told
    assert "từ 30 đến 35 mm" in told
    assert "khoản 3 Mục I Phần I Phụ lục I NĐ 30/2020/NĐ-CP" in told
    shown = page(signed_in, cast, plan, "signatures")
    assert "Tệp có 2 chữ ký số" in shown
    assert shown.index("Lò Thị Thử") < shown.index('id="signature-2"')
    assert "thult@thungmay.example" in shown
    assert "CA gốc thử nghiệm" in shown
    assert f"{person().certificate.serial_number:X}" in shown
    assert "Nội dung đã ký không thay đổi; sau đó tệp chỉ có thêm chữ ký." in shown
    assert "Chưa xác minh được gốc tin cậy" in shown


def test_the_file_goes_out_byte_for_byte_as_a_download(cast: Cast, signed_in) -> None:
    data = plan_docx()
    plan = brought_in(cast, data, "Kế hoạch rác thải.docx")
    answer = signed_in(cast.office).get(reverse("plans:source", args=[plan.pk]))
    assert answer.content == data
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''K%E1%BA%BF")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_clerk_reads_in_which_order_it_was_signed_and_whether_that_is_usual(cast: Cast, signed_in) -> None:
    data = signed(signed(plan_pdf(), person(), "NguoiKy", shown=True), office(), "CoQuan")
    shown = page(signed_in, cast, brought_in(cast, data, "ke-hoach.pdf"), "signatures")
    course = shown[shown.index('class="signing"') : shown.index("</ol>", shown.index('class="signing"'))]
    assert course.index("Lò Thị Thử") < course.index("đóng dấu số của cơ quan")
    assert "Trình tự thường thấy" in shown
    other_plan = plan_pdf(filed="Lưu: VT.")
    other_way = signed(signed(other_plan, office(), "CoQuan"), person(), "NguoiKy")
    shown = page(signed_in, cast, brought_in(cast, other_way, "khac.pdf"), "signatures")
    assert "Dấu số của cơ quan có trước một chữ ký của người" in shown


def test_of_a_real_file_number_day_and_seal_are_told(shared: Path) -> None:
    data = (shared / "corpus/files/x01_TB-565-UBND_QuangNgai_2024_word-signed.pdf").read_bytes()
    signatures = read_signatures(data, at=AT).signatures
    person_step, office_step, copy_step = list_signing_steps(signatures)
    assert [(deed.kind, deed.page, deed.text) for deed in office_step.deeds] == [
        ("seal", 4, ""), ("number", 1, "565"), ("day", 1, "15"),
    ]  # fmt: skip
    assert [deed.kind for deed in person_step.deeds] == ["sign"]
    assert copy_step.deeds[0].text.startswith("TRUNG TÂM CÔNG BÁO VÀ TIN HỌC")
    assert find_signing_way(signatures) is SigningWay.USUAL


def test_a_file_that_keeps_to_the_decree_says_so(cast: Cast, signed_in) -> None:
    told = page(signed_in, cast, brought_in(cast, plan_docx(), "a.docx"), "format")
    assert "Không thấy điều gì trái thể thức" in told
    assert "Chưa đúng thể thức" not in told


def test_advice_stands_apart_from_what_is_wrong(cast: Cast, signed_in) -> None:
    plan = brought_in(cast, plan_docx(say("- Lưu: VT, TNMT.", "- Lưu: VT.")), "a.docx")
    told = page(signed_in, cast, plan, "format")
    assert "1 điều nên xem lại" in told
    assert "Chưa đúng thể thức" not in told


def test_the_stamp_of_a_signature_is_none_of_the_text(cast: Cast) -> None:
    data = signed(plan_pdf(), person(), "NguoiKy", shown=True)
    plan = brought_in(cast, signed(data, office(), "CoQuan"), "ke-hoach.pdf")
    assert plan.source.findings == []
    assert [one["integrity"] for one in plan.source.signatures] == ["signed_on", "intact"]
    assert "Ky boi" not in plan.text


def test_plain_text_has_no_format_and_no_signature_and_is_told_so(imported_plan: ImportedPlan, signed_in) -> None:
    assert "văn bản thuần" in page(signed_in, imported_plan.cast, imported_plan.plan, "format")
    assert "Tệp này không có chữ ký số" in page(signed_in, imported_plan.cast, imported_plan.plan, "signatures")


def test_a_plan_without_its_file_is_told_so(imported_plan: ImportedPlan, signed_in) -> None:
    Source.objects.filter(plan=imported_plan.plan).delete()
    for name in ("format", "signatures"):
        assert "không giữ tệp gốc" in page(signed_in, imported_plan.cast, imported_plan.plan, name)
    assert (
        signed_in(imported_plan.cast.office).get(reverse("plans:source", args=[imported_plan.plan.pk])).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: data.replace(b"/Lang (vi)", b"/Lang (en)", 1), "Đã bị thay đổi sau khi ký"),
        (written_on, "Có nội dung ghi thêm sau khi ký"),
        (lambda data: data.replace(b"/adbe.pkcs7.detached", b"/vgca.pkcs7.detached"), "Chưa kiểm tra được"),
    ],
    ids=["changed", "added to", "unknown"],
)
def test_a_signature_that_is_not_whole_is_shown_and_keeps_nobody_from_reading_the_plan(
    cast: Cast, signed_in, change, says: str
) -> None:
    data = change(signed(plan_pdf(), person(), "A"))
    plan = brought_in(cast, data, "ke-hoach.pdf")
    shown = page(signed_in, cast, plan, "signatures")
    assert says in shown
    assert "Nên làm:" in shown
    assert "Lò Thị Thử" in shown


@pytest.mark.faults("plan.check_file")
def test_a_root_that_is_added_later_counts_when_the_file_is_checked_again(
    cast: Cast, signed_in, settings, tmp_path: Path
) -> None:
    settings.SIGNATURE_ROOTS = tmp_path
    plan = brought_in(cast, signed(plan_pdf(), person(), "A"), "ke-hoach.pdf")
    assert "Nguyên vẹn, chưa xác minh gốc" in page(signed_in, cast, plan, "signatures")
    (tmp_path / "goc.pem").write_bytes(root().pem)
    answer = signed_in(cast.office).post(reverse("plans:check_file", args=[plan.pk]), {"trang": "chu-ky"})
    assert (answer.status_code, answer.url) == (302, reverse("plans:signatures", args=[plan.pk]))
    shown = page(signed_in, cast, plan, "signatures")
    assert "Hợp lệ" in shown
    assert "dẫn đến một gốc tin cậy" in shown
    assert Event.objects.filter(action="plan.check_file", subject=f"plan:{plan.pk}").count() == 1


def test_who_may_not_confirm_may_not_have_it_checked_again(imported_plan: ImportedPlan) -> None:
    for member in (imported_plan.cast.commune, imported_plan.cast.police, imported_plan.cast.outsider):
        with pytest.raises(NotFoundError):
            sources.recheck_file(plan=imported_plan.plan.pk, by=member, at=AT)


def test_the_pages_do_not_fetch_the_file_from_the_database(
    cast: Cast, signed_in, django_assert_max_num_queries
) -> None:
    plan = brought_in(cast, plan_docx(), "a.docx")
    client = signed_in(cast.office)
    for name in ("format", "signatures"):
        with django_assert_max_num_queries(12) as seen:
            client.get(reverse(f"plans:{name}", args=[plan.pk]))
        asked = [query["sql"] for query in seen.captured_queries if "plans_source" in query["sql"]]
        assert len(asked) == 1
        assert '"content"' not in asked[0]


def test_a_file_is_measured_or_says_why_not(imported_plan: ImportedPlan) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(plan=imported_plan.plan).update(findings=None, unmeasured="")
