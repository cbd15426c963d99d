"""A file signed outside the product: taken where the words are ours and every signature is good."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from sokehoach.adapters.signature import signing
from sokehoach.adapters.signature.signing import SigningKey
from sokehoach.adapters.writers import pdf
from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.queries import documents
from sokehoach.apps.documents.services import signatures, workflow
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.documents.content import Paragraph, Text
from sokehoach.domain.documents.signatures import Integrity, Trust, Validity
from tests.adapters.signature.keys import p12
from tests.apps.documents.written import current, key, numbered, signed, to_sign
from tests.factories.cast import AT, Cast


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
    said = documents.get_content(row)
    blocks = tuple(
        Paragraph((Text(f"Đã tổ chức {figure} cuộc tuyên truyền."),)) if isinstance(block, Paragraph) else block
        for block in said.blocks
    )
    made = pdf.write_pdf(replace(said, blocks=blocks))
    return signing.sign_pdf(made, opened, field="Ky", appearance=None, reason="", at=AT)


def test_a_file_signed_outside_is_taken_where_its_figures_are_ours(
    cast: Cast, chair: User, trusted_key: Callable[[str], SigningKey]
) -> None:
    row = numbered(to_sign(cast.commune, cast.commune.unit), cast.commune, 7)
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
    row = numbered(to_sign(cast.commune, cast.commune.unit), cast.commune)
    data = sign_outside(row, "30", trusted_key("Lò Văn Minh"))
    looked = signatures.inspect_upload(row, data, at=AT)
    signatures.upload_signed_file(
        document=row.pk, version=row.version, data=data, outside=looked, explanation="Chủ tịch sửa khi ký",
        by=chair, at=AT,
    )  # fmt: skip
    assert row.steps.get(action="sign").remark == "Chủ tịch sửa khi ký"


def test_a_file_without_a_good_signature_is_refused(cast: Cast, chair: User) -> None:
    row = numbered(to_sign(cast.commune, cast.commune.unit), cast.commune)
    data = pdf.write_pdf(documents.get_content(row))
    looked = signatures.inspect_upload(row, data, at=AT)
    with pytest.raises(InvalidInput, match="không có chữ ký số"):
        signatures.upload_signed_file(document=row.pk, version=row.version, data=data, outside=looked, by=chair, at=AT)


def test_a_good_signature_does_not_make_up_for_one_that_is_not(
    cast: Cast, chair: User, trusted_key: Callable[[str], SigningKey]
) -> None:
    """A file with two signatures, of which one no longer fits or nobody vouches for: it is refused whole."""
    row = numbered(to_sign(cast.commune, cast.commune.unit), cast.commune)
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
    row = numbered(to_sign(cast.commune, cast.commune.unit), cast.commune)
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
