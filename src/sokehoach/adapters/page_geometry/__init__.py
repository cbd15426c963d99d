"""A document's file → how it lies on paper (domain.documents.rules), and what the linter finds in it."""

from sokehoach.adapters.page_geometry.opening import lint_file

__all__ = ["lint_file"]
