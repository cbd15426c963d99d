"""A backup taken while officials write, and the drill: put back into a clean folder, the trail's root is the same."""

import itertools
import json
import os
import re
import sqlite3
import stat
import subprocess
import tarfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from sokehoach.adapters import age
from sokehoach.config.doctor import machine
from tests.config.running import make_home, sokehoach

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, migrated_database: Path) -> Path:
    """A real home: the programme is loaded, a file of evidence lies there."""
    folder = make_home(tmp_path_factory.mktemp("backup") / "home", migrated_database)
    assert sokehoach(folder, "load", "tuan_giao_2021").code == 0
    assert sokehoach(folder, "audit", "checkpoint").code == 0
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / "bien-ban.docx").write_bytes(b"bien ban")
    return folder


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    file = tmp_path_factory.mktemp("offline") / "khoa"
    made = sokehoach(file.parent / "none", "backup-key", "-o", file)
    assert made.code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    return file, made.out.strip()


@pytest.fixture(scope="module")
def archive(home: Path, keys: tuple[Path, str]) -> Path:
    file = home.parent / "so.age"
    ended = sokehoach(home, "backup", "--to", keys[1], "-o", file)
    assert (ended.code, ended.told) == (0, "")
    return file


def test_a_lost_machine_takes_five_minutes_with_it(home: Path, keys: tuple[Path, str]) -> None:
    """To the next copy, while it is made, until it is fetched. The age that doctor asks counts from its beginning."""
    timer = (ROOT / "deploy" / "systemd" / "sokehoach-backup.timer").read_text("utf-8")
    every = re.search(r"^OnCalendar=\*:0/(\d+)$", timer, re.MULTILINE)
    late = re.search(r"^AccuracySec=(\d+)s$", timer, re.MULTILINE)
    assert every
    assert late
    assert 60 % int(every[1]) == 0, "the last of an hour and the first of the next stand further apart"
    assert "OnUnit" not in timer, "a timer that counts from the end of a copy adds the copy's own length"
    between = timedelta(minutes=int(every[1]), seconds=int(late[1]))
    made = timedelta(seconds=59)
    assert between + made <= machine.BACKUPS_WITHIN
    assert machine.BACKUPS_WITHIN + timedelta(minutes=1) <= timedelta(minutes=5)

    began = time.time()
    assert sokehoach(home, "backup", "--to", keys[1], "-o", home.parent / "timed.age").code == 0
    ended = time.time()
    whole = (home.parent / "timed.age").stat().st_mtime
    assert began < (home / machine.BACKED_UP).stat().st_mtime < whole <= ended


def test_copies_thin_out_as_they_age(tmp_path: Path) -> None:
    """Every one of two hours, the last of each hour of the day, the last of each day of a week."""
    now = time.time()
    for minutes in range(3, 9 * 24 * 60, 17):
        at = now - minutes * 60
        name = tmp_path / f"{datetime.fromtimestamp(at, UTC):%Y%m%dT%H%M%SZ}.age"
        name.touch()
        os.utime(name, (at, at))
    words = {
        "BACKUPS": str(tmp_path),
        "BACKUP_TO": "age1",
        "SOKEHOACH": "/bin/true",
        "PATH": os.environ["PATH"],
    }
    subprocess.run(["sh", ROOT / "deploy" / "backup.sh"], env=words, check=True)
    kept = sorted((now - path.stat().st_mtime) / 60 for path in tmp_path.glob("*.age"))
    assert [age for age in kept if age < 120] == pytest.approx([*range(3, 120, 17)], abs=0.1)
    of_the_day = [age for age in kept if 120 <= age < 1440]
    assert 21 <= len(of_the_day) <= 24
    assert max(b - a for a, b in itertools.pairwise(of_the_day)) < 120
    older = [age for age in kept if age >= 1440]
    assert 6 <= len(older) <= 8
    assert max(older) < 8 * 1440


def root(told: str) -> str:
    found = re.search(r"\b[0-9a-f]{64}\b", told)
    assert found, told
    return found[0]


def test_the_drill(home: Path, archive: Path, keys: tuple[Path, str], tmp_path: Path) -> None:
    clean = tmp_path / "clean"
    assert sokehoach(clean, "restore", archive, "--identity", keys[0]).code == 0
    told = sokehoach(clean, "audit", "verify", "--backup", archive, "--identity", keys[0])
    assert (told.code, told.out.partition(":")[0]) == (2, "CHƯA ĐỦ CĂN CỨ")
    assert "- chưa cơ quan chứng kiến nào ký một bản niêm phong." in told.out
    assert "không có bản niêm phong nào giữ ở nơi khác" not in told.out
    assert sokehoach(clean, "verify").code == 0
    again = [sokehoach(one, "backup", "--to", keys[1], "-o", tmp_path / "x.age").out for one in (home, clean)]
    assert root(again[0]) == root(again[1])
    for name in ("secret", "keys/audit", "files/bien-ban.docx"):
        assert (clean / name).read_bytes() == (home / name).read_bytes()
    assert stat.S_IMODE((clean / "keys" / "audit").stat().st_mode) == 0o600
    assert not [path for path in clean.parent.iterdir() if path.name.startswith("clean.")]


def test_nothing_of_it_can_be_read_without_the_key(home: Path, archive: Path, tmp_path: Path) -> None:
    content = archive.read_bytes()
    for plain in (b"SQLite format", b"bien ban", (home / "secret").read_bytes(), b"manifest"):
        assert plain not in content
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    other = tmp_path / "other"
    sokehoach(tmp_path, "backup-key", "-o", other)
    ended = sokehoach(tmp_path / "clean", "restore", archive, "--identity", other)
    assert (ended.code, ended.told) == (2, f"{archive}: khóa này không mở được tệp này.")
    assert not (tmp_path / "clean").exists()


def test_a_home_that_holds_something_is_left_alone(home: Path, archive: Path, keys: tuple[Path, str]) -> None:
    before = (home / "secret").read_bytes()
    ended = sokehoach(home, "restore", archive, "--identity", keys[0])
    assert ended.code == 2
    assert "không trống" in ended.told
    assert (home / "secret").read_bytes() == before


@pytest.mark.parametrize("share", [0.3, 0.999])
def test_an_archive_that_was_cut_off_puts_nothing_back(
    archive: Path, keys: tuple[Path, str], tmp_path: Path, share: float
) -> None:
    content = archive.read_bytes()
    (tmp_path / "cut.age").write_bytes(content[: int(len(content) * share)])
    ended = sokehoach(tmp_path / "clean", "restore", tmp_path / "cut.age", "--identity", keys[0])
    assert ended.code == 2
    assert "cắt" in ended.told
    assert [path.name for path in tmp_path.iterdir()] == ["cut.age"]


def repack(archive: Path, keys: tuple[Path, str], into: Path, change: Callable[[Path], None]) -> None:
    """The archive with what `change` did to its files, encrypted again with the same key: only the trail can tell."""
    folder, content = into.with_suffix(".out"), BytesIO()
    with archive.open("rb") as file:
        age.decrypt(file, content, age.parse_identity(keys[0].read_text()))
    with tarfile.open(fileobj=BytesIO(content.getvalue()), mode="r:gz") as packed:
        names = packed.getnames()
        packed.extractall(folder, filter="data")
    change(folder)
    content = BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as packed:
        for name in names:
            packed.add(folder / name, name, recursive=False)
    with into.open("wb") as file:
        age.encrypt(BytesIO(content.getvalue()), file, age.parse_recipient(keys[1]))


def change_manifest(folder: Path, **changes: object) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | changes))


def drop_last_event(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "sokehoach.sqlite3")) as database, database:
        triggers = database.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall()
        for (name,) in triggers:
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("DELETE FROM audit_event WHERE seq = (SELECT max(seq) FROM audit_event)")


@pytest.mark.parametrize(
    "change",
    [
        drop_last_event,
        lambda folder: change_manifest(folder, root="0" * 64),
        lambda folder: change_manifest(folder, rows=1),
    ],
    ids=["an event is gone", "another root", "fewer rows"],
)
def test_an_archive_whose_trail_is_not_that_of_its_manifest_is_refused(
    archive: Path, keys: tuple[Path, str], tmp_path: Path, change: Callable[[Path], None]
) -> None:
    untouched, changed = tmp_path / "untouched.age", tmp_path / "changed.age"
    repack(archive, keys, untouched, lambda folder: None)
    assert sokehoach(tmp_path / "same", "restore", untouched, "--identity", keys[0]).code == 0
    repack(archive, keys, changed, change)
    ended = sokehoach(tmp_path / "clean", "restore", changed, "--identity", keys[0])
    assert ended.code == 2
    assert "không khớp với bản kê" in ended.told
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("clean")]


def test_it_is_one_moment_while_others_write(home: Path, keys: tuple[Path, str], tmp_path: Path) -> None:
    """Pairs of rows are written, one transaction a pair: the copy holds whole pairs alone."""
    database = sqlite3.connect(home / "sokehoach.sqlite3", timeout=20, check_same_thread=False)
    database.execute("CREATE TABLE IF NOT EXISTS pairs (n INTEGER, side TEXT)")
    database.commit()
    enough = threading.Event()

    def write() -> None:
        n = 0
        while not enough.is_set():
            with database:
                database.execute("INSERT INTO pairs VALUES (?, 'a')", (n,))
                database.execute("INSERT INTO pairs VALUES (?, 'b')", (n,))
            n += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        ended = sokehoach(home, "backup", "--to", keys[1], "-o", tmp_path / "busy.age")
    finally:
        enough.set()
        writer.join()
    assert ended.code == 0, ended.told
    with (tmp_path / "busy.age").open("rb") as file:
        content = BytesIO()
        age.decrypt(file, content, age.parse_identity(keys[0].read_text()))
        with tarfile.open(fileobj=BytesIO(content.getvalue()), mode="r:gz") as packed:
            packed.extractall(tmp_path / "out", filter="data")
    copy = sqlite3.connect(tmp_path / "out" / "sokehoach.sqlite3")
    sides = dict(copy.execute("SELECT side, count(*) FROM pairs GROUP BY side").fetchall())
    assert sides["a"] == sides["b"] > 0
    copy.close()
    assert database.execute("SELECT count(*) FROM pairs").fetchone()[0] > 2 * sides["a"], "nobody wrote meanwhile"
    database.execute("DROP TABLE pairs")
    database.commit()
    database.close()
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["kind"] == "sqlite"


def test_a_key_that_is_none_is_told(home: Path, tmp_path: Path) -> None:
    ended = sokehoach(home, "backup", "--to", "age1khong", "-o", tmp_path / "x.age")
    assert ended.code == 2
    assert ended.told.startswith("--to: khóa")
