"""Measure how a document's file is laid out on paper (domain.documents.rules), and lint it."""

from sokehoach.adapters.page_geometry.opening import lint_file

__all__ = ["lint_file"]
