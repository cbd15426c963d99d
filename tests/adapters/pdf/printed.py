"""What the tests read back from a PDF."""

import pypdfium2 as pdfium

from sokehoach.adapters.pdf import write
from sokehoach.domain.documents.content import Document


def pages(data: bytes) -> list[str]:
    """The text of each page without its number."""
    with pdfium.PdfDocument(data) as file:
        told = [page.get_textpage().get_text_range() for page in file]
    return [_without_number(text) for text in told]


def letters(text: str) -> str:
    """The text less its blanks: two formats break their lines at other places."""
    return "".join(text.replace("\ufffe", "").split())


def printed(document: Document) -> str:
    return letters("".join(pages(write(document))))


def _without_number(text: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if first.strip().isdigit() else text
