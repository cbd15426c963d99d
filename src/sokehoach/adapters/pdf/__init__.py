"""Sets a document as a PDF/A file with tags, laid out by NĐ 30/2020/NĐ-CP, Phụ lục I."""

from sokehoach.adapters.pdf.writer import Unprintable, write

__all__ = ["Unprintable", "write"]
