"""Files of a document: kept once by their digest, never rewritten."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sokehoach.adapters.slow_work import file_digest
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.documents.models import DocumentFile, OfficialDocument
from sokehoach.apps.documents.services.documents import done, locked, side, stepped
from sokehoach.domain.documents.life import Action, Role

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes of a file and their digest, which is worked out before a write."""

    data: bytes
    sha256: str

    @classmethod
    def of(cls, data: bytes) -> "Contents":
        return cls(data, file_digest(data))


def _contents(*, content: bytes, **_others: object) -> Contents:
    return Contents.of(content)


@write("document.attach", prepare=_contents)
def attach(
    *,
    document: int,
    name: str,
    content_type: str,
    content: bytes,
    by: User,
    at: datetime,
    prepared: Contents | None = None,
) -> Done:
    """Put a file beside a document that is being written: an annex in the superior's own form. The bytes are checked
    by whoever hands them over (adapters.guard).
    """
    assert prepared is not None
    row = locked(document)
    side(row, by, Role.DRAFTER)
    stepped(row, Action.WRITE, Role.DRAFTER)
    kept = keep(
        row, DocumentFile.Part.ATTACHED, name=name, content=prepared, content_type=content_type, by=by, at=at
    )
    return done(row, {"file": kept.name, "sha256": kept.sha256}, file=kept.pk)


def keep(
    row: OfficialDocument,
    part: DocumentFile.Part,
    *,
    name: str,
    content: Contents,
    by: User,
    at: datetime,
    content_type: str = PDF,
    signatures: list[dict[str, Any]] | None = None,
) -> DocumentFile:
    """In the caller's transaction."""
    kept, _new = DocumentFile.objects.get_or_create(
        document=row,
        sha256=content.sha256,
        defaults={
            "part": part, "version": row.version, "name": name, "content_type": content_type, "size": len(content.data),
            "content": content.data, "signatures": signatures or [], "added_by": by, "added_at": at,
        },
    )  # fmt: skip
    return kept
