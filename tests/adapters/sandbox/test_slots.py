"""A few files are opened at a time, one for each account; who comes too many is refused, and keeps nobody waiting."""

import threading
from collections.abc import Iterator

import pytest

from sokehoach.adapters.sandbox import slots
from sokehoach.adapters.sandbox.slots import ParserBusyError, parser_turn, request_turn


@pytest.fixture(autouse=True)
def nobody_holds_a_turn() -> Iterator[None]:
    assert not slots._holders
    yield
    assert not slots._holders


def opens(asker: str) -> bool:
    """Whether a request of the account is let in, in a thread of its own as a server's requests are."""
    outcome: list[bool] = []

    def request() -> None:
        with request_turn(lambda: asker):
            try:
                with parser_turn():
                    outcome.append(True)
            except ParserBusyError:
                outcome.append(False)

    thread = threading.Thread(target=request)
    thread.start()
    thread.join(10)
    return outcome == [True]


def test_a_request_keeps_its_turn_until_it_is_answered() -> None:
    with request_turn(lambda: "a"):
        for _file in range(4):
            with parser_turn():
                pass
        assert slots._holders == ["a"]
        assert not opens("a"), "one for each account"
        assert opens("b")
    assert opens("a")


def test_there_are_only_so_many() -> None:
    with request_turn(lambda: "a"), parser_turn():
        done = threading.Event()
        taken = threading.Event()

        def second() -> None:
            with request_turn(lambda: "b"), parser_turn():
                taken.set()
                done.wait(10)

        thread = threading.Thread(target=second)
        thread.start()
        assert taken.wait(10)
        assert not opens("c")
        done.set()
        thread.join(10)
        assert opens("c")


def test_a_request_that_opens_nothing_takes_no_turn_and_is_not_asked_who_it_is() -> None:
    with request_turn(lambda: pytest.fail("asked")):
        assert not slots._holders


def test_a_turn_comes_back_whatever_happened() -> None:
    with pytest.raises(ZeroDivisionError), request_turn(lambda: "a"), parser_turn():
        raise ZeroDivisionError
    assert opens("a")


def test_work_without_a_request_waits_for_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "MAX_TURNS", 1)
    order: list[str] = []

    def work() -> None:
        with parser_turn():
            order.append("work")

    with request_turn(lambda: "a"):
        with parser_turn():
            thread = threading.Thread(target=work)
            thread.start()
            thread.join(0.2)
            assert thread.is_alive()
        order.append("request")
    thread.join(10)
    assert order == ["request", "work"]


def test_a_server_has_more_threads_than_files_may_take() -> None:
    from sokehoach.config.cli_serve import THREADS

    assert THREADS >= 2 * slots.MAX_TURNS + 2
