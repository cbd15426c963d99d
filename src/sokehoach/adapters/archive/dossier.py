"""Documents with all their files and receipts → a zip with an index (HTML, CSV) and SHA-256 sums.

Metadata by the names of NĐ 30/2020/NĐ-CP, Phụ lục VI. Equal dossiers give equal bytes; the zip is made piece by piece,
so that no more than one file of it stands in memory.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from html import escape

from sokehoach.adapters import csv_file
from sokehoach.adapters.slow_work import slow_work

_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a document; `content` is asked for when it is written."""

    name: str
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Entry:
    """One document (Phụ lục VI, phần II) and its files; `receipts` one line each."""

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
    files: Sequence[Kept]
    receipts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Dossier:
    title: str
    creator: str
    start: str
    end: str
    entries: Sequence[Entry]


_COLUMNS = tuple(one.name for one in fields(Entry) if one.name[0].isupper())


@slow_work
def write(dossier: Dossier) -> Iterator[bytes]:
    """The zip, in pieces."""
    sink = _Sink()
    sums: list[tuple[str, str]] = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:

        def put(name: str, data: bytes) -> bytes:
            sums.append((hashlib.sha256(data).hexdigest(), name))
            package.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
            return sink.taken()

        for entry in dossier.entries:
            for kept in entry.files:
                yield put(f"{entry.folder}/{kept.name}", kept.content())
        yield put("muc-luc.csv", _csv(dossier))
        yield put("muc-luc.html", _html(dossier, sums))
        told = "".join(f"{digest}  {name}\n" for digest, name in sums)
        package.writestr(zipfile.ZipInfo("SHA256SUMS", _EPOCH), told, zipfile.ZIP_DEFLATED)
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Gives away what was written; a zip written to it never looks back."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._held += piece
        return len(piece)

    def taken(self) -> bytes:
        held = bytes(self._held)
        self._held.clear()
        return held


def _csv(dossier: Dossier) -> bytes:
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow([*_COLUMNS, "Folder", "Receipts"])
    for entry in dossier.entries:
        values = [str(getattr(entry, name)) for name in _COLUMNS]
        rows.writerow([csv_file.safe(one) for one in (*values, entry.folder, "; ".join(entry.receipts))])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _html(dossier: Dossier, sums: Sequence[tuple[str, str]]) -> bytes:
    digests = {name: digest for digest, name in sums}
    parts = [
        '<!doctype html><html lang="vi"><meta charset="utf-8">',
        f"<title>{escape(dossier.title)}</title><h1>{escape(dossier.title)}</h1>",
        f"<p>{escape(dossier.creator)}, {escape(dossier.start)} – {escape(dossier.end)}, ",
        f"{len(dossier.entries)} văn bản.</p>",
    ]
    for entry in dossier.entries:
        number = f"{entry.CodeNumber}/{entry.CodeNotation}" if entry.CodeNumber else "chưa có số"
        parts.append(
            f"<h2>{entry.DocOrdinal}. {escape(entry.TypeName)} {escape(number)}: {escape(entry.Subject)}</h2>"
        )
        parts.append(
            f"<p>{escape(entry.OrganName)}, {escape(entry.IssuedDate)}, {escape(entry.State)}.</p><ul>"
        )
        for kept in entry.files:
            path = f"{entry.folder}/{kept.name}"
            parts.append(
                f'<li><a href="{escape(path)}">{escape(kept.name)}</a> <code>{digests[path]}</code></li>'
            )
        parts.extend(f"<li>{escape(receipt)}</li>" for receipt in entry.receipts)
        parts.append("</ul>")
    return "".join(parts).encode()
