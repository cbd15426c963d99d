"""Limit how many files are opened at a time.

A server has few threads, and each waits for its parser's process: if all waited, no page would be answered. A request
takes a turn with its first file and keeps it until it is answered; without a free turn it is refused at once. Work
without a request (the command line, background jobs) waits for its turn.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

MAX_TURNS = 2  # per process; `sokehoach serve` has more threads than these


class ParserBusyError(Exception):
    """Raised if no turn is free, or another file of the same account is still being opened."""


@dataclass(slots=True)
class _Request:
    find_asker: Callable[[], str]
    holder: str | None = None


_request: ContextVar[_Request | None] = ContextVar("request", default=None)
_holders_changed = threading.Condition()
_holders: list[str] = []
_NOBODY = ""  # work without a request


@contextmanager
def request_turn(find_asker: Callable[[], str]) -> Iterator[None]:
    """Track a turn for one request. `find_asker` returns the account; it is called only when a file is opened."""
    request = _Request(find_asker)
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)
        if request.holder is not None:
            _release_turn(request.holder)


@contextmanager
def parser_turn() -> Iterator[None]:
    """Hold a turn while a file is opened. Raises ParserBusyError."""
    request = _request.get()
    if request is None:
        with _holders_changed:
            _holders_changed.wait_for(lambda: len(_holders) < MAX_TURNS)
            _holders.append(_NOBODY)
        try:
            yield
        finally:
            _release_turn(_NOBODY)
        return
    if request.holder is None:
        asker = request.find_asker()
        with _holders_changed:
            if len(_holders) >= MAX_TURNS or asker in _holders:
                raise ParserBusyError
            _holders.append(asker)
        request.holder = asker
    yield


def _release_turn(holder: str) -> None:
    with _holders_changed:
        _holders.remove(holder)
        _holders_changed.notify()
