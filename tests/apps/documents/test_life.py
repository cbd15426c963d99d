"""A document from the draft to those it was sent to: each step by its side, numbers without gap or double."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.http import Http404

from sokehoach.adapters import pdf
from sokehoach.adapters.signature import signing
from sokehoach.adapters.signature.signing import SigningKey
from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.audit.models import Checkpoint
from sokehoach.apps.documents.models import Delivery, OfficialDocument
from sokehoach.apps.documents.selectors import dispatches as found
from sokehoach.apps.documents.selectors import documents as selectors
from sokehoach.apps.documents.selectors import signers
from sokehoach.apps.documents.selectors.files import find_current_file
from sokehoach.apps.documents.services import dispatches, documents, numbers, signatures, workflow
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.domain.documents.content import Paragraph, Text
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.signatures import Integrity, Trust, Validity
from tests.adapters.signature.keys import p12
from tests.apps.documents import written
from tests.apps.documents.written import addressed, content, current, issued, key, signed, to_sign
from tests.factories.cast import AT, SINCE, Cast


@pytest.fixture
def chair(cast: Cast) -> User:
    return written.person(cast, "03304", "Lò Văn Minh")


def number(row: OfficialDocument, by: User, typed: int | None = None, why: str = "") -> OfficialDocument:
    numbers.assign_number(
        document=row.pk, version=row.version, number=typed, day=AT.date(), same_number=why, by=by, at=AT
    )
    return current(row)


@pytest.mark.faults(
    "address.keep",
    "document.address",
    "document.check",
    "document.issue",
    "document.receive",
    "document.seal",
    "document.submit",
)
def test_it_works(cast: Cast, chair: User, django_capture_on_commit_callbacks: object) -> None:
    district = cast.units["099"]
    row = to_sign(cast.commune, cast.commune.unit)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        row = signed(row, chair)
    assert (row.state, row.numbered, row.signed_by) == ("signed", "01/BC-UBND", chair)
    assert selectors.get_content(row).signature.name == "Lò Văn Minh"
    assert Checkpoint.objects.exists()
    signatures.seal_document(
        document=row.pk, version=row.version, signing_key=key("UBND xã Tênh Phông"), by=cast.commune, at=AT
    )
    row = issued(addressed(current(row), cast.commune, district), cast.commune)
    assert row.state == "issued"
    last = find_current_file(row)
    assert last is not None
    assert [one["chain"][0]["subject"] for one in last.signatures] == ["Lò Văn Minh", "UBND xã Tênh Phông"]
    (delivery,) = found.list_arrivals(cast.office)
    assert delivery.state == "arrived"
    assert selectors.access_document(cast.office, row.pk) == row
    dispatches.accept_delivery(delivery=delivery.pk, by=cast.office, at=AT)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.arrival_number, current(row).state) == ("accepted", 1, "received")
    assert [one.action for one in row.steps.all()] == ["submit", "check", "sign", "seal", "issue", "receive"]


@pytest.mark.faults("document.return")
def test_it_is_returned_with_a_remark_and_comes_back(cast: Cast, chair: User) -> None:
    row = to_sign(cast.commune, cast.commune.unit)
    with pytest.raises(InvalidInput):
        workflow.return_document(document=row.pk, version=row.version, remark=" ", by=chair, at=AT)
    workflow.return_document(document=row.pk, version=row.version, remark="Bổ sung mục II", by=chair, at=AT)
    row = current(row)
    documents.update_content(document=row.pk, version=row.version, content=content("Bản sửa"), by=cast.commune, at=AT)
    assert (current(row).state, row.subject) == ("returned", "Bản sửa")
    assert row.steps.get(action="return").remark == "Bổ sung mục II"


def test_a_page_that_waits_bears_the_name_of_the_one_who_can_sign(cast: Cast, chair: User) -> None:
    row = to_sign(cast.commune, cast.commune.unit)
    assert signers.build_printed_document(row, AT.date()).signature.name == "Lò Văn Minh"
    grants.create_grant(
        user=cast.commune, role=Role.objects.get(code="leader"), unit=cast.commune.unit, function="general",
        since=SINCE, by="tests", at=AT,
    )  # fmt: skip
    assert signers.build_printed_document(row, AT.date()).signature.name is None
    assert selectors.get_content(row).signature.name is None


def test_each_side_does_its_own(cast: Cast, chair: User) -> None:
    row = to_sign(cast.commune, cast.commune.unit)
    with pytest.raises(ActionRefused, match="người ký"):
        signatures.sign_document(
            document=row.pk, version=row.version, signing_key=key("Lò Thị Minh"), by=cast.commune, at=AT
        )
    with pytest.raises(ActionRefused, match="văn thư"):
        number(row, chair)
    for user in (cast.office, cast.leader, cast.outsider):
        with pytest.raises(Http404):
            number(row, user)
    with pytest.raises(VersionConflictError):
        numbers.assign_number(document=row.pk, version=1, number=None, day=AT.date(), by=cast.commune, at=AT)


def test_signed_words_never_change(cast: Cast, chair: User) -> None:
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    with pytest.raises(ActionRefused, match="đã ký"):
        documents.update_content(document=row.pk, version=row.version, content=content("Khác"), by=cast.commune, at=AT)


@pytest.mark.parametrize("made", ["Người Khác", "Lò Văn Minh"])
def test_what_fails_at_signing_uses_up_no_number(cast: Cast, chair: User, made: str) -> None:
    """A certificate of another name; a picture that cannot be drawn."""
    row = to_sign(cast.commune, cast.commune.unit)
    torn = b"\x89PNG\r\n\x1a\nrubbish"
    with pytest.raises(InvalidInput) as wrong:
        signatures.sign_document(document=row.pk, version=row.version, signing_key=key(made), png=torn, by=chair, at=AT)
    assert ("không phải của Lò Văn Minh" if made == "Người Khác" else "Không mở được hình") in str(wrong.value)
    assert (current(row).number, row.state, row.files.count()) == (None, "to_sign", 0)
    assert signed(row, chair).number == 1


def test_numbers_begin_anew_with_each_year_kind_and_issuer(cast: Cast, chair: User) -> None:
    """Others' numbers stand in neither series: each begins at 1, and goes on from its own last."""
    unit = cast.commune.unit

    def assign(row: OfficialDocument, by: User, day: date) -> tuple[int | None, int | None]:
        numbers.assign_number(document=row.pk, version=row.version, number=None, day=day, by=by, at=AT)
        return current(row).year, row.number

    def prepare_plan() -> OfficialDocument:
        report = content()
        plan = replace(report, letterhead=replace(report.letterhead, symbol="/KH-UBND"))
        done = documents.draft_document(kind=DocumentKind.PLAN, issuer=unit, content=plan, by=cast.commune, at=AT)
        row = OfficialDocument.objects.get(pk=done.answer["id"])
        workflow.submit_document(document=row.pk, version=1, by=cast.commune, at=AT)
        workflow.confirm_check(document=row.pk, version=2, by=cast.commune, at=AT)
        return current(row)

    this_year, next_year = AT.date(), date(AT.year + 1, 1, 4)
    assert assign(to_sign(cast.commune, unit), cast.commune, this_year) == (2021, 1)
    assert assign(to_sign(cast.commune, unit), cast.commune, this_year) == (2021, 2)
    assert assign(to_sign(cast.commune, unit), cast.commune, next_year) == (2022, 1)
    assert assign(prepare_plan(), cast.commune, this_year) == (2021, 1)
    other_unit = cast.other_commune.unit
    assert assign(to_sign(cast.other_commune, other_unit), cast.other_commune, this_year) == (2021, 1)
    assert assign(to_sign(cast.commune, unit), cast.commune, this_year) == (2021, 3)
    assert assign(prepare_plan(), cast.commune, this_year) == (2021, 2)
    assert assign(to_sign(cast.commune, unit), cast.commune, next_year) == (2022, 2)


@pytest.mark.faults("document.number")
def test_a_number_may_be_typed_and_a_double_needs_its_reason(cast: Cast, chair: User) -> None:
    rows = [to_sign(cast.commune, cast.commune.unit) for _ in range(4)]
    assert number(rows[0], cast.commune).number == 1
    assert number(rows[1], cast.commune, 57).number == 57
    assert number(rows[2], cast.commune).number == 58
    with pytest.raises(InvalidInput, match="57/BC-UBND đã dùng"):
        number(rows[3], cast.commune, 57)
    assert number(rows[3], cast.commune, 57, "Văn thư ghi trùng, giữ theo sổ").number == 57


def test_the_database_refuses_a_double(cast: Cast) -> None:
    from django.db import IntegrityError

    rows = [to_sign(cast.commune, cast.commune.unit) for _ in range(2)]
    number(rows[0], cast.commune, 5)
    with pytest.raises(IntegrityError):
        OfficialDocument.objects.filter(pk=rows[1].pk).update(number=5, year=2021, day=AT.date())


def test_an_office_seals_with_its_own_certificate(cast: Cast, chair: User) -> None:
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    with pytest.raises(InvalidInput, match="UBND xã Pú Xi"):
        signatures.seal_document(
            document=row.pk, version=row.version, signing_key=key("UBND xã Pú Xi"), by=cast.commune, at=AT
        )


@pytest.fixture
def trusted_key(settings: Any, tmp_path: Path) -> Callable[[str], SigningKey]:
    """Keys whose certificates this deployment trusts, made for a name: the verdict on a signature is the real one."""
    settings.SIGNATURE_ROOTS = tmp_path

    def make(name: str) -> SigningKey:
        archive = p12(name, at=AT)
        _, certificate, _ = pkcs12.load_key_and_certificates(archive, b"mat-khau")
        assert certificate is not None
        (tmp_path / "root.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
        return signing.load_key(archive, "mat-khau", at=AT)

    return make


def sign_outside(row: OfficialDocument, figure: str, opened: SigningKey) -> bytes:
    """The document with that figure, signed by a program of somebody else."""
    said = selectors.get_content(row)
    blocks = tuple(
        Paragraph((Text(f"Đã tổ chức {figure} cuộc tuyên truyền."),)) if isinstance(block, Paragraph) else block
        for block in said.blocks
    )
    made = pdf.write_pdf(replace(said, blocks=blocks))
    return signing.sign_pdf(made, opened, field="Ky", appearance=None, reason="", at=AT)


def test_a_file_signed_outside_is_taken_where_its_figures_are_ours(
    cast: Cast, chair: User, trusted_key: Callable[[str], SigningKey]
) -> None:
    row = number(to_sign(cast.commune, cast.commune.unit), cast.commune, 7)
    for figure, why, kept in (("30", "", False), ("3", "", True)):
        data = sign_outside(row, figure, trusted_key("Lò Văn Minh"))
        looked = signatures.inspect_upload(row, data, at=AT)
        if not kept:
            with pytest.raises(InvalidInput, match="«3» → «30»"):
                signatures.upload_signed_file(
                    document=row.pk,
                    version=row.version,
                    data=data,
                    outside=looked,
                    explanation=why,
                    by=chair,
                    at=AT,
                )
            continue
        signatures.upload_signed_file(document=row.pk, version=row.version, data=data, outside=looked, by=chair, at=AT)
    assert (current(row).state, row.number) == ("signed", 7)


@pytest.mark.faults("document.upload")
def test_a_changed_figure_is_taken_with_its_explanation(
    cast: Cast, chair: User, trusted_key: Callable[[str], SigningKey]
) -> None:
    row = number(to_sign(cast.commune, cast.commune.unit), cast.commune)
    data = sign_outside(row, "30", trusted_key("Lò Văn Minh"))
    looked = signatures.inspect_upload(row, data, at=AT)
    signatures.upload_signed_file(
        document=row.pk, version=row.version, data=data, outside=looked, explanation="Chủ tịch sửa khi ký",
        by=chair, at=AT,
    )  # fmt: skip
    assert row.steps.get(action="sign").remark == "Chủ tịch sửa khi ký"


def test_a_file_without_a_good_signature_is_refused(cast: Cast, chair: User) -> None:
    row = number(to_sign(cast.commune, cast.commune.unit), cast.commune)
    data = pdf.write_pdf(selectors.get_content(row))
    looked = signatures.inspect_upload(row, data, at=AT)
    with pytest.raises(InvalidInput, match="không có chữ ký số"):
        signatures.upload_signed_file(document=row.pk, version=row.version, data=data, outside=looked, by=chair, at=AT)


def test_a_good_signature_does_not_make_up_for_one_that_is_not(
    cast: Cast, chair: User, trusted_key: Callable[[str], SigningKey]
) -> None:
    """A file with two signatures, of which one no longer fits or nobody vouches for: it is refused whole."""
    row = number(to_sign(cast.commune, cast.commune.unit), cast.commune)
    data = sign_outside(row, "3", trusted_key("Lò Văn Minh"))
    upload = signatures.inspect_upload(row, data, at=AT)
    (good,) = upload.validation.signatures
    assert good.good
    for broken in (
        replace(good, integrity=Integrity.CHANGED),
        replace(good, trust=Trust.SELF_SIGNED),
        replace(good, validity=Validity.EXPIRED),
    ):
        for pair in ((good, broken), (broken, good)):
            two = replace(upload, validation=replace(upload.validation, signatures=pair))
            with pytest.raises(InvalidInput, match="không có chữ ký số còn nguyên vẹn"):
                signatures.upload_signed_file(
                    document=row.pk, version=row.version, data=data, outside=two, by=chair, at=AT
                )
    assert (current(row).state, row.files.count()) == ("to_sign", 0)


def test_a_file_signed_by_a_certificate_that_signs_itself_is_refused(cast: Cast, chair: User) -> None:
    row = number(to_sign(cast.commune, cast.commune.unit), cast.commune)
    data = sign_outside(row, "3", key("Lò Văn Minh"))
    upload = signatures.inspect_upload(row, data, at=AT)
    assert [signature.trust for signature in upload.validation.signatures] == [Trust.SELF_SIGNED]
    with pytest.raises(InvalidInput, match="không có chữ ký số còn nguyên vẹn"):
        signatures.upload_signed_file(document=row.pk, version=row.version, data=data, outside=upload, by=chair, at=AT)


def test_a_signed_document_that_is_returned_bears_no_signature(cast: Cast, chair: User) -> None:
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    workflow.return_document(document=row.pk, version=row.version, remark="Sai số liệu", by=cast.commune, at=AT)
    row = current(row)
    assert (row.state, row.signed_by, row.signed_at) == ("returned", None, None)
    workflow.submit_document(document=row.pk, version=row.version, by=cast.commune, at=AT)
    workflow.confirm_check(document=row.pk, version=current(row).version, by=cast.commune, at=AT)
    row = signed(current(row), chair)
    assert (row.state, row.signed_by, row.number) == ("signed", chair, 1)


def test_recipients_of_an_issued_document_are_not_changed(cast: Cast, chair: User) -> None:
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    row = issued(addressed(row, cast.commune, cast.units["099"]), cast.commune)
    with pytest.raises(ActionRefused, match="không đổi được nơi nhận"):
        addressed(row, cast.commune, cast.units["099"], cast.units["03269"])
    (delivery,) = row.deliveries.all()
    dispatches.accept_delivery(delivery=delivery.pk, by=cast.office, at=AT)
    with pytest.raises(ActionRefused, match="không đổi được nơi nhận"):
        addressed(current(row), cast.commune, cast.units["03269"])
    assert [delivery.correspondent.unit for delivery in row.deliveries.all()] == [cast.units["099"]]


def test_an_arrival_number_is_given_once_a_year_in_a_unit(cast: Cast, chair: User) -> None:
    for _ in range(3):
        row = signed(to_sign(cast.commune, cast.commune.unit), chair)
        issued(addressed(row, cast.commune, cast.units["099"]), cast.commune)
    first, second, third = found.list_arrivals(cast.office)
    dispatches.accept_delivery(delivery=first.pk, number=5, by=cast.office, at=AT)
    with pytest.raises(InvalidInput, match="Số đến 5 đã dùng trong năm"):
        dispatches.accept_delivery(delivery=second.pk, number=5, by=cast.office, at=AT)
    second.refresh_from_db()
    assert (second.state, second.arrival_number) == ("arrived", None)
    dispatches.accept_delivery(delivery=second.pk, by=cast.office, at=AT)
    next_year = AT.replace(year=AT.year + 1)
    dispatches.accept_delivery(delivery=third.pk, number=5, by=cast.office, at=next_year)
    numbered = Delivery.objects.order_by("pk").values_list("pk", "arrival_year", "arrival_number")
    assert set(numbered) == {(first.pk, 2021, 5), (second.pk, 2021, 6), (third.pk, 2022, 5)}


def test_the_answer_of_a_unit_outside_the_product_is_written_by_the_clerk(cast: Cast, chair: User) -> None:
    """Neither by the addressee, nor by who signed, nor by somebody who may not see the document."""
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    row = addressed(row, cast.commune, cast.units["099"])
    to = [(delivery.correspondent_id, "paper") for delivery in row.deliveries.all()]
    dispatches.assign_recipients(document=row.pk, version=row.version, to=to, due_on=None, by=cast.commune, at=AT)
    row = issued(current(row), cast.commune)
    (delivery,) = row.deliveries.all()
    for stranger in (cast.office, cast.leader, cast.other_commune, cast.police, cast.outsider):
        with pytest.raises(Http404):
            dispatches.record_receipt(delivery=delivery.pk, state="accepted", by=stranger, at=AT)
    with pytest.raises(ActionRefused, match="văn thư"):
        dispatches.record_receipt(delivery=delivery.pk, state="accepted", by=chair, at=AT)
    delivery.refresh_from_db()
    assert (delivery.state, current(row).state) == ("sent", "issued")
    dispatches.record_receipt(delivery=delivery.pk, state="accepted", by=cast.commune, at=AT)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.answered_by, current(row).state) == (
        "accepted",
        cast.commune,
        "received",
    )
    with pytest.raises(ActionRefused, match="đã trả lời"):
        dispatches.record_receipt(delivery=delivery.pk, state="refused", reason="Sai", by=cast.commune, at=AT)


def test_the_district_does_not_receive_what_was_sent_to_its_commune(cast: Cast, chair: User) -> None:
    """Its office may receive in every unit of the district by its grant, but works in none of the communes."""
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    row = issued(addressed(row, cast.commune, cast.units["03269"]), cast.commune)
    assert scope_of(cast.office).may(Action.DOCUMENT_RECEIVE, cast.units["03269"].pk)
    assert found.list_arrivals(cast.office) == []
    (delivery,) = found.list_arrivals(cast.other_commune)
    with pytest.raises(Http404):
        dispatches.accept_delivery(delivery=delivery.pk, by=cast.office, at=AT)
    with pytest.raises(Http404):
        selectors.access_document(cast.office, row.pk)
    dispatches.accept_delivery(delivery=delivery.pk, by=cast.other_commune, at=AT)


def test_a_colleague_without_a_part_sees_a_document_once_issued(cast: Cast, chair: User) -> None:
    role = Role.objects.create(code="taker", name="Xem văn bản", actions=["document.take"])
    users.create_user(username="dong", full_name="Lò Thị Đông", title="", unit=cast.commune.unit, by="tests", at=AT)
    colleague = User.objects.get(username="dong")
    grants.create_grant(
        user=colleague, role=role, unit=cast.commune.unit, function="general", since=SINCE, by="tests", at=AT
    )
    row = written.draft(cast.commune, cast.commune.unit)
    with pytest.raises(Http404):
        selectors.access_document(colleague, row.pk)
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    with pytest.raises(Http404):
        selectors.access_document(colleague, row.pk)
    row = issued(addressed(row, cast.commune, cast.units["099"]), cast.commune)
    assert selectors.access_document(colleague, row.pk) == row


def test_a_later_document_replaces_an_earlier_one(cast: Cast, chair: User) -> None:
    unit, district = cast.commune.unit, cast.units["099"]
    earlier = issued(addressed(signed(to_sign(cast.commune, unit), chair), cast.commune, district), cast.commune)
    done = documents.draft_document(
        kind=DocumentKind.REPORT, issuer=unit, content=content(), replaces=earlier, by=cast.commune, at=AT
    )
    later = OfficialDocument.objects.get(pk=done.answer["id"])
    workflow.submit_document(document=later.pk, version=1, by=cast.commune, at=AT)
    workflow.confirm_check(document=later.pk, version=2, by=cast.commune, at=AT)
    later = signed(current(later), chair)
    assert current(earlier).state == "issued"
    to = [(one.correspondent_id, "product") for one in earlier.deliveries.all()]
    dispatches.assign_recipients(document=later.pk, version=later.version, to=to, due_on=None, by=cast.commune, at=AT)
    issued(current(later), cast.commune)
    assert current(earlier).state == "replaced"
    assert earlier.steps.last().remark == "Văn bản số 02/BC-UBND"


def test_a_document_is_revoked_once_the_later_one_is_issued(cast: Cast, chair: User) -> None:
    unit = cast.commune.unit
    earlier = signed(to_sign(cast.commune, unit), chair)
    earlier = issued(addressed(earlier, cast.commune, cast.units["099"]), cast.commune)
    done = documents.draft_document(
        kind=DocumentKind.REPORT, issuer=unit, content=content(), revokes=earlier, by=cast.commune, at=AT
    )
    later = OfficialDocument.objects.get(pk=done.answer["id"])
    workflow.submit_document(document=later.pk, version=1, by=cast.commune, at=AT)
    workflow.confirm_check(document=later.pk, version=2, by=cast.commune, at=AT)
    later = signed(current(later), chair)
    assert current(earlier).state == "issued"
    to = [(delivery.correspondent_id, "product") for delivery in earlier.deliveries.all()]
    dispatches.assign_recipients(document=later.pk, version=later.version, to=to, due_on=None, by=cast.commune, at=AT)
    issued(current(later), cast.commune)
    assert current(earlier).state == "revoked"
    assert earlier.steps.last().remark == "Văn bản số 02/BC-UBND"
    with pytest.raises(ActionRefused, match="còn hiệu lực"):
        documents.draft_document(
            kind=DocumentKind.REPORT, issuer=unit, content=content(), replaces=earlier, by=cast.commune, at=AT
        )


@pytest.mark.faults("document.refuse")
def test_a_refusal_needs_a_reason_and_an_answer_is_given_once(cast: Cast, chair: User) -> None:
    row = addressed(signed(to_sign(cast.commune, cast.commune.unit), chair), cast.commune, cast.units["099"])
    assert found.list_arrivals(cast.office) == []
    row = issued(row, cast.commune)
    (delivery,) = found.list_arrivals(cast.office)
    with pytest.raises(InvalidInput):
        dispatches.refuse_delivery(delivery=delivery.pk, reason="", by=cast.office, at=AT)
    with pytest.raises(Http404):
        dispatches.refuse_delivery(delivery=delivery.pk, reason="Sai", by=cast.other_commune, at=AT)
    dispatches.refuse_delivery(delivery=delivery.pk, reason="Thiếu phụ lục", by=cast.office, at=AT)
    with pytest.raises(ActionRefused, match="từ chối tiếp nhận"):
        dispatches.accept_delivery(delivery=delivery.pk, by=cast.office, at=AT)
    assert current(row).state == "issued"


def test_without_recipients_nothing_is_issued(cast: Cast, chair: User) -> None:
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    with pytest.raises(ActionRefused, match="nơi nhận"):
        issued(row, cast.commune)


def test_a_receipt_is_overdue_after_its_day(cast: Cast) -> None:
    late = Delivery(state="arrived", due_on=AT.date())
    assert not found.is_overdue(late, AT.date())
    assert found.is_overdue(late, AT.date().replace(day=23))
