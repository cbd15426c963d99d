"""Read a PDF with text as paragraphs in reading order; a scanned one is refused."""

from sokehoach.adapters.text.pdf.document import read_pdf

__all__ = ["read_pdf"]
