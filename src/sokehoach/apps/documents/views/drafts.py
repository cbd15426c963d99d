"""Views that begin a draft from an outline or a register entry."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.apps.accounts.permissions import Action as Permission
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.pages import entry_drafts, reminder_letters, report_drafts
from sokehoach.apps.documents.pages.report_drafts import compare_figures
from sokehoach.apps.documents.services import documents
from sokehoach.apps.plans.queries.plans import find_plan_in_force
from sokehoach.apps.registers.core.drafts import NothingToWrite
from sokehoach.apps.reporting.queries import due_days
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.apps.shell.periods import period_name
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
    except NothingToWrite as missing:
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


@require_POST
def draft_reminder(request: OfficialRequest, period: str) -> HttpResponse:
    """Draft the letter that asks for the overdue reports of the period."""
    letter = reminder_letters.build_letter(request.user, period=due_days.period_of(period).id, day=clock.today())
    result = documents.draft_document(
        kind=DocumentKind.LETTER,
        issuer=letter.issuer,
        programme=letter.programme,
        period=period,
        content=letter.content,
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    return redirect("documents:words", int(str(result.answer["id"])))
