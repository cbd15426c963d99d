"""What the tests read back from a PDF."""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdf import PdfReader

from sokehoach.adapters.writers.pdf import write_pdf
from sokehoach.domain.documents.content import Cell, Document, Row, Table, Text


def pages(data: bytes) -> list[str]:
    """The text of each page without its number."""
    with pdfium.PdfDocument(data) as file:
        told = [page.get_textpage().get_text_range() for page in file]
    return [_without_number(text) for text in told]


def letters(text: str) -> str:
    """The text less its blanks: two formats break their lines at other places."""
    return "".join(text.replace("\ufffe", "").split())


def printed(document: Document) -> str:
    return letters("".join(pages(write_pdf(document))))


def quiet(document: Document) -> Document:
    """Without the line at the foot, which a PDF repeats in the text of each page."""
    return replace(document, notice="")


def level(document: Document) -> Document:
    """With heads of one row: cells over two rows are read in another order, said by their height on the page."""
    annexes = [
        replace(annex, blocks=tuple(_flat(one) if isinstance(one, Table) else one for one in annex.blocks))
        for annex in document.annexes
    ]
    return replace(document, annexes=tuple(annexes))


def _flat(table: Table) -> Table:
    if len(table.head) < 2:
        return table
    return replace(table, head=(Row(tuple(Cell((Text(f"Cột {at}"),)) for at in range(len(table.columns)))),))


def picture(rows: list[bytes], width: int) -> bytes:
    """A PNG of rows of RGB letters."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, len(rows), 8, 2, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def keep_pages(data: bytes, folder: Path, name: str) -> None:
    """Each page as a picture, to be looked at: «report-1.png»."""
    folder.mkdir(parents=True, exist_ok=True)
    with pdfium.PdfDocument(data) as file:
        for number, page in enumerate(file, 1):
            seen = page.render(scale=1.1, rev_byteorder=True, may_draw_forms=False)
            assert seen.n_channels == 3
            row, whole = seen.width * 3, bytes(seen.buffer)
            lines = [whole[at : at + row] for at in range(0, seen.stride * seen.height, seen.stride)]
            (folder / f"{name}-{number}.png").write_bytes(picture(lines, seen.width))


def alternatives(data: bytes) -> list[str]:
    """What a reader that speaks says of each picture, in the order of reading."""
    root: Any = PdfReader(io.BytesIO(data)).trailer["/Root"]
    return list(_told(root["/StructTreeRoot"]))


def _told(node: Any) -> Iterator[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from _told(one)
    elif isinstance(node, dict):
        if "/Alt" in node:
            yield str(node["/Alt"])
        yield from _told(node.get("/K", []))


def _without_number(text: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if first.strip().isdigit() else text
