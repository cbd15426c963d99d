"""The view of analytics."""

from django.http import HttpResponse

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api.authentication import ProgramRequest
from sokehoach.apps.dhis2.pages.analytics import build_table, write_table
from sokehoach.apps.dhis2.queries.analytics import compute_analytics
from sokehoach.apps.dhis2.queries.analytics_query import parse_analytics
from sokehoach.apps.dhis2.queries.catalogues import load_metadata_context
from sokehoach.apps.dhis2.views.answering import build_json, for_programs, get_params


@for_programs(GET=Action.CONSOLIDATE_VIEW)
def show_analytics(request: ProgramRequest, suffix: str = "") -> HttpResponse:
    params, context = get_params(request), load_metadata_context(request.user)
    query = parse_analytics(params, context, request.user)
    answer = compute_analytics(request.user, query, context)
    last_params = {name: values[-1] for name, values in params.items() if values}
    table = build_table(answer, context, last_params)
    if suffix == "csv" or (not suffix and "csv" in request.headers.get("Accept", "")):
        headers = {"Content-Disposition": 'attachment; filename="analytics.csv"'}
        return HttpResponse(write_table(table), content_type="application/csv; charset=utf-8", headers=headers)
    return build_json(table)
