"""Differences between a document as written and as signed: words, and above all figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from sokehoach.domain.documents.differences import list_spans

_WORD_PATTERN = re.compile(r"(?:[/.,%-]{0,20}+\w++)++[/%-]{0,20}")


@dataclass(frozen=True, slots=True)
class TextChange:
    """A difference: `old_text` became `new_text`; one is empty if text was added or removed."""

    old_text: str
    new_text: str

    @property
    def has_figures(self) -> bool:
        return any(letter.isdigit() for letter in self.old_text + self.new_text)

    @property
    def label(self) -> str:
        return f"«{self.old_text}» → «{self.new_text}»"


def find_changes(old_text: str, new_text: str) -> tuple[TextChange, ...]:
    """Changes by words in reading order; line breaks and punctuation between words are ignored."""
    return tuple(_compare_words(_split_words(old_text), _split_words(new_text)))


def filter_figure_changes(changes: tuple[TextChange, ...]) -> tuple[TextChange, ...]:
    return tuple(change for change in changes if change.has_figures)


def _compare_words(old_words: list[str], new_words: list[str]) -> Iterator[TextChange]:
    for span in list_spans(old_words, new_words):
        if not span.is_equal:
            old_text = " ".join(old_words[span.old_start : span.old_end])
            yield TextChange(old_text, " ".join(new_words[span.new_start : span.new_end]))


def _split_words(text: str) -> list[str]:
    return _WORD_PATTERN.findall(normalize("NFC", text))
