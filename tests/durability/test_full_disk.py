"""A disk without room, at each write of an act: a sentence that says so, nothing half, all well once there is room."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from sokehoach.apps.plans.models import Assignment
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from tests.apps.documents.written import to_sign
from tests.apps.plans.conftest import followed, imported_plan
from tests.apps.plans.test_assignments import pdf
from tests.config.running import environment
from tests.factories import cast as casting
from tests.factories.cast import AT, Cast
from tests.factories.district import COMMUNES, PERIOD, found
from tests.soak import keep, times

__all__ = ["followed", "imported_plan"]

ROOT = Path(__file__).resolve().parents[2]
SIZE = "40m"
WEB = ["cells", "report", "evidence", "number"]
COMMANDS = ["seal", "trail", "backup"]
ROOM = "Ổ đĩa của máy chủ đã đầy: chưa lưu gì, số liệu và trạng thái vẫn như trước. Hãy báo người quản trị"


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.assemble()


@pytest.fixture
def asked(cast: Cast, followed: Any) -> dict[str, Any]:
    """A report that is filled, a document that waits for its number, an assignment without evidence."""
    found(cast)
    commune = cast.commune
    opened = submissions.open_submission(form=COMMUNES, unit=commune.unit, period=PERIOD, by=commune, at=AT)
    report = UUID(str(opened.answer["id"]))
    values.save(submission=report, changes={"B1": TypedCell("3", 0), "B2": TypedCell("0", 0)}, by=commune, at=AT)
    row = to_sign(commune, commune.unit)
    mine = Assignment.objects.filter(unit=commune.unit).first()
    assert mine
    return {
        "clerk": commune.pk,
        "report": str(report),
        "cells": {"B1": "4", "B2": "0", "version": "1", "B1:v": "1", "B2:v": "1"},
        "assignment": str(mine.pk),
        "pdf": pdf().hex(),
        "document": row.pk,
        "version": row.version,
    }


def full(home: Path, asked: dict[str, Any], acts: list[str]) -> dict[str, Any]:
    """What happened to the acts in a home that is a file system of its own, of SIZE, seen by that program alone."""
    database, disk = home / "database", home / "disk"
    database.write_bytes(connection.connection.serialize())
    disk.mkdir()
    told = environment(disk) | {
        "DJANGO_SETTINGS_MODULE": "sokehoach.config.settings",
        "SOKEHOACH_HOSTS": "localhost",
        "TMPDIR": str(disk / "tmp"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }
    script = (
        f'mount -t tmpfs -o size={SIZE} full "{disk}" && mkdir "{disk}/tmp" && '
        f'cp "{database}" "{disk}/sokehoach.sqlite3" && '
        f'echo \'{{"today": "2021-06-22", "seed": 0}}\' > "{disk}/demonstration.json" && '
        f'exec "{sys.executable}" -m tests.durability.filling'
    )
    alone = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    if subprocess.run([*alone, "mount", "-t", "tmpfs", "try", str(disk)], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a file system: a full one cannot be tried")
    given = json.dumps(asked | {"acts": acts, "finer": times(1, 8)})
    done = subprocess.run(
        [*alone, "sh", "-c", script],
        input=given,
        env=told,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=3000,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    happened: dict[str, Any] = json.loads(done.stdout)
    for name, one in happened.items():
        assert one["wrong"] == [], name
        assert one["sound"], name
        assert one["refused"] >= 2, f"{name} met the limit hardly ever"
    return happened


def test_it_works(tmp_path: Path, asked: dict[str, Any]) -> None:
    told = full(tmp_path, asked, [*WEB, "upload", "job", *COMMANDS])
    for name in WEB:
        assert told[name]["told"] == ["507 told"], name
        assert told[name]["grown"], name
        assert told[name]["once"], f"{name}: the same again under its key had a second effect"
    assert told["upload"]["told"] == ["507 told"]
    for name in COMMANDS:
        assert told[name]["told"] == ["2 told"], name
    # Where there is not even room to note that it was begun or has failed, a long job is begun again later.
    said = {sentence.removesuffix(" giải phóng ổ đĩa.") for sentence in told["job"]["told"]}
    assert ROOM in said
    assert said <= {ROOM, ""}
    keep(
        "full_disk",
        acts=len(told),
        refused={name: one["refused"] for name, one in told.items()},
        something_stayed=0,
    )
