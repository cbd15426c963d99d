"""Builds the English working translation of a report, beside the Vietnamese text, which alone is issued.

Its frame is English: headings, sentences around the figures and what is printed for a missing figure. Names, quoted
clauses and what people wrote stay Vietnamese, as does what the programme states no English for.
"""

from dataclasses import dataclass, replace

from django.utils import translation

from sokehoach.adapters.writers import docx
from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.pages.reports import build_report
from sokehoach.apps.documents.queries.documents import render_pdf
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.documents.content import Block, Document, Heading, Paragraph
from sokehoach.domain.messages import keep_vietnamese, say

LANGUAGE = "en"
_NOTICE = say("Bản dịch không chính thức, chỉ để làm việc: chỉ văn bản tiếng Việt có giá trị.")


@dataclass(frozen=True, slots=True)
class TranslatedBlock:
    """A heading (`level` from 1) or paragraph (0) in both languages."""

    level: int
    english: str
    vietnamese: str

    @property
    def is_translated(self) -> bool:
        return self.english != self.vietnamese


@dataclass(frozen=True, slots=True)
class WorkingTranslation:
    english: Document
    vietnamese: Document

    @property
    def blocks(self) -> tuple[TranslatedBlock, ...]:
        pairs = zip(self.english.blocks, self.vietnamese.blocks, strict=True)
        return tuple(
            TranslatedBlock(getattr(english, "level", 0), _get_text(english), _get_text(vietnamese))
            for english, vietnamese in pairs
        )


def build_translation(user: User, row: ReportOutline, *, period: str) -> WorkingTranslation:
    """The body of the report as this account may see it, without annexes, in both languages."""
    audience = audience_of(user)
    english = build_report(row, period=period, audience=audience, with_annexes=False, say_words=say_in_english)
    notice = " ".join(text for text in (say_in_english(_NOTICE), english.notice) if text)
    return WorkingTranslation(
        replace(english, notice=notice), build_report(row, period=period, audience=audience, with_annexes=False)
    )


def render_translation(user: User, row: ReportOutline, *, period: str) -> bytes:
    """The English text as DOCX, marked as unofficial on every page."""
    return docx.write_docx(build_translation(user, row, period=period).english)


def print_translation(user: User, row: ReportOutline, *, period: str) -> bytes:
    """The same as PDF."""
    return render_pdf(build_translation(user, row, period=period).english, language=LANGUAGE)


def say_in_english(text: str) -> str:
    with translation.override(LANGUAGE):
        return keep_vietnamese(translate(text))


def _get_text(block: Block) -> str:
    match block:
        case Heading():
            return f"{block.number} {block.text}"
        case Paragraph(runs):
            return "".join(run.text for run in runs)
    return ""
