"""Backs a deployment up into one encrypted file while it runs, and restores it into an empty folder.

Inside is a tar: manifest.json first, then the database (sokehoach.sqlite3, or database.dump of pg_dump), the files
that officials added, and the folder's secrets and keys. It changes no row.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import psycopg

from sokehoach.adapters import age
from sokehoach.apps.audit import keys
from sokehoach.domain.ledger.merkle import compute_root_of_peaks
from sokehoach.domain.messages import say

SQLITE, DUMP, MANIFEST = "sokehoach.sqlite3", "database.dump", "manifest.json"
# Folders beside the database. `static` is rebuilt; locks and logs are temporary.
ARCHIVED = ("secret", "demonstration.json", "keys", "files", "trust")
_LAST_EVENT_SQL = "SELECT seq, peaks FROM audit_event ORDER BY seq DESC LIMIT 1"


class BackupError(Exception):
    """Raised where a backup or restore fails; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Describes the archive. `rows` and `root` are the trail's head in the same snapshot.

    `checkpoint` is that head signed with the deployment's key; «» where the trail was empty. Older archives may lack
    them.
    """

    at: str
    kind: str
    rows: int | None
    root: str | None
    checkpoint: str = ""


def create_backup(
    *, home: Path, database: Mapping[str, Any], recipient: age.Recipient, into: Path, at: datetime
) -> Manifest:
    """Writes `into` completely or not at all, readable by its owner alone."""
    with tempfile.TemporaryDirectory(prefix="backup.", dir=home) as directory:
        folder = Path(directory)
        if database["ENGINE"].endswith("sqlite3"):
            snapshot = folder / SQLITE
            kind, (rows, root) = "sqlite", _copy_sqlite(Path(database["NAME"]), snapshot)
        else:
            snapshot = folder / DUMP
            kind, (rows, root) = "postgresql", _dump_postgresql(database, snapshot)
        signer = keys.load_signer(home)
        note = signer.checkpoint(size=rows, root=root, at=at) if rows else ""
        manifest = Manifest(at.isoformat(), kind, rows, root, note)
        # The database first, then the files: each row's file existed before the row.
        packed = folder / "archive.tar.gz"
        _write_archive(packed, manifest, snapshot, home)
        partly = into.with_name(f"{into.name}.{os.getpid()}")
        try:
            with os.fdopen(os.open(partly, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                with packed.open("rb") as content:
                    age.encrypt(content, file, recipient)
                file.flush()
                os.fsync(file.fileno())
            partly.replace(into)
        finally:
            partly.unlink(missing_ok=True)
    return manifest


def restore_backup(*, archive: IO[bytes], identity: age.Identity, home: Path) -> Manifest:
    """Restores into a folder that is empty or missing.

    The trail in an SQLite file must match the manifest before it gets there. A dump of PostgreSQL is left as
    database.dump, for `load_postgresql`, which compares it. Raises BackupError.
    """
    if home.exists() and any(home.iterdir()):
        raise BackupError(say("Thư mục %(home)s không trống: hãy chọn một thư mục mới.", home=home))
    home.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{home.name}.", dir=home.parent))
    try:
        with (
            tempfile.TemporaryFile(dir=fresh) as content,
            _open_archive(archive, content, identity) as packed,
        ):
            packed.extractall(fresh, filter="data")
        manifest = read_manifest((fresh / MANIFEST).read_bytes())
        if manifest.kind == "sqlite" and _read_sqlite_head(fresh / SQLITE) != (manifest.rows, manifest.root):
            raise BackupError(say("Nhật ký trong bản sao lưu không khớp với bản kê: không khôi phục."))
        (fresh / MANIFEST).unlink()
        if home.exists():
            home.rmdir()
        fresh.rename(home)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return manifest


def load_postgresql(*, home: Path, database: Mapping[str, Any], manifest: Manifest) -> None:
    """Loads the dump in `home` into an empty database.

    Raises BackupError where the loaded trail is not the manifest's: the dump then stays, and the database must not be
    used.
    """
    options, secret = _build_connection_args(database)
    _run_program(["pg_restore", "--exit-on-error", "--no-owner", *options, str(home / DUMP)], secret)
    if manifest.root is not None:
        with _connect(database) as connection:
            if _read_postgresql_head(connection) != (manifest.rows, manifest.root):
                raise BackupError(
                    say("Nhật ký trong cơ sở dữ liệu vừa khôi phục không khớp với bản kê: đừng dùng cơ sở dữ liệu này.")
                )
    (home / DUMP).unlink()


def read_manifest(content: bytes) -> Manifest:
    """Parses a manifest; raises BackupError for anything else."""
    try:
        return Manifest(**json.loads(content))
    except (ValueError, TypeError):
        raise BackupError(say("Đây không phải bản kê của một bản sao lưu.")) from None


def extract_manifest(*, archive: IO[bytes], identity: age.Identity) -> Manifest:
    """Returns the manifest of an encrypted archive, its first entry."""
    with tempfile.TemporaryFile() as decrypted, _open_archive(archive, decrypted, identity) as packed:
        first = packed.next()
        content = packed.extractfile(first) if first is not None and first.name == MANIFEST else None
        if content is None:
            raise BackupError(say("Đây không phải bản kê của một bản sao lưu."))
        return read_manifest(content.read())


def _copy_sqlite(database: Path, into: Path) -> tuple[int, str]:
    """Copies a consistent snapshot with SQLite's backup API, also during writes. Returns rows and root of the trail."""
    if not database.is_file():
        raise BackupError(say("Không có cơ sở dữ liệu ở %(path)s.", path=database))
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(into)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA locking_mode=EXCLUSIVE")  # no file of shared memory, for which a full disk has no room
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a WAL beside it
    return _read_sqlite_head(into)


def _read_sqlite_head(database: Path) -> tuple[int, str]:
    """Returns rows and root of the trail."""
    with closing(sqlite3.connect(database)) as connection:
        row = connection.execute(_LAST_EVENT_SQL).fetchone()
    rows, peaks = row or (0, "[]")
    return int(rows), compute_root_of_peaks(json.loads(peaks))


def _dump_postgresql(database: Mapping[str, Any], into: Path) -> tuple[int, str]:
    """Dumps the database and reads the trail's head in the same snapshot. Returns rows and root of the trail."""
    options, secret = _build_connection_args(database)
    with _connect(database) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        head = _read_postgresql_head(connection)
        _run_program(
            ["pg_dump", "--format=custom", "--no-owner", f"--snapshot={row[0]}", f"--file={into}", *options],
            secret,
        )
    return head


def _connect(database: Mapping[str, Any]) -> psycopg.Connection[Any]:
    setting_names = {"host": "HOST", "port": "PORT", "user": "USER", "dbname": "NAME", "password": "PASSWORD"}
    arguments = {argument: str(database[name]) for argument, name in setting_names.items() if database.get(name)}
    try:
        return psycopg.connect(**arguments)  # type: ignore[arg-type]
    except psycopg.OperationalError as error:
        raise BackupError(
            say("Không nối được cơ sở dữ liệu: %(answer)s", answer=str(error).strip().splitlines()[-1])
        ) from None


def _read_postgresql_head(connection: psycopg.Connection[Any]) -> tuple[int, str]:
    row = connection.execute(_LAST_EVENT_SQL).fetchone()
    rows, peaks = row or (0, [])
    return int(rows), compute_root_of_peaks(peaks)


def _build_connection_args(database: Mapping[str, Any]) -> tuple[list[str], dict[str, str]]:
    """Returns arguments and environment for PostgreSQL's programs; the password is hidden in the environment."""
    setting_names = {"--host": "HOST", "--port": "PORT", "--username": "USER", "--dbname": "NAME"}
    options = [f"{option}={database[name]}" for option, name in setting_names.items() if database.get(name)]
    return options, {"PGPASSWORD": database["PASSWORD"]} if database.get("PASSWORD") else {}


def _run_program(command: Sequence[str], secret: Mapping[str, str]) -> None:
    if shutil.which(command[0]) is None:
        raise BackupError(say("Máy này không có lệnh %(command)s: hãy cài gói postgresql-client.", command=command[0]))
    completed = subprocess.run(command, env=os.environ | secret, capture_output=True, text=True, check=False)  # noqa: S603
    if completed.returncode:
        raise BackupError(
            say(
                "%(command)s không làm được: %(answer)s",
                command=command[0],
                answer=completed.stderr.strip().splitlines()[-1],
            )
        )


def _open_archive(archive: IO[bytes], content: IO[bytes], identity: age.Identity) -> tarfile.TarFile:
    """The archive, decrypted into the empty file `content`."""
    age.decrypt(archive, content, identity)
    content.seek(0)
    return tarfile.open(fileobj=content, mode="r:gz")


def _write_archive(into: Path, manifest: Manifest, snapshot: Path, home: Path) -> None:
    content = json.dumps(asdict(manifest)).encode()
    with tarfile.open(into, mode="w:gz") as packed:
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(content)
        packed.addfile(entry, BytesIO(content))
        packed.add(snapshot, snapshot.name)
        for name in ARCHIVED:
            if (home / name).exists():
                packed.add(home / name, name)
