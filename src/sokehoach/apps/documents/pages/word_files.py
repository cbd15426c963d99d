"""The Word file in which the words of a draft are edited: written, and compared when it comes back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sokehoach.adapters.readers.docx import draft_lines
from sokehoach.adapters.writers import docx
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.queries.documents import get_content
from sokehoach.domain.documents import paragraph_text
from sokehoach.domain.documents.content import Document, Paragraph
from sokehoach.domain.documents.differences import list_spans
from sokehoach.domain.documents.word_edits.comparison import WordChange, WordComparison, compare_word_lines
from sokehoach.domain.documents.word_edits.marks import DraftVersion

_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class DiffSpan:
    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class ShownChange:
    """`old`, `new`: the paragraph as it prints, with what differs. `text`: the new one with fields."""

    number: int
    old: tuple[DiffSpan, ...]
    new: tuple[DiffSpan, ...]
    text: str
    is_stale: bool
    is_chosen: bool
    error: str = ""


def write_word_file(row: OfficialDocument) -> bytes:
    return docx.write_docx(get_content(row), draft=DraftVersion(row.pk, row.version))


def compare_word_file(row: OfficialDocument, data: bytes, *, name: str) -> WordComparison:
    """Raises FileRefusedError or AnotherDocumentError, each with a sentence for the person."""
    returned = draft_lines.read_draft_lines(data, name=name)
    own_lines = draft_lines.read_draft_lines(write_word_file(row), name="draft.docx")
    return compare_word_lines(get_content(row), own_lines, returned, draft=DraftVersion(row.pk, row.version))


def build_shown_changes(
    document: Document,
    changes: Sequence[WordChange],
    *,
    chosen_numbers: frozenset[int] | None = None,
    errors: Mapping[int, str] | None = None,
) -> list[ShownChange]:
    """`chosen`: numbers that the person ticked; None before they chose: all that nobody else changed since."""
    paragraphs = paragraph_text.list_body_paragraphs(document)
    shown_changes = []
    for change in changes:
        paragraph = paragraphs[change.number - 1]
        old, new = _print_text(paragraph, change.old_text), _print_text(paragraph, change.new_text)
        is_chosen = not change.is_stale if chosen_numbers is None else change.number in chosen_numbers
        error = (errors or {}).get(change.number, "")
        shown_changes.append(
            ShownChange(
                change.number,
                tuple(_mark_differences(old, new)),
                tuple(_mark_differences(new, old)),
                change.new_text,
                change.is_stale,
                is_chosen,
                error,
            )
        )
    return shown_changes


def _print_text(paragraph: Paragraph, text: str) -> str:
    """The text with the figures at their fields, one line for each paragraph that it makes."""
    paragraphs = paragraph_text.reword_paragraph(paragraph, text)
    return "\n".join("".join(run.text for run in printed.runs) for printed in paragraphs)


def _mark_differences(text: str, other_text: str) -> Iterator[DiffSpan]:
    """The words of the text, those that the other does not have marked."""
    text_words, other_words = _WORD.findall(text), _WORD.findall(other_text)
    for span in list_spans(text_words, other_words):
        if words := text_words[span.old_start : span.old_end]:
            yield DiffSpan("".join(words), not span.is_equal)
