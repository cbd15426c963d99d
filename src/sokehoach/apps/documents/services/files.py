"""Files of a document: each content is stored once by its digest and never changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sokehoach.adapters.slow_work import file_digest
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.documents.models import DocumentFile, OfficialDocument
from sokehoach.apps.documents.services.documents import build_result, check_role, check_step, lock_document
from sokehoach.apps.shell.content_types import PDF
from sokehoach.domain.documents.document_workflow import DocumentAction, DocumentRole


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes of a file and their digest, computed before the write."""

    data: bytes
    sha256: str

    @classmethod
    def of(cls, data: bytes) -> "Contents":
        return cls(data, file_digest(data))


def _build_contents(*, content: bytes, **_parameters: object) -> Contents:
    return Contents.of(content)


@write("document.attach", prepare=_build_contents)
def attach_file(
    *,
    document: int,
    name: str,
    content_type: str,
    content: bytes,
    by: User,
    at: datetime,
    prepared: Contents | None = None,
) -> ServiceResult:
    """Attach a file to a document in preparation: an annex in the superior's own form.

    The caller has checked its bytes (adapters.sandbox).
    """
    assert prepared is not None
    row = lock_document(document)
    check_role(row, by, DocumentRole.DRAFTER)
    check_step(row, DocumentAction.WRITE, DocumentRole.DRAFTER)
    document_file = create_file(
        row, DocumentFile.Part.ATTACHED, name=name, content=prepared, content_type=content_type, by=by, at=at
    )
    return build_result(row, {"file": document_file.name, "sha256": document_file.sha256}, file=document_file.pk)


def create_file(
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
    """Store a file in the caller's transaction; the existing file where the content is the same."""
    document_file, _new = DocumentFile.objects.get_or_create(
        document=row,
        sha256=content.sha256,
        defaults={
            "part": part, "version": row.version, "name": name, "content_type": content_type, "size": len(content.data),
            "content": content.data, "signatures": signatures or [], "added_by": by, "added_at": at,
        },
    )  # fmt: skip
    return document_file
