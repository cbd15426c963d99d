"""A parser that was taken over reaches nothing: no file, no server, no network, no process; and each layer holds alone.

A kernel that lacks a layer is named where the test is skipped; `sokehoach doctor` names it on a server.
"""

import contextlib
import ctypes
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sokehoach.adapters.sandbox import FileRefusedError, limits, process
from tests.adapters.sandbox.hostile_parser import HERE
from tests.repository.order import ROOT

pytestmark = pytest.mark.parser_process

SECRET = ctypes.create_string_buffer(b"secret", 8)
LAYERS = ("landlock", "seccomp", "limit")
SINCE = {
    "cutting": 3,
    "TCP to loopback": 4,
    "listening": 4,
    "a signal to the server": 6,
    "an abstract socket": 6,
}
REFUSED = {"EACCES", "EPERM", "ENOSYS"}  # any other error says that the kernel looked into what was asked
FILES, CALLS = "landlock", "seccomp"


@dataclass(frozen=True, slots=True)
class World:
    """What a server has that a parser must not reach."""

    file: Path
    tcp: int
    udp: int
    here: str
    abstract: str


@pytest.fixture(scope="module")
def held() -> dict[str, Any]:
    return process.run("layers", b"")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    file = tmp_path / "db.sqlite3"
    file.write_text("figures")
    monkeypatch.setenv("DATABASE_URL", "postgresql://so:secret@/so")
    with contextlib.ExitStack() as open_ones:
        tcp = open_ones.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = open_ones.enter_context(socket.socket(type=socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        here, abstract = (open_ones.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(2))
        named = f"/tmp/sokehoach-{os.getpid()}.socket"
        here.bind(named)
        open_ones.callback(os.unlink, named)
        abstract.bind(f"\0sokehoach-{os.getpid()}")
        for one in (here, abstract):
            one.listen()
        left_open = os.open(file, os.O_RDWR)
        open_ones.callback(os.close, left_open)
        os.set_inheritable(left_open, True)
        yield World(file, tcp.getsockname()[1], udp.getsockname()[1], named, f"@sokehoach-{os.getpid()}")


type Given = Callable[[World], dict[str, Any]]


def nothing(_world: World) -> dict[str, Any]:
    return {}


def at(path: str) -> Given:
    return lambda _world: {"path": path}


def its_file(world: World) -> dict[str, Any]:
    return {"path": str(world.file)}


def server(_world: World) -> dict[str, Any]:
    return {"pid": os.getpid(), "address": ctypes.addressof(SECRET)}


def of_server(name: str) -> Given:
    return lambda _world: {"path": f"/proc/{os.getpid()}/{name}"}


BOTH = {FILES, CALLS}
# What is tried, with what, and the layers of which each closes it by itself.
TRIED: dict[str, tuple[str, Given, set[str]]] = {
    "accounts": ("reads", at("/etc/passwd"), {FILES}),
    "the database": ("reads", its_file, {FILES}),
    "the home": ("lists", at(str(Path.home())), {FILES}),
    "the root": ("lists", at("/"), {FILES}),
    "the configuration": ("lists", at("/etc"), {FILES}),
    "the repository": ("reads", at(str(ROOT / "pyproject.toml")), {FILES}),
    "the server's environment": ("reads", of_server("environ"), {FILES}),
    "the server's memory": ("opens", of_server("mem"), {FILES}),
    "the server's words": ("reads", of_server("cmdline"), {FILES}),
    "its own environment in /proc": ("reads", at("/proc/self/environ"), {FILES}),
    "its environment": ("environment", lambda _world: {"names": ["DATABASE_URL", "HOME", "PATH"]}, BOTH),
    "handles of the server": ("held_files", nothing, BOTH),
    "writing": ("writes", its_file, BOTH),
    "writing anew": ("writes", at("/tmp/sokehoach-taken-over"), BOTH),
    "adding": ("appends", its_file, BOTH),
    "cutting": ("cuts", its_file, BOTH),
    "renaming": ("renames", its_file, BOTH),
    "removing": ("removes", its_file, BOTH),
    "linking": ("links", its_file, BOTH),
    "a folder": ("makes_a_folder", its_file, BOTH),
    "rights of a file": ("opens_to_all", its_file, {CALLS}),
    "times of a file": ("backdates", its_file, {CALLS}),
    "a file by its handle": ("opens_by_handle", its_file, {CALLS}),
    "a signal to the server": ("signals", server, BOTH),
    "a handle on the server": ("signals_by_handle", server, {CALLS}),
    "a signal through a file": ("signals_by_file", server, {CALLS}),
    "tracing the server": ("traces", server, BOTH),
    "reading the server's memory": ("reads_memory", server, BOTH),
    "binding the server's limits": ("binds_its_limits", server, {CALLS}),
    "slowing the server": ("renices", server, {CALLS}),
    "TCP to loopback": ("connects", lambda world: {"port": world.tcp}, BOTH),
    "UDP to loopback": ("connects", lambda world: {"port": world.udp, "udp": True}, {CALLS}),
    "a socket here": ("connects_here", lambda world: {"address": world.here}, {CALLS}),
    "an abstract socket": ("connects_here", lambda world: {"address": world.abstract}, BOTH),
    "listening": ("listens", nothing, BOTH),
    "a process": ("forks", nothing, {CALLS}),
    "a process twice removed": ("forks_twice", nothing, {CALLS}),
    "a process like a thread": ("forks_as_threads_are_made", nothing, {CALLS}),
    "a process by clone3": ("clones_anew", nothing, {CALLS}),
    "a program": ("starts_a_program", nothing, BOTH),
    "a program in memory": ("starts_a_program_in_memory", nothing, {CALLS}),
    "a program in its memory file": ("starts_from_its_memory_file", nothing, {CALLS}),
    "a shell": ("starts_a_shell", nothing, {CALLS}),
    "mounting": ("mounts", nothing, {CALLS}),
    "namespaces": ("takes_namespaces", nothing, {CALLS}),
    "io_uring": ("uses_io_uring", nothing, {CALLS}),
    "bpf": ("loads_bpf", nothing, {CALLS}),
    "keys": ("takes_keys", nothing, {CALLS}),
    "being looked into": ("frees_itself", nothing, {CALLS}),
    "limits of its own": ("raises_its_limits", nothing, {CALLS}),
    "any other call": ("any_other_call", nothing, {CALLS}),
}


def run(
    monkeypatch: pytest.MonkeyPatch,
    attempt: str,
    given: dict[str, Any],
    *,
    only: str = "landlock seccomp limit",
) -> dict[str, Any]:
    """What the attempt got, {"got": …}, or the name of the error, {"closed": …}, with these layers alone."""
    without = ",".join(layer for layer in LAYERS if layer not in only)
    environment = process._build_environment()
    environment["PYTHONPATH"] += f":{ROOT}"
    monkeypatch.setattr(process, "_build_environment", lambda: environment)
    monkeypatch.setattr(process, "_PROGRAM", HERE)
    told: dict[str, Any] = process.run("hostile", json.dumps(given).encode(), name=f"{attempt} {without}")
    return told


def skip_without(held: dict[str, Any], *layers: str) -> None:
    for layer in layers:
        if not held[layer]:
            pytest.skip(f"this kernel, or what this runs in, offers no {layer}")


@pytest.mark.parametrize("what", TRIED)
def test_it_is_closed(what: str, world: World, held: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    skip_without(held, FILES, CALLS)
    attempt, given, _layers = TRIED[what]
    told = run(monkeypatch, attempt, given(world))
    assert told.get("closed") in REFUSED, told
    assert world.file.read_text() == "figures"


@pytest.mark.parametrize(("what", "layer"), [(what, one) for what in TRIED for one in sorted(TRIED[what][2])])
def test_each_layer_closes_it_by_itself(
    what: str, layer: str, world: World, held: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    skip_without(held, layer)
    if layer == FILES and held[FILES] < SINCE.get(what, 0):
        pytest.skip(f"Landlock {held[FILES]} of this kernel does not ask about it, {SINCE[what]} does")
    attempt, given, _layers = TRIED[what]
    told = run(monkeypatch, attempt, given(world), only=layer)
    assert told.get("closed") in REFUSED, told


@pytest.mark.skipif(os.getuid() == 0, reason="root is not bound by a limit of processes")
@pytest.mark.parametrize("what", ["a process", "a process twice removed", "a shell"])
def test_the_limit_of_processes_closes_them_where_there_is_no_seccomp(
    what: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt, given, _layers = TRIED[what]
    assert run(monkeypatch, attempt, given(world), only="limit") == {"closed": "EAGAIN"}


@pytest.mark.parametrize(
    ("attempt", "got"),
    [
        ("runs_threads", "[0, 1, 2, 3, 4, 5, 6, 7]"),
        ("imports_late", "['lxml.html', (1,)]"),
        ("runs_an_event_loop", "'woken'"),
    ],
)
def test_what_a_parser_does_goes_on_working(
    attempt: str, got: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, attempt, {}) == {"got": got}


@pytest.mark.parametrize(
    ("told", "times"),
    [("[", 1_000_000), ('{"made":', 300_000), ("9", 100_000), ("\0", 5), ("[]", 1), ('{"refused": 1}', 1)],
)
def test_whatever_it_answers_the_server_goes_on(told: str, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileRefusedError, match="dừng đọc"):
        run(monkeypatch, "answers", {"told": told, "times": times})


def test_one_that_sleeps_is_ended_and_nothing_of_it_is_left(
    world: World, held: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.5)
    others = children(os.getpid(), threading.get_native_id())  # the tests' own helpers (tests/config/forked.py)
    with pytest.raises(FileRefusedError, match="dừng đọc"):
        run(monkeypatch, "sleeps", {})
    assert children(os.getpid(), threading.get_native_id()) == others


@pytest.mark.parametrize("waits", [0, 60], ids=["it ended by itself", "it took too long"])
def test_what_it_started_ends_with_it_where_no_layer_holds(
    waits: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WALL_SECONDS", 2.0)
    written = tmp_path / "child"
    with contextlib.suppress(FileRefusedError):
        run(monkeypatch, "leaves_a_child", {"path": str(written), "waits": waits}, only="")
    child = int(written.read_text())
    assert gone(child)


def test_it_ends_with_the_server() -> None:
    """The server is killed while a parser sleeps: the kernel ends the parser."""
    code = (
        "import os; from sokehoach.adapters.sandbox import process;"
        f"process._PROGRAM = {HERE!r}; kept = process._build_environment();"
        f"process._build_environment = lambda: kept | {{'PYTHONPATH': kept['PYTHONPATH'] + ':' + {str(ROOT)!r}}};"
        "process.run('hostile', b'{}', name='sleeps ')"
    )
    server = subprocess.Popen([sys.executable, "-c", code], env={"PYTHONPATH": process._SOURCES})
    try:
        until = time.monotonic() + 120
        while not (parsers := children(server.pid)) and time.monotonic() < until:
            time.sleep(0.02)
        assert not gone(parsers[0], within=0.5)
    finally:
        server.kill()
        server.wait()
    assert gone(parsers[0])


def children(number: int, thread: int | None = None) -> list[int]:
    told = Path(f"/proc/{number}/task/{thread or number}/children").read_text().split()
    return [int(one) for one in told]


def gone(number: int, within: float = 60.0) -> bool:
    """Ended, whether or not whoever took it over has reaped it."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] in "ZX":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False
