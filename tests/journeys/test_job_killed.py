"""A process is killed in the midst of a job: nothing of the result is there; the next process does it whole."""

import json
import os
import signal
import sqlite3
import subprocess
import time
import zipfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

from tests.journeys.conftest import SOKEHOACH, environment

UNITS = 8  # of the 17 whose reports are accepted
LONG_AGO = "2021-06-21 08:00:00"


def test_a_killed_job_is_done_by_the_next(home: Path) -> None:
    job = asked(home)
    server = work(home)
    until = time.monotonic() + 120
    while told(home, job)["done"] < 2:
        assert time.monotonic() < until, told(home, job)
        assert server.poll() is None, "it ended before it could be killed"
        time.sleep(0.02)
    os.killpg(server.pid, signal.SIGKILL)
    server.wait(timeout=20)
    left = told(home, job)
    assert (left["state"], left["result"], left["attempts"]) == ("running", None, 1)
    assert 2 <= left["done"] < UNITS

    assert work(home).wait(timeout=120) == 0
    assert told(home, job)["state"] == "running", "who told a moment ago may still be at work"
    write(home, "update jobs_job set told_at = ? where id = ?", LONG_AGO, job)
    assert work(home).wait(timeout=240) == 0
    done = told(home, job)
    assert (done["state"], done["done"], done["attempts"]) == ("done", UNITS, 2)
    with zipfile.ZipFile(BytesIO(done["result"])) as package:
        assert package.testzip() is None
        assert len(package.namelist()) == 2 * UNITS + 1


def asked(home: Path) -> int:
    """The job that a click of the standing office leaves in its row."""
    reported = (
        "select s.unit_id from reporting_submission s join reporting_form f on f.id = s.form_id"
        " where f.code = '01-XA' and s.state = 'accepted' order by s.unit_id limit ?"
    )
    with closing(sqlite3.connect(home / "sokehoach.sqlite3", timeout=20)) as database:
        units = [pk for (pk,) in database.execute(reported, (UNITS,))]
        (person,) = database.execute("select id from accounts_user where username = 'thuongtruc'").fetchone()
    told = {"outline": "bc-xa", "period": "2021S1", "units": units, "person": person}
    return write(
        home,
        "insert into jobs_job (kind, title, arguments, person, state, total, done, stop_asked, attempts, made_at,"
        " failure, result_name, result_type) values (?, ?, ?, ?, 'waiting', ?, 0, 0, 0, ?, '', '', '')",
        "documents.print_units", "In báo cáo", json.dumps(told), person, UNITS, LONG_AGO,
    )  # fmt: skip


def work(home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [SOKEHOACH, "work"], env=environment(home), stdout=subprocess.DEVNULL, start_new_session=True
    )


def told(home: Path, job: int) -> sqlite3.Row:
    with closing(sqlite3.connect(home / "sokehoach.sqlite3", timeout=20)) as database:
        database.row_factory = sqlite3.Row
        found = database.execute("select * from jobs_job where id = ?", (job,)).fetchone()
    assert isinstance(found, sqlite3.Row)
    return found


def write(home: Path, query: str, *values: object) -> int:
    with closing(sqlite3.connect(home / "sokehoach.sqlite3", timeout=20)) as database, database:
        return database.execute(query, values).lastrowid or 0
