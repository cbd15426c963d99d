"""Write a domain document as a .docx file."""

from docx.oxml.xmlchemy import BaseOxmlElement

from sokehoach.adapters.slow_work import slow_work
from sokehoach.adapters.writers.docx import frame, package, pages, xml
from sokehoach.adapters.writers.docx.blocks import Pictures, write_blocks
from sokehoach.adapters.writers.docx.draft_controls import DraftControls
from sokehoach.adapters.writers.docx.marks import Marks
from sokehoach.domain.documents.content import Document
from sokehoach.domain.documents.word_edits.marks import DraftVersion


@slow_work
def write_docx(document: Document, *, draft: DraftVersion | None = None) -> bytes:
    """Return the file's bytes; equal documents give equal bytes.

    Characters that XML cannot contain are dropped from the text; nothing else is. `draft`: write a file whose words
    are edited and brought back (`readers.docx.draft_lines`): it says of which draft it is, and its figures are locked.
    """
    file = package.create_package()
    marks, pictures = Marks(), Pictures(file.part)
    body = file.element.body
    for child in list(body):
        body.remove(child)
    body.extend(_build_letter(document, marks, pictures, None if draft is None else DraftControls(draft)))
    properties = pages.build_section(landscape=False)
    for position, annex in enumerate(document.annexes, start=1):
        body.append(pages.close_section(properties))
        room = pages.page_text_width(landscape=annex.landscape)
        body.extend(frame.build_annex_head(document, annex, position=position, room=room))
        body.extend(write_blocks(annex.blocks, room=room, marks=marks, pictures=pictures))
        properties = pages.build_section(landscape=annex.landscape)
    body.append(properties)
    pages.write_margins(file, notice=document.notice)
    package.set_properties(file, document, keywords="" if draft is None else str(draft))
    marks.attach(file.part)
    return package.serialize_package(file)


def _build_letter(
    document: Document, marks: Marks, pictures: Pictures, controls: DraftControls | None
) -> list[BaseOxmlElement]:
    room = pages.page_text_width(landscape=False)
    return [
        frame.build_letterhead(document.letterhead, subject="" if document.kind else document.title),
        *frame.build_title(document, room=room),
        *frame.build_addressees(document.addressees, letter=not document.kind),
        *write_blocks(document.preamble, room=room, marks=marks, pictures=pictures),
        *write_blocks(document.blocks, room=room, marks=marks, pictures=pictures, controls=controls),
        xml.build_paragraph("BodyText", *_build_last_words(document), keep_next=True),
        frame.build_signature(document),
    ]


def _build_last_words(document: Document) -> list[BaseOxmlElement]:
    lead = [xml.build_run(document.lead, bold=True)] if document.lead else []
    return [*lead, xml.build_run(document.last_words)]
