"""A document from the draft to the issue: each step by its side, numbers without gap or double."""

from dataclasses import replace
from datetime import date

import pytest

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.audit.models import Checkpoint
from sokehoach.apps.audit.services import ServiceResult
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.queries import dispatches as dispatch_queries
from sokehoach.apps.documents.queries import documents as document_queries
from sokehoach.apps.documents.queries.documents import find_current_file
from sokehoach.apps.documents.services import dispatches, documents, numbers, signatures, workflow
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.documents.kinds import DocumentKind
from tests.apps.documents.written import addressed, content, current, issued, key, numbered, signed, to_sign
from tests.factories.cast import AT, SINCE, Cast


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
    assert document_queries.get_content(row).signature.name == "Lò Văn Minh"
    assert Checkpoint.objects.exists()
    signatures.seal_document(
        document=row.pk, version=row.version, signing_key=key("UBND xã Tênh Phông"), by=cast.commune, at=AT
    )
    row = issued(addressed(current(row), cast.commune, district), cast.commune)
    assert row.state == "issued"
    last = find_current_file(row)
    assert last is not None
    assert [one["chain"][0]["subject"] for one in last.signatures] == ["Lò Văn Minh", "UBND xã Tênh Phông"]
    (delivery,) = dispatch_queries.list_arrivals(cast.office)
    assert delivery.state == "arrived"
    assert document_queries.access_document(cast.office, row.pk) == row
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
    assert document_queries.build_printed_document(row, AT.date()).signature.name == "Lò Văn Minh"
    grants.create_grant(
        user=cast.commune, role=Role.objects.get(code="leader"), unit=cast.commune.unit, function="general",
        since=SINCE, by="tests", at=AT,
    )  # fmt: skip
    assert document_queries.build_printed_document(row, AT.date()).signature.name is None
    assert document_queries.get_content(row).signature.name is None


def test_each_side_does_its_own(cast: Cast, chair: User) -> None:
    row = to_sign(cast.commune, cast.commune.unit)
    with pytest.raises(ActionRefused, match="người ký"):
        signatures.sign_document(
            document=row.pk, version=row.version, signing_key=key("Lò Thị Minh"), by=cast.commune, at=AT
        )
    with pytest.raises(ActionRefused, match="văn thư"):
        numbered(row, chair)
    for user in (cast.office, cast.leader, cast.outsider):
        with pytest.raises(NotFoundError):
            numbered(row, user)
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
    assert numbered(rows[0], cast.commune).number == 1
    assert numbered(rows[1], cast.commune, 57).number == 57
    assert numbered(rows[2], cast.commune).number == 58
    with pytest.raises(InvalidInput, match="57/BC-UBND đã dùng"):
        numbered(rows[3], cast.commune, 57)
    assert numbered(rows[3], cast.commune, 57, "Văn thư ghi trùng, giữ theo sổ").number == 57


def test_the_database_refuses_a_double(cast: Cast) -> None:
    from django.db import IntegrityError

    rows = [to_sign(cast.commune, cast.commune.unit) for _ in range(2)]
    numbered(rows[0], cast.commune, 5)
    with pytest.raises(IntegrityError):
        OfficialDocument.objects.filter(pk=rows[1].pk).update(number=5, year=2021, day=AT.date())


def test_an_office_seals_with_its_own_certificate(cast: Cast, chair: User) -> None:
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    with pytest.raises(InvalidInput, match="UBND xã Pú Xi"):
        signatures.seal_document(
            document=row.pk, version=row.version, signing_key=key("UBND xã Pú Xi"), by=cast.commune, at=AT
        )


@pytest.mark.parametrize(("link", "state"), [("replaces", "replaced"), ("revokes", "revoked")])
def test_a_document_is_replaced_or_revoked_once_the_later_one_is_issued(
    cast: Cast, chair: User, link: str, state: str
) -> None:
    unit, district = cast.commune.unit, cast.units["099"]
    earlier = issued(addressed(signed(to_sign(cast.commune, unit), chair), cast.commune, district), cast.commune)

    def draft(link: str) -> ServiceResult:
        ended = {link: earlier}
        return documents.draft_document(
            kind=DocumentKind.REPORT, issuer=unit, content=content(), by=cast.commune, at=AT, **ended
        )

    later = OfficialDocument.objects.get(pk=draft(link).answer["id"])
    workflow.submit_document(document=later.pk, version=1, by=cast.commune, at=AT)
    workflow.confirm_check(document=later.pk, version=2, by=cast.commune, at=AT)
    later = signed(current(later), chair)
    assert current(earlier).state == "issued"
    issued(addressed(later, cast.commune, district), cast.commune)
    assert current(earlier).state == state
    assert earlier.steps.last().remark == "Văn bản số 02/BC-UBND"
    with pytest.raises(ActionRefused, match="còn hiệu lực"):
        draft("replaces")
