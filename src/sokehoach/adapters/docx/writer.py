"""A document of the domain → a .docx file."""

from docx.oxml.xmlchemy import BaseOxmlElement

from sokehoach.adapters.docx import frame, package, pages, xml
from sokehoach.adapters.docx.blocks import write_blocks
from sokehoach.adapters.docx.marks import Marks
from sokehoach.adapters.docx.pictures import Pictures
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.content import Document


@slow_work
def write(document: Document) -> bytes:
    """The file's bytes: equal documents give equal bytes.

    Letters that XML cannot hold are dropped from the text; nothing else is.
    """
    file = package.blank()
    marks, pictures = Marks(), Pictures(file.part)
    body = file.element.body
    for child in list(body):
        body.remove(child)
    body.extend(_letter(document, marks, pictures))
    properties = pages.section(landscape=False)
    for position, annex in enumerate(document.annexes, start=1):
        body.append(pages.end_section(properties))
        room = pages.room(landscape=annex.landscape)
        body.extend(frame.annex_head(document, annex, position=position, room=room))
        body.extend(write_blocks(annex.blocks, room=room, marks=marks, pictures=pictures))
        properties = pages.section(landscape=annex.landscape)
    body.append(properties)
    pages.margins_text(file, notice=document.notice)
    package.describe(file, document)
    marks.attach(file.part)
    return package.packed(file)


def _letter(document: Document, marks: Marks, pictures: Pictures) -> list[BaseOxmlElement]:
    room = pages.room(landscape=False)
    return [
        frame.letterhead(document.letterhead, about="" if document.kind else document.title),
        *frame.title(document, room=room),
        *frame.addressees(document.addressees, letter=not document.kind),
        *write_blocks(document.preamble, room=room, marks=marks, pictures=pictures),
        *write_blocks(document.blocks, room=room, marks=marks, pictures=pictures),
        xml.paragraph("BodyText", *_last_words(document), keep_next=True),
        frame.signature(document),
    ]


def _last_words(document: Document) -> list[BaseOxmlElement]:
    lead = [xml.run(document.lead, bold=True)] if document.lead else []
    return [*lead, xml.run(document.last_words)]
