"""A parser that was taken over: started as the guard starts any, it tries to get out.

Each attempt returns what it got, or raises OSError where that is closed. test_hostile_parser.py has this module started
in place of parser_jobs; the product knows nothing of it.
"""

import ctypes
import errno
import json
import os
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

from sokehoach.adapters import parser_jobs
from sokehoach.adapters.sandbox import confinement, kernel, landlock, other_user, seccomp, worker

HERE = "tests.adapters.sandbox.hostile_parser"
MACHINE = 0 if os.uname().machine == "x86_64" else 1
type Given = dict[str, Any]


def opened(data: bytes, *, name: str) -> dict[str, str]:
    attempt, _, _without = name.partition(" ")
    try:
        return {"got": repr(ATTEMPTS[attempt](json.loads(data)))}
    except OSError as refused:
        return {"closed": errno.errorcode[refused.errno or 0]}


def system(numbers: tuple[int, int], *arguments: Any) -> int:
    return kernel.call(numbers[MACHINE], *arguments)


# files


def reads(given: Given) -> object:
    return Path(given["path"]).read_bytes()[:40]


def opens(given: Given) -> object:
    return os.open(given["path"], os.O_RDONLY)


def lists(given: Given) -> object:
    return os.listdir(given["path"])


def writes(given: Given) -> object:
    return Path(given["path"]).write_text("taken over")


def appends(given: Given) -> object:
    return os.write(os.open(given["path"], os.O_WRONLY | os.O_APPEND), b"taken over")


def cuts(given: Given) -> object:
    return os.truncate(given["path"], 0)


def renames(given: Given) -> object:
    return os.rename(given["path"], given["path"] + ".old")


def removes(given: Given) -> object:
    return os.unlink(given["path"])


def links(given: Given) -> object:
    return os.symlink("/etc/passwd", given["path"] + ".link")


def makes_a_folder(given: Given) -> object:
    return os.mkdir(given["path"] + ".folder")


def opens_to_all(given: Given) -> object:
    return os.chmod(given["path"], 0o777)


def backdates(given: Given) -> object:
    return os.utime(given["path"], (0, 0))


def opens_by_handle(given: Given) -> object:
    handle = ctypes.create_string_buffer(b"\x80\0\0\0" + bytes(140), 144)
    system((303, 264), -100, ctypes.create_string_buffer(given["path"].encode()), handle, handle, 0)
    return system((304, 265), os.open("/", os.O_RDONLY), handle, 0)


# the server


def held_files(_given: Given) -> object:
    """Its own three and what it opened itself; anything else is the server's."""
    held = []
    for handle in range(3, 64):
        try:
            status = os.fstat(handle)
        except OSError:
            continue
        if handle not in (confinement.memory_file(), ANSWER):
            held.append((handle, status))
    if not held:
        raise PermissionError(errno.EPERM, "none")
    return held


def environment(given: Given) -> object:
    left = {name: value for name, value in os.environ.items() if name in given["names"]}
    if not left:
        raise PermissionError(errno.EPERM, "none")
    return left


def signals(given: Given) -> object:
    return os.kill(given["pid"], 0)


def signals_by_handle(given: Given) -> object:
    return system((434, 434), given["pid"], 0)


def signals_by_file(given: Given) -> object:
    """O_ASYNC: the kernel sends the signal."""
    import fcntl

    return fcntl.fcntl(0, fcntl.F_SETOWN, given["pid"])


def traces(given: Given) -> object:
    return system((101, 117), 0x4206, given["pid"], 0, 0)  # PTRACE_SEIZE


def reads_memory(given: Given) -> object:
    place = ctypes.create_string_buffer(8)
    mine, its = (
        ctypes.create_string_buffer(address.to_bytes(8, "little") + (8).to_bytes(8, "little"), 16)
        for address in (ctypes.addressof(place), given["address"])
    )
    system((310, 270), given["pid"], mine, 1, its, 1, 0)
    return place.raw


def binds_its_limits(given: Given) -> object:
    import resource

    return resource.prlimit(given["pid"], resource.RLIMIT_NOFILE, (3, 3))


def renices(given: Given) -> object:
    return os.setpriority(os.PRIO_PROCESS, given["pid"], 19)


# the network


def connects(given: Given) -> object:
    kind = socket.SOCK_DGRAM if given.get("udp") else socket.SOCK_STREAM
    with socket.socket(socket.AF_INET, kind) as mine:
        mine.connect(("127.0.0.1", given["port"]))
        return mine.send(b"taken over")


def connects_here(given: Given) -> object:
    with socket.socket(socket.AF_UNIX) as mine:
        mine.connect(given["address"].replace("@", "\0"))
        return mine.send(b"taken over")


def listens(_given: Given) -> object:
    with socket.socket() as mine:
        mine.bind(("127.0.0.1", 0))
        mine.listen()
        return mine.getsockname()


# processes


def forks(_given: Given) -> object:
    if child := os.fork():
        return child
    os._exit(0)


def forks_twice(given: Given) -> object:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(60)
        os._exit(0)
    return given


def forks_as_threads_are_made(_given: Given) -> object:
    """clone(2) with a thread's flags but for CLONE_THREAD: a process that shares the memory."""
    return system((56, 220), 0x3D0F00 & ~0x10000 & ~0x800, 0, 0, 0, 0)


def clones_anew(_given: Given) -> object:
    return system((435, 435), ctypes.create_string_buffer(88), 88)


def starts_a_program(_given: Given) -> object:
    return os.execv("/bin/true", ["/bin/true"])


def starts_a_program_in_memory(_given: Given) -> object:
    handle = os.memfd_create("program", 0)
    os.write(handle, b"#!/bin/true\n")
    return os.execve(handle, ["x"], {})


def starts_from_its_memory_file(_given: Given) -> object:
    os.pwrite(confinement.memory_file(), b"#!/bin/true\n", 0)
    os.set_inheritable(confinement.memory_file(), True)
    return os.execve(confinement.memory_file(), ["x"], {})


def starts_a_shell(_given: Given) -> object:
    return os.posix_spawn("/bin/sh", ["/bin/sh", "-c", "true"], {})


# the kernel


def mounts(_given: Given) -> object:
    return system((165, 40), None, None, None, 0, None)


def takes_namespaces(_given: Given) -> object:
    return os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)


def uses_io_uring(_given: Given) -> object:
    return system((425, 425), 4, ctypes.create_string_buffer(120))


def loads_bpf(_given: Given) -> object:
    return system((321, 280), 0, ctypes.create_string_buffer(120), 120)


def takes_keys(_given: Given) -> object:
    return system((250, 219), 0, -3, 0)


def frees_itself(_given: Given) -> object:
    """Whatever might take the filter or the rules away again."""
    kernel.set_process(kernel.DUMPABLE, 1)
    return 1


def raises_its_limits(_given: Given) -> object:
    import resource

    return resource.setrlimit(resource.RLIMIT_NOFILE, (10, 64))


def any_other_call(_given: Given) -> object:
    """Every number that is not kept, with arguments that mean nothing: none is known."""
    kept = {numbers[MACHINE] for numbers in seccomp.CALLS.values()}
    kept |= {asked.numbers[MACHINE] for asked in seccomp.CONDITIONAL_CALLS.values()}
    # Of uprobes: no filter sees them, and the kernel ends a process that calls them.
    probes = {335, 336} if MACHINE == 0 else set()
    got = {}
    for number in sorted(set(range(600)) - kept - probes):
        try:
            got[number] = kernel.call(number, -1, -1, -1, -1, -1, -1)
        except OSError as refused:
            if refused.errno != errno.ENOSYS:
                got[number] = errno.errorcode[refused.errno or 0]
    if not got:
        raise OSError(errno.ENOSYS, "none")
    return got


# what must go on working, and what must end


def runs_threads(_given: Given) -> object:
    told: list[int] = []
    threads = [threading.Thread(target=told.append, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def imports_late(_given: Given) -> object:
    import sqlite3

    import lxml.html

    return [lxml.html.__name__, sqlite3.connect(":memory:").execute("select 1").fetchone()]


def runs_an_event_loop(_given: Given) -> object:
    import asyncio

    return asyncio.run(asyncio.sleep(0.01, "woken"))


def sleeps(_given: Given) -> object:
    return time.sleep(120)


def answers(given: Given) -> object:
    os.write(ANSWER, given["told"].encode() * given["times"])
    os._exit(0)


def leaves_a_child(given: Given) -> object:
    """In its group, asleep, its number written down: without the layers, or it could not."""
    if child := os.fork():
        Path(given["path"]).write_text(str(child))
        return time.sleep(given["waits"])
    return time.sleep(120)


ATTEMPTS = {
    name: one
    for name, one in list(globals().items())
    if callable(one) and getattr(one, "__module__", "") == __name__ and name not in ("opened", "system")
}
ANSWER = 3  # the handle that the worker answers by


def left_out(layers: str) -> None:
    if "landlock" in layers:
        landlock.close_files = lambda *_words: 0
    if "seccomp" in layers:
        seccomp.close_calls = lambda: False
    if "limit" in layers:
        confinement._forbid_processes = lambda: None


def without() -> str:
    """The layers that the name asks to leave out, whichever way this was started."""
    if sys.argv[1:]:
        return sys.argv[2].partition(" ")[2]

    def parse_request(request: bytes) -> tuple[str, str, bytes]:
        job, name, data = other_user.parse_request(request)
        left_out(name.partition(" ")[2])
        return job, name, data

    worker.parse_request = parse_request
    return ""


if __name__ == "__main__":
    left_out(without())
    worker.main(parser_jobs.JOBS | {"hostile": lambda _is_pdf: opened})
