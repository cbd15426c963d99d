"""Closes the calling process in, for good: what reads a file from outside keeps its own memory, its threads, the file
that it was given and the code of its libraries, for reading. Each layer stands by itself, and one that the kernel
lacks is named (`sokehoach doctor`).
"""

import functools
import os
import resource
import signal
import sys
from dataclasses import asdict, dataclass
from typing import Any

from sokehoach.adapters.sandbox import kernel, landlock, seccomp

_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_INSTALLED = {"site-packages", "dist-packages", "lib-dynload"}
_FILES = ("/etc/ld.so.cache", "/etc/localtime")  # where shared libraries lie; the hour
_HOURS = "/usr/share/zoneinfo"


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers that confine the process. `landlock`: its version, 0 for none. `user`: the user id."""

    landlock: int
    seccomp: bool
    user: int


_current_layers: Layers | None = None


def close_in(parent: int | None = None) -> None:
    """`parent`: the process id with whose end this process ends too. Raises OSError where a layer that the kernel has
    could not be set: no file is opened half closed in.
    """
    global _current_layers
    if sys.platform != "linux":
        _current_layers = Layers(0, False, os.getuid())
        return
    if parent is not None:
        kernel.set_process(kernel.DIES_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before the line above
            os._exit(1)
    memory_file()
    readable = _list_readable_folders()
    if len(os.listdir("/proc/self/task")) != 1:
        raise OSError("Landlock binds the one thread that calls")
    kernel.set_process(kernel.DUMPABLE, 0)  # nobody of the same account looks into its memory
    kernel.set_process(kernel.NO_NEW_PRIVILEGES, 1)
    files = landlock.close_files(readable, _FILES)
    calls = seccomp.close_calls()
    if not calls:
        _forbid_processes()
    _current_layers = Layers(files, calls, os.getuid())


def run_layers_job(_data: bytes, *, name: str) -> dict[str, Any]:
    """The job «layers» of sandbox.worker: what holds it."""
    return asdict(_current_layers) if _current_layers is not None else {}


def _forbid_processes() -> None:
    """Where there is no seccomp. Threads are forbidden too; root is not bound by it."""
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


@functools.cache
def memory_file() -> int:
    """The descriptor of a file that lies in memory alone, made before the process is closed in: a library that needs a
    path opens /proc/self/fd/DESCRIPTOR. There is one, since no limit of the process counts the memory of such files.
    """
    return os.memfd_create("memory")


def _list_readable_folders() -> set[str]:
    """The folders with code that may yet be imported: Python's, the packages', ours, the shared libraries'."""
    folders = {os.path.dirname(os.__file__), _PACKAGE, _HOURS}
    folders |= {path for path in sys.path if os.path.basename(path) in _INSTALLED}
    with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as mapped:
        for line in mapped:
            path = line.split(maxsplit=5)[5:]
            if path and ".so" in os.path.basename(path[0]):
                folders.add(os.path.dirname(path[0].rstrip("\n")))
    return folders
