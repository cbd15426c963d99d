"""Reports and letters as files, straight from their outlines."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.selectors import reports, urging
from sokehoach.apps.shell import clock

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def take(request: OfficialRequest, outline: str, period: str) -> HttpResponse:
    content = reports.file_for(request.user, outline=outline, period=period)
    return _attached(content, f"{outline}-{period}.docx")


@require_safe
def urge(request: OfficialRequest, period: str) -> HttpResponse:
    content = urging.file_for(request.user, period=period, day=clock.today())
    return _attached(content, f"don-doc-{period}.docx")


def _attached(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
