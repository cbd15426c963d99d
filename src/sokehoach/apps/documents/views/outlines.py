"""Views of «Mẫu văn bản»: an office's outlines, their versions and preview, and downloads of what is built by them."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.writers.xlsx import annexes as annex_files
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest, filter_by_programme
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.documents.forms.outlines import OutlineForm
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.pages import outlines as outline_pages
from sokehoach.apps.documents.pages import reports, working_translations
from sokehoach.apps.documents.pages.file_names import (
    build_annex_headers,
    build_report_headers,
    build_translation_headers,
)
from sokehoach.apps.documents.queries import documents, outlines
from sokehoach.apps.documents.queries.office_reports import get_own_period
from sokehoach.apps.documents.services import outlines as services
from sokehoach.apps.reporting.queries.due_days import period_of
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.content_types import DOCX, PDF, XLSX
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError
from sokehoach.apps.shell.periods import period_name


@filter_by_programme
@require_safe
def list_outlines(request: OfficialRequest) -> HttpResponse:
    if not request.scope.anywhere(Action.DOCUMENT_DRAFT):
        raise Http404
    return render(request, "documents/templates.html", {"rows": outlines.list_editable_outlines(request.user)})


@require_http_methods(["GET", "POST"])
def edit_outline(request: OfficialRequest, uid: str) -> HttpResponse:
    """Edit an outline; «look» shows it with today's figures, «keep» puts it in force."""
    row = outlines.access_editable_outline(request.user, uid)
    versions = outlines.list_versions(row)
    base_version = _get_requested_version(request, row)
    form = OutlineForm(
        request.POST or None, row=base_version, version=row.version,
        units=outline_pages.list_addressee_choices(row, clock.today()),
        forms_known=outline_pages.list_annex_choices(row),
    )  # fmt: skip
    context = {
        "row": row,
        "base_version": base_version,
        "versions": versions,
        "form": form,
        "names": outlines.get_known_names(row, clock.today()),
        "looks": outline_pages.has_preview(row),
        "period_name": period_name(get_own_period(row, clock.today())),
    }
    if request.method == "GET":
        return render(request, "documents/template.html", context)
    status = 422
    if form.is_valid():
        try:
            if "look" in request.POST and context["looks"]:
                proposal = outlines.propose_version(row, form.wording, clock.today())
                context["preview"] = outline_pages.build_preview(proposal, clock.today(), audience_of(request.user))
                return render(request, "documents/template.html", context)
            services.publish_outline(
                uid=uid, version=form.cleaned_data["version"], wording=form.wording, by=request.user, at=clock.now(),
                key=request.POST.get("key", ""),
            )  # fmt: skip
            return redirect("documents:template", uid)
        except InvalidInput as refusal:
            for field, messages in refusal.messages.items():
                form.add_error(field if field in form.fields else None, messages)
        except VersionConflictError as stale:
            form.add_error(None, stale.message)
            status = 409
    return render(request, "documents/template.html", context, status=status)


def _get_requested_version(request: OfficialRequest, row: ReportOutline) -> ReportOutline:
    """The version asked for with `ban`, from which editing starts; by default the one in force."""
    number = request.GET.get("ban", "")
    if not number.isdecimal() or len(number) > 6:
        return row
    versions = outlines.list_versions(row).filter(version=int(number)).select_related("issuer__parent", "unit")
    return versions.first() or row


@require_safe
def download_report(request: OfficialRequest, outline: str, period: str) -> HttpResponse:
    row = outlines.access_outline(request.user, outline)
    content = reports.render_report_for(request.user, outline=outline, period=period)
    return HttpResponse(content, content_type=DOCX, headers=build_report_headers(row.title, period_of(period)))


@require_safe
def show_translation(request: OfficialRequest, outline: str, period: str) -> HttpResponse:
    """The English working translation beside the Vietnamese report, to be read or printed."""
    row = outlines.access_outline(request.user, outline)
    translated = working_translations.build_translation(request.user, row, period=period)
    context = {"translated": translated, "row": row, "period": period}
    return render(request, "documents/working_translation.html", context)


@require_safe
def download_translation(request: OfficialRequest, outline: str, period: str) -> HttpResponse:
    row = outlines.access_outline(request.user, outline)
    content = working_translations.render_translation(request.user, row, period=period)
    headers = build_translation_headers(row.code, period_of(period), "docx")
    return HttpResponse(content, content_type=DOCX, headers=headers)


@require_safe
def print_translation(request: OfficialRequest, outline: str, period: str) -> HttpResponse:
    row = outlines.access_outline(request.user, outline)
    content = working_translations.print_translation(request.user, row, period=period)
    headers = build_translation_headers(row.code, period_of(period), "pdf")
    return HttpResponse(content, content_type=PDF, headers=headers)


@require_safe
def download_annexes(request: OfficialRequest, pk: int) -> HttpResponse:
    """The document's annexes as one workbook; 404 where it has no table."""
    row = documents.access_document(request.user, pk)
    content = documents.get_content(row)
    try:
        workbook = annex_files.write_annexes(content)
    except ValueError:
        raise Http404 from None
    return HttpResponse(
        workbook,
        content_type=XLSX,
        headers=build_annex_headers(row),
    )
