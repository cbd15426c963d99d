"""The text of a file of any kind: the result of reading it, and its tables as lines."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sokehoach.adapters.sandbox import FileRefusedError


class FileKind(StrEnum):
    PLAIN = "txt"
    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"


class UnreadableFileError(FileRefusedError):
    """The file has no readable text; the message is a Vietnamese sentence for the person who chose the file."""


class NoTextLayerError(UnreadableFileError):
    """Its pages can be looked at, but their letters cannot be copied: a scan, or a broken text layer."""


type Table = tuple[tuple[str, ...], ...]  # rows of cells, white space collapsed; a merged cell is in its first place


@dataclass(frozen=True, slots=True)
class FileText:
    """`text` is NFC without NUL; lines end with «\\n», a blank line separates paragraphs of a DOCX or PDF.

    pages   number of pages of a PDF; None for other kinds
    tables  tables with ruling lines, in order; in `text` they are rows «| a | b |»
    notes   Vietnamese sentences for the person who checks the reading: what was left out or converted
    no_text why the pages of a PDF have no readable letters; «» where they have
    """

    text: str
    kind: FileKind
    pages: int | None = None
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    no_text: str = ""

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
        no_text=str(payload["no_text"]),
    )


def format_table_lines(table: Table) -> Iterator[str]:
    """Yield the lines, with a rule after the first row. A bar inside a cell becomes «/», since it would split the
    cell.
    """
    width = max(len(row) for row in table)
    for number, row in enumerate(table):
        cells = [cell.replace("|", "/") for cell in (*row, *("" for _ in range(width - len(row))))]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"|{'---|' * width}"
