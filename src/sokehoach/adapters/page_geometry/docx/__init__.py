"""Measure a Word document (.docx), with all formats resolved through styles, defaults and theme."""

from sokehoach.adapters.page_geometry.docx.document import measure_docx

__all__ = ["measure_docx"]
