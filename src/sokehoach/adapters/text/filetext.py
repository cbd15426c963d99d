"""The result of reading a plan's file of any kind."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class FileKind(StrEnum):
    PLAIN = "txt"
    DOCX = "docx"
    PDF = "pdf"


type Table = tuple[
    tuple[str, ...], ...
]  # rows of cells, white space collapsed; a merged cell stands in its first place


@dataclass(frozen=True, slots=True)
class FileText:
    """`text` is NFC, lines ended by «\\n», a blank line between paragraphs of a DOCX or PDF; it never holds NUL.

    pages   of a PDF; None where the file has none of its own
    tables  those with ruling lines, in order; in `text` they stand as rows «| a | b |»
    notes   Vietnamese sentences: what was left out or converted, for who checks the reading
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
