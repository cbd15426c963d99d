"""Answers that a browser saves as a workbook."""

from django.http import HttpResponse

from sokehoach.apps.shell.content_types import XLSX


def build_attachment(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
