"""A PDF with text → a measured document: what lies where on its pages, put together into paragraphs."""

from sokehoach.adapters.layout.pdf.document import measure

__all__ = ["measure"]
