"""Five programs at one time read two years of accepted values of a province, page by page, from the served product.

Each has a token and a connection of its own and asks for the next page as soon as it has the one before; they begin
at different half-years, as programs do that nobody has set to one clock. A second reading sends the tags of the first:
what has not changed is answered 304, without a body.
"""

import http.client
import json
import math
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

PAGE = 500


@dataclass
class Reading:
    """What one program met. Seconds run from the request to the last byte of the answer."""

    seconds: list[float] = field(default_factory=list)
    values: int = 0
    tags: dict[str, str] = field(default_factory=dict)


def read_at_once(port: int, tokens: Sequence[str], paths: Sequence[Sequence[str]], pages: int) -> list[Reading]:
    """One program for each token, all at once; each reads so many pages of each of its lists."""
    return _run_at_once([_Program(port, token, lists, pages) for token, lists in zip(tokens, paths, strict=True)])


def ask_at_once(port: int, tokens: Sequence[str], path: str, times: int) -> list[Reading]:
    """The same with one address, so many times each."""
    return _run_at_once([_Program(port, token, [path] * times, 1) for token in tokens])


def read_again_at_once(port: int, tokens: Sequence[str], earlier: Sequence[Reading]) -> list[Reading]:
    """The same pages as before, each with the tag that it had."""
    return _run_at_once(
        [
            _Program(port, token, [*reading.tags], 1, reading.tags)
            for token, reading in zip(tokens, earlier, strict=True)
        ]
    )


def _run_at_once(programs: "list[_Program]") -> list[Reading]:
    threads = [threading.Thread(target=program.run) for program in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for program in programs:
        if program.failure is not None:
            raise program.failure
    return [program.reading for program in programs]


class _Program:
    def __init__(
        self, port: int, token: str, lists: Sequence[str], pages: int, tags: dict[str, str] | None = None
    ) -> None:
        self.lists, self.pages, self.tags = lists, pages, tags
        self.headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.reading = Reading()
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            for path in self.lists:
                self._follow(path)
        except BaseException as failure:  # a thread's own is lost
            self.failure = failure
        finally:
            self.connection.close()

    def _follow(self, path: str) -> None:
        following: str | None = path
        for _page in range(self.pages):
            if following is None:
                break
            page = self._ask(following)
            self.reading.values += len(page.get("items", ()))
            cursor = page.get("next")
            following = None if cursor is None else f"{path}&cursor={cursor}"

    def _ask(self, path: str) -> dict:
        headers = self.headers if self.tags is None else self.headers | {"If-None-Match": self.tags[path]}
        began = time.perf_counter()
        self.connection.request("GET", path, headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        self.reading.seconds.append(time.perf_counter() - began)
        assert answer.status == (200 if self.tags is None else 304), (path, answer.status, body[:300])
        self.reading.tags[path] = answer.headers["ETag"]
        return json.loads(body) if body else {}


def describe(readings: Sequence[Reading]) -> str:
    seconds = [one for reading in readings for one in reading.seconds]
    return f"p50 {statistics.median(seconds) * 1000:.1f} ms, p95 {percentile(readings, 95) * 1000:.1f} ms"


def percentile(readings: Sequence[Reading], percent: int) -> float:
    """The smallest that so many percent are not above."""
    ordered = sorted(one for reading in readings for one in reading.seconds)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]
