"""A document is signed: with a certificate file, with a token outside the product, or by hand on paper."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from sokehoach.adapters.signature import Found, read_signatures, trusted_roots
from sokehoach.adapters.signature.signing import Key
from sokehoach.adapters.text import Unreadable
from sokehoach.adapters.text.exact import exact_text
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, OutdatedError, write
from sokehoach.apps.documents.models import DocumentFile, OfficialDocument
from sokehoach.apps.documents.selectors.pages import page
from sokehoach.apps.documents.selectors.signers import printed
from sokehoach.apps.documents.services import numbers
from sokehoach.apps.documents.services.documents import locked, side, stepped
from sokehoach.apps.documents.services.files import Contents, keep
from sokehoach.apps.documents.services.life import fresh, moved
from sokehoach.apps.documents.services.signed_pages import (
    Prepared,
    begun,
    file_to_seal,
    name_signer,
    print_for_paper,
    seal_by_office,
    sign_by_person,
)  # fmt: skip
from sokehoach.apps.shell.outcomes import Invalid, Refused
from sokehoach.domain.documents import likeness
from sokehoach.domain.documents.life import Action, Role

Part = DocumentFile.Part


@dataclass(frozen=True, slots=True)
class Outside:
    """A file that came back: its signatures, and where its words are not ours."""

    found: Found
    changes: tuple[likeness.Change, ...]


@write("document.sign", prepare=sign_by_person, seal=True)
def sign_here(
    *,
    document: int,
    version: int,
    opened: Key,
    png: bytes = b"",
    by: User,
    at: datetime,
    prepared: Prepared | None = None,
) -> Done:
    """The person signs with the opened key of their own certificate; where no number was given, the next is.

    Invalid under `key_file` where the certificate is another's: nothing is kept, no number is used up.
    """
    assert prepared is not None
    assert prepared.written is not None
    row = begun(document, version, Action.SIGN, Role.SIGNER, by)
    if row.number is None:
        numbers.assign(row, number=None, day=at.date(), by=by)
    if (row.number, row.day) != (prepared.number, prepared.day):
        raise OutdatedError
    name_signer(row, by, at)
    keep(row, Part.WRITTEN, name=_name(row, "trinh-ky"), content=prepared.written, by=by, at=at)
    return _done(row, prepared, Action.SIGN, Role.SIGNER, by=by, at=at)


@write("document.seal", prepare=seal_by_office, seal=True)
def seal(
    *,
    document: int,
    version: int,
    opened: Key,
    png: bytes = b"",
    by: User,
    at: datetime,
    prepared: Prepared | None = None,
) -> Done:
    """The office signs behind the person, with the office's own certificate."""
    assert prepared is not None
    row = begun(document, version, Action.SEAL, Role.CLERK, by)
    if file_to_seal(row).pk != prepared.before:
        raise OutdatedError
    return _done(row, prepared, Action.SEAL, Role.CLERK, by=by, at=at)


def _contents(*, data: bytes, **_others: object) -> Contents:
    return Contents.of(data)


@write("document.upload", prepare=_contents, seal=True)
def upload(
    *,
    document: int,
    version: int,
    data: bytes,
    outside: Outside,
    explanation: str = "",
    by: User,
    at: datetime,
    prepared: Contents | None = None,
) -> Done:
    """Keep the file that was signed outside, as `looked_at` found it before this write.

    Invalid under `file`: it bears no good signature, or its figures are not ours and no `explanation` says why.
    """
    assert prepared is not None
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
    keep(row, Part.SIGNED, name=_name(row, "da-ky"), content=prepared, signatures=signatures, by=by, at=at)
    if signing:
        name_signer(row, by, at)
    return _moved(row, action, role, by=by, at=at, remark=explanation.strip() if changed else "")


@write("document.sign_on_paper", prepare=print_for_paper, seal=True)
def on_paper(
    *, document: int, version: int, by: User, at: datetime, prepared: Prepared | None = None
) -> Done:
    """The signer says that it was signed by hand; the paper bears number, day, signature and seal."""
    assert prepared is not None
    assert prepared.written is not None
    row = begun(document, version, Action.SIGN, Role.SIGNER, by)
    if (row.number, row.day) != (prepared.number, prepared.day):
        raise OutdatedError
    name_signer(row, by, at)
    keep(row, Part.WRITTEN, name=_name(row, "trinh-ky"), content=prepared.written, by=by, at=at)
    return _moved(row, Action.SIGN, Role.SIGNER, by=by, at=at, remark=_("Ký trên giấy"))


def looked_at(row: OfficialDocument, data: bytes, *, at: datetime) -> Outside:
    """What a file from outside bears and says, in a process of its own: before the write. Invalid: unreadable."""
    found = read_signatures(data, roots=trusted_roots(settings.SIGNATURE_ROOTS), at=at)
    try:
        theirs = exact_text(data, name="da-ky.pdf")
    except Unreadable as refusal:
        raise Invalid({"file": [str(refusal)]}) from None
    ours = exact_text(page(printed(row, at.date())), name="trinh-ky.pdf")
    return Outside(found, likeness.changes(ours, theirs))


def _done(
    row: OfficialDocument, made: Prepared, action: Action, role: Role, *, by: User, at: datetime
) -> Done:
    assert made.signed is not None
    keep(
        row,
        Part.SIGNED,
        name=_name(row, "da-ky"),
        content=made.signed,
        signatures=made.signatures,
        by=by,
        at=at,
    )
    return _moved(row, action, role, by=by, at=at)


def _moved(
    row: OfficialDocument, action: Action, role: Role, *, by: User, at: datetime, remark: str = ""
) -> Done:
    row.save(update_fields=["content", "number", "year", "day", "same_number"])
    return moved(row, action, role, by=by, at=at, remark=remark)


def _name(row: OfficialDocument, ending: str) -> str:
    return f"van-ban-{row.year}-{row.number:03d}-{ending}.pdf"
