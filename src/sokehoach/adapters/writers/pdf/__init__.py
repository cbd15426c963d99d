"""Write a document as a tagged PDF/A file, laid out by NĐ 30/2020/NĐ-CP, Phụ lục I."""

from sokehoach.adapters.writers.pdf.writer import UnprintableLetterError, write_pdf

__all__ = ["UnprintableLetterError", "write_pdf"]
