"""A document as its printed pages."""

from sokehoach.adapters import pdf
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.documents.content import Document


def render_pdf(document: Document) -> bytes:
    """The PDF file. Refused, naming it, where a letter has no shape in any typeface."""
    try:
        return pdf.write_pdf(document)
    except pdf.UnprintableLetterError as error:
        raise ActionRefused(str(error)) from None
