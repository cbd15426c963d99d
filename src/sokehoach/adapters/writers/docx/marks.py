"""Make figures traceable in the file: a bookmark around each, and a list of what the bookmarks refer to.

A bookmark's name has at most 40 characters and no punctuation, too little for a disaggregation. So the full
references are in a custom XML part. Neither prints.
"""

import re
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.xmlchemy import BaseOxmlElement

from sokehoach.adapters.writers.docx.xml import build_element
from sokehoach.domain.documents.content import Reference, remove_unprintable

NAMESPACE = "urn:sokehoach:figures:1"
_MAX_NAME = 40


class Marks:
    """Creates bookmarks in reading order and records them."""

    def __init__(self) -> None:
        self._bookmarks: list[tuple[str, str, Reference]] = []

    def wrap_runs(
        self, runs: list[BaseOxmlElement], *, text: str, references: tuple[Reference, ...]
    ) -> list[BaseOxmlElement]:
        starts, ends = [], []
        for reference in references:
            serial = len(self._bookmarks) + 1
            name = _build_bookmark_name(reference, serial)
            self._bookmarks.append((name, text, reference))
            starts.append(build_element("bookmarkStart", id=serial, name=name))
            ends.append(build_element("bookmarkEnd", id=serial))
        return [*starts, *runs, *reversed(ends)]

    def attach(self, part: Part) -> None:
        """Store the list beside the document part, unless the document has no figures."""
        if not self._bookmarks:
            return
        rows = "".join(
            f"<figure mark={_quote(name)} text={_quote(text)} element={_quote(reference.operand.element)}"
            f" disaggregation={_quote(reference.operand.disaggregation)} period={_quote(reference.period)}"
            f" unit={_quote(reference.unit)}/>"
            for name, text, reference in self._bookmarks
        )
        blob = f'<?xml version="1.0" encoding="UTF-8"?>\n<figures xmlns="{NAMESPACE}">{rows}</figures>'
        listed = Part(PackURI("/customXml/item1.xml"), "application/xml", blob.encode(), part.package)
        part.relate_to(listed, RELATIONSHIP_TYPE.CUSTOM_XML)


def _build_bookmark_name(reference: Reference, serial: int) -> str:
    """Build a name such as «f_TT01_2021S1_7»; the serial keeps it unique when the code before it is cut."""
    tail = f"_{serial}"
    code = re.sub(r"\W", "_", f"f_{reference.operand.element}_{reference.period}", flags=re.ASCII)
    return code[: _MAX_NAME - len(tail)] + tail


def _quote(text: str) -> str:
    return quoteattr(remove_unprintable(text))
