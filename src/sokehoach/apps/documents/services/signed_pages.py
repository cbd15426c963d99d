"""The pages that are signed, made before the write that keeps them: rendered, signed, their signatures checked."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.adapters.signature import trusted_roots
from sokehoach.adapters.signature.places import lower, places, upper
from sokehoach.adapters.signature.signing import CannotSign, Key, Seen, facts, sign
from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import DocumentFile, OfficialDocument
from sokehoach.apps.documents.selectors import files as selectors
from sokehoach.apps.documents.selectors.documents import content as content_of
from sokehoach.apps.documents.selectors.pages import page
from sokehoach.apps.documents.selectors.signers import named
from sokehoach.apps.documents.services import numbers
from sokehoach.apps.documents.services.documents import locked, side, stepped
from sokehoach.apps.documents.services.files import Contents
from sokehoach.apps.documents.services.life import fresh
from sokehoach.apps.shell.outcomes import Invalid, Refused
from sokehoach.domain.documents import registry, stored
from sokehoach.domain.documents.life import Action, Role
from sokehoach.domain.documents.signatures import Integrity

_WHOLE = (Integrity.INTACT, Integrity.SIGNED_ON)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is signed, made before the write. `number`, `day`: those that the pages bear."""

    number: int | None
    day: date | None
    written: Contents | None = None
    signed: Contents | None = None
    signatures: list[dict[str, Any]] = field(default_factory=list)
    before: int | None = None  # the file that was sealed


def sign_by_person(
    *, document: int, version: int, opened: Key, by: User, at: datetime, png: bytes = b"", **_others: object
) -> Prepared:
    row = begun(document, version, Action.SIGN, Role.SIGNER, by, only_read=True)
    refuse_another(by, opened)
    if row.number is None:
        numbers.assign(row, number=None, day=at.date(), by=by)
    name_signer(row, by, at)
    written = page(content_of(row))
    person, _seal = places(written, authority=_authority(row))
    lines = (_("Ký bởi: %(who)s") % {"who": opened.holder.subject}, _moment(at))
    seen = Seen(person, png) if png else Seen(upper(person), lines=lines)
    signed = _signed(written, opened, field="NguoiKy", seen=seen, reason=_("Ký ban hành"), at=at)
    return Prepared(row.number, row.day, Contents.of(written), Contents.of(signed), _facts(signed, at))


def seal_by_office(
    *, document: int, version: int, opened: Key, by: User, at: datetime, png: bytes = b"", **_others: object
) -> Prepared:
    row = begun(document, version, Action.SEAL, Role.CLERK, by, only_read=True)
    holder = opened.holder
    names = (row.issuer.letterhead, row.issuer.name, row.issuer.short_name)
    if not any(
        registry.same_holder(name, f"{holder.subject} / {holder.organisation}") for name in names if name
    ):
        raise Invalid(
            {
                "key_file": [
                    _(
                        "Chứng thư số này của %(holder)s, không phải của %(office)s. Hãy chọn đúng tệp của cơ quan."
                    )
                    % {"holder": holder.subject, "office": row.issuer.name}
                ]
            }
        )
    before = file_to_seal(row)
    person, place = places(bytes(before.content), authority=_authority(row))
    lines = (_("Cơ quan: %(who)s") % {"who": holder.subject}, _moment(at))
    seen = Seen(place, png, red=True) if png else Seen(lower(person), lines=lines, red=True)
    signed = _signed(
        bytes(before.content), opened, field="CoQuan", seen=seen, reason=_("Đóng dấu cơ quan"), at=at
    )
    return Prepared(
        row.number, row.day, signed=Contents.of(signed), signatures=_facts(signed, at), before=before.pk
    )


def print_for_paper(*, document: int, version: int, by: User, at: datetime, **_others: object) -> Prepared:
    row = begun(document, version, Action.SIGN, Role.SIGNER, by, only_read=True)
    if row.number is None:
        raise Refused(_("Văn bản chưa có số. Văn thư lấy số rồi mới ghi là đã ký trên giấy."))
    name_signer(row, by, at)
    return Prepared(row.number, row.day, written=Contents.of(page(content_of(row))))


def refuse_another(by: User, opened: Key) -> None:
    """Invalid under `key_file` where the certificate is not that of who signs."""
    if not registry.same_holder(by.full_name, opened.holder.subject):
        raise Invalid(
            {
                "key_file": [
                    _(
                        "Chứng thư số này của %(holder)s, không phải của %(by)s. Hãy chọn đúng tệp của người ký."
                    )
                    % {"holder": opened.holder.subject, "by": by.full_name}
                ]
            }
        )


def begun(
    document: int, version: int, action: Action, role: Role, by: User, *, only_read: bool = False
) -> OfficialDocument:
    row = locked(document, only_read=only_read)
    side(row, by, role)
    stepped(row, action, role)
    fresh(row, version)
    return row


def _signed(data: bytes, key: Key, *, field: str, seen: Seen, reason: str, at: datetime) -> bytes:
    try:
        return sign(data, key, field=field, seen=seen, reason=reason, at=at)
    except CannotSign as refusal:
        raise Invalid({"key_file": [str(refusal)]}) from None


def _facts(signed: bytes, at: datetime) -> list[dict[str, Any]]:
    """Of the signatures that a file now bears. Invalid where one of them does not hold."""
    signatures = facts(signed, roots=trusted_roots(settings.SIGNATURE_ROOTS), at=at)
    if not signatures or any(one["integrity"] not in _WHOLE for one in signatures):
        raise Invalid({"key_file": [_("Chữ ký vừa tạo không kiểm tra được. Hãy ký lại.")]})
    return signatures


def file_to_seal(row: OfficialDocument) -> DocumentFile:
    before = selectors.last_signed(row)
    if before is None:
        raise Refused(_("Văn bản này ký trên giấy, không có tệp để đóng dấu số."))
    return before


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%d.%m.%Y %H:%M:%S %:z}"


def _authority(row: OfficialDocument) -> str:
    lines = content_of(row).signature.authority
    return lines[-1].upper() if lines else ""


def name_signer(row: OfficialDocument, by: User, at: datetime) -> None:
    """Whose signature it is stands in its words from now on."""
    row.content = stored.dump(named(stored.load(row.content), by))
    row.signed_by, row.signed_at = by, at
