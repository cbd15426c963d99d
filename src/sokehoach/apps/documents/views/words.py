"""Views of a draft's words: edit them on the page of the whole document, update its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.pages import documents as document_pages
from sokehoach.apps.documents.pages import report_drafts
from sokehoach.apps.documents.pages.documents import DraftParagraph
from sokehoach.apps.documents.queries import documents as document_queries
from sokehoach.apps.documents.services import documents
from sokehoach.apps.shell import clock, post_params
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError
from sokehoach.domain.documents import figure_refresh, paragraph_text
from sokehoach.domain.documents.document_workflow import EDITABLE_STATES, DocumentRole

_MAX_ERRORS = 20  # that the head of the page lists; each stands at its paragraph too


@require_http_methods(["GET", "POST"])
def edit_text(request: OfficialRequest, pk: int) -> HttpResponse:
    """The whole document with its paragraphs to be edited; a refused text stands at its paragraph."""
    row = get_editable_document(request, pk)
    if request.method == "GET":
        return _render_editor(request, row)
    content = document_queries.get_content(row)
    typed = [text.replace("\r\n", "\n") for text in request.POST.getlist("words")]
    title = " ".join(request.POST.get("title", row.subject).split())
    paragraphs = paragraph_text.list_body_paragraphs(content)
    try:
        if post_params.get_version(request) != row.version or len(typed) != len(paragraphs):
            raise VersionConflictError(documents.STALE)
        problems = paragraph_text.find_unknown_fields(content, typed)
        confirmed = {post_params.parse_count(number) for number in request.POST.getlist("drop")}
        dropped = {
            number: numbers
            for number, (paragraph, text) in enumerate(zip(paragraphs, typed, strict=True), 1)
            if number not in confirmed and (numbers := paragraph_text.list_dropped_fields(paragraph, text))
        }
        if problems or dropped:
            return _render_editor(request, row, typed, problems, dropped, title=title, status=422)
        new_content = replace(paragraph_text.reword_document(content, typed), title=title)
        documents.update_content(
            document=pk, version=row.version, content=new_content, by=request.user, at=clock.now(),
            key=request.POST.get("key", ""),
        )  # fmt: skip
    except InvalidInput as refusal:
        problems = {
            number: problem for number, text in enumerate(typed, 1) if (problem := documents.find_words_problem(text))
        }
        problems = problems or {0: refusal.message}
        return _render_editor(request, row, typed, problems, title=title, status=422)
    except VersionConflictError as stale:
        if (
            request.headers.get("X-Requested-With") == "keep"
        ):  # the page with what was typed stays, the refusal beside it
            raise
        row.refresh_from_db()
        return _render_stale_editor(request, row, [title, *typed], stale.message)
    return redirect("documents:page", pk)


@require_POST
def renew_figures(request: OfficialRequest, pk: int) -> HttpResponse:
    """Update the figures that are named; «all» updates every changed one."""
    row = get_editable_document(request, pk)
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


def get_editable_document(request: OfficialRequest, pk: int) -> OfficialDocument:
    """A document that the account may edit; 404 for every other one."""
    row = document_queries.access_document(request.user, pk)
    if row.current_state not in EDITABLE_STATES or DocumentRole.DRAFTER not in permissions.get_document_roles(
        request.user, row
    ):
        raise Http404
    return row


def _render_editor(
    request: OfficialRequest,
    row: OfficialDocument,
    typed: Sequence[str] | None = None,
    problems: Mapping[int, str] | None = None,
    dropped: Mapping[int, tuple[int, ...]] | None = None,
    *,
    title: str | None = None,
    unsaved: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The page, with the texts that were typed so that nothing is lost after a refusal. `problems`: by the number of
    the paragraph, 0 for the whole document. `title`: the typed one. `unsaved`: texts typed on a page that is no longer
    the current one.
    """
    problems, dropped = problems or {}, dropped or {}
    content, build_url = document_queries.get_content(row), document_pages.get_url_builder(request.user, row.area)
    paragraphs = document_pages.build_draft_paragraphs(content, build_url)
    if typed is not None:
        paragraphs = [
            replace(
                paragraph,
                text=text,
                error=translate(problems.get(paragraph.number, "")),
                dropped=dropped.get(paragraph.number, ()),
            )
            for paragraph, text in zip(paragraphs, typed, strict=True)
        ]
    context = {
        "document": row,
        "paper": document_pages.build_draft_paper(content, build_url, paragraphs),
        "paragraphs": paragraphs,
        "annexes": content.annexes,
        "edits_title": True,
        "title_text": content.title if title is None else title,
        "errors": _list_errors(problems, dropped, paragraphs),
        "unsaved": unsaved,
        "changed": report_drafts.list_changed_figures(request.user, row),
        "version": row.version,
    }
    return render(request, "documents/words.html", context, status=status)


def _render_stale_editor(
    request: OfficialRequest, row: OfficialDocument, typed: Sequence[str], message: str
) -> HttpResponse:
    """The page of the current document, with what was typed on the older one beside it."""
    content = document_queries.get_content(row)
    current = {paragraph_text.render_paragraph(paragraph) for paragraph in paragraph_text.list_body_paragraphs(content)}
    current.add(content.title)
    unsaved = [text for text in typed if text.strip() and text not in current]
    return _render_editor(request, row, problems={0: message}, unsaved=unsaved, status=409)


def _list_errors(
    problems: Mapping[int, str], dropped: Mapping[int, tuple[int, ...]], paragraphs: Sequence[DraftParagraph]
) -> list[tuple[int, str]]:
    errors = [(number, translate(message)) for number, message in problems.items()]
    for number, fields in dropped.items():
        figures = ", ".join(f"«{paragraphs[number - 1].figures[field - 1].text}»" for field in fields)
        errors.append(
            (number, _("bỏ số liệu %(figures)s. Bỏ thật thì đánh dấu dưới đoạn rồi lưu lại.") % {"figures": figures})
        )
    return sorted(errors)[:_MAX_ERRORS]
