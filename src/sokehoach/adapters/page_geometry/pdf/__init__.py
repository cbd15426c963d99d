"""Measure a PDF with text: read positions on its pages and group them into paragraphs."""

from sokehoach.adapters.page_geometry.pdf.document import measure_pdf

__all__ = ["measure_pdf"]
