"""Acts of officials on a disk that is full, with room for a few pages more each time, until they fit.

Run as a program in a home that is a small file system of its own; what is asked comes in as JSON, what happened goes
out as JSON. What failed must have left nothing, in the database or on the disk, and must have said so.
"""

import contextlib
import hashlib
import io
import json
import os
import sys
import tempfile
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PAGE = 4096  # bytes, of SQLite and of the file system
# A person's way through the pages, what they did stands elsewhere; the number by which processes know that what they
# keep is old.
PASSING = {"django_session", "usersessions_usersession", "orgunits_treeversion"}

type Outcome = tuple[bool, str]  # done; what was told
type Act = Callable[[], Outcome]


class Disk:
    def __init__(self, home: Path) -> None:
        self.home, self.ballast = home, home / "ballast"

    def fill(self) -> None:
        """To the last byte."""
        with self.ballast.open("ab", buffering=0) as file:
            size = 1 << 20
            while size:
                try:
                    file.write(b"\0" * size)
                except OSError:
                    size //= 2

    def spare(self, pages: int) -> None:
        os.truncate(self.ballast, max(0, self.ballast.stat().st_size - pages * PAGE))

    def clear(self) -> None:
        self.ballast.unlink(missing_ok=True)

    def files(self) -> list[str]:
        """But for SQLite's own."""
        found = (path for path in self.home.rglob("*") if path.is_file() and path != self.ballast)
        return sorted(str(path) for path in found if ".sqlite3" not in path.name)


def standing() -> str:
    from django.db import connection

    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - PASSING):
            cursor.execute(f'SELECT * FROM "{table}"')
            digest.update(repr((table, cursor.fetchall())).encode())
    return digest.hexdigest()


def tried(disk: Disk, act: Act, step: int) -> dict[str, Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # its pages would be room
    before, files, refused, told, wrong = standing(), disk.files(), 0, set[str](), list[str]()
    disk.fill()
    while True:
        done, said = act()
        if done:
            break
        told.add(said)
        if standing() != before:
            wrong.append(f"refusal {refused} left something in the database")
        if disk.files() != files:
            wrong.append(f"refusal {refused} left {set(disk.files()) ^ set(files)} on the disk")
        refused += 1
        disk.spare(step)
    disk.clear()
    after = standing()
    act()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        sound = cursor.fetchone()[0]
    return {
        "refused": refused,
        "told": sorted(told),
        "wrong": wrong,
        "grown": after != before,
        "once": standing() == after,
        "sound": sound == "ok",
    }


def posts(user: Any, address: str, body: dict[str, Any], **files: tuple[str, bytes]) -> Act:
    """The same request under the same key, however often it is sent."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    client, key = Client(raise_request_exception=False, SERVER_NAME="localhost"), str(uuid.uuid4())
    client.force_login(user)

    def act() -> Outcome:
        sent = {name: SimpleUploadedFile(called, data) for name, (called, data) in files.items()}
        answer = client.post(address, body | sent | {"key": key})
        if answer.status_code < 500:
            return True, str(answer.status_code)
        told = "Ổ đĩa của máy chủ đã đầy: chưa lưu gì" in answer.content.decode()
        return False, f"{answer.status_code} {'told' if told else 'not told'}"

    return act


def commands(*words: str, output: Path | None = None) -> Act:
    from sokehoach.config import cli

    def act() -> Outcome:
        said = io.StringIO()
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            code = cli.main([*words, *(("-o", str(output)) if output else ())])
        if code == 0 and output:
            output.unlink()
        told = "ổ đĩa đầy" in said.getvalue().lower()
        return code == 0, f"{code} {'told' if told else said.getvalue()}"

    return act


def job(disk: Disk, person: int) -> Act:
    """A long job's answer has to be kept as well."""
    from django.conf import settings
    from django.db import OperationalError

    from sokehoach.apps.jobs import services as job_services
    from sokehoach.apps.jobs.models import Job

    settings.JOBS = {"large": "tests.durability.filling.large"}
    job_services.start_job(
        kind="large", title="Lớn", arguments={}, total=1, person=person, by="tests", at=datetime.now(UTC)
    )

    def act() -> Outcome:
        with contextlib.suppress(OperationalError):
            job_services.run_waiting()
        row = Job.objects.get()
        if row.state == Job.State.DONE:
            return True, ""
        assert row.result is None
        if row.state == Job.State.WAITING:  # there was not even room to note that it was begun
            return False, ""
        told = row.failure
        again = {
            "state": Job.State.WAITING,
            "failure": "",
            "ended_at": None,
            "attempts": 0,
            "told_at": None,
            "done": 0,
        }
        while True:  # as the hours would: it waits again, if need be in a page more
            try:
                Job.objects.update(**again)
                break
            except OperationalError:
                disk.spare(1)
        return False, told

    return act


def large(_arguments: dict[str, Any], _tell: Any) -> Any:
    from sokehoach.apps.jobs.services import Result

    return Result("x.zip", "application/zip", os.urandom(200_000))


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.urls import reverse

    from sokehoach.adapters import age
    from sokehoach.apps.accounts.models import User
    from sokehoach.apps.audit import keys

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    keys.load_signer(settings.HOME)  # made once and kept, whatever comes after
    tempfile.gettempdir()  # looked for once, while there is room: a full one would be passed over
    given = json.load(sys.stdin)
    disk, clerk = Disk(settings.HOME), User.objects.get(pk=given["clerk"])
    report = reverse("reporting:save", args=[given["report"]])
    cells = given["cells"]
    acts: dict[str, tuple[Act, int]] = {
        "cells": (posts(clerk, report, cells), 2),
        "report": (posts(clerk, reverse("reporting:send", args=[given["report"]]), cells), 3),
        "evidence": (
            posts(
                clerk,
                reverse("plans:assignment", args=[given["assignment"]]),
                {"version": 1, "state": "done", "result": "Đã ban hành", "in_charge": ""},
                upload=("ke-hoach.pdf", bytes.fromhex(given["pdf"])),
            ),
            3,
        ),
        "number": (
            posts(
                clerk,
                reverse("documents:number", args=[given["document"]]),
                {"version": given["version"], "number": "", "day": "22/06/2021"},
            ),
            8,
        ),
        # Larger than what is held in memory: read into a file of its own before any view is asked.
        "upload": (
            posts(clerk, reverse("plans:import"), {}, file=("ke-hoach.txt", b"x" * 7_000_000)),
            700,
        ),
        "job": (job(disk, clerk.pk), 8),
        "seal": (commands("audit", "checkpoint"), 2),
        "trail": (commands("audit", "export", output=disk.home / "trail.jsonl"), 2),
        "backup": (
            commands("backup", "--to", str(age.Identity.generate().to_public()), output=disk.home / "copy.age"),
            400,
        ),
    }
    told = {}
    for name, (act, step) in acts.items():
        if name in given["acts"]:
            # A job begins, fails and says so in three writes: page by page it would never come to the third.
            finer = 1 if name == "job" else given["finer"]
            told[name] = tried(disk, act, max(1, step // finer))
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
