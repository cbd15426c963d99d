"""Write documents with all their files and receipts to a zip with an index (HTML, CSV) and SHA-256 sums.

Metadata have the names of NĐ 30/2020/NĐ-CP, Phụ lục VI. Equal dossiers give equal bytes. The zip is produced in
pieces, so that at most one file is in memory.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from html import escape

from sokehoach.adapters.slow_work import slow_work
from sokehoach.adapters.writers import csv_file

_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A file of a document; `content` is called when the file is written."""

    name: str
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class DossierDocument:
    """One document (Phụ lục VI, phần II) with its files; each receipt is one line."""

    DocOrdinal: int
    TypeName: str
    CodeNumber: str
    CodeNotation: str
    IssuedDate: str
    OrganName: str
    Subject: str
    SignerPosition: str
    SignerName: str
    To: str
    State: str
    folder: str
    files: Sequence[DossierFile]
    receipts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Dossier:
    title: str
    creator: str
    start: str
    end: str
    entries: Sequence[DossierDocument]


_COLUMNS = tuple(column.name for column in fields(DossierDocument) if column.name[0].isupper())


@slow_work
def write_dossier(dossier: Dossier) -> Iterator[bytes]:
    """Yield the zip in pieces."""
    sink = _Sink()
    sums: list[tuple[str, str]] = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:

        def add_file(name: str, data: bytes) -> bytes:
            sums.append((hashlib.sha256(data).hexdigest(), name))
            package.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
            return sink.take()

        for document in dossier.entries:
            for file in document.files:
                yield add_file(f"{document.folder}/{file.name}", file.content())
        yield add_file("muc-luc.csv", _build_csv(dossier))
        yield add_file("muc-luc.html", _build_html(dossier, sums))
        checksums = "".join(f"{digest}  {name}\n" for digest, name in sums)
        package.writestr(zipfile.ZipInfo("SHA256SUMS", _EPOCH), checksums, zipfile.ZIP_DEFLATED)
    yield sink.take()


class _Sink(io.RawIOBase):
    """A buffer that `take` empties; the zip writer never seeks back in it."""

    def __init__(self) -> None:
        super().__init__()
        self._buffer = bytearray()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def write(self, data: object) -> int:
        chunk = bytes(data)  # type: ignore[call-overload]
        self._buffer += chunk
        return len(chunk)

    def take(self) -> bytes:
        content = bytes(self._buffer)
        self._buffer.clear()
        return content


def _build_csv(dossier: Dossier) -> bytes:
    buffer = io.StringIO()
    rows = csv.writer(buffer)
    rows.writerow([*_COLUMNS, "Folder", "Receipts"])
    for document in dossier.entries:
        values = [str(getattr(document, name)) for name in _COLUMNS]
        rows.writerow([csv_file.escape_cell(cell) for cell in (*values, document.folder, "; ".join(document.receipts))])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _build_html(dossier: Dossier, sums: Sequence[tuple[str, str]]) -> bytes:
    digests = {name: digest for digest, name in sums}
    parts = [
        '<!doctype html><html lang="vi"><meta charset="utf-8">',
        f"<title>{escape(dossier.title)}</title><h1>{escape(dossier.title)}</h1>",
        f"<p>{escape(dossier.creator)}, {escape(dossier.start)} – {escape(dossier.end)}, ",
        f"{len(dossier.entries)} văn bản.</p>",
    ]
    for document in dossier.entries:
        number = f"{document.CodeNumber}/{document.CodeNotation}" if document.CodeNumber else "chưa có số"
        parts.append(
            f"<h2>{document.DocOrdinal}. {escape(document.TypeName)} {escape(number)}: {escape(document.Subject)}</h2>"
        )
        parts.append(
            f"<p>{escape(document.OrganName)}, {escape(document.IssuedDate)}, {escape(document.State)}.</p><ul>"
        )
        for file in document.files:
            path = f"{document.folder}/{file.name}"
            parts.append(f'<li><a href="{escape(path)}">{escape(file.name)}</a> <code>{digests[path]}</code></li>')
        parts.extend(f"<li>{escape(receipt)}</li>" for receipt in document.receipts)
        parts.append("</ul>")
    return "".join(parts).encode()
