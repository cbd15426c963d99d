"""A document's file → how it lies on paper (domain.documents.rules.measured), and what the linter finds in it."""

from sokehoach.adapters.layout.opening import lint_file

__all__ = ["lint_file"]
