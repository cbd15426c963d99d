"""Views of the Word file of a draft: take it out, bring it back with other words, take what changed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.forms.documents import WordFileForm
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.pages import word_files
from sokehoach.apps.documents.pages.file_names import build_word_headers
from sokehoach.apps.documents.queries import documents as document_queries
from sokehoach.apps.documents.services import documents
from sokehoach.apps.documents.views.words import get_editable_document
from sokehoach.apps.shell import clock, post_params
from sokehoach.apps.shell.content_types import DOCX
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError
from sokehoach.domain.documents import paragraph_text
from sokehoach.domain.documents.content import Paragraph
from sokehoach.domain.documents.word_edits.comparison import AnotherDocumentError, WordChange
from sokehoach.domain.messages import say


@require_safe
def download_word_file(request: OfficialRequest, pk: int) -> HttpResponse:
    """The draft as Word, its figures locked, to edit the words in."""
    row = get_editable_document(request, pk)
    return HttpResponse(word_files.write_word_file(row), content_type=DOCX, headers=build_word_headers(row))


@require_http_methods(["GET", "POST"])
def read_word_file(request: OfficialRequest, pk: int) -> HttpResponse:
    """Bring the file back; what it changes is shown and nothing is stored."""
    row = get_editable_document(request, pk)
    form = WordFileForm(request.POST or None, request.FILES or None)
    if request.method == "GET" or not form.is_valid():
        return _render_page(request, row, {"form": form}, status=200 if request.method == "GET" else 422)
    file = form.cleaned_data["file"]
    try:
        comparison = word_files.compare_word_file(row, file.read(), name=file.name)
    except FileRefusedError as refusal:
        form.add_error("file", str(refusal))
    except AnotherDocumentError as refusal:
        form.add_error("file", refusal.message_vi)
    else:
        content = document_queries.get_content(row)
        changes = word_files.build_shown_changes(content, comparison.changes)
        return _render_page(request, row, {"form": WordFileForm(), "comparison": comparison, "changes": changes})
    return _render_page(request, row, {"form": form}, status=422)


@require_POST
def take_words(request: OfficialRequest, pk: int) -> HttpResponse:
    """Store the changes that the person chose of those that were shown."""
    row = get_editable_document(request, pk)
    content = document_queries.get_content(row)
    paragraphs = paragraph_text.list_body_paragraphs(content)
    old_texts = [paragraph_text.render_paragraph(paragraph) for paragraph in paragraphs]
    chosen_numbers = frozenset(post_params.parse_count(number) for number in request.POST.getlist("take"))
    typed = {
        number: request.POST[f"words-{number}"].replace("\r\n", "\n")
        for number in range(1, len(old_texts) + 1)
        if f"words-{number}" in request.POST
    }
    new_texts = [
        typed[number] if number in chosen_numbers & typed.keys() else text for number, text in enumerate(old_texts, 1)
    ]
    if post_params.get_version(request) != row.version:
        raise VersionConflictError(documents.STALE)
    problems = paragraph_text.find_unknown_fields(content, new_texts) | {
        number: say("Đoạn này bỏ số liệu. Hãy bỏ ở trang Sửa lời văn.")
        for number, (paragraph, text) in enumerate(zip(paragraphs, new_texts, strict=True), 1)
        if paragraph_text.list_dropped_fields(paragraph, text)
    }
    try:
        if new_texts == old_texts:  # nothing was ticked
            return redirect("documents:words", pk)
        if not problems:
            documents.update_content(
                document=pk, version=row.version, content=paragraph_text.reword_document(content, new_texts),
                by=request.user, at=clock.now(), key=request.POST.get("key", ""),
            )  # fmt: skip
            return redirect("documents:words", pk)
    except InvalidInput as refusal:
        problems = {number: documents.find_words_problem(typed[number]) for number in chosen_numbers & typed.keys()}
        problems = problems if any(problems.values()) else {0: refusal.message}
    changes = [
        WordChange(number, old_texts[number - 1], text)
        for number, text in typed.items()
        if not _has_unknown_field(paragraphs[number - 1], text)  # of a page that somebody changed
    ]
    shown_changes = word_files.build_shown_changes(
        content,
        changes,
        chosen_numbers=chosen_numbers,
        errors={number: translate(problem) for number, problem in problems.items()},
    )
    shown_numbers = {change.number for change in shown_changes}
    refused = [translate(problem) for number, problem in problems.items() if number not in shown_numbers]
    context = {"form": WordFileForm(), "changes": shown_changes, "refused": refused}
    return _render_page(request, row, context, status=422)


def _has_unknown_field(paragraph: Paragraph, text: str) -> bool:
    try:
        paragraph_text.reword_paragraph(paragraph, text)
    except paragraph_text.UnknownField:
        return True
    return False


def _render_page(
    request: OfficialRequest, row: OfficialDocument, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return render(request, "documents/word_file.html", {"document": row, **context}, status=status)
