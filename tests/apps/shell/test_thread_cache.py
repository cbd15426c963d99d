"""Answers that a thread keeps for some seconds of one day."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count

import pytest

from sokehoach.apps.shell import clock, thread_cache


@pytest.fixture(autouse=True)
def five_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the product; in other tests they last until the test ends."""
    monkeypatch.setattr(thread_cache, "SECONDS", 5.0)


@pytest.fixture
def ask() -> Iterator[Callable[[], int]]:
    """How often it was loaded."""
    numbers = count(1)

    @thread_cache.keep_in_thread
    def ask_number() -> int:
        return next(numbers)

    yield ask_number
    thread_cache.forget_answers()


def test_it_is_loaded_once(ask: Callable[[], int]) -> None:
    assert [ask(), ask()] == [1, 1]


def test_it_is_loaded_again_once_forgotten(ask: Callable[[], int]) -> None:
    ask()
    thread_cache.forget_answers()
    assert ask() == 2


def test_it_is_loaded_again_after_five_seconds(ask: Callable[[], int], monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000_000_000.0
    monkeypatch.setattr(thread_cache.time, "monotonic", lambda: now)
    ask()
    now += 4.9
    assert ask() == 1
    now += 0.2
    assert ask() == 2


def test_it_is_loaded_again_on_the_next_day(ask: Callable[[], int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2021, 6, 22))
    ask()
    monkeypatch.setattr(clock, "today", lambda: date(2021, 6, 23))
    assert ask() == 2


def test_another_thread_loads_it_itself(ask: Callable[[], int]) -> None:
    ask()
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(ask).result() == 2


def test_an_answer_ends_with_the_one_from_which_it_was_built(
    ask: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000_000_000.0
    monkeypatch.setattr(thread_cache.time, "monotonic", lambda: now)
    build = thread_cache.keep_in_thread(lambda: [ask()])
    ask()
    now += 4
    assert build() == [1]
    now += 2
    assert build() == [2]
