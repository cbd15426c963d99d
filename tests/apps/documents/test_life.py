"""A document from the draft to those it was sent to: each step by its side, numbers without gap or double."""

from dataclasses import replace

import pytest
from django.http import Http404

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
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
    documents.update_content(
        document=row.pk, version=row.version, content=content("Bản sửa"), by=cast.commune, at=AT
    )
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
        documents.update_content(
            document=row.pk, version=row.version, content=content("Khác"), by=cast.commune, at=AT
        )


@pytest.mark.parametrize("made", ["Người Khác", "Lò Văn Minh"])
def test_what_fails_at_signing_uses_up_no_number(cast: Cast, chair: User, made: str) -> None:
    """A certificate of another name; a picture that cannot be drawn."""
    row = to_sign(cast.commune, cast.commune.unit)
    torn = b"\x89PNG\r\n\x1a\nrubbish"
    with pytest.raises(InvalidInput) as wrong:
        signatures.sign_document(
            document=row.pk, version=row.version, signing_key=key(made), png=torn, by=chair, at=AT
        )
    assert ("không phải của Lò Văn Minh" if made == "Người Khác" else "Không mở được hình") in str(
        wrong.value
    )
    assert (current(row).number, row.state, row.files.count()) == (None, "to_sign", 0)
    assert signed(row, chair).number == 1


@pytest.mark.faults("document.number")
def test_numbers_follow_each_other_by_year_kind_and_issuer(cast: Cast, chair: User) -> None:
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


def outside(row: OfficialDocument, figure: str, name: str = "Lò Văn Minh") -> bytes:
    from sokehoach.adapters import pdf
    from sokehoach.adapters.signature import signing

    said = selectors.get_content(row)
    blocks = tuple(
        Paragraph((Text(f"Đã tổ chức {figure} cuộc tuyên truyền."),)) if isinstance(one, Paragraph) else one
        for one in said.blocks
    )
    made = pdf.write_pdf(replace(said, blocks=blocks))
    opened = signing.load_key(p12(name, at=AT), "mat-khau", at=AT)
    return signing.sign_pdf(made, opened, field="Ky", appearance=None, reason="", at=AT)


def test_a_file_signed_outside_is_taken_where_its_figures_are_ours(
    cast: Cast, chair: User, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = number(to_sign(cast.commune, cast.commune.unit), cast.commune, 7)
    trusted(monkeypatch)
    for figure, why, kept in (("30", "", False), ("3", "", True)):
        data = outside(row, figure)
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
        signatures.upload_signed_file(
            document=row.pk, version=row.version, data=data, outside=looked, by=chair, at=AT
        )
    assert (current(row).state, row.number) == ("signed", 7)


@pytest.mark.faults("document.upload")
def test_a_changed_figure_is_taken_with_its_explanation(
    cast: Cast, chair: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = number(to_sign(cast.commune, cast.commune.unit), cast.commune)
    trusted(monkeypatch)
    data = outside(row, "30")
    looked = signatures.inspect_upload(row, data, at=AT)
    signatures.upload_signed_file(
        document=row.pk, version=row.version, data=data, outside=looked, explanation="Chủ tịch sửa khi ký",
        by=chair, at=AT,
    )  # fmt: skip
    assert row.steps.get(action="sign").remark == "Chủ tịch sửa khi ký"


def test_a_file_without_a_good_signature_is_refused(cast: Cast, chair: User) -> None:
    from sokehoach.adapters import pdf

    row = number(to_sign(cast.commune, cast.commune.unit), cast.commune)
    data = pdf.write_pdf(selectors.get_content(row))
    looked = signatures.inspect_upload(row, data, at=AT)
    with pytest.raises(InvalidInput, match="không có chữ ký số"):
        signatures.upload_signed_file(
            document=row.pk, version=row.version, data=data, outside=looked, by=chair, at=AT
        )


def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' certificates sign themselves; a deployment would name their root."""
    from sokehoach.domain.documents import signatures as facts

    monkeypatch.setattr(
        facts.Signature, "good", property(lambda one: one.integrity in ("intact", "signed_on"))
    )


def test_a_later_document_replaces_an_earlier_one(cast: Cast, chair: User) -> None:
    unit, district = cast.commune.unit, cast.units["099"]
    earlier = issued(
        addressed(signed(to_sign(cast.commune, unit), chair), cast.commune, district), cast.commune
    )
    done = documents.draft_document(
        kind=DocumentKind.REPORT, issuer=unit, content=content(), replaces=earlier, by=cast.commune, at=AT
    )
    later = OfficialDocument.objects.get(pk=done.answer["id"])
    workflow.submit_document(document=later.pk, version=1, by=cast.commune, at=AT)
    workflow.confirm_check(document=later.pk, version=2, by=cast.commune, at=AT)
    later = signed(current(later), chair)
    assert current(earlier).state == "issued"
    to = [(one.correspondent_id, "product") for one in earlier.deliveries.all()]
    dispatches.assign_recipients(
        document=later.pk, version=later.version, to=to, due_on=None, by=cast.commune, at=AT
    )
    issued(current(later), cast.commune)
    assert current(earlier).state == "replaced"
    assert earlier.steps.last().remark == "Văn bản số 02/BC-UBND"


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
