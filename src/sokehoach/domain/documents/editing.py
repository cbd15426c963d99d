"""A paragraph as an editor types it: words, with each figure as a numbered field that keeps its source.

«Đã tổ chức {1} cuộc»: the field may be moved or taken out; a figure cannot be typed into being one.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from sokehoach.domain.documents.content import Document, FigureRun, Missing, Paragraph, Run, Text

_FIELD = re.compile(r"\{(\d+)\}")


class UnknownField(ValueError):
    """The words name a field that the paragraph does not have; `paragraph`: which one of the body, from 1."""

    def __init__(self, message_vi: str, paragraph: int = 1) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi
        self.paragraph = paragraph


def fields(paragraph: Paragraph) -> tuple[FigureRun | Missing, ...]:
    """Its figures and gaps in order: the first is {1}."""
    return tuple(run for run in paragraph.runs if not isinstance(run, Text))


def typed(paragraph: Paragraph) -> str:
    """As the editor sees it."""
    places = iter(range(1, len(paragraph.runs) + 1))
    return "".join(run.text if isinstance(run, Text) else f"{{{next(places)}}}" for run in paragraph.runs)


def reworded(paragraph: Paragraph, words: str, *, number: int = 1) -> tuple[Paragraph, ...]:
    """A paragraph for each line of the words; none where all was taken out. Raises UnknownField with the number."""
    if words == typed(paragraph):
        return (paragraph,)
    known = fields(paragraph)
    look = next((run for run in paragraph.runs if isinstance(run, Text)), Text(""))
    made = []
    for line in words.splitlines():
        runs: list[Run] = []
        for place, part in enumerate(_FIELD.split(line.strip())):
            if place % 2 == 0:
                runs += [replace(look, text=part)] if part else []
            elif 1 <= int(part) <= len(known):
                runs.append(known[int(part) - 1])
            else:
                raise UnknownField(
                    f"Đoạn này không có trường {{{part}}}; "
                    + (
                        f"các trường từ {{1}} đến {{{len(known)}}}."
                        if known
                        else "đoạn không có số liệu nào."
                    ),
                    number,
                )
        if runs:
            made.append(Paragraph(tuple(runs)))
    return tuple(made)


def rewritten(document: Document, words: Sequence[str]) -> Document:
    """`words`: one text for each paragraph of the body, in order. Raises UnknownField, ValueError for another count."""
    given = enumerate(words, 1)
    count = sum(isinstance(block, Paragraph) for block in document.blocks)
    if count != len(words):
        raise ValueError(f"{len(words)} texts for {count} paragraphs")
    blocks = [
        one
        for block in document.blocks
        for one in (_next(block, *next(given)) if isinstance(block, Paragraph) else (block,))
    ]
    return replace(document, blocks=tuple(blocks))


def _next(paragraph: Paragraph, number: int, words: str) -> tuple[Paragraph, ...]:
    return reworded(paragraph, words, number=number)
