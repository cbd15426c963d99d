"""Views of drafts: begin one from an outline or a register entry, edit its text, update its figures."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.permissions import Action as Permission
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.pages import entry_drafts, report_drafts
from sokehoach.apps.documents.pages.report_drafts import compare_figures
from sokehoach.apps.documents.queries import documents as document_queries
from sokehoach.apps.documents.services import documents
from sokehoach.apps.plans.queries.plans import find_plan_in_force
from sokehoach.apps.reporting.queries import due_days
from sokehoach.apps.shell import clock, post_params
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.documents import figure_refresh, paragraph_text
from sokehoach.domain.documents.document_workflow import EDITABLE_STATES, DocumentRole
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.periods.period import parse_period


@require_http_methods(["GET", "POST"])
def begin_report(request: OfficialRequest, outline: str, period: str) -> HttpResponse:
    """Begin the period's report as a draft; if figures of one meaning differ, let the official choose first."""
    when = due_days.period_of(period)
    row, issuer, area = report_drafts.resolve_outline(request.user, outline, when.id)
    # Who only reads the office's reports begins none.
    if not permissions.may_draft(request.user, issuer, area, row.programme_id):
        raise Http404
    comparisons = compare_figures(request.user, outline, when.id)
    differing = [comparison for comparison in comparisons if comparison.differs]
    if request.method == "GET" or (differing and "compared" not in request.POST):
        context = {
            "outline": row,
            "period": period,
            "period_name": period_name(parse_period(period)),
            "annex_names": [name for _title, name in report_drafts.list_annex_choices(row, when)],
            "differing": differing,
            "alike": [comparison for comparison in comparisons if not comparison.differs],
        }
        return render(request, "documents/compare.html", context)
    offered_keys = {figure.key for comparison in comparisons for figure in comparison.choices}
    picked_keys = [request.POST.get(f"figure-{index}") for index in range(len(differing))]
    chosen_keys = [key for key in picked_keys if key and key in offered_keys]
    draft = report_drafts.build_draft_report(request.user, outline, period, chosen_keys)
    content = draft.content
    if "annexes_offered" in request.POST:
        ticked = request.POST.getlist("annex")
        choices = enumerate(report_drafts.list_annex_choices(row, when))
        left_out = {title for number, (title, _name) in choices if str(number) not in ticked}
        content = replace(content, annexes=tuple(annex for annex in content.annexes if annex.title not in left_out))
    result = documents.draft_document(
        kind=DocumentKind.REPORT,
        issuer=draft.issuer,
        area=draft.area,
        period=period,
        outline=draft.outline,
        plan=find_plan_in_force(draft.issuer, [row.programme_id]),
        content=content,
        function=draft.function,
        chosen_figures=chosen_keys,
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    return redirect("documents:words", int(str(result.answer["id"])))


@require_safe
def list_register_sources(request: OfficialRequest) -> HttpResponse:
    """The entries of the account's registers from which a document can be drafted."""
    if not request.scope.anywhere(Permission.DOCUMENT_DRAFT):
        raise Http404
    return render(
        request, "documents/from_registers.html", {"offered": entry_drafts.list_offered_sources(request.user)}
    )


@require_POST
def draft_from_entry(request: OfficialRequest, source: str, line: UUID) -> HttpResponse:
    """Draft the document of a register entry."""
    try:
        draft = entry_drafts.draft_from_entry(request.user, source, line)
    except entry_drafts.NothingToWrite as missing:
        raise ActionRefused(missing.message_vi) from None
    result = documents.draft_document(
        kind=draft.kind,
        issuer=draft.issuer,
        plan=find_plan_in_force(draft.issuer, None if draft.programme is None else [draft.programme]),
        content=draft.content,
        function=draft.function,
        programme=draft.programme,
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    return redirect("documents:words", int(str(result.answer["id"])))


@require_http_methods(["GET", "POST"])
def edit_text(request: OfficialRequest, pk: int) -> HttpResponse:
    row = _get_editable_document(request, pk)
    content = document_queries.get_content(row)
    if request.method == "GET":
        return _render_editor(request, row, report_drafts.build_lines(content))
    typed = request.POST.getlist("words")
    try:
        new_content = paragraph_text.reword_document(content, [paragraph.replace("\r\n", "\n") for paragraph in typed])
        documents.update_content(
            document=pk, version=post_params.get_version(request), content=new_content, by=request.user, at=clock.now(),
            key=request.POST.get("key", ""),
        )  # fmt: skip
    except paragraph_text.UnknownField as unknown:
        lines = _keep_typed_text(report_drafts.build_lines(content), typed, {unknown.paragraph: unknown.message_vi})
        return _render_editor(
            request,
            row,
            lines,
            [_("Đoạn %(n)s: %(message)s") % {"n": unknown.paragraph, "message": translate(unknown.message_vi)}],
            status=422,
        )
    except InvalidInput as refusal:
        errors = [sentence for sentences in refusal.messages.values() for sentence in sentences]
        return _render_editor(
            request, row, _keep_typed_text(report_drafts.build_lines(content), typed), errors, status=422
        )
    except ValueError:
        errors = [_("Số đoạn đã khác khi văn bản được mở. Hãy mở lại trang này rồi sửa.")]
        return _render_editor(request, row, report_drafts.build_lines(content), errors, status=409)
    return redirect("documents:page", pk)


@require_POST
def renew_figures(request: OfficialRequest, pk: int) -> HttpResponse:
    """Update the figures that are named; «all» updates every changed one."""
    row = _get_editable_document(request, pk)
    current_report = report_drafts.build_current_report(request.user, row)
    if current_report is None:
        raise Http404
    content = document_queries.get_content(row)
    keys = request.POST.getlist("key_of_figure")
    if "all" in request.POST:
        keys = [figure.key for figure in figure_refresh.find_changed_figures(content, current_report)]
    new_content = figure_refresh.refresh_pictures(
        figure_refresh.refresh_figures(content, current_report, keys), current_report
    )
    documents.update_content(
        document=pk, version=post_params.get_version(request), content=new_content, by=request.user, at=clock.now(),
        key=request.POST.get("key", ""),
    )  # fmt: skip
    return redirect("documents:words", pk)


def _get_editable_document(request: OfficialRequest, pk: int) -> OfficialDocument:
    """A document that the account may edit; 404 for every other one."""
    row = document_queries.access_document(request.user, pk)
    if row.current_state not in EDITABLE_STATES or DocumentRole.DRAFTER not in permissions.get_document_roles(
        request.user, row
    ):
        raise Http404
    return row


def _keep_typed_text(
    lines: tuple[report_drafts.DraftLine, ...], typed: list[str], errors: Mapping[int, str] | None = None
) -> tuple[report_drafts.DraftLine, ...]:
    """The lines with the typed text, so that nothing is lost after a refusal; errors are shown at their paragraph."""
    typed_texts, messages = iter(typed), errors or {}
    return tuple(
        line
        if line.heading
        else replace(line, words=next(typed_texts, line.words), error=messages.get(line.number, ""))
        for line in lines
    )


def _render_editor(
    request: OfficialRequest,
    row: OfficialDocument,
    lines: tuple[report_drafts.DraftLine, ...],
    errors: list[str] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "document": row,
        "lines": lines,
        "errors": errors or [],
        "changed": report_drafts.list_changed_figures(request.user, row),
        "version": post_params.get_version(request) or row.version,
    }
    return render(request, "documents/words.html", context, status=status)
