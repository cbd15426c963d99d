"""Files of a document: kept once by their digest, never rewritten."""

import hashlib
from datetime import datetime
from typing import Any

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.documents.models import DocumentFile, OfficialDocument
from sokehoach.apps.documents.services.documents import done, locked, side, stepped
from sokehoach.domain.documents.life import Action, Role

PDF = "application/pdf"


@write("document.attach")
def attach(*, document: int, name: str, content_type: str, content: bytes, by: User, at: datetime) -> Done:
    """Put a file beside a document that is being written: an annex in the superior's own form. The bytes are checked
    by whoever hands them over (adapters.guard).
    """
    row = locked(document)
    side(row, by, Role.DRAFTER)
    stepped(row, Action.WRITE, Role.DRAFTER)
    kept = keep(
        row, DocumentFile.Part.ATTACHED, name=name, content=content, content_type=content_type, by=by, at=at
    )
    return done(row, {"file": kept.name, "sha256": kept.sha256}, file=kept.pk)


def keep(
    row: OfficialDocument,
    part: DocumentFile.Part,
    *,
    name: str,
    content: bytes,
    by: User,
    at: datetime,
    content_type: str = PDF,
    signatures: list[dict[str, Any]] | None = None,
) -> DocumentFile:
    """In the caller's transaction."""
    digest = hashlib.sha256(content).hexdigest()
    kept, _new = DocumentFile.objects.get_or_create(
        document=row,
        sha256=digest,
        defaults={
            "part": part, "version": row.version, "name": name, "content_type": content_type, "size": len(content),
            "content": content, "signatures": signatures or [], "added_by": by, "added_at": at,
        },
    )  # fmt: skip
    return kept
