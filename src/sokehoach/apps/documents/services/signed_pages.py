"""Prepares signed pages before the write that stores them: renders, signs, and checks the signatures."""

import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from sokehoach.adapters.signature import read_trusted_roots
from sokehoach.adapters.signature.places import find_places, lower_half, upper_half
from sokehoach.adapters.signature.signing import (
    SignatureAppearance,
    SigningError,
    SigningKey,
    list_own_signatures,
    sign_pdf,
)
from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import DocumentFile, OfficialDocument
from sokehoach.apps.documents.queries import documents
from sokehoach.apps.documents.queries.documents import fill_signer_name, get_content, render_pdf
from sokehoach.apps.documents.services import numbers
from sokehoach.apps.documents.services.documents import check_role, check_step, lock_document
from sokehoach.apps.documents.services.files import Contents
from sokehoach.apps.documents.services.workflow import check_version
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.documents import numbering, serialization
from sokehoach.domain.documents.document_workflow import DocumentAction, DocumentRole
from sokehoach.domain.documents.parts import (
    build_signed_block,
    has_signing_title,
    list_signing_titles,
    may_sign_as,
)
from sokehoach.domain.documents.signatures import Integrity
from sokehoach.domain.messages import say
from sokehoach.domain.text import normalize_nfc

_INTACT = (Integrity.INTACT, Integrity.SIGNED_ON)


@dataclass(frozen=True, slots=True)
class PreparedPages:
    """Pages prepared for signing. `number`, `day`: those printed on the pages."""

    number: int | None
    day: date | None
    unsigned: Contents | None = None
    signed: Contents | None = None
    signatures: list[dict[str, Any]] = field(default_factory=list)
    sealed_file: int | None = None  # row id of the file that was sealed


def sign_by_person(
    *,
    document: int,
    version: int,
    signing_key: SigningKey,
    by: User,
    at: datetime,
    png: bytes = b"",
    **_parameters: object,
) -> PreparedPages:
    row = lock_for_signing(document, version, DocumentAction.SIGN, DocumentRole.SIGNER, by, read_only=True)
    check_key_owner(by, signing_key)
    check_signing_title(row, by)
    if row.number is None:
        numbers.set_number(row, number=None, day=at.date(), by=by)
    set_signer(row, by, at)
    unsigned_pdf = render_pdf(get_content(row))
    person, _seal = find_places(unsigned_pdf, authority=_get_authority(row))
    lines = (f"Ký bởi: {signing_key.holder.subject}", _format_moment(at))
    appearance = SignatureAppearance(person, png) if png else SignatureAppearance(upper_half(person), lines=lines)
    signed_pdf = _sign_pdf(
        unsigned_pdf, signing_key, field="NguoiKy", appearance=appearance, reason="Ký ban hành", at=at
    )
    return PreparedPages(
        row.number,
        row.day,
        Contents.of(unsigned_pdf),
        Contents.of(signed_pdf),
        _read_signature_facts(signed_pdf, at),
    )


def seal_by_office(
    *,
    document: int,
    version: int,
    signing_key: SigningKey,
    by: User,
    at: datetime,
    png: bytes = b"",
    **_parameters: object,
) -> PreparedPages:
    row = lock_for_signing(document, version, DocumentAction.SEAL, DocumentRole.CLERK, by, read_only=True)
    holder = signing_key.holder
    if not documents.is_signed_by_office(row, holder.subject):
        raise InvalidInput(
            {
                "key_file": [
                    say(
                        "Chứng thư số này của %(holder)s, không phải của %(office)s. Hãy chọn đúng tệp của cơ quan.",
                        holder=holder.subject,
                        office=row.issuer.name,
                    )
                ]
            }
        )
    signed_file = get_file_to_seal(row)
    person, place = find_places(bytes(signed_file.content), authority=_get_authority(row))
    lines = (f"Cơ quan: {holder.subject}", _format_moment(at))
    appearance = (
        SignatureAppearance(place, png, red=True)
        if png
        else SignatureAppearance(lower_half(person), lines=lines, red=True)
    )
    signed_pdf = _sign_pdf(
        bytes(signed_file.content),
        signing_key,
        field="CoQuan",
        appearance=appearance,
        reason="Đóng dấu cơ quan",
        at=at,
    )
    return PreparedPages(
        row.number,
        row.day,
        signed=Contents.of(signed_pdf),
        signatures=_read_signature_facts(signed_pdf, at),
        sealed_file=signed_file.pk,
    )


def print_for_paper(
    *,
    document: int,
    version: int,
    signer_name: str = "",
    signer_title: str = "",
    by: User,
    at: datetime,
    **_parameters: object,
) -> PreparedPages:
    row = lock_for_signing(document, version, DocumentAction.SIGN, DocumentRole.SIGNER, by, read_only=True)
    if row.number is None:
        raise ActionRefused(say("Văn bản chưa có số. Văn thư lấy số rồi mới ghi là đã ký trên giấy."))
    set_paper_signer(row, signer_name, signer_title, by, at)
    return PreparedPages(row.number, row.day, unsigned=Contents.of(render_pdf(get_content(row))))


def check_key_owner(by: User, signing_key: SigningKey) -> None:
    """Raises InvalidInput under `key_file` where the certificate is not the signer's."""
    if not numbering.is_same_holder(by.full_name, signing_key.holder.subject):
        raise InvalidInput(
            {
                "key_file": [
                    say(
                        "Chứng thư số này của %(holder)s, không phải của %(by)s. Hãy chọn đúng tệp của người ký.",
                        holder=signing_key.holder.subject,
                        by=by.full_name,
                    )
                ]
            }
        )


def check_signing_title(row: OfficialDocument, by: User) -> None:
    """Raises ActionRefused where the account's title is known and is none of those that sign the document."""
    block = get_content(row).signature
    if not may_sign_as(block, by.title):
        raise ActionRefused(
            say(
                "Khối chữ ký của văn bản ghi %(titles)s; tài khoản của bạn ghi chức vụ «%(title)s». "
                "Người có chức vụ ấy ký, hoặc quản trị sửa chức vụ trong tài khoản.",
                titles=", ".join(f"«{title}»" for title in list_signing_titles(block)),
                title=by.title,
            )
        )


def lock_for_signing(
    document: int,
    version: int,
    action: DocumentAction,
    role: DocumentRole,
    by: User,
    *,
    read_only: bool = False,
) -> OfficialDocument:
    row = lock_document(document, read_only=read_only)
    check_role(row, by, role)
    check_step(row, action, role)
    check_version(row, version)
    return row


def _sign_pdf(
    data: bytes, key: SigningKey, *, field: str, appearance: SignatureAppearance, reason: str, at: datetime
) -> bytes:
    try:
        return sign_pdf(data, key, field=field, appearance=appearance, reason=reason, at=at)
    except SigningError as refusal:
        raise InvalidInput({"key_file": [str(refusal)]}) from None


def _read_signature_facts(signed_pdf: bytes, at: datetime) -> list[dict[str, Any]]:
    """The signatures of a file just signed. Raises InvalidInput where one of them is not valid."""
    signatures = list_own_signatures(signed_pdf, roots=read_trusted_roots(settings.SIGNATURE_ROOTS), at=at)
    if not signatures or any(signature["integrity"] not in _INTACT for signature in signatures):
        raise InvalidInput({"key_file": [say("Chữ ký vừa tạo không kiểm tra được. Hãy ký lại.")]})
    return signatures


def get_file_to_seal(row: OfficialDocument) -> DocumentFile:
    signed_file = documents.find_signed_file(row)
    if signed_file is None:
        raise ActionRefused(say("Văn bản này ký trên giấy, không có tệp để đóng dấu số."))
    return signed_file


def _format_moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%d.%m.%Y %H:%M:%S %:z}"


def _get_authority(row: OfficialDocument) -> str:
    lines = get_content(row).signature.authority
    return lines[-1].upper() if lines else ""


def set_signer(row: OfficialDocument, by: User, at: datetime) -> None:
    """Record the signer, and write their name into the content."""
    row.content = serialization.dump_document(fill_signer_name(serialization.load_document(row.content), by))
    row.signed_by, row.signed_at = by, at


def set_paper_signer(row: OfficialDocument, name: str, title: str, by: User, at: datetime) -> None:
    """Record that `by` notes a signature by hand, and write the signer's name and office into the content.

    An empty name: the account signed itself. Raises ActionRefused for a name without a letter, and for an office that
    does not sign this document.
    """
    if not name.strip():
        set_signer(row, by, at)
        return
    name = clean_signer_name(name)
    if not any(letter.isalpha() for letter in name):
        raise ActionRefused(say("Ghi họ và tên."))
    document = serialization.load_document(row.content)
    if document.signature.authority and not has_signing_title(document.signature, title):
        raise ActionRefused(say("Chọn chức vụ của người ký."))
    block = build_signed_block(document.signature, name=name, title=title)
    row.content = serialization.dump_document(replace(document, signature=block))
    row.signed_by, row.signed_at = by, at


def clean_signer_name(name: str) -> str:
    """The name in NFC, without characters that are not printed."""
    printed = "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in name)
    return " ".join(normalize_nfc(printed).split())
