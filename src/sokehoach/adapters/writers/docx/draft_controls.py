"""Mark the paragraphs and figures of a draft in the Word file in which its words are edited.

A paragraph carries a bookmark, a figure is a content control whose text is locked. It can be moved and deleted in Word;
what became of it is compared when the file comes back.
"""

from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement

from sokehoach.adapters.writers.docx.xml import build_element, build_run
from sokehoach.domain.documents.content import FigureRun, Missing, Paragraph, Text, remove_unprintable
from sokehoach.domain.documents.paragraph_text import render_paragraph
from sokehoach.domain.documents.word_edits.marks import DraftVersion, ParagraphMark, build_figure_mark, digest_words

_FIRST_ID = 1_000_000  # above the ids of the other bookmarks
_SHADE = "E3EEEA"  # behind a figure, so that it is seen what cannot be typed into
_MAX_NAME = 60


class DraftControls:
    """Writes the paragraphs of the body in order and counts them."""

    def __init__(self, draft: DraftVersion) -> None:
        self._draft = draft
        self._number = 0
        self._serial = _FIRST_ID

    def write_paragraph(self, paragraph: Paragraph) -> Iterator[BaseOxmlElement]:
        self._number += 1
        mark = ParagraphMark(self._draft, self._number, digest_words(render_paragraph(paragraph)))
        serial = self._next_id()
        yield build_element("bookmarkStart", id=serial, name=str(mark))
        for run in paragraph.runs:
            if isinstance(run, Text):
                yield build_run(run.text, bold=run.bold, italic=run.italic)
            else:
                yield self._build_control(run)
        yield build_element("bookmarkEnd", id=serial)

    def _build_control(self, figure: FigureRun | Missing) -> BaseOxmlElement:
        printed = build_run(figure.text, italic=isinstance(figure, Missing))
        properties = printed.find(build_element("rPr").tag)
        if properties is None:
            properties = build_element("rPr")
            printed.insert(0, properties)
        properties.append(build_element("shd", val="clear", color="auto", fill=_SHADE))
        return build_element(
            "sdt",
            build_element(
                "sdtPr",
                build_element("alias", val=remove_unprintable(f"Số liệu: {figure.text}")[:_MAX_NAME]),
                build_element("tag", val=str(build_figure_mark(figure.references, figure.text))),
                build_element("id", val=self._next_id()),
                build_element("lock", val="contentLocked"),
            ),
            build_element("sdtContent", printed),
        )

    def _next_id(self) -> int:
        self._serial += 1
        return self._serial
