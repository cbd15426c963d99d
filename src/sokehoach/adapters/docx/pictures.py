"""Drawings in the line of the text: an image that Word's own reader for the blind can tell."""

import io
from collections.abc import Iterator

from docx.opc.part import Part
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.document import DocumentPart
from docx.shared import Mm

from sokehoach.adapters.docx import xml
from sokehoach.domain.documents.content import Picture
from sokehoach.domain.documents.printable import clean


class Pictures:
    """Puts images into the file; equal images are kept once."""

    def __init__(self, part: Part) -> None:
        assert isinstance(part, DocumentPart)
        self._part = part

    def drawn(self, picture: Picture) -> Iterator[BaseOxmlElement]:
        inline = self._part.new_pic_inline(io.BytesIO(picture.png), width=Mm(picture.width))
        inline.docPr.set("descr", clean(picture.alt))
        frame = xml.element("r", xml.element("drawing", inline))
        yield xml.paragraph("TableText", frame, align="center", before=10, keep_next=bool(picture.caption))
        if picture.caption:
            yield xml.paragraph("TableNote", xml.run(picture.caption), align="center", after=10)
