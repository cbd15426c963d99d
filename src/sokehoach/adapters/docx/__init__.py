"""Writes a document as a Word file laid out by NĐ 30/2020/NĐ-CP, Phụ lục I."""

from sokehoach.adapters.docx.writer import write

__all__ = ["write"]
