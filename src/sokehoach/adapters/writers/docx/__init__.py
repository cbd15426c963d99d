"""Write a document as a Word file laid out by NĐ 30/2020/NĐ-CP, Phụ lục I."""

from sokehoach.adapters.writers.docx.writer import write_docx

__all__ = ["write_docx"]
