"""Documents that the token may open: their numbers and files, without the content of drafts."""

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.api.paging import ListQuery, build_choice_filter, page_rows
from sokehoach.apps.api.values import ANSWERS_FILE, ListItem, ListPage
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.queries import documents
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.messages import say

router = Router(tags=["documents"])


class DocumentOut(ListItem):
    id: int
    kind: str
    subject: str
    symbol: str
    number: int | None
    day: date | None
    year: int | None
    issuer: str
    period: str
    state: str
    function: str
    issued_at: datetime | None


class FileOut(ListItem):
    id: int
    part: str
    name: str
    content_type: str
    size: int
    sha256: str
    added_at: datetime


class DocumentDetail(DocumentOut):
    files: list[FileOut]


class DocumentPage(ListPage):
    items: list[DocumentOut]


class DocumentQuery(ListQuery):
    period: str = ""
    kind: str = build_choice_filter(DocumentKind)


@router.get(
    "documents", auth=TokenAuth(Action.DOCUMENT_TAKE), response=DocumentPage, operation_id="list_documents",
    summary=say("Văn bản"),
)  # fmt: skip
def get_documents(request: ProgramRequest, query: Query[DocumentQuery]) -> Any:
    rows = [
        row
        for row in documents.list_documents(request.user)
        if _is_in_programme(request, row) and query.period in ("", row.period) and query.kind in ("", row.kind)
    ]
    page, cursor = page_rows(request, query, rows, key=lambda row: (row.pk,))
    return {"items": [_build_document(row) for row in page], "next": cursor}


@router.get(
    "documents/{document}", auth=TokenAuth(Action.DOCUMENT_TAKE), response=DocumentDetail,
    operation_id="get_document", summary=say("Một văn bản và các tệp"),
)  # fmt: skip
def get_document(request: ProgramRequest, document: int) -> Any:
    row = _access_document(request, document)
    files = row.files.defer("content", "signatures").order_by("added_at", "pk")
    return _build_document(row) | {
        "files": [
            {
                "id": file.pk,
                "part": file.part,
                "name": file.name,
                "content_type": file.content_type,
                "size": file.size,
                "sha256": file.sha256,
                "added_at": timezone.localtime(file.added_at),
            }
            for file in files
        ]
    }


@router.get(
    "documents/{document}/files/{file}", auth=TokenAuth(Action.DOCUMENT_TAKE), response={200: None},
    operation_id="get_document_file", summary=say("Tải một tệp"),
    openapi_extra=ANSWERS_FILE,
)  # fmt: skip
def get_document_file(request: ProgramRequest, document: int, file: int) -> Any:
    row = _access_document(request, document)
    document_file = documents.access_file(request.user, row.pk, file)
    return HttpResponse(
        bytes(document_file.content),
        content_type=document_file.content_type,
        headers={"Content-Disposition": "attachment", "ETag": f'"{document_file.sha256}"'},
    )


def _access_document(request: ProgramRequest, pk: int) -> OfficialDocument:
    if pk >= 2**63:
        raise NotFoundError
    row = documents.access_document(request.user, pk)
    if not _is_in_programme(request, row):
        raise NotFoundError
    return row


def _is_in_programme(request: ProgramRequest, row: OfficialDocument) -> bool:
    """What arrived at a unit is open there whatever its programme; a token of one programme closes the others."""
    programme = request.accepted_token.token.programme_id
    return programme is None or row.programme_id in (None, programme)


def _build_document(row: OfficialDocument) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "subject": row.subject,
        "symbol": row.symbol,
        "number": row.number,
        "day": row.day,
        "year": row.year,
        "issuer": row.issuer.code,
        "period": row.period,
        "state": row.state,
        "function": row.function,
        "issued_at": timezone.localtime(row.issued_at) if row.issued_at else None,
    }
