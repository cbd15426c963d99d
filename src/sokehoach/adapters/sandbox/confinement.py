"""Confine the calling process permanently before it opens a file from outside.

It keeps its memory, its threads, the given file, and read access to the code of its libraries. Each layer is
independent; `sokehoach doctor` reports layers that the kernel lacks.
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
_FILES = ("/etc/ld.so.cache", "/etc/localtime")  # cache of shared libraries; time zone
_HOURS = "/usr/share/zoneinfo"


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers that confine the process. `landlock` is its version, 0 for none; `user` is the user id."""

    landlock: int
    seccomp: bool
    user: int


_current_layers: Layers | None = None


def close_in(parent: int | None = None) -> None:
    """Confine this process. OSError if a layer that the kernel has cannot be set: no file is opened half confined.

    `parent` is the id of the process with which this process ends too.
    """
    global _current_layers
    if sys.platform != "linux":
        _current_layers = Layers(0, False, os.getuid())
        return
    if parent is not None:
        kernel.set_process(kernel.DIES_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:  # the parent ended before the line above
            os._exit(1)
    memory_file()
    readable = _list_readable_folders()
    if len(os.listdir("/proc/self/task")) != 1:
        raise OSError("Landlock binds the one thread that calls")
    kernel.set_process(kernel.DUMPABLE, 0)  # no process of the same account can read its memory
    kernel.set_process(kernel.NO_NEW_PRIVILEGES, 1)
    files = landlock.close_files(readable, _FILES)
    calls = seccomp.close_calls()
    if not calls:
        _forbid_processes()
    _current_layers = Layers(files, calls, os.getuid())


def run_layers_job(_data: bytes, *, name: str) -> dict[str, Any]:
    """Run the job «layers» of parser_jobs: return the layers of this process."""
    return asdict(_current_layers) if _current_layers is not None else {}


def _forbid_processes() -> None:
    """Forbid new processes where there is no seccomp. This also forbids threads, and does not bind root."""
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


@functools.cache
def memory_file() -> int:
    """Return the descriptor of an in-memory file, created before confinement.

    A library that needs a path opens /proc/self/fd/DESCRIPTOR. There is only one, since no process limit counts the
    memory of such files.
    """
    return os.memfd_create("memory")


def _list_readable_folders() -> set[str]:
    """Return the folders with code still to be imported: Python's, the packages', ours, and those of shared
    libraries.
    """
    folders = {os.path.dirname(os.__file__), _PACKAGE, _HOURS}
    folders |= {path for path in sys.path if os.path.basename(path) in _INSTALLED}
    with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as mapped:
        for line in mapped:
            path = line.split(maxsplit=5)[5:]
            if path and ".so" in os.path.basename(path[0]):
                folders.add(os.path.dirname(path[0].rstrip("\n")))
    return folders
