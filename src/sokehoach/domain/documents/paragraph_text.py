"""A paragraph as editable text: figures become numbered fields that keep their source.

«Đã tổ chức {1} cuộc»: the user may move or remove the field, but cannot type a new figure.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from sokehoach.domain.documents.content import Document, FigureRun, Missing, Paragraph, Run, Text
from sokehoach.domain.messages import say

_FIELD = re.compile(r"\{(\d+)\}")


class UnknownField(ValueError):
    """The text uses a field that the paragraph does not have; `paragraph`: its number in the body, from 1."""

    def __init__(self, message_vi: str, paragraph: int = 1) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi
        self.paragraph = paragraph


def list_fields(paragraph: Paragraph) -> tuple[FigureRun | Missing, ...]:
    """Figures and gaps of the paragraph in order: the first is {1}."""
    return tuple(run for run in paragraph.runs if not isinstance(run, Text))


def render_paragraph(paragraph: Paragraph) -> str:
    """The paragraph as editable text."""
    numbers = iter(range(1, len(paragraph.runs) + 1))
    return "".join(run.text if isinstance(run, Text) else f"{{{next(numbers)}}}" for run in paragraph.runs)


def reword_paragraph(paragraph: Paragraph, text: str, *, number: int = 1) -> tuple[Paragraph, ...]:
    """One paragraph for each line of the text; none if it is empty. Raises UnknownField with the number."""
    if text == render_paragraph(paragraph):
        return (paragraph,)
    figures = list_fields(paragraph)
    style = next((run for run in paragraph.runs if isinstance(run, Text)), Text(""))
    paragraphs = []
    for line in text.splitlines():
        runs: list[Run] = []
        for index, part in enumerate(_FIELD.split(line.strip())):
            if index % 2 == 0:
                runs += [replace(style, text=part)] if part else []
            elif 1 <= int(part) <= len(figures):
                runs.append(figures[int(part) - 1])
            else:
                raise UnknownField(_explain_fields(part, len(figures)), number)
        if runs:
            paragraphs.append(Paragraph(tuple(runs)))
    return tuple(paragraphs)


def list_dropped_fields(paragraph: Paragraph, text: str) -> tuple[int, ...]:
    """Numbers of the fields that the paragraph has and the text does not, in order."""
    present = {int(number) for number in _FIELD.findall(text)}
    return tuple(number for number in range(1, len(list_fields(paragraph)) + 1) if number not in present)


def list_body_paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The paragraphs whose words are edited, in order: the first is number 1."""
    return tuple(block for block in document.blocks if isinstance(block, Paragraph))


def find_unknown_fields(document: Document, texts: Sequence[str]) -> dict[int, str]:
    """Why a text cannot be taken, by the number of its paragraph."""
    problems = {}
    for number, (paragraph, text) in enumerate(zip(list_body_paragraphs(document), texts, strict=False), 1):
        try:
            reword_paragraph(paragraph, text, number=number)
        except UnknownField as unknown:
            problems[number] = unknown.message_vi
    return problems


def _explain_fields(field: str, count: int) -> str:
    if not count:
        return say("Đoạn này không có trường {%(field)s}; đoạn không có số liệu nào.", field=field)
    return say("Đoạn này không có trường {%(field)s}; các trường từ {1} đến {%(last)s}.", field=field, last=count)


def reword_document(document: Document, texts: Sequence[str]) -> Document:
    """Replace the text of each paragraph of the body, in order. Raises UnknownField; ValueError for another count."""
    numbered_texts = enumerate(texts, 1)
    count = len(list_body_paragraphs(document))
    if count != len(texts):
        raise ValueError(f"{len(texts)} texts for {count} paragraphs")
    blocks = [
        new_block
        for block in document.blocks
        for new_block in (_reword_numbered(block, *next(numbered_texts)) if isinstance(block, Paragraph) else (block,))
    ]
    return replace(document, blocks=tuple(blocks))


def _reword_numbered(paragraph: Paragraph, number: int, text: str) -> tuple[Paragraph, ...]:
    return reword_paragraph(paragraph, text, number=number)
