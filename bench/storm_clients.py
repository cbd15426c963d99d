"""The clients of a deadline storm: each opens its report, keeps one cell, and sends, at its own moment.

The moments are fixed before the storm: a late answer puts nobody else off, and what it is late by counts as waiting.
After a broken connection or a 5xx the same sending goes again under the same key, as the page does.
"""

import heapq
import http.client
import itertools
import random
import re
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

THREADS = 48
TRIES = 6  # of one request, the first among them
KEPT, TYPED = "A8", ("A9", "B7", "D3")  # the cell kept by itself; those that the sending carries
CELLS = (KEPT, *TYPED)


@dataclass
class Client:
    code: str
    report: str
    session: str
    moment: float  # seconds from the beginning: when it sends
    numbers: dict[str, int]
    again: float | None  # how long after its sending the same goes once more
    body: dict[str, str] = field(default_factory=dict)  # of the sending
    csrf: str = ""  # the cookie; the form holds another writing of it
    acknowledged: bool = False


def clients(world: list[dict[str, str]], *, last: float, chance: random.Random) -> list[Client]:
    """Four fifths send within the `last` seconds, the others in the quarter of that time before, no less densely; 3 %
    send twice, half of them at the same moment.
    """
    order = list(world)
    chance.shuffle(order)
    early = len(order) // 5
    twice = set(chance.sample(range(len(order)), max(2, round(0.03 * len(order)))))
    return [
        Client(
            one["code"], one["report"], one["session"],
            moment=chance.uniform(0, last / 4) if n < early else last / 4 + chance.uniform(0, last),
            numbers={cell: chance.randrange(1, 60) for cell in CELLS},
            again=chance.choice((0.0, 2.0)) if n in twice else None,
        )
        for n, one in enumerate(order)
    ]  # fmt: skip


class Storm:
    """What happens. Seconds are counted from the moment at which a step was due."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.seconds: dict[str, list[float]] = {"open": [], "keep": [], "send": [], "replay": []}
        self.answers: Counter[int] = Counter()  # by status
        self.broken = 0  # connections
        self.refused: list[str] = []
        self._due: list[tuple[float, int, Callable[[Connection], None]]] = []
        self._number = itertools.count()
        self._open = 0  # steps due or under way
        self._turn = threading.Condition()

    def run(self, all_of_them: list[Client], *, lead: float, chance: random.Random) -> float:
        """Seconds that it took. `lead`: at most so long before its sending a client opens its report."""
        began = time.monotonic()
        for one in all_of_them:
            one.moment += began + lead
            self._put(one.moment - chance.uniform(lead / 2, lead), lambda to, due, c=one: self._look(to, c, due))
        threads = [threading.Thread(target=self._work) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.monotonic() - began

    def _put(self, due: float, step: "Callable[[Connection, float], None]") -> None:
        due = max(due, time.monotonic())  # nobody presses before the answer before is there
        with self._turn:
            heapq.heappush(self._due, (due, next(self._number), lambda to: step(to, due)))
            self._open += 1
            self._turn.notify()

    def _work(self) -> None:
        to = Connection(self)
        while True:
            with self._turn:
                while self._open and not (self._due and self._due[0][0] <= time.monotonic()):
                    wait = self._due[0][0] - time.monotonic() if self._due else 1.0
                    self._turn.wait(max(0.001, min(wait, 1.0)))
                if not self._open:
                    self._turn.notify_all()
                    break
                _due, _number, step = heapq.heappop(self._due)
            try:
                step(to)
            finally:
                with self._turn:
                    self._open -= 1
        to.close()

    # --- the steps of one client

    def _look(self, to: "Connection", client: Client, due: float) -> None:
        page = self._timed("open", due, to, client, "GET", "")
        if page is None:
            return
        client.body = {
            "version": _shown(page, "version"),
            "key": f"storm-{client.code}",
            "csrfmiddlewaretoken": _shown(page, "csrfmiddlewaretoken"),
        }
        for cell in CELLS:
            client.body |= {
                cell: str(client.numbers[cell]),
                f"{cell}:v": _shown(page, f"{cell}:v"),
                f"{cell}:w": "",
            }
        client.body |= {"result": "Đã truyền thông ở các bản.", "result:v": _shown(page, "result:v")}
        self._put(client.moment - 0.5, lambda to, due: self._keep(to, client, due))

    def _keep(self, to: "Connection", client: Client, due: float) -> None:
        told = {name: client.body.pop(name) for name in (KEPT, f"{KEPT}:v", f"{KEPT}:w")}
        told |= {"key": f"cell-{client.code}", "csrfmiddlewaretoken": client.body["csrfmiddlewaretoken"]}
        if self._timed("keep", due, to, client, "POST", f"o/{KEPT}/", told) is None:
            return
        self._put(client.moment, lambda to, due: self._send(to, client, due, "send"))
        if client.again is not None:
            self._put(client.moment + client.again, lambda to, due: self._send(to, client, due, "replay"))

    def _send(self, to: "Connection", client: Client, due: float, name: str) -> None:
        if self._timed(name, due, to, client, "POST", "gui/", client.body) is not None:
            client.acknowledged = True

    def _timed(
        self, name: str, due: float, to: "Connection", client: Client, method: str, path: str,
        body: dict[str, str] | None = None,
    ) -> str | None:  # fmt: skip
        """The page; None where it is refused, or never came."""
        for turn in range(TRIES):
            time.sleep(0.5 * turn)
            status, page = to.ask(client, method, f"/bao-cao/{client.report}/{path}", body)
            with self._turn:
                self.answers[status] += 1
            if 0 < status < 500:
                break
        self.seconds[name].append(time.monotonic() - due)
        if status not in (200, 204):
            self.refused.append(f"{name} {client.code}: {status}")
            return None
        return page


class Connection:
    """One that is kept open and used in turn, each time with the session of whoever asks."""

    def __init__(self, storm: Storm) -> None:
        self.storm = storm
        self.made = http.client.HTTPConnection("127.0.0.1", storm.port, timeout=60)

    def ask(self, client: Client, method: str, path: str, body: dict[str, str] | None) -> tuple[int, str]:
        """Status and page; 0 where the connection broke."""
        asked = (
            {"HX-Request": "true"} if "/o/" in path else {"X-Requested-With": "keep"}
        )  # as the page's own script does
        headers = {"Cookie": f"sessionid={client.session}"} | (asked if body is not None else {})
        data = None
        if body is not None:
            headers["Cookie"] += f"; csrftoken={client.csrf}"
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            data = urllib.parse.urlencode(body).encode()
        try:
            self.made.request(method, path, data, headers)
            answer = self.made.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.made.close()
            self.storm.broken += 1
            return 0, ""
        if method == "GET":
            told = answer.headers.get_all("Set-Cookie") or []
            client.csrf = next((one.partition("=")[2].partition(";")[0] for one in told if "csrftoken=" in one), "")
        return answer.status, page

    def close(self) -> None:
        self.made.close()


def _shown(page: str, name: str) -> str:
    found = re.search(rf'name="{re.escape(name)}"[^>]* value="([^"]*)"', page)
    if found is None:
        raise AssertionError(f"{name} is not on the page")
    return found[1]
