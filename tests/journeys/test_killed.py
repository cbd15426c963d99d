"""The server killed in the middle of submissions, at moments of a fixed seed; and files that are no plans.

Whatever the moment, a report is wholly sent or wholly not, an answer that was given holds, and the same sending again
under its key has one effect: on SQLite, and on a PostgreSQL whose server is thrown down as well, every other time.
"""

import random
import re
import sqlite3
import threading
import time
import urllib.error
import uuid
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPException
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
from tools import postgres

from tests.journeys.conftest import command, verify
from tests.journeys.forge import Forge, kill
from tests.journeys.plain_browser import Browser
from tests.soak import keep, times

COMMUNES = {"xa03304": "03304", "xa03269": "03269"}  # returned; never begun


@dataclass(frozen=True)
class Place:
    """A home, and the PostgreSQL that holds its rows where its own SQLite file does not."""

    home: Path
    server: postgres.Server | None = None

    @property
    def url(self) -> str:
        return self.server.url if self.server else ""

    def throw_down(self) -> None:
        if self.server:
            self.server.stop()
            self.server.start()

    def one(self, query: str, *values: str | uuid.UUID) -> tuple | None:
        if self.server:
            with psycopg.connect(self.url) as told:
                return told.execute(query.replace("?", "%s").encode(), values).fetchone()
        asked = [value.hex if isinstance(value, uuid.UUID) else value for value in values]
        with closing(sqlite3.connect(self.home / "sokehoach.sqlite3", timeout=20)) as database:
            return database.execute(query, asked).fetchone()

    def count(self, table: str, column: str, value: str | uuid.UUID) -> int:
        found = self.one(f"select count(*) from {table} where {column} = ?", value)
        assert found
        return int(found[0])


def test_killed(home: Path) -> None:
    killed(Place(home), name="sqlite", kills=times(15, 300))


def test_killed_on_postgresql(home: Path) -> None:
    where = postgres.programs()
    if where is None:
        pytest.skip("PostgreSQL's programs are not on this machine")
    with postgres.serving(where) as server:
        command(home, "move", "--to", server.url)
        killed(Place(home, server), name="postgresql", kills=times(4, 100))


def killed(place: Place, *, name: str, kills: int) -> None:
    chance = random.Random(178)
    began = time.monotonic()
    forge = Forge(place.home, place.url)
    server, address = forge.start()
    try:
        office = Browser(address, "thuongtruc")
        clerks = {code: Browser(address, username) for username, code in COMMUNES.items()}
        clerks["03269"].post("/bao-cao/lap/", form="01-XA", unit="03269", period="2021S1")
        reports = {
            code: re.findall(r"/bao-cao/([0-9a-f-]{36})/", clerk.get("/bao-cao/")[1])[0]
            for code, clerk in clerks.items()
        }
        outcomes: list[bool] = []
        acknowledged = 0
        took = 0.2
        moments = [(turn + chance.random()) / kills for turn in range(kills)]  # one in each part of a sending
        chance.shuffle(moments)
        turn = 0
        # A machine that was slower at the first sending than later: more kills, until one falls into a sending.
        while turn <= kills or (len({*outcomes}) == 1 and turn <= kills + 8):
            sendings = [prepare(place, clerk, code, reports[code], f"{name}-{turn}") for code, clerk in clerks.items()]
            pressed = time.monotonic()
            threads = [threading.Thread(target=sending.go) for sending in sendings]
            for thread in threads:
                thread.start()
            if turn:
                late = moments[turn - 1] if turn <= kills else 2 * (not outcomes[0])
                time.sleep(1.3 * took * late)
                kill(server)
                if turn % 2:
                    place.throw_down()
            for thread in threads:
                thread.join()
            if not turn:  # how long a sending takes, so that the kills fall into it
                took = time.monotonic() - pressed
                assert all(sending.answered for sending in sendings)
            else:
                server, address = forge.start()
                for browser in (office, *clerks.values()):
                    browser.address = address
            for sending in sendings:
                done = sending.is_whole(place)
                if sending.answered:
                    assert done, "an answer was given for what is lost"
                if turn:
                    outcomes.append(done)
                    acknowledged += sending.answered
                sending.go()
                assert sending.answered, "the same sending again is refused"
                assert sending.is_whole(place), "the same sending again did nothing"
                sending.go()
                assert sending.effects(place) == 1
                hand_back(office, place, sending.report)
            turn += 1
        keep(
            f"kills_{name}", kills=kills, sendings_cut=len(outcomes), done_before_the_kill=sum(outcomes),
            acknowledged=acknowledged, acknowledged_lost=0, doubled_under_replays=0, sending_ms=round(took * 1000),
            seconds=round(time.monotonic() - began),
        )  # fmt: skip
        assert {True, False} == set(outcomes), "no kill fell into a sending"
        verify(place.home, place.url)
    finally:
        kill(server)
        forge.close()


def text_without_a_plan() -> bytes:
    return ("Danh sách dự họp ngày mai. Ai vắng thì báo trước.\n" * 40).encode("utf-16")


def photograph() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + random.Random(1).randbytes(40_000)


def packed() -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w") as package:
        package.writestr("ke-hoach.txt", "KẾ HOẠCH")
    return into.getvalue()


def test_what_is_no_plan(site: str, home: Path) -> None:
    """Each is refused in a Vietnamese sentence, leaves nothing behind, and the server goes on."""
    office = Browser(site, "thuongtruc")
    before = stored(Place(home))
    sentences = {}
    for name, content in {
        "trong.txt": b"",
        "anh.txt": photograph(),
        "anh.jpg": photograph(),
        "goi.zip": packed(),
        "goi.txt": packed(),
        "hop.txt": text_without_a_plan(),
        "lon.txt": ("Chủ trì, phối hợp với các ngành thực hiện.\n" * 400_000).encode()[:20_000_000],
    }.items():
        status, page = office.upload("/ke-hoach/nhap/", name, content)  # which waits for half a minute at most
        assert 400 <= status < 500, f"{name}: {status}"
        said = re.search(r'class="field__error"[^>]*>.*?<p>(.*?)</p>', page, re.DOTALL)
        assert said, f"{name}: nothing is said beside the field"
        assert re.search(r"[ạảấầẩậắằẳặẹẻẽếềểệịỉọỏốồổộớờởợụủứừửữựỳỵỷỹđ]", said[1]), said[1]
        sentences[name] = said[1]
        assert stored(Place(home)) == before, f"{name} left something behind"
        assert office.get("/")[0] == 200, f"{name} took the server down"
    print("\n".join(f"{name}: {sentence}" for name, sentence in sentences.items()))
    assert len(set(sentences.values())) >= 4, "the sentences do not say what is wrong"


# --- one sending


@dataclass
class Sending:
    """A commune presses «Gửi báo cáo»: one number, one paragraph, and what the register has grown by."""

    browser: Browser
    report: str
    version: int
    events: int
    number: int
    broadcasts: int
    body: dict[str, str] = field(default_factory=dict)
    answered: bool = False

    def go(self) -> None:
        self.answered = False
        try:
            status, _ = self.browser.post(f"/bao-cao/{self.report}/gui/", **self.body)
            self.answered = status == 204
        except (urllib.error.URLError, HTTPException, OSError):
            pass  # killed

    def is_whole(self, place: Place) -> bool:
        """State, step, what was typed, what was frozen, the event and the answer: all of it, or nothing."""
        found = place.one("select state, version from reporting_submission where id = ?", uuid.UUID(self.report))
        assert found
        state, version = found
        told = {
            "state": state == "sent",
            "version": version == self.version + 1,
            "steps": place.count("reporting_step", "action = 'send' and submission_id", uuid.UUID(self.report))
            == self.events + 1,
            "typed": self.value(place, "A8") == self.number,
            "frozen": self.value(place, "B3") == self.broadcasts,
            "words": self.body["result"] in self.words(place),
            "event": self.sent(place) == self.events + 1,
            "answer": self.effects(place) == 1,
        }
        assert len(set(told.values())) == 1, f"half a sending: {told}"
        return told["state"]

    def sent(self, place: Place) -> int:
        return place.count("audit_event", "action = 'report.send' and subject", f"submission:{self.report}")

    def effects(self, place: Place) -> int:
        answers = place.count("audit_answer", "key", self.body["key"])
        assert self.sent(place) - self.events == answers, "an effect without its answer, or the reverse"
        return answers

    def value(self, place: Place, cell: str) -> float | None:
        query = "select number from reporting_datavalue where submission_id = ? and cell = ?"
        found = place.one(query, uuid.UUID(self.report), cell)
        return None if found is None or found[0] is None else float(found[0])

    def words(self, place: Place) -> str:
        query = "select text from reporting_narrativetext where submission_id = ? and heading = 'result'"
        found = place.one(query, uuid.UUID(self.report))
        return "" if found is None else str(found[0])


def prepare(place: Place, clerk: Browser, code: str, report: str, turn: str) -> Sending:
    """One more broadcast in the register, and the sending made up from the page as it stands."""
    status, _ = clerk.post(
        "/so/truyen-thong/them/", day="11/6/2021", title=f"Phát thanh lần {turn}", kind="broadcast",
        channel="loudspeaker", place="bản Pá Cá", items="1", audiences="residents", contents="law",
        languages="hmong", **{"write-anyway": "1"},
    )  # fmt: skip
    assert status == 204
    page = clerk.get(f"/bao-cao/{report}/")[1]

    def shown(name: str) -> str:
        found = re.search(rf'name="{re.escape(name)}"[^>]* value="([^"]*)"', page)
        assert found, f"{name} is not on the page"
        return found[1]

    number = 1000 + int(turn.rpartition("-")[2])
    sending = Sending(clerk, report, int(shown("version")), 0, number, broadcasts=int(shown("B3").replace(".", "")))
    sending.events = sending.sent(place)
    sending.body = {
        "key": f"turn-{turn}-{code}",
        "version": shown("version"),
        "A8": str(number),
        "A8:v": shown("A8:v"),
        "A8:w": shown("A8:w"),
        "result": f"Lần gửi thứ {turn}.",
        "result:v": shown("result:v"),
    }
    return sending


def hand_back(office: Browser, place: Place, report: str) -> None:
    stands = place.one("select version from reporting_submission where id = ?", uuid.UUID(report))
    assert stands
    status, _ = office.post(f"/bao-cao/{report}/tra-lai/", version=str(stands[0]), reason="Ghi thêm.")
    assert status == 204


def stored(place: Place) -> dict[str, int]:
    tables = ("plans_plan", "plans_clause", "plans_duty", "audit_event", "audit_answer")
    return {table: int((place.one(f"select count(*) from {table}") or [0])[0]) for table in tables}
