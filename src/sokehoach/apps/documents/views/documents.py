"""Views of documents: the list with what waits for the account, and one document."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest, filter_by_programme
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.pages import documents, reminder_letters
from sokehoach.apps.documents.queries import dispatches, office_reports, outlines
from sokehoach.apps.documents.queries import documents as document_queries
from sokehoach.apps.reporting.queries.forms import has_forms
from sokehoach.apps.shell import clock


@filter_by_programme
@require_safe
def list_documents(request: OfficialRequest) -> HttpResponse:
    if not request.scope.anywhere(Action.DOCUMENT_TAKE):
        raise Http404
    today = clock.today()
    offices = office_reports.list_followed_reports(request.user, today)
    reports = (*offices.own, *offices.others)
    context = {
        "rows": document_queries.list_documents(request.user),
        "to_sign": len(document_queries.list_documents_to_sign(request.user)),
        "arrived": dispatches.list_arrivals(request.user),
        "reports": reports,
        "drafted_here": {
            outline.pk
            for outline in (report.outline for report in reports)
            if permissions.may_draft(request.user, outline.issuer, outline.unit, outline.programme_id)
        },
        "administered": request.scope.units(Action.ACCOUNT_ADMINISTER),
        "own_reports": office_reports.list_unit_reports(request.user, today),
        "printed": [
            (outline, office_reports.get_own_period(outline, today))
            for outline in outlines.list_printable_outlines(request.user)
        ],
        "may_draft": request.scope.anywhere(Action.DOCUMENT_DRAFT),
        "may_fill_forms": request.scope.anywhere(Action.CONSOLIDATE_VIEW),
        "has_forms": has_forms,  # asked by a page without documents and reports alone
        "overdue_periods": reminder_letters.list_overdue_periods(request.user, today),
    }
    return render(request, "documents/list.html", context)


@require_safe
def show_document(request: OfficialRequest, pk: int) -> HttpResponse:
    document = document_queries.access_document(request.user, pk)
    return render(
        request,
        "documents/document.html",
        documents.build_page_context(request.user, document, clock.today()),
    )


@require_safe
def download_file(request: OfficialRequest, pk: int, file: int) -> HttpResponse:
    document_file = document_queries.access_file(request.user, pk, file)
    return HttpResponse(
        bytes(document_file.content),
        content_type=document_file.content_type,
        headers={"Content-Disposition": f'attachment; filename="{document_file.name}"'},
    )
