"""A PDF with text → a measured document: what lies where on its pages, put together into paragraphs."""

from sokehoach.adapters.page_geometry.pdf.document import measure_pdf

__all__ = ["measure_pdf"]
