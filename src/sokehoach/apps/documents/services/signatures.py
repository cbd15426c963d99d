"""Services that sign a document: with a certificate file, with a token outside the product, or by hand on paper."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from sokehoach.adapters.readers.file_text import UnreadableFileError
from sokehoach.adapters.readers.text_files import read_exact_text
from sokehoach.adapters.signature import SignatureCheck, read_signatures, read_trusted_roots
from sokehoach.adapters.signature.signing import SigningKey
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import OutdatedError, ServiceResult, write
from sokehoach.apps.documents.models import DocumentFile, OfficialDocument
from sokehoach.apps.documents.models.document import say_signed_on_paper
from sokehoach.apps.documents.queries.documents import build_printed_document, render_pdf
from sokehoach.apps.documents.services import numbers
from sokehoach.apps.documents.services.documents import check_role, check_step, lock_document
from sokehoach.apps.documents.services.files import Contents, create_file
from sokehoach.apps.documents.services.signed_pages import (
    PreparedPages,
    clean_signer_name,
    get_file_to_seal,
    lock_for_signing,
    print_for_paper,
    seal_by_office,
    set_paper_signer,
    set_signer,
    sign_by_person,
)  # fmt: skip
from sokehoach.apps.documents.services.workflow import check_version, take_step
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.documents import text_similarity
from sokehoach.domain.documents.document_workflow import DocumentAction, DocumentRole
from sokehoach.domain.messages import say

Part = DocumentFile.Part


@dataclass(frozen=True, slots=True)
class SignedUpload:
    """A file signed outside: its signatures, and where its text differs from ours."""

    validation: SignatureCheck
    changes: tuple[text_similarity.TextChange, ...]


@write("document.sign", prepare=sign_by_person, seal=True)
def sign_document(
    *,
    document: int,
    version: int,
    signing_key: SigningKey,
    png: bytes = b"",
    by: User,
    at: datetime,
    prepared: PreparedPages | None = None,
) -> ServiceResult:
    """Sign with the opened key of the person's own certificate; an unnumbered document gets the next number.

    Raises InvalidInput under `key_file` for another person's certificate: nothing is stored, no number is used.
    """
    assert prepared is not None
    assert prepared.unsigned is not None
    row = lock_for_signing(document, version, DocumentAction.SIGN, DocumentRole.SIGNER, by)
    if row.number is None:
        numbers.set_number(row, number=None, day=at.date(), by=by)
    if (row.number, row.day) != (prepared.number, prepared.day):
        raise OutdatedError
    set_signer(row, by, at)
    create_file(row, Part.WRITTEN, name=_build_file_name(row, "trinh-ky"), content=prepared.unsigned, by=by, at=at)
    return _save_signed_file(row, prepared, DocumentAction.SIGN, DocumentRole.SIGNER, by=by, at=at)


@write("document.seal", prepare=seal_by_office, seal=True)
def seal_document(
    *,
    document: int,
    version: int,
    signing_key: SigningKey,
    png: bytes = b"",
    by: User,
    at: datetime,
    prepared: PreparedPages | None = None,
) -> ServiceResult:
    """Seal a document that a person has signed, with the office's own certificate."""
    assert prepared is not None
    row = lock_for_signing(document, version, DocumentAction.SEAL, DocumentRole.CLERK, by)
    if get_file_to_seal(row).pk != prepared.sealed_file:
        raise OutdatedError
    return _save_signed_file(row, prepared, DocumentAction.SEAL, DocumentRole.CLERK, by=by, at=at)


def _build_contents(*, data: bytes, **_parameters: object) -> Contents:
    return Contents.of(data)


@write("document.upload", prepare=_build_contents, seal=True)
def upload_signed_file(
    *,
    document: int,
    version: int,
    data: bytes,
    outside: SignedUpload,
    explanation: str = "",
    by: User,
    at: datetime,
    prepared: Contents | None = None,
) -> ServiceResult:
    """Store a file signed outside, which `inspect_upload` read before this write.

    Raises InvalidInput under `file` where a signature is missing or not valid, or where its figures differ from ours
    and `explanation` is empty.
    """
    assert prepared is not None
    row = lock_document(document)
    is_signing = row.signed_at is None
    action, role = (
        (DocumentAction.SIGN, DocumentRole.SIGNER) if is_signing else (DocumentAction.SEAL, DocumentRole.CLERK)
    )
    check_role(row, by, role)
    check_step(row, action, role)
    check_version(row, version)
    if row.number is None:
        raise ActionRefused(say("Văn bản chưa có số. Văn thư lấy số rồi mới ký bên ngoài."))
    validation, changes = outside.validation, outside.changes
    if not validation.signatures or not all(signature.good for signature in validation.signatures):
        raise InvalidInput(
            {"file": [validation.problem or say("Tệp không có chữ ký số còn nguyên vẹn. Hãy ký lại rồi tải lên.")]}
        )
    figure_changes = text_similarity.filter_figure_changes(changes)
    if figure_changes and not explanation.strip():
        summary = "; ".join(change.label for change in figure_changes[:10])
        raise InvalidInput({"file": [say("Số liệu trong tệp khác bản trình ký: %(told)s.", told=summary)]})
    signatures = [signature.as_json() for signature in validation.signatures]
    create_file(
        row,
        Part.SIGNED,
        name=_build_file_name(row, "da-ky"),
        content=prepared,
        signatures=signatures,
        by=by,
        at=at,
    )
    if is_signing:
        set_signer(row, by, at)
    return _take_step(row, action, role, by=by, at=at, remark=explanation.strip() if changes else "")


@write("document.sign_on_paper", prepare=print_for_paper, seal=True)
def sign_on_paper(
    *,
    document: int,
    version: int,
    signer_name: str = "",
    signer_title: str = "",
    by: User,
    at: datetime,
    prepared: PreparedPages | None = None,
) -> ServiceResult:
    """Record that the document was signed by hand; the paper has number, day, signature and seal.

    `signer_name`, `signer_title`: who signed the paper and in which office; empty where `by` did.
    """
    assert prepared is not None
    assert prepared.unsigned is not None
    row = lock_for_signing(document, version, DocumentAction.SIGN, DocumentRole.SIGNER, by)
    if (row.number, row.day) != (prepared.number, prepared.day):
        raise OutdatedError
    set_paper_signer(row, signer_name, signer_title, by, at)
    create_file(row, Part.WRITTEN, name=_build_file_name(row, "trinh-ky"), content=prepared.unsigned, by=by, at=at)
    name = clean_signer_name(signer_name)
    remark = say_signed_on_paper(name)
    with pii_filter.allowing_names(lambda: (name,)):  # of an official, who may have no account
        return _take_step(row, DocumentAction.SIGN, DocumentRole.SIGNER, by=by, at=at, remark=remark)


def inspect_upload(row: OfficialDocument, data: bytes, *, at: datetime) -> SignedUpload:
    """Reads signatures and text of an uploaded file in its own process. Raises InvalidInput if it is unreadable."""
    validation = read_signatures(data, roots=read_trusted_roots(settings.SIGNATURE_ROOTS), at=at)
    try:
        uploaded_text = read_exact_text(data, name="da-ky.pdf")
    except UnreadableFileError as refusal:
        raise InvalidInput({"file": [str(refusal)]}) from None
    own_text = read_exact_text(render_pdf(build_printed_document(row, at.date())), name="trinh-ky.pdf")
    return SignedUpload(validation, text_similarity.find_changes(own_text, uploaded_text))


def _save_signed_file(
    row: OfficialDocument,
    prepared: PreparedPages,
    action: DocumentAction,
    role: DocumentRole,
    *,
    by: User,
    at: datetime,
) -> ServiceResult:
    assert prepared.signed is not None
    create_file(
        row,
        Part.SIGNED,
        name=_build_file_name(row, "da-ky"),
        content=prepared.signed,
        signatures=prepared.signatures,
        by=by,
        at=at,
    )
    return _take_step(row, action, role, by=by, at=at)


def _take_step(
    row: OfficialDocument,
    action: DocumentAction,
    role: DocumentRole,
    *,
    by: User,
    at: datetime,
    remark: str = "",
) -> ServiceResult:
    row.save(update_fields=["content", "number", "year", "day", "same_number"])
    return take_step(row, action, role, by=by, at=at, remark=remark)


def _build_file_name(row: OfficialDocument, ending: str) -> str:
    return f"van-ban-{row.year}-{row.number:03d}-{ending}.pdf"
