"""Signs many documents by one person, whose certificate is opened once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sokehoach.adapters.signature.signing import SigningKey
from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.services import signatures
from sokehoach.apps.documents.services.signed_pages import check_key_owner
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from sokehoach.domain.messages import say


@dataclass(frozen=True, slots=True)
class SigningResult:
    """`problem`: why this document was not signed; «» where it was."""

    document: OfficialDocument
    problem: str = ""


def sign_documents(
    *,
    documents: Sequence[tuple[OfficialDocument, int]],
    signing_key: SigningKey,
    png: bytes = b"",
    by: User,
    at: datetime,
) -> list[SigningResult]:
    """Sign each document (with the version that was shown) as a write of its own, in the given order, which is also the
    order of new numbers. One that fails does not affect the others. Raises InvalidInput under `key_file` before any
    is signed where the certificate belongs to another person.
    """
    check_key_owner(by, signing_key)
    return [_sign_document(row, version, signing_key=signing_key, png=png, by=by, at=at) for row, version in documents]


def _sign_document(
    row: OfficialDocument, version: int, *, signing_key: SigningKey, png: bytes, by: User, at: datetime
) -> SigningResult:
    try:
        signatures.sign_document(document=row.pk, version=version, signing_key=signing_key, png=png, by=by, at=at)
    except (ActionRefused, InvalidInput) as refusal:
        return SigningResult(row, refusal.message)
    except NotFoundError:
        return SigningResult(row, say("Văn bản không còn, hoặc bạn không còn được ký."))
    row.refresh_from_db()
    return SigningResult(row)
