"""Figures stay traceable in the file: a bookmark around each, and one list of what the bookmarks stand for.

A bookmark's name holds 40 letters at most and no punctuation, too little for a disaggregation; so the full
references lie in a custom XML part of the file. Neither prints.
"""

import re
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.xmlchemy import BaseOxmlElement

from sokehoach.adapters.docx.xml import element
from sokehoach.domain.documents.content import Reference
from sokehoach.domain.documents.printable import clean

NAMESPACE = "urn:sokehoach:figures:1"
_LONGEST = 40


class Marks:
    """Hands out bookmarks in reading order and remembers them."""

    def __init__(self) -> None:
        self._listed: list[tuple[str, str, Reference]] = []

    def around(
        self, runs: list[BaseOxmlElement], *, text: str, references: tuple[Reference, ...]
    ) -> list[BaseOxmlElement]:
        starts, ends = [], []
        for reference in references:
            serial = len(self._listed) + 1
            name = _name(reference, serial)
            self._listed.append((name, text, reference))
            starts.append(element("bookmarkStart", id=serial, name=name))
            ends.append(element("bookmarkEnd", id=serial))
        return [*starts, *runs, *reversed(ends)]

    def attach(self, part: Part) -> None:
        """Stores the list beside the document part; nothing where the document has no figures."""
        if not self._listed:
            return
        rows = "".join(
            f"<figure mark={_quoted(name)} text={_quoted(text)} element={_quoted(reference.operand.element)}"
            f" disaggregation={_quoted(reference.operand.disaggregation)} period={_quoted(reference.period)}"
            f" unit={_quoted(reference.unit)}/>"
            for name, text, reference in self._listed
        )
        blob = f'<?xml version="1.0" encoding="UTF-8"?>\n<figures xmlns="{NAMESPACE}">{rows}</figures>'
        listed = Part(PackURI("/customXml/item1.xml"), "application/xml", blob.encode(), part.package)
        part.relate_to(listed, RELATIONSHIP_TYPE.CUSTOM_XML)


def _name(reference: Reference, serial: int) -> str:
    """«f_TT01_2021S1_7»; the serial keeps it unique when the code before it is cut."""
    tail = f"_{serial}"
    code = re.sub(r"\W", "_", f"f_{reference.operand.element}_{reference.period}", flags=re.ASCII)
    return code[: _LONGEST - len(tail)] + tail


def _quoted(text: str) -> str:
    return quoteattr(clean(text))
