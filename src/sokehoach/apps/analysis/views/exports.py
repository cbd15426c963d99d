"""Downloads of an answer: all rows of it, as Excel, CSV and chart."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.analysis import tables
from sokehoach.apps.analysis.views.ask import access_answer
from sokehoach.apps.shell import charts

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTH = 1120


@require_safe
def download_workbook(request: OfficialRequest) -> HttpResponse:
    return _build_download(tables.render_workbook(access_answer(request)), XLSX, "so-lieu.xlsx")


@require_safe
def download_csv(request: OfficialRequest) -> HttpResponse:
    return _build_download(tables.render_csv(access_answer(request)).encode(), "text/csv; charset=utf-8", "so-lieu.csv")


@require_safe
def download_chart(request: OfficialRequest) -> HttpResponse:
    """Returns the chart of the first page of rows; Http404 where they fit no chart."""
    answer = access_answer(request)
    chart = tables.build_chart(answer, answer.read(answer.rows[: answer.rows_a_page]))
    if chart is None:
        raise Http404
    return _build_download(charts.build_png(chart, _WIDTH, framed=True), "image/png", "so-lieu.png")


def _build_download(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
