"""Names by which a Word file says which draft, paragraph and figure it holds.

Programs other than Word keep bookmarks and tags of controls as they are, or drop them; they never change them.
"""

import re
from dataclasses import dataclass
from hashlib import blake2b

from sokehoach.domain.documents.content import Reference
from sokehoach.domain.documents.figure_refresh import format_key
from sokehoach.domain.text import normalize_nfc

_FIELD = re.compile(r"\{\d+\}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_PARAGRAPH = re.compile(r"sk_(\d{1,9})_(\d{1,6})_(\d{1,5})_([0-9a-f]{8})")
_FIGURE = re.compile(r"sk-([0-9a-f]{8})-([0-9a-f]{8})")
_DRAFT = re.compile(r"sokehoach (\d{1,9})/(\d{1,6})\b")


@dataclass(frozen=True, slots=True)
class DraftVersion:
    """The version of a document (row id) from which a file was written."""

    document: int
    version: int

    def __str__(self) -> str:
        return f"sokehoach {self.document}/{self.version}"


@dataclass(frozen=True, slots=True)
class ParagraphMark:
    """`number`: of the paragraph in the body of that version, from 1. `digest`: of its words when written."""

    draft: DraftVersion
    number: int
    digest: str

    def __str__(self) -> str:
        return f"sk_{self.draft.document}_{self.draft.version}_{self.number}_{self.digest}"


@dataclass(frozen=True, slots=True)
class FigureMark:
    """`source`: digest of the references. `printed`: digest of the text that was printed for them."""

    source: str
    printed: str

    def __str__(self) -> str:
        return f"sk-{self.source}-{self.printed}"


def parse_draft_version(text: str) -> DraftVersion | None:
    match = _DRAFT.search(text)
    return None if match is None else DraftVersion(int(match[1]), int(match[2]))


def parse_paragraph_mark(name: str) -> ParagraphMark | None:
    match = _PARAGRAPH.fullmatch(name)
    return None if match is None else ParagraphMark(DraftVersion(int(match[1]), int(match[2])), int(match[3]), match[4])


def parse_figure_mark(tag: str) -> FigureMark | None:
    match = _FIGURE.fullmatch(tag)
    return None if match is None else FigureMark(match[1], match[2])


def build_figure_mark(references: tuple[Reference, ...], text: str) -> FigureMark:
    return FigureMark(_compute_digest(format_key(references)), digest_text(text))


def digest_text(text: str) -> str:
    return _compute_digest(normalize_words(text))


def digest_words(text: str) -> str:
    """The digest of a text with fields {1}, {2}: of its words and the places of its figures, not of their values."""
    return _compute_digest(normalize_words(_FIELD.sub("{}", text)))


def normalize_words(text: str) -> str:
    """The text as it reads: programs write spaces, line breaks and invisible characters in their own way."""
    return " ".join(_INVISIBLE.sub("", normalize_nfc(text)).split())


def _compute_digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=4).hexdigest()
