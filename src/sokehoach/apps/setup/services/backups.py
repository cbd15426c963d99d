"""A deployment in one locked file, taken while it serves, and put back into an empty folder.

Inside is a tar: manifest.json first, then the database (sokehoach.sqlite3, or database.dump of pg_dump), the files
that officials added, and the folder's secrets and keys. It writes no row: what is kept is kept as it stands.
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
from typing import IO, Any, cast

import psycopg

from sokehoach.adapters.age.files import Locked, Opened
from sokehoach.adapters.age.keys import Identity, Recipient
from sokehoach.apps.audit import keys
from sokehoach.domain.ledger.merkle import root_of

SQLITE, DUMP, MANIFEST = "sokehoach.sqlite3", "database.dump", "manifest.json"
# Besides the database. `static` is built again, locks and logs are of the moment.
KEPT = ("secret", "demonstration.json", "keys", "files", "trust")
_LAST = "SELECT seq, peaks FROM audit_event ORDER BY seq DESC LIMIT 1"


class CannotBackUp(Exception):
    """The message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the archive says of itself. `rows` and `root` are the trail's, of the very snapshot, and `checkpoint` the
    same head signed with the deployment's key; «» where the trail was empty. Older archives may lack them.
    """

    at: str
    kind: str
    rows: int | None
    root: str | None
    checkpoint: str = ""


def back_up(
    *, home: Path, database: Mapping[str, Any], recipient: Recipient, into: Path, at: datetime
) -> Manifest:
    """`into` is there whole or not at all, and readable by its owner alone."""
    with tempfile.TemporaryDirectory(prefix="backup.", dir=home) as held:
        folder = Path(held)
        if database["ENGINE"].endswith("sqlite3"):
            snapshot = folder / SQLITE
            kind, (rows, root) = "sqlite", _copy_sqlite(Path(database["NAME"]), snapshot)
        else:
            snapshot = folder / DUMP
            kind, (rows, root) = "postgresql", _dump_postgresql(database, snapshot)
        signer = keys.own(home)
        note = signer.checkpoint(size=rows, root=root, at=at) if rows else ""
        manifest = Manifest(at.isoformat(), kind, rows, root, note)
        # The database first, then the files: each row's file was there before the row.
        partly = into.with_name(f"{into.name}.{os.getpid()}")
        try:
            with os.fdopen(os.open(partly, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                with Locked(file, recipient) as locked:
                    _pack(cast(IO[bytes], locked), manifest, snapshot, home)
                file.flush()
                os.fsync(file.fileno())
            partly.replace(into)
        finally:
            partly.unlink(missing_ok=True)
    return manifest


def restore(*, archive: IO[bytes], identity: Identity, home: Path) -> Manifest:
    """Into a folder that is empty or not there. The trail's root is compared before anything stands in its place.

    A dump of PostgreSQL is left as database.dump, for `load_postgresql`.
    """
    if home.exists() and any(home.iterdir()):
        raise CannotBackUp(f"Thư mục {home} không trống: hãy chọn một thư mục mới.")
    home.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{home.name}.", dir=home.parent))
    try:
        with tarfile.open(fileobj=Opened(archive, identity), mode="r|gz") as packed:
            packed.extractall(fresh, filter="data")
        manifest = read_manifest((fresh / MANIFEST).read_bytes())
        if manifest.kind == "sqlite" and _state(fresh / SQLITE) != (manifest.rows, manifest.root):
            raise CannotBackUp("Nhật ký trong bản sao lưu không khớp với bản kê: không khôi phục.")
        (fresh / MANIFEST).unlink()
        if home.exists():
            home.rmdir()
        fresh.rename(home)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return manifest


def load_postgresql(*, home: Path, database: Mapping[str, Any], manifest: Manifest) -> None:
    """The dump in `home` into an empty database. CannotBackUp where the trail that came is not the manifest's: the
    dump then stays, and the database is not to be used.
    """
    words, secret = _postgresql(database)
    _run(["pg_restore", "--exit-on-error", "--no-owner", *words, str(home / DUMP)], secret)
    if manifest.root is not None:
        with _connected(database) as opened:
            if _state_postgresql(opened) != (manifest.rows, manifest.root):
                raise CannotBackUp(
                    "Nhật ký trong cơ sở dữ liệu vừa khôi phục không khớp với bản kê: đừng dùng cơ sở dữ liệu này."
                )
    (home / DUMP).unlink()


def read_manifest(content: bytes) -> Manifest:
    """CannotBackUp for what is none."""
    try:
        return Manifest(**json.loads(content))
    except (ValueError, TypeError):
        raise CannotBackUp("Đây không phải bản kê của một bản sao lưu.") from None


def manifest_in(*, archive: IO[bytes], identity: Identity) -> Manifest:
    """The manifest of a locked archive, whose first entry it is: the rest is not read."""
    with tarfile.open(fileobj=Opened(archive, identity), mode="r|gz") as packed:
        first = packed.next()
        content = packed.extractfile(first) if first is not None and first.name == MANIFEST else None
        if content is None:
            raise CannotBackUp("Đây không phải bản kê của một bản sao lưu.")
        return read_manifest(content.read())


def _copy_sqlite(database: Path, into: Path) -> tuple[int, str]:
    """SQLite's own copy: one moment of the database, whoever writes meanwhile."""
    if not database.is_file():
        raise CannotBackUp(f"Không có cơ sở dữ liệu ở {database}.")
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(into)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a WAL beside it
    return _state(into)


def _state(database: Path) -> tuple[int, str]:
    """Rows and root of the trail."""
    with closing(sqlite3.connect(database)) as opened:
        told = opened.execute(_LAST).fetchone()
    rows, peaks = told or (0, "[]")
    return int(rows), root_of(json.loads(peaks))


def _dump_postgresql(database: Mapping[str, Any], into: Path) -> tuple[int, str]:
    """The dump, and the trail's head in the very snapshot that pg_dump is given."""
    words, secret = _postgresql(database)
    with _connected(database) as opened:
        opened.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        opened.read_only = True
        told = opened.execute("SELECT pg_export_snapshot()").fetchone()
        assert told is not None
        head = _state_postgresql(opened)
        _run(
            ["pg_dump", "--format=custom", "--no-owner", f"--snapshot={told[0]}", f"--file={into}", *words],
            secret,
        )
    return head


def _connected(database: Mapping[str, Any]) -> psycopg.Connection[Any]:
    named = {"host": "HOST", "port": "PORT", "user": "USER", "dbname": "NAME", "password": "PASSWORD"}
    given = {word: str(database[name]) for word, name in named.items() if database.get(name)}
    try:
        return psycopg.connect(**given)  # type: ignore[arg-type]
    except psycopg.OperationalError as error:
        raise CannotBackUp(f"Không nối được cơ sở dữ liệu: {str(error).strip().splitlines()[-1]}") from None


def _state_postgresql(opened: psycopg.Connection[Any]) -> tuple[int, str]:
    told = opened.execute(_LAST).fetchone()
    rows, peaks = told or (0, [])
    return int(rows), root_of(peaks)


def _postgresql(database: Mapping[str, Any]) -> tuple[list[str], dict[str, str]]:
    """Where the programs of PostgreSQL find it. The password goes by the environment, which other users cannot see."""
    named = {"--host": "HOST", "--port": "PORT", "--username": "USER", "--dbname": "NAME"}
    words = [f"{word}={database[name]}" for word, name in named.items() if database.get(name)]
    return words, {"PGPASSWORD": database["PASSWORD"]} if database.get("PASSWORD") else {}


def _run(words: Sequence[str], secret: Mapping[str, str]) -> None:
    if shutil.which(words[0]) is None:
        raise CannotBackUp(f"Máy này không có chương trình {words[0]}: hãy cài gói postgresql-client.")
    done = subprocess.run(words, env=os.environ | secret, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise CannotBackUp(f"{words[0]} không làm được: {done.stderr.strip().splitlines()[-1]}")


def _pack(into: IO[bytes], manifest: Manifest, snapshot: Path, home: Path) -> None:
    content = json.dumps(asdict(manifest)).encode()
    with tarfile.open(fileobj=into, mode="w|gz") as packed:
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(content)
        packed.addfile(entry, BytesIO(content))
        packed.add(snapshot, snapshot.name)
        for name in KEPT:
            if (home / name).exists():
                packed.add(home / name, name)
