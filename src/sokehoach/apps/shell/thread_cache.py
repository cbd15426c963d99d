"""Keeps answers that nearly every page asks for in a thread, for a few seconds of one day.

All of them end together, so that none is older than one from which it was built. Another thread or process sees a
change up to five seconds later.
"""

import time
from collections.abc import Callable
from datetime import date
from functools import wraps
from threading import local
from typing import Any

from sokehoach.apps.shell import clock

SECONDS = 5.0


class _KeptAnswers(local):
    """The answers of one thread, by the function that loads them."""

    def __init__(self) -> None:
        self.answers: dict[Callable[[], Any], Any] = {}
        self.day: date | None = None
        self.valid_until = 0.0


_thread = _KeptAnswers()


def keep_in_thread[Answer](load: Callable[[], Answer]) -> Callable[[], Answer]:
    """Decorates a function without arguments: its answer is loaded once, then kept."""

    @wraps(load)
    def get_answer() -> Answer:
        today = clock.today()
        if _thread.day != today or _thread.valid_until < time.monotonic():
            _thread.answers, _thread.day, _thread.valid_until = {}, today, time.monotonic() + SECONDS
        answers = _thread.answers
        if load not in answers:
            answers[load] = load()
        return answers[load]

    return get_answer


def forget_answers() -> None:
    """Ends all answers of this thread: called by each service that changes what one of them says."""
    _thread.valid_until = 0.0
