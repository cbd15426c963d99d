"""A Word document (.docx) → text as it is printed: with the numbers that Word makes, without what was deleted."""

from sokehoach.adapters.text.docx.document import read_docx

__all__ = ["read_docx"]
