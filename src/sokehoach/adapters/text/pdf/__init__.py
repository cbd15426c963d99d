"""A PDF with text → paragraphs in reading order; a scanned one is told apart and refused."""

from sokehoach.adapters.text.pdf.document import read_pdf

__all__ = ["read_pdf"]
