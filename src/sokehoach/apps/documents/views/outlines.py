"""Views that download reports and letters built from outlines."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from sokehoach.adapters.xlsx import annexes as annex_files
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.pages import reminder_letters, reports
from sokehoach.apps.documents.queries import documents
from sokehoach.apps.shell import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def download_report(request: OfficialRequest, outline: str, period: str) -> HttpResponse:
    content = reports.render_report_for(request.user, outline=outline, period=period)
    return _build_docx_response(content, f"{outline}-{period}.docx")


@require_safe
def download_annexes(request: OfficialRequest, pk: int) -> HttpResponse:
    """The document's annexes as one workbook; 404 where it has no table."""
    content = documents.get_content(documents.access_document(request.user, pk))
    try:
        workbook = annex_files.write_annexes(content)
    except ValueError:
        raise Http404 from None
    return HttpResponse(
        workbook,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="phu-luc-{pk}.xlsx"'},
    )


@require_safe
def download_reminder(request: OfficialRequest, period: str) -> HttpResponse:
    content = reminder_letters.render_letter(request.user, period=period, day=clock.today())
    return _build_docx_response(content, f"don-doc-{period}.docx")


def _build_docx_response(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
