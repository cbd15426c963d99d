"""A document is signed: with a certificate file, with a token outside the product, or by hand on paper."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.adapters.signature import Found, read_signatures, trusted_roots
from sokehoach.adapters.signature.places import lower, places, upper
from sokehoach.adapters.signature.signing import CannotSign, Key, Seen, facts, sign
from sokehoach.adapters.text import Unreadable
from sokehoach.adapters.text.exact import exact_text
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.audit.services.checkpoints import seal as seal_trail
from sokehoach.apps.documents.models import DocumentFile, OfficialDocument
from sokehoach.apps.documents.selectors import files as selectors
from sokehoach.apps.documents.selectors.documents import content as content_of
from sokehoach.apps.documents.selectors.pages import page
from sokehoach.apps.documents.selectors.signers import named, printed
from sokehoach.apps.documents.services import numbers
from sokehoach.apps.documents.services.documents import locked, side, stepped
from sokehoach.apps.documents.services.files import keep
from sokehoach.apps.documents.services.life import fresh, moved
from sokehoach.apps.shell.outcomes import Invalid, Refused
from sokehoach.domain.documents import likeness, registry, stored
from sokehoach.domain.documents.life import Action, Role
from sokehoach.domain.documents.signatures import Integrity

Part = DocumentFile.Part
_WHOLE = (Integrity.INTACT, Integrity.SIGNED_ON)


@dataclass(frozen=True, slots=True)
class Outside:
    """A file that came back: its signatures, and where its words are not ours."""

    found: Found
    changes: tuple[likeness.Change, ...]


@write("document.sign")
def sign_here(*, document: int, version: int, opened: Key, png: bytes = b"", by: User, at: datetime) -> Done:
    """The person signs with the opened key of their own certificate; where no number was given, the next is.

    Invalid under `key_file` where the certificate is another's: nothing is kept, no number is used up.
    """
    row = _begun(document, version, Action.SIGN, Role.SIGNER, by)
    refuse_another(by, opened)
    if row.number is None:
        numbers.assign(row, number=None, day=at.date(), by=by)
    _name_signer(row, by, at)
    written = page(content_of(row))
    keep(row, Part.WRITTEN, name=_name(row, "trinh-ky"), content=written, by=by, at=at)
    person, _seal = places(written, authority=_authority(row))
    lines = (_("Ký bởi: %(who)s") % {"who": opened.holder.subject}, _moment(at))
    signed = _signed(
        written,
        opened,
        field="NguoiKy",
        seen=Seen(person, png) if png else Seen(upper(person), lines=lines),
        reason=_("Ký ban hành"),
        at=at,
    )
    return _done(row, signed, Action.SIGN, Role.SIGNER, by=by, at=at)


@write("document.seal")
def seal(*, document: int, version: int, opened: Key, png: bytes = b"", by: User, at: datetime) -> Done:
    """The office signs behind the person, with the office's own certificate."""
    row = _begun(document, version, Action.SEAL, Role.CLERK, by)
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
    before = selectors.last_signed(row)
    if before is None:
        raise Refused(_("Văn bản này ký trên giấy, không có tệp để đóng dấu số."))
    person, place = places(bytes(before.content), authority=_authority(row))
    lines = (_("Cơ quan: %(who)s") % {"who": holder.subject}, _moment(at))
    signed = _signed(
        bytes(before.content),
        opened,
        field="CoQuan",
        seen=Seen(place, png, red=True) if png else Seen(lower(person), lines=lines, red=True),
        reason=_("Đóng dấu cơ quan"),
        at=at,
    )
    return _done(row, signed, Action.SEAL, Role.CLERK, by=by, at=at)


@write("document.upload")
def upload(
    *,
    document: int,
    version: int,
    data: bytes,
    outside: Outside,
    explanation: str = "",
    by: User,
    at: datetime,
) -> Done:
    """Keep the file that was signed outside, as `looked_at` found it before this write.

    Invalid under `file`: it bears no good signature, or its figures are not ours and no `explanation` says why.
    """
    row = locked(document)
    signing = row.signed_at is None
    action, role = (Action.SIGN, Role.SIGNER) if signing else (Action.SEAL, Role.CLERK)
    side(row, by, role)
    stepped(row, action, role)
    fresh(row, version)
    if row.number is None:
        raise Refused(_("Văn bản chưa có số. Văn thư lấy số rồi mới ký bên ngoài."))
    found, changed = outside.found, outside.changes
    if not found.signatures or not all(one.good for one in found.signatures):
        raise Invalid(
            {"file": [found.problem or _("Tệp không có chữ ký số còn nguyên vẹn. Hãy ký lại rồi tải lên.")]}
        )
    wrong = likeness.figures(changed)
    if wrong and not explanation.strip():
        told = "; ".join(one.said for one in wrong[:10])
        raise Invalid({"file": [_("Số liệu trong tệp khác bản trình ký: %(told)s.") % {"told": told}]})
    signatures = [one.as_json() for one in found.signatures]
    keep(row, Part.SIGNED, name=_name(row, "da-ky"), content=data, signatures=signatures, by=by, at=at)
    if signing:
        _name_signer(row, by, at)
    return _moved(row, action, role, by=by, at=at, remark=explanation.strip() if changed else "")


@write("document.sign_on_paper")
def on_paper(*, document: int, version: int, by: User, at: datetime) -> Done:
    """The signer says that it was signed by hand; the paper bears number, day, signature and seal."""
    row = _begun(document, version, Action.SIGN, Role.SIGNER, by)
    if row.number is None:
        raise Refused(_("Văn bản chưa có số. Văn thư lấy số rồi mới ghi là đã ký trên giấy."))
    _name_signer(row, by, at)
    keep(row, Part.WRITTEN, name=_name(row, "trinh-ky"), content=page(content_of(row)), by=by, at=at)
    return _moved(row, Action.SIGN, Role.SIGNER, by=by, at=at, remark=_("Ký trên giấy"))


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


def looked_at(row: OfficialDocument, data: bytes, *, at: datetime) -> Outside:
    """What a file from outside bears and says, in a process of its own: before the write. Invalid: unreadable."""
    found = read_signatures(data, roots=trusted_roots(settings.SIGNATURE_ROOTS), at=at)
    try:
        theirs = exact_text(data, name="da-ky.pdf")
    except Unreadable as refusal:
        raise Invalid({"file": [str(refusal)]}) from None
    ours = exact_text(page(printed(row, at.date())), name="trinh-ky.pdf")
    return Outside(found, likeness.changes(ours, theirs))


def _begun(document: int, version: int, action: Action, role: Role, by: User) -> OfficialDocument:
    row = locked(document)
    side(row, by, role)
    stepped(row, action, role)
    fresh(row, version)
    return row


def _signed(data: bytes, key: Key, *, field: str, seen: Seen, reason: str, at: datetime) -> bytes:
    try:
        return sign(data, key, field=field, seen=seen, reason=reason, at=at)
    except CannotSign as refusal:
        raise Invalid({"key_file": [str(refusal)]}) from None


def _done(
    row: OfficialDocument, signed: bytes, action: Action, role: Role, *, by: User, at: datetime
) -> Done:
    told = facts(signed, roots=trusted_roots(settings.SIGNATURE_ROOTS), at=at)
    if not told or any(one["integrity"] not in _WHOLE for one in told):
        raise Invalid({"key_file": [_("Chữ ký vừa tạo không kiểm tra được. Hãy ký lại.")]})
    keep(row, Part.SIGNED, name=_name(row, "da-ky"), content=signed, signatures=told, by=by, at=at)
    return _moved(row, action, role, by=by, at=at)


def _moved(
    row: OfficialDocument, action: Action, role: Role, *, by: User, at: datetime, remark: str = ""
) -> Done:
    row.save(update_fields=["content", "number", "year", "day", "same_number"])
    done = moved(row, action, role, by=by, at=at, remark=remark)
    transaction.on_commit(
        lambda: seal_trail(at=at)
    )  # nothing of the trail before this signature changes unseen
    return done


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%d.%m.%Y %H:%M:%S %:z}"


def _authority(row: OfficialDocument) -> str:
    lines = content_of(row).signature.authority
    return lines[-1].upper() if lines else ""


def _name_signer(row: OfficialDocument, by: User, at: datetime) -> None:
    """Whose signature it is stands in its words from now on."""
    row.content = stored.dump(named(stored.load(row.content), by))
    row.signed_by, row.signed_at = by, at


def _name(row: OfficialDocument, ending: str) -> str:
    return f"van-ban-{row.year}-{row.number:03d}-{ending}.pdf"
