"""A draft is begun from an outline or a line of a register; its words are edited, its figures brought up to date."""

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
from sokehoach.apps.documents.selectors import documents as selectors
from sokehoach.apps.documents.selectors import drafting, sources
from sokehoach.apps.documents.selectors.compared import compare_figures
from sokehoach.apps.documents.services import documents
from sokehoach.apps.plans.selectors.plans import in_force
from sokehoach.apps.reporting.selectors import obligations
from sokehoach.apps.shell import clock, posted
from sokehoach.apps.shell.outcomes import Invalid, Refused
from sokehoach.domain.documents import editing, living
from sokehoach.domain.documents.kinds import Kind
from sokehoach.domain.documents.life import WRITTEN, Role
from sokehoach.domain.periods.period import name_vi, parse


@require_http_methods(["GET", "POST"])
def begin(request: OfficialRequest, outline: str, period: str) -> HttpResponse:
    """The report of the period as a draft that is kept; before that, figures of one meaning that differ."""
    found = compare_figures(request.user, outline, obligations.period_of(period).id)
    differing = [one for one in found if one.differs]
    if request.method == "GET" or (differing and "compared" not in request.POST):
        told = {
            "outline": drafting.outline_of(request.user, outline)[0],
            "period": period,
            "period_name": name_vi(parse(period)),
            "differing": differing,
            "alike": [one for one in found if not one.differs],
        }
        return render(request, "documents/compare.html", told)
    offered = {figure.key for one in found for figure in one.choices}
    picked = [request.POST.get(f"figure-{at}") for at in range(len(differing))]
    chosen = [one for one in picked if one and one in offered]
    made = drafting.begun(request.user, outline, period, chosen)
    done = documents.draft(
        kind=Kind.REPORT, issuer=made.issuer, area=made.area, period=period, outline=made.outline,
        plan=in_force(made.issuer), content=made.content, function=made.function, chosen_figures=chosen,
        by=request.user, at=clock.now(), key=request.POST.get("key", ""),
    )  # fmt: skip
    return redirect("documents:words", int(str(done.answer["id"])))


@require_safe
def from_registers(request: OfficialRequest) -> HttpResponse:
    """What the lines of the account's registers can become."""
    if not request.scope.anywhere(Permission.DOCUMENT_DRAFT):
        raise Http404
    return render(request, "documents/from_registers.html", {"offered": sources.offered(request.user)})


@require_POST
def begin_from(request: OfficialRequest, source: str, line: UUID) -> HttpResponse:
    """The document that a line of a register gives, as a draft that is kept."""
    try:
        made = sources.written_from(request.user, source, line)
    except sources.NothingToWrite as missing:
        raise Refused(missing.message_vi) from None
    done = documents.draft(
        kind=made.kind, issuer=made.issuer, plan=in_force(made.issuer), content=made.content, function=made.function,
        by=request.user, at=clock.now(), key=request.POST.get("key", ""),
    )  # fmt: skip
    return redirect("documents:words", int(str(done.answer["id"])))


@require_http_methods(["GET", "POST"])
def words(request: OfficialRequest, pk: int) -> HttpResponse:
    row = _written(request, pk)
    content = selectors.content(row)
    if request.method == "GET":
        return _page(request, row, drafting.lines(content))
    typed = request.POST.getlist("words")
    try:
        made = editing.rewritten(content, [one.replace("\r\n", "\n") for one in typed])
        documents.rewrite(
            document=pk, version=posted.version(request), content=made, by=request.user, at=clock.now(),
            key=request.POST.get("key", ""),
        )  # fmt: skip
    except editing.UnknownField as unknown:
        kept = _kept(drafting.lines(content), typed, {unknown.paragraph: unknown.message_vi})
        return _page(request, row, kept, [f"Đoạn {unknown.paragraph}: {unknown.message_vi}"], status=422)
    except Invalid as refusal:
        told = [sentence for sentences in refusal.messages.values() for sentence in sentences]
        return _page(request, row, _kept(drafting.lines(content), typed), told, status=422)
    except ValueError:
        told = [_("Số đoạn đã khác khi văn bản được mở. Hãy mở lại trang này rồi sửa.")]
        return _page(request, row, drafting.lines(content), told, status=409)
    return redirect("documents:page", pk)


@require_POST
def renew(request: OfficialRequest, pk: int) -> HttpResponse:
    """Take the new figures that are named; «all» takes each of them."""
    row = _written(request, pk)
    now = drafting.fresh(request.user, row)
    if now is None:
        raise Http404
    content = selectors.content(row)
    keys = request.POST.getlist("key_of_figure")
    if "all" in request.POST:
        keys = [one.key for one in living.changed(content, now)]
    made = living.redrawn(living.renewed(content, now, keys), now)
    documents.rewrite(
        document=pk, version=posted.version(request), content=made, by=request.user, at=clock.now(),
        key=request.POST.get("key", ""),
    )  # fmt: skip
    return redirect("documents:words", pk)


def _written(request: OfficialRequest, pk: int) -> OfficialDocument:
    """A draft on which the account may write; 404 for every other document."""
    row = selectors.document_for(request.user, pk)
    if row.life not in WRITTEN or Role.DRAFTER not in permissions.roles_of(request.user, row):
        raise Http404
    return row


def _kept(
    lines: tuple[drafting.Line, ...], typed: list[str], errors: Mapping[int, str] | None = None
) -> tuple[drafting.Line, ...]:
    """Nothing typed is lost when it is refused; the reason stands by its paragraph."""
    given, wrong = iter(typed), errors or {}
    return tuple(
        one if one.heading else replace(one, words=next(given, one.words), error=wrong.get(one.number, ""))
        for one in lines
    )


def _page(
    request: OfficialRequest,
    row: OfficialDocument,
    lines: tuple[drafting.Line, ...],
    errors: list[str] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    told = {
        "document": row,
        "lines": lines,
        "errors": errors or [],
        "changed": drafting.changed(request.user, row),
        "version": posted.version(request) or row.version,
    }
    return render(request, "documents/words.html", told, status=status)
