"""The answer on its way out: the same rows that the page shows, all of them."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.analysis import tables
from sokehoach.apps.analysis.views.ask import asked
from sokehoach.apps.shell import charts

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTH = 1120


@require_safe
def workbook(request: OfficialRequest) -> HttpResponse:
    return _file(tables.workbook(asked(request)), XLSX, "so-lieu.xlsx")


@require_safe
def as_csv(request: OfficialRequest) -> HttpResponse:
    return _file(tables.as_csv(asked(request)).encode(), "text/csv; charset=utf-8", "so-lieu.csv")


@require_safe
def picture(request: OfficialRequest) -> HttpResponse:
    """The chart of the first page of rows; Http404 where they cannot be drawn together."""
    found = asked(request)
    drawn = tables.chart(found, found.read(found.rows[: found.rows_a_page]))
    if drawn is None:
        raise Http404
    return _file(charts.png(drawn, _WIDTH, framed=True), "image/png", "so-lieu.png")


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
