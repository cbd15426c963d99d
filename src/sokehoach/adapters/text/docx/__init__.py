"""Read a Word document (.docx) as text as printed: with Word's automatic numbers, without deleted text."""

from sokehoach.adapters.text.docx.document import read_docx

__all__ = ["read_docx"]
