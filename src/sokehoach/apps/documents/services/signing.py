"""One person signs many documents with one opening of their certificate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.adapters.signature.signing import Key
from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.services import signatures
from sokehoach.apps.documents.services.signed_pages import refuse_another
from sokehoach.apps.shell.outcomes import Invalid, Refused


@dataclass(frozen=True, slots=True)
class Signed:
    """`problem`: why this one was not signed; «» where it was."""

    document: OfficialDocument
    problem: str = ""


def sign_each(
    *,
    chosen: Sequence[tuple[OfficialDocument, int]],
    opened: Key,
    png: bytes = b"",
    by: User,
    at: datetime,
) -> list[Signed]:
    """Sign each of these (with the version that was seen) as a write of its own, in this order, which is that of the
    numbers given: what fails of one touches no other. Invalid under `key_file` before any, where the key is another's.
    """
    refuse_another(by, opened)
    return [_signed(row, version, opened=opened, png=png, by=by, at=at) for row, version in chosen]


def _signed(
    row: OfficialDocument, version: int, *, opened: Key, png: bytes, by: User, at: datetime
) -> Signed:
    try:
        signatures.sign_here(document=row.pk, version=version, opened=opened, png=png, by=by, at=at)
    except Refused as refusal:
        return Signed(row, refusal.message)
    except Invalid as refusal:
        return Signed(row, " ".join(one for told in refusal.messages.values() for one in told))
    except Http404:
        return Signed(row, _("Văn bản không còn, hoặc bạn không còn được ký."))
    row.refresh_from_db()
    return Signed(row)
