"""The result of reading a plan's file of any kind."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class FileKind(StrEnum):
    PLAIN = "txt"
    DOCX = "docx"
    PDF = "pdf"


type Table = tuple[tuple[str, ...], ...]  # rows of cells, white space collapsed; a merged cell is in its first place


@dataclass(frozen=True, slots=True)
class FileText:
    """`text` is NFC without NUL; lines end with «\\n», a blank line separates paragraphs of a DOCX or PDF.

    pages   number of pages of a PDF; None for other kinds
    tables  tables with ruling lines, in order; in `text` they are rows «| a | b |»
    notes   Vietnamese sentences for the person who checks the reading: what was left out or converted
    """

    text: str
    kind: FileKind
    pages: int | None = None
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(payload: dict[str, Any]) -> FileText:
    """Rebuild the FileText from the parser process's JSON."""
    return FileText(
        text=str(payload["text"]),
        kind=FileKind(payload["kind"]),
        pages=None if payload["pages"] is None else int(payload["pages"]),
        tables=tuple(tuple(tuple(str(cell) for cell in row) for row in table) for table in payload["tables"]),
        notes=tuple(str(note) for note in payload["notes"]),
    )
