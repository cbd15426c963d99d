"""Renders a document as PDF."""

from sokehoach.adapters import pdf
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.documents.content import Document


def render_pdf(document: Document) -> bytes:
    """The document as a PDF file. Raises ActionRefused naming a letter that no typeface has."""
    try:
        return pdf.write_pdf(document)
    except pdf.UnprintableLetterError as error:
        raise ActionRefused(str(error)) from None
