"""A document as its printed pages."""

from sokehoach.adapters import pdf
from sokehoach.apps.shell.outcomes import Refused
from sokehoach.domain.documents.content import Document


def page(said: Document) -> bytes:
    """The PDF file. Refused, naming it, where a letter has no shape in any typeface."""
    try:
        return pdf.write(said)
    except pdf.Unprintable as error:
        raise Refused(str(error)) from None
