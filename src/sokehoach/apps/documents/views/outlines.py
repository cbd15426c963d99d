"""Reports and letters as files, straight from their outlines."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from sokehoach.adapters.xlsx import annexes as annex_files
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.selectors import documents as selectors
from sokehoach.apps.documents.selectors import reports, urging
from sokehoach.apps.shell import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def take(request: OfficialRequest, outline: str, period: str) -> HttpResponse:
    content = reports.file_for(request.user, outline=outline, period=period)
    return _attached(content, f"{outline}-{period}.docx")


@require_safe
def annexes(request: OfficialRequest, pk: int) -> HttpResponse:
    """The document's annexes as one workbook; 404 where it has no table."""
    content = selectors.content(selectors.document_for(request.user, pk))
    try:
        book = annex_files.write(content)
    except ValueError:
        raise Http404 from None
    return HttpResponse(
        book,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="phu-luc-{pk}.xlsx"'},
    )


@require_safe
def urge(request: OfficialRequest, period: str) -> HttpResponse:
    content = urging.file_for(request.user, period=period, day=clock.today())
    return _attached(content, f"don-doc-{period}.docx")


def _attached(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
