"""A backup of a small home by the services alone; `tests/config/test_backup.py` takes it by the commands."""

import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pyrage import x25519

from sokehoach.adapters import age
from sokehoach.apps.setup.services import backups
from sokehoach.apps.setup.services.backups import BackupError
from sokehoach.domain.ledger.merkle import compute_root_of_peaks
from tests.factories.cast import AT

IDENTITY = x25519.Identity.generate()
PEAKS = ["ab" * 32, "cd" * 32]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / "files").mkdir(parents=True)
    (home / "files" / "scan.pdf").write_bytes(b"%PDF")
    (home / "secret").write_text("a secret")
    (home / "logs").mkdir()
    with closing(sqlite3.connect(home / backups.SQLITE)) as connection:
        connection.execute("CREATE TABLE audit_event (seq, peaks)")
        connection.execute("INSERT INTO audit_event VALUES (1, '[]')")
        connection.execute("INSERT INTO audit_event VALUES (3, ?)", [json.dumps(PEAKS)])
        connection.commit()
    return home


def back_up(home: Path, into: Path) -> backups.Manifest:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": home / backups.SQLITE}
    return backups.create_backup(home=home, database=database, recipient=IDENTITY.to_public(), into=into, at=AT)


def repack(archive: Path, **changes: object) -> BytesIO:
    """The archive with another manifest."""
    content, changed, packed_anew = BytesIO(), BytesIO(), BytesIO()
    with archive.open("rb") as file:
        age.decrypt(file, content, IDENTITY)
    content.seek(0)
    with tarfile.open(fileobj=content) as packed, tarfile.open(fileobj=changed, mode="w:gz") as target:
        for entry in packed:
            text = packed.extractfile(entry).read() if entry.isfile() else b""  # type: ignore[union-attr]
            if entry.name == backups.MANIFEST:
                text = json.dumps(json.loads(text) | changes).encode()
                entry.size = len(text)
            target.addfile(entry, BytesIO(text))
    changed.seek(0)
    age.encrypt(changed, packed_anew, IDENTITY.to_public())
    packed_anew.seek(0)
    return packed_anew


@pytest.mark.parametrize("is_there", [False, True])
def test_what_was_backed_up_is_restored_into_an_empty_folder(home: Path, tmp_path: Path, is_there: bool) -> None:
    archive, clean = tmp_path / "home.age", tmp_path / "below" / "clean"
    manifest = back_up(home, archive)
    assert (manifest.at, manifest.kind, manifest.rows) == (AT.isoformat(), "sqlite", 3)
    assert manifest.root == compute_root_of_peaks(PEAKS)
    assert "\n3\n" in manifest.checkpoint
    assert archive.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "home.age"], "nothing is left beside it"
    assert not list(home.glob("backup.*"))
    if is_there:
        clean.mkdir(parents=True)
    with archive.open("rb") as file:
        assert backups.extract_manifest(archive=file, identity=IDENTITY) == manifest
    with archive.open("rb") as file:
        assert backups.restore_backup(archive=file, identity=IDENTITY, home=clean) == manifest
    assert sorted(path.name for path in clean.iterdir()) == ["files", "keys", "secret", backups.SQLITE]
    assert (clean / "files" / "scan.pdf").read_bytes() == b"%PDF"
    with closing(sqlite3.connect(clean / backups.SQLITE)) as connection:
        assert connection.execute("SELECT count(*) FROM audit_event").fetchone() == (2,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_an_empty_trail_has_no_checkpoint(home: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(home / backups.SQLITE)) as connection:
        connection.execute("DELETE FROM audit_event")
        connection.commit()
    manifest = back_up(home, tmp_path / "home.age")
    assert (manifest.rows, manifest.root, manifest.checkpoint) == (0, compute_root_of_peaks([]), "")


def test_a_folder_that_is_not_empty_stays_as_it_is(home: Path, tmp_path: Path) -> None:
    archive = tmp_path / "home.age"
    back_up(home, archive)
    before = sorted(home.rglob("*"))
    with archive.open("rb") as file, pytest.raises(BackupError, match="không trống"):
        backups.restore_backup(archive=file, identity=IDENTITY, home=home)
    assert sorted(home.rglob("*")) == before


@pytest.mark.parametrize("changes", [{"rows": 2}, {"root": "00" * 32}, {"owner": "x"}])
def test_another_trail_than_the_manifests_is_not_restored(
    home: Path, tmp_path: Path, changes: dict[str, object]
) -> None:
    archive = tmp_path / "home.age"
    back_up(home, archive)
    with pytest.raises(BackupError):
        backups.restore_backup(archive=repack(archive, **changes), identity=IDENTITY, home=tmp_path / "clean")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "home.age"]


def test_the_head_of_a_dump_is_compared_where_it_is_loaded(home: Path, tmp_path: Path) -> None:
    archive = tmp_path / "home.age"
    manifest = replace(back_up(home, archive), kind="postgresql", root=None)
    told = backups.restore_backup(
        archive=repack(archive, kind="postgresql", root=None), identity=IDENTITY, home=tmp_path / "clean"
    )
    assert told == manifest


def test_an_archive_of_something_else_has_no_manifest(home: Path, tmp_path: Path) -> None:
    for name in ("", "other.json"):
        content, encrypted = BytesIO(), BytesIO()
        with tarfile.open(fileobj=content, mode="w:gz") as packed:
            if name:
                packed.addfile(tarfile.TarInfo(name), BytesIO())
        content.seek(0)
        age.encrypt(content, encrypted, IDENTITY.to_public())
        encrypted.seek(0)
        with pytest.raises(BackupError, match="không phải bản kê"):
            backups.extract_manifest(archive=encrypted, identity=IDENTITY)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"at": 1}', b"\xff"])
def test_other_content_is_no_manifest(content: bytes) -> None:
    with pytest.raises(BackupError, match="không phải bản kê"):
        backups.read_manifest(content)


def test_without_a_database_nothing_is_written(home: Path, tmp_path: Path) -> None:
    (home / backups.SQLITE).unlink()
    with pytest.raises(BackupError, match=backups.SQLITE):
        back_up(home, tmp_path / "home.age")
    assert not (tmp_path / "home.age").exists()
    assert not list(home.glob("backup.*"))


def test_a_server_that_does_not_answer_is_named(home: Path, tmp_path: Path) -> None:
    database = {"ENGINE": "django.db.backends.postgresql", "HOST": str(tmp_path), "NAME": "so", "PASSWORD": "x"}
    with pytest.raises(BackupError, match="Không nối được cơ sở dữ liệu: "):
        backups.create_backup(
            home=home, database=database, recipient=IDENTITY.to_public(), into=tmp_path / "home.age", at=AT
        )
    assert not (tmp_path / "home.age").exists()


class Trail:
    """In place of a connection to PostgreSQL, with what was asked of it."""

    def __init__(self, last: tuple[int, list[str]] | None) -> None:
        self.last, self.read_only, self.isolation_level = last, False, 0

    def __enter__(self) -> "Trail":
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def execute(self, sql: str) -> "Trail":
        self.row = ("snapshot-1",) if "pg_export_snapshot" in sql else self.last
        if self.row == ("snapshot-1",):
            assert (self.read_only, self.isolation_level) == (True, backups.psycopg.IsolationLevel.REPEATABLE_READ)
        return self

    def fetchone(self) -> object:
        return self.row


SERVER = {"ENGINE": "django.db.backends.postgresql", "HOST": "db", "NAME": "so", "PASSWORD": "x"}


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The two programs of PostgreSQL, which write how they were called beside themselves."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("pg_dump", "pg_restore"):
        script = folder / name
        script.write_text(
            f'#!{shutil.which("sh")}\necho "$PGPASSWORD $@" > {folder}/{name}.txt\n'
            'for word in "$@"; do case "$word" in --file=*) echo dump > "${word#--file=}";; '
            "--dbname=broken) echo first >&2; echo the last >&2; exit 1;; esac; done\n"
        )
        script.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return folder


def dump(home: Path, into: Path, monkeypatch: pytest.MonkeyPatch, last: tuple[int, list[str]] | None, **changes: str):
    monkeypatch.setattr(backups, "_connect", lambda _database: Trail(last))
    return backups.create_backup(home=home, database=SERVER | changes, recipient=IDENTITY.to_public(), into=into, at=AT)


def test_a_dump_is_taken_and_loaded_with_the_trail_of_its_snapshot(
    home: Path, tmp_path: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, clean = tmp_path / "home.age", tmp_path / "clean"
    manifest = dump(home, archive, monkeypatch, (3, PEAKS))
    assert (manifest.kind, manifest.rows, manifest.root) == ("postgresql", 3, compute_root_of_peaks(PEAKS))
    words = (programs / "pg_dump.txt").read_text().split()
    assert words[:4] == ["x", "--format=custom", "--no-owner", "--snapshot=snapshot-1"]
    assert words[5:] == ["--host=db", "--dbname=so"]
    with archive.open("rb") as file:
        backups.restore_backup(archive=file, identity=IDENTITY, home=clean)
    assert (clean / backups.DUMP).read_text() == "dump\n"
    monkeypatch.setattr(backups, "_connect", lambda _database: Trail((2, PEAKS)))
    with pytest.raises(BackupError, match="không khớp với bản kê"):
        backups.load_postgresql(home=clean, database=SERVER, manifest=manifest)
    assert (clean / backups.DUMP).exists()
    monkeypatch.setattr(backups, "_connect", lambda _database: Trail((3, PEAKS)))
    backups.load_postgresql(home=clean, database=SERVER, manifest=manifest)
    assert not (clean / backups.DUMP).exists()
    words = (programs / "pg_restore.txt").read_text().split()
    assert words == ["x", "--exit-on-error", "--no-owner", "--host=db", "--dbname=so", str(clean / backups.DUMP)]


def test_the_dump_of_an_empty_trail_has_no_checkpoint(
    home: Path, tmp_path: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = dump(home, tmp_path / "home.age", monkeypatch, None)
    assert (manifest.rows, manifest.root, manifest.checkpoint) == (0, compute_root_of_peaks([]), "")


def test_a_program_that_fails_or_is_missing_is_named(
    home: Path, tmp_path: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BackupError, match=r"^pg_dump không làm được: the last$"):
        dump(home, tmp_path / "home.age", monkeypatch, None, NAME="broken")
    (programs / "pg_dump").unlink()
    with pytest.raises(BackupError, match="không có lệnh pg_dump"):
        dump(home, tmp_path / "home.age", monkeypatch, None)
    assert not (tmp_path / "home.age").exists()
