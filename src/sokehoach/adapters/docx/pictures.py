"""Place drawings in the text, with a description for screen readers."""

import io
from collections.abc import Iterator

from docx.opc.part import Part
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.document import DocumentPart
from docx.shared import Mm

from sokehoach.adapters.docx import xml
from sokehoach.domain.documents.content import Picture
from sokehoach.domain.documents.printable import remove_unprintable


class Pictures:
    """Adds images to the file; equal images are stored once."""

    def __init__(self, part: Part) -> None:
        assert isinstance(part, DocumentPart)
        self._part = part

    def draw(self, picture: Picture) -> Iterator[BaseOxmlElement]:
        inline = self._part.new_pic_inline(io.BytesIO(picture.png), width=Mm(picture.width))
        inline.docPr.set("descr", remove_unprintable(picture.alt))
        frame = xml.build_element("r", xml.build_element("drawing", inline))
        yield xml.build_paragraph("TableText", frame, align="center", space_before=10, keep_next=bool(picture.caption))
        if picture.caption:
            yield xml.build_paragraph("TableNote", xml.build_run(picture.caption), align="center", space_after=10)
