"""Whoever has the whole database cuts off the trail's end, seals and countersignatures with it, and makes what is left
look whole. Each head that is kept elsewhere finds it: a witness's, the journal's, a backup's, the one on paper.

On both databases, through the installed program.
"""

import json
import re
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tools import verify_audit

from sokehoach.adapters import age
from tests.config.running import PROGRAM, Ended, environment, make_home
from tests.durability.conftest import another, run


@dataclass(frozen=True)
class Place:
    """A home and its database, sealed and backed up; `kept` has what another machine keeps of it."""

    home: Path
    url: str
    kept: Path
    rows: int
    root: str

    def verify(self, *asked: list[Any]) -> list[Ended]:
        return several(self.home, self.url, *(["audit", "verify", *words] for words in asked))

    def sql(self, statement: str) -> None:
        if self.url:
            with psycopg.connect(self.url) as opened:
                opened.execute(statement.encode())
        else:
            with closing(sqlite3.connect(self.home / "sokehoach.sqlite3")) as opened, opened:
                opened.execute(statement)


_SEVERAL = """
import contextlib, io, json, sys
from sokehoach.config import cli
told = []
for words in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as error:
        code = cli.main(words)
    told.append((code, out.getvalue(), error.getvalue().strip()))
json.dump(told, sys.stdout)
"""


def several(home: Path, url: str, *commands: list[Any]) -> list[Ended]:
    """The program's words one after another in one process: what takes long is to start it."""
    done = subprocess.run(
        [sys.executable, "-c", _SEVERAL], capture_output=True, text=True, timeout=300,
        input=json.dumps([[*map(str, words)] for words in commands]),
        env=environment(home) | ({"DATABASE_URL": url} if url else {}),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [Ended(*one) for one in json.loads(done.stdout)]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, migrated_database: Path) -> Place:
    """Six events, a seal, two more: all of it told to a quiet log; a backup; a checkpoint that a witness signed."""
    folder = tmp_path_factory.mktemp("held")
    home, kept, url = folder / "home", folder / "kept", ""
    kept.mkdir()
    if request.param == "postgresql":
        url = another(request.getfixturevalue("server"), "held")
    else:
        make_home(home, migrated_database)
    secret, public = verify_audit.new_secret("mttq")
    others = [verify_audit.new_secret(f"khac{n}")[1] for n in range(5)]
    named = [["audit", "witness", "--title", "Cơ quan", "--key", key.strip()] for key in (public, *others)]
    assert {one.code for one in several(home, url, *named)} == {0}
    sealed = subprocess.run(
        [PROGRAM, "audit", "checkpoint"], capture_output=True, text=True, check=True,
        env=environment(home) | ({"DATABASE_URL": url} if url else {}) | {"SOKEHOACH_LOG": "ERROR"},
    )  # fmt: skip
    (kept / "journal").write_text("{}\n" + sealed.stderr, "utf-8")
    (kept / "cut").write_text("{}\n" + sealed.stderr[:-30] + "\n", "utf-8")
    (kept / "seal").write_text(sealed.stdout, "utf-8")
    published, key = several(home, url, ["audit", "keys"], ["backup-key", "-o", kept / "khoa"])
    keys = verify_audit.read_keys(published.out)
    brief = f"old 0\n\n{sealed.stdout}"
    (kept / "witnessed").write_text(
        verify_audit.countersign(brief, verify_audit.read_secret(secret), keys, ""), "utf-8"
    )
    to = key.out.strip()
    (kept / "to").write_text(to)
    [done] = several(home, url, ["backup", "--to", to, "-o", kept / "so.age"])
    assert done.code == 0, done.told
    told = re.search(r"nhật ký (\d+) dòng, mã băm ([0-9a-f]{64})", done.out)
    assert told, done.out
    unlock(kept, kept / "out")
    return Place(home, url, kept, int(told[1]), told[2])


HELD: dict[str, Callable[[Place], list[Any]]] = {
    "a seal": lambda place: ["--held", place.kept / "seal"],
    "a witness's": lambda place: ["--held", place.kept / "witnessed"],
    "the journal": lambda place: ["--journal", place.kept / "journal"],
    "a manifest": lambda place: ["--manifest", place.kept / "out" / "manifest.json"],
    "a backup": lambda place: ["--backup", place.kept / "so.age", "--identity", place.kept / "khoa"],
    "on paper": lambda place: ["--head", f"{place.rows}:{place.root}"],
}


def test_a_sound_trail_passes_with_a_witness_and_a_head_from_elsewhere(place: Place) -> None:
    both = [*HELD["the journal"](place), *HELD["a witness's"](place)]
    *each, last = place.verify(*(words(place) for words in HELD.values()), both)
    for name, told in zip(HELD, each, strict=True):
        alone = name == "a witness's"  # the one that a witness has signed
        assert told.code == (0 if alone else 2), (name, told)
        assert told.out.startswith("ĐÚNG: 6 dòng" if alone else "CHƯA ĐỦ CĂN CỨ: 6 dòng"), (name, told)
        assert "giữ ở nơi khác mới nhất có 6 dòng" in told.out
    assert (last.code, last.out.splitlines()[-1]) == (
        0, "Bản giữ ở nơi khác mới nhất có 6 dòng, bản có chứng kiến 6 dòng.",
    )  # fmt: skip


def test_what_is_missing_is_said(place: Place, tmp_path: Path) -> None:
    (tmp_path / "empty").write_text('{"event": "answered"}\n')
    nothing, journal, *unread = place.verify(
        [], ["--journal", tmp_path / "empty"], ["--head", "6"], ["--held", tmp_path / "none"],
        ["--backup", "x.age"], ["--journal", place.kept / "cut"], ["--held", place.kept / "so.age"],
    )  # fmt: skip
    for told in (nothing, journal):
        assert told.code == 2
        assert "- không có bản niêm phong nào giữ ở nơi khác" in told.out
        assert "- chưa cơ quan chứng kiến nào ký một bản niêm phong." in told.out
        assert "ĐÚNG" not in told.out
    assert [one.told for one in unread] == [
        "--head 6: phải viết «số dòng:64 chữ số của mã băm».",
        f"Không đọc được {tmp_path}/none: không có tệp hoặc thư mục này.",
        "--backup cần --identity: tệp khóa mở bản sao lưu.",
        f"--journal {place.kept}/cut: dòng 2 của nhật ký máy chủ không đọc được.",
        f"--held {place.kept}/so.age: đây không phải là một bản niêm phong.",
    ]
    assert {one.code for one in unread} == {2}


def test_another_root_at_that_size_is_found(place: Place) -> None:
    [told] = place.verify(["--head", f"6:{'0' * 64}"])
    assert (told.code, told.out.splitlines()[-1]) == (1, "SAI từ dòng 1.")


def test_each_head_finds_an_end_that_was_cut_off(place: Place) -> None:
    """Last here, for it spoils the place. What was cut off does not come back under the same seals."""
    place.sql("DELETE FROM audit_event WHERE seq > 4")
    place.sql("DELETE FROM audit_checkpoint WHERE size > 4")
    [named] = place.verify([])
    assert (named.code, named.out.count("không được nêu trong nhật ký")) == (1, 2), "who was named there stays"
    place.sql("DELETE FROM audit_witness WHERE id > 4")
    alone, *each = place.verify([], *(words(place) for words in HELD.values()))
    assert alone.code == 2, "nothing inside the database shows it"
    for name, told in zip(HELD, each, strict=True):
        assert told.code == 1, (name, told)
        assert told.out.splitlines()[-1] == "SAI từ dòng 5.", (name, told)


def test_a_restored_trail_is_held_against_the_manifest(place: Place, tmp_path: Path, request: Any) -> None:
    """An archive whose manifest says another root puts nothing into use."""
    unlock(place.kept, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (manifest["rows"], manifest["root"]) == (place.rows, place.root)
    (tmp_path / "out" / "manifest.json").write_text(json.dumps(manifest | {"root": "0" * 64}))
    spoilt = locked(tmp_path / "out", (place.kept / "to").read_text().strip(), tmp_path / "spoilt.age")
    for archive, code in ((place.kept / "so.age", 0), (spoilt, 2)):
        url = ""
        if place.url:
            url = another(request.getfixturevalue("server"), f"restored_{code}")
        words = ["restore", archive, "--identity", place.kept / "khoa"]
        ended = run(tmp_path / f"home{code}", url, *words)
        assert ended.code == code, ended.told
        assert ("không khớp với bản kê" in ended.told) == bool(code)
        assert ("nhật ký khớp với bản kê" in ended.out) == (not code)


def unlock(kept: Path, into: Path) -> None:
    content = BytesIO()
    with (kept / "so.age").open("rb") as archive:
        age.decrypt(archive, content, age.parse_identity((kept / "khoa").read_text()))
    content.seek(0)
    with tarfile.open(fileobj=content, mode="r:gz") as packed:
        packed.extractall(into, filter="data")


def locked(folder: Path, to: str, into: Path) -> Path:
    content = BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as packed:
        for path in sorted(folder.iterdir(), key=lambda one: one.name != "manifest.json"):
            packed.add(path, path.name)
    content.seek(0)
    with into.open("wb") as archive:
        age.encrypt(content, archive, age.parse_recipient(to))
    return into
