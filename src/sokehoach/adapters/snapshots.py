"""A snapshot: a folder of Parquet files with a manifest, written whole or not at all, and opened only if it is whole.

The manifest names every file with its rows and SHA-256. It holds no time and no place, so the same rows make the same
manifest, and its own SHA-256 is the digest of the snapshot.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sokehoach.adapters.rollup import duckdb_engine
from sokehoach.adapters.rollup.tables import FileTable
from sokehoach.adapters.slow_work import file_digest, slow_work
from sokehoach.adapters.writers import parquet
from sokehoach.domain.messages import say

MANIFEST, FORMAT = "manifest.json", 1


class SnapshotError(Exception):
    """Raised where a snapshot is not whole or not as it was written: a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """The rows of a table. `part`: the folder within the snapshot, «ma_tuy_2026/2026S1»; «» for all."""

    table: FileTable
    rows: Iterable[Sequence[object]]
    part: str = ""


@dataclass(frozen=True, slots=True)
class SnapshotFolder:
    """`description`: what its maker says of it. `files`: by table. `digest`: of the manifest."""

    description: dict[str, Any]
    files: dict[str, list[Path]]
    digest: str


@slow_work
@contextmanager
def prepare_snapshot(into: Path, files: Iterable[SnapshotFile], description: dict[str, Any]) -> Iterator[str]:
    """Write the files beside `into`, yield the digest, and give the folder its name when the block ends without error.

    OSError where it cannot be written, FileExistsError where `into` exists; EngineError without DuckDB.
    """
    if into.exists():
        raise FileExistsError(into)
    fresh = into.with_name(f"{into.name}.{os.getpid()}")
    fresh.mkdir()
    try:
        yield _write_files(fresh, files, description)
        fresh.rename(into)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


@slow_work
def _write_files(folder: Path, files: Iterable[SnapshotFile], description: dict[str, Any]) -> str:
    connection = duckdb_engine.open_connection(folder)
    entries = []
    try:
        for file in files:
            path = folder / file.part / f"{file.table.name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            count = parquet.write_table(connection, file.rows, path, columns=file.table.columns, order=file.table.order)
            name = str(path.relative_to(folder))
            entries.append({"path": name, "rows": count, "sha256": file_digest(path.read_bytes())})
    finally:
        connection.close()
    shutil.rmtree(folder / duckdb_engine.TEMPORARY, ignore_errors=True)
    manifest = {"format": FORMAT, **description, "files": sorted(entries, key=lambda entry: str(entry["path"]))}
    content = (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    with (folder / MANIFEST).open("wb") as output:
        output.write(content)
        output.flush()
        os.fsync(output.fileno())
    return file_digest(content)


@slow_work
def open_snapshot(folder: Path) -> SnapshotFolder:
    """The snapshot, after each file has been compared with the manifest. Raises SnapshotError."""
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError:
        raise SnapshotError(
            say(
                "Không có bản trích số liệu nào ở %(folder)s: thiếu tệp %(manifest)s.", folder=folder, manifest=MANIFEST
            )
        ) from None
    try:
        manifest = json.loads(content)
        entries = [(str(entry["path"]), str(entry["sha256"])) for entry in manifest.pop("files")]
        version = manifest.pop("format")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SnapshotError(
            say("Tệp %(manifest)s không phải bản kê của một bản trích số liệu.", manifest=MANIFEST)
        ) from None
    if version != FORMAT:
        raise SnapshotError(
            say(
                "Bản trích có định dạng %(version)s, phần mềm này chỉ đọc định dạng %(format)s.",
                version=version,
                format=FORMAT,
            )
        )
    files: dict[str, list[Path]] = {}
    for name, digest in entries:
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise SnapshotError(say("Bản kê ghi một tệp ngoài thư mục của bản trích: %(name)s.", name=name))
        try:
            file_hash = file_digest(path.read_bytes())
        except OSError:
            raise SnapshotError(say("Bản trích thiếu tệp %(name)s.", name=name)) from None
        if file_hash != digest:
            raise SnapshotError(say("Tệp %(name)s không đúng mã băm trong bản kê: đã hỏng hoặc bị sửa.", name=name))
        files.setdefault(path.stem, []).append(path)
    return SnapshotFolder(manifest, files, file_digest(content))
