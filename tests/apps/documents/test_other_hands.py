"""Who drafts a document does not check it; a signed file is issued with the signature of the office, or why not."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.signature.signing import PageBox, SignatureAppearance, list_own_signatures, sign_pdf
from sokehoach.apps.accounts.models import Grant, Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.pages.dispatches import build_edxml
from sokehoach.apps.documents.queries.documents import find_signed_file
from sokehoach.apps.documents.services import addresses, dispatches, signatures, workflow
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.serialization import load_document
from tests.apps.documents.written import addressed, current, draft, issued, key, numbered, person, signed, to_sign
from tests.factories.cast import AT, SINCE, Cast

type Browser = Callable[[User], Client]


@pytest.fixture
def colleague(cast: Cast) -> User:
    """A second clerk of the commune."""
    users.create_user(username="thu-hai", full_name="Giàng Thị Mỷ", title="", unit=cast.commune.unit, by="tests", at=AT)
    made = User.objects.get(username="thu-hai")
    grants.create_grant(
        user=made, role=Role.objects.get(code="reporter"), unit=cast.commune.unit, function="general", since=SINCE,
        by="tests", at=AT,
    )  # fmt: skip
    return made


def submitted(by: User) -> OfficialDocument:
    row = draft(by, by.unit)
    workflow.submit_document(document=row.pk, version=row.version, by=by, at=AT)
    return current(row)


def page(client: Client, row: OfficialDocument) -> str:
    return client.get(reverse("documents:page", args=[row.pk])).text


def test_a_document_that_waits_is_on_the_first_page_of_who_may_go_on(
    cast: Cast, colleague: User, chair: User, signed_in: Browser
) -> None:
    def list_waiting() -> dict[str, set[str]]:
        pages = {
            user.username: signed_in(user).get(reverse("home:today")).text for user in (cast.commune, colleague, chair)
        }
        return {
            step: {name for name, text in pages.items() if f"{step} văn bản: Kết quả thực hiện" in text}
            for step in ("Kiểm tra", "Ký")
        }

    row = draft(cast.commune, cast.commune.unit)
    assert list_waiting() == {"Kiểm tra": set(), "Ký": set()}
    workflow.submit_document(document=row.pk, version=row.version, by=cast.commune, at=AT)
    assert list_waiting() == {"Kiểm tra": {colleague.username}, "Ký": set()}, "not of who drafted it"
    workflow.confirm_check(document=row.pk, version=current(row).version, by=colleague, at=AT)
    assert list_waiting() == {"Kiểm tra": set(), "Ký": {chair.username}}
    signed(current(row), chair)
    assert list_waiting() == {"Kiểm tra": set(), "Ký": set()}


def test_a_document_that_nobody_can_sign_says_so(cast: Cast, colleague: User, signed_in: Browser) -> None:
    warning = "Chưa ai ký được văn bản này"
    row = submitted(cast.commune)
    assert warning not in page(signed_in(colleague), row), "it does not wait for a signature yet"
    workflow.confirm_check(document=row.pk, version=row.version, by=colleague, at=AT)
    assert warning in page(signed_in(colleague), row)
    signer = person(cast, cast.commune.unit.code, "Lò Văn Minh")
    assert warning not in page(signed_in(colleague), row)
    Grant.objects.filter(capacity__user=signer).delete()
    assert warning in page(signed_in(colleague), row)


def test_who_drafted_does_not_check_where_a_colleague_may(
    cast: Cast, colleague: User, chair: User, signed_in: Browser
) -> None:
    row = submitted(cast.commune)
    with pytest.raises(ActionRefused, match="không tự kiểm tra"):
        workflow.confirm_check(document=row.pk, version=row.version, by=cast.commune, at=AT)
    own = page(signed_in(cast.commune), row)
    assert "chờ người khác kiểm tra" in own
    assert 'value="check"' not in own
    step = {"version": row.version, "action": "check"}
    answer = signed_in(cast.commune).post(reverse("documents:step", args=[row.pk]), step)
    assert (answer.status_code, current(row).state) == (409, "checking")
    assert 'value="check"' in page(signed_in(colleague), row)
    signed_in(colleague).post(reverse("documents:step", args=[row.pk]), step)
    assert current(row).state == "to_sign"
    assert row.steps.get(action="check").remark == ""


def test_a_right_over_a_unit_above_counts_for_those_of_the_house(cast: Cast) -> None:
    """The clerk of the standing office has the right over the district; others of the district are not of the house."""
    writer = person(cast, "099.LDTBXH", "Lò Văn Tuấn", role="reporter")
    row = submitted(writer)
    with pytest.raises(ActionRefused, match="không tự kiểm tra"):
        workflow.confirm_check(document=row.pk, version=row.version, by=writer, at=AT)
    workflow.confirm_check(document=row.pk, version=row.version, by=cast.office, at=AT)
    assert current(row).state == "to_sign"


def test_the_only_clerk_checks_and_the_step_says_so(cast: Cast, colleague: User, signed_in: Browser) -> None:
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    row = submitted(cast.commune)
    assert 'value="check"' in page(signed_in(cast.commune), row)
    workflow.confirm_check(document=row.pk, version=row.version, by=cast.commune, at=AT)
    assert "tự kiểm tra" in row.steps.get(action="check").remark
    assert "Người soạn tự kiểm tra" in page(signed_in(cast.commune), row)


def test_a_signed_file_is_issued_with_the_seal_or_with_the_reason(cast: Cast, chair: User, signed_in: Browser) -> None:
    row = addressed(signed(to_sign(cast.commune, cast.commune.unit), chair), cast.commune, cast.units["099"])
    clerk, url = signed_in(cast.commune), reverse("documents:issue", args=[row.pk])
    assert "Vì sao chưa có chữ ký số của cơ quan" in page(clerk, row)
    refused = clerk.post(url, {"version": row.version, "unsealed_reason": "  "})
    assert refused.status_code == 422
    assert "Hãy đóng dấu cơ quan, hoặc ghi vì sao chưa có." in refused.text
    personal = clerk.post(url, {"version": row.version, "unsealed_reason": "văn thư nghỉ, gọi 0912345678"})
    assert personal.status_code == 422
    assert "0912345678" in personal.text  # what was typed stays
    assert current(row).state == "signed"
    clerk.post(url, {"version": row.version, "unsealed_reason": "Chứng thư số của cơ quan đang cấp lại."})
    assert current(row).state == "issued"
    assert row.steps.get(action="issue").remark.endswith("đang cấp lại.")


def test_a_sealed_file_needs_no_reason(cast: Cast, chair: User, signed_in: Browser) -> None:
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    signatures.seal_document(
        document=row.pk, version=row.version, signing_key=key("UBND xã Tênh Phông"), by=cast.commune, at=AT
    )
    row = addressed(current(row), cast.commune, cast.units["099"])
    assert "Vì sao chưa có chữ ký số" not in page(signed_in(cast.commune), row)
    assert issued(row, cast.commune).steps.get(action="issue").remark == ""


def test_two_persons_do_not_sign_for_the_office(cast: Cast, chair: User, signed_in: Browser) -> None:
    row = addressed(signed(to_sign(cast.commune, cast.commune.unit), chair), cast.commune, cast.units["099"])
    file = find_signed_file(row)
    assert file is not None
    twice = sign_pdf(
        bytes(file.content), key("Lò Thị Ánh - UBND xã Tênh Phông"), field="PhoChuTich",
        appearance=SignatureAppearance(PageBox(0, 300, 100, 500, 140), lines=("Ký bởi: Lò Thị Ánh",)), reason="Ký",
        at=AT,
    )  # fmt: skip
    file.signatures = [*file.signatures, *list_own_signatures(twice, roots=(), at=AT)[-1:]]
    file.save()
    assert len(file.signatures) == 2
    assert "Vì sao chưa có chữ ký số của cơ quan" in page(signed_in(cast.commune), row)
    with pytest.raises(InvalidInput, match="Điều 17"):
        dispatches.issue_document(document=row.pk, version=row.version, by=cast.commune, at=AT)


def test_a_person_of_the_office_does_not_seal_for_it(cast: Cast, chair: User) -> None:
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    with pytest.raises(InvalidInput, match="không phải của"):
        signatures.seal_document(
            document=row.pk, version=row.version, signing_key=key("Lò Thị Ánh - UBND xã Tênh Phông"), by=cast.commune,
            at=AT,
        )  # fmt: skip


def test_a_paper_signed_by_hand_needs_no_reason(cast: Cast, chair: User, signed_in: Browser) -> None:
    row = numbered(to_sign(cast.commune, cast.commune.unit), cast.commune)
    signatures.sign_on_paper(document=row.pk, version=row.version, by=chair, at=AT)
    row = addressed(current(row), cast.commune, cast.units["099"])
    assert "Vì sao chưa có chữ ký số" not in page(signed_in(cast.commune), row)
    assert issued(row, cast.commune).steps.get(action="issue").remark == ""


def test_a_paper_names_who_signed_it_and_not_who_recorded_it(cast: Cast, chair: User, signed_in: Browser) -> None:
    users.create_user(
        username="pho", full_name="Lò Văn Pâng", title="Phó Chủ tịch", unit=chair.unit, by="tests", at=AT
    )  # fmt: skip
    grants.create_grant(
        user=User.objects.get(username="pho"), role=Role.objects.get(code="leader"), unit=chair.unit,
        function="general", since=SINCE, by="tests", at=AT,
    )  # fmt: skip
    row = numbered(to_sign(cast.commune, cast.commune.unit), cast.commune)
    client = signed_in(chair)
    shown = page(client, row)
    assert 'name="signer_name" value="Lò Văn Pâng"' in shown
    assert '<option value="Phó Chủ tịch" selected>' in shown
    client.post(
        reverse("documents:on_paper", args=[row.pk]),
        {"version": row.version, "signer_name": " Lò  Văn Pâng ", "signer_title": "Phó Chủ tịch"},
    )  # fmt: skip
    row = current(row)
    block = load_document(row.content).signature
    assert (block.name, block.authority[-2:]) == ("Lò Văn Pâng", ("KT. Chủ tịch", "Phó Chủ tịch"))
    assert (row.signed_by_id, row.steps.get(action="sign").remark) == (chair.pk, "Ký trên giấy: Lò Văn Pâng")
    assert "«Ký trên giấy: Lò Văn Pâng»" in page(client, row)
    client.post(reverse("accounts:language"), {"language": "en"})
    assert "«Signed on paper: Lò Văn Pâng»" in page(client, row)
    addresses.update_address(
        name=chair.unit.name, unit=chair.unit, since=SINCE, code="H18.31", by="tests", at=AT
    )  # fmt: skip
    row = issued(addressed(row, cast.commune, cast.units["099"]), cast.commune)
    package = build_edxml(row).decode()
    assert "Lò Văn Pâng" in package
    assert chair.full_name not in package


@pytest.mark.parametrize(("title", "refused"), [("Chuyên viên", True), ("Phó Chủ tịch UBND xã", False), ("", False)])
def test_a_certificate_signs_in_an_office_that_signs_the_document(
    cast: Cast, chair: User, title: str, refused: bool
) -> None:
    chair.title = title
    chair.save(update_fields=["title"])
    row = to_sign(cast.commune, cast.commune.unit)
    if refused:
        with pytest.raises(ActionRefused, match="tài khoản của bạn ghi chức vụ «Chuyên viên»"):
            signed(row, chair)
        assert (current(row).state, current(row).number) == ("to_sign", None)
    else:
        assert signed(row, chair).state == "signed"


def test_a_paper_is_signed_in_an_office_that_signs_it(cast: Cast, chair: User) -> None:
    row = numbered(to_sign(cast.commune, cast.commune.unit), cast.commune)
    with pytest.raises(ActionRefused, match="Chọn chức vụ"):
        signatures.sign_on_paper(
            document=row.pk, version=row.version, signer_name="Lò Văn Minh", signer_title="Chuyên viên", by=chair, at=AT
        )


@pytest.mark.parametrize("name", ["\u200b\u2060", "\x01", "- 12"])
def test_a_paper_is_signed_by_a_name_that_can_be_read(cast: Cast, chair: User, name: str) -> None:
    row, title = numbered(to_sign(cast.commune, cast.commune.unit), cast.commune), "Phó Chủ tịch"
    with pytest.raises(ActionRefused, match="Ghi họ và tên"):
        signatures.sign_on_paper(
            document=row.pk, version=row.version, signer_name=name, signer_title=title, by=chair, at=AT
        )
    signatures.sign_on_paper(
        document=row.pk, version=row.version, signer_name="Lò\u202e Văn\x01 Pâng", signer_title=title, by=chair, at=AT
    )
    row = current(row)
    assert load_document(row.content).signature.name == "Lò Văn Pâng"
    assert row.steps.get(action="sign").remark == "Ký trên giấy: Lò Văn Pâng"


def test_minutes_alone_go_without_the_signature_of_the_office() -> None:
    assert [kind for kind in DocumentKind if not kind.needs_office_signature] == [DocumentKind.MINUTES]
