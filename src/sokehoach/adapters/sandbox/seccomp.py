"""Restrict a process with seccomp (Linux 3.5 and later), permanently, to the few system calls that reading a file
needs.

All others fail as if unknown to the kernel: sockets, new processes, programs, signals, other processes' memory, names
and rights of files, io_uring, and whatever a later kernel adds. Files can be opened for reading only; which files is
up to Landlock.

Source: https://docs.kernel.org/userspace-api/seccomp_filter.html, linux/seccomp.h, linux/bpf_common.h.
"""

import errno
import os
import struct
from collections.abc import Iterator
from ctypes import addressof, create_string_buffer
from dataclasses import dataclass

from sokehoach.adapters.sandbox import kernel

# Numbers on x86-64 (asm/unistd_64.h) and AArch64 (asm-generic/unistd.h); None: that processor has no such call.
CALLS: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "fstat": (5, 80), "newfstatat": (262, 79), "lseek": (8, 62),
    "readv": (19, 65), "writev": (20, 66), "pread64": (17, 67), "pwrite64": (18, 68),
    "ftruncate": (77, 46), "getdents64": (217, 61), "getcwd": (79, 17), "dup": (32, 23),
    "mmap": (9, 222), "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "mremap": (25, 216),
    "madvise": (28, 233),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "sigaltstack": (131, 132),
    "nanosleep": (35, 101), "clock_nanosleep": (230, 115), "clock_gettime": (228, 113), "clock_getres": (229, 114),
    "gettimeofday": (96, 169), "getrandom": (318, 278), "uname": (63, 160),
    "getpid": (39, 172), "gettid": (186, 178), "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176),
    "getegid": (108, 177),
    "futex": (202, 98), "set_robust_list": (273, 99), "rseq": (334, 293), "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123), "restart_syscall": (219, 128), "exit": (60, 93), "exit_group": (231, 94),
    "epoll_create1": (291, 20), "epoll_ctl": (233, 21), "epoll_wait": (232, None), "epoll_pwait": (281, 22),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ConditionalCall:
    """A call allowed if the low 32 bits of an argument, after `mask`, equal one of `values`."""

    numbers: tuple[int, int]
    argument: int
    values: tuple[int, ...]
    mask: int = 0xFFFFFFFF


_THREAD = 0x00010000 | 0x00000100 | 0x00000800  # CLONE_THREAD, VM, SIGHAND
_NO_THREAD = 0x7E020000 | 0x00004000 | 0x00008000 | 0x00002000  # CLONE_NEW…, VFORK, PARENT, PTRACE
_WRITES = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC | 0o20000000 | 0o10000000  # and O_TMPFILE, O_PATH
CONDITIONAL_CALLS = {
    "clone": ConditionalCall((56, 220), 0, (_THREAD,), _THREAD | _NO_THREAD),  # a thread, never a process
    "openat": ConditionalCall((257, 56), 2, (0,), _WRITES),  # for reading
    "fcntl": ConditionalCall((72, 25), 1, (0, 1, 2, 3, 1030)),  # F_DUPFD, GETFD, SETFD, GETFL, DUPFD_CLOEXEC
    "ioctl": ConditionalCall((16, 29), 1, (0x5421, 0x5451)),  # FIONBIO, FIOCLEX
    "socketpair": ConditionalCall(
        (53, 199), 0, (1,)
    ),  # AF_UNIX, both ends in this process: an event loop wakes itself with it
}

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # AUDIT_ARCH_…, linux/audit.h
_FILTER_OF = {"x86_64": 317, "aarch64": 277}  # seccomp(2)
_SET_FILTER, _ALL_THREADS = 1, 1
_LOAD, _AND, _IF_EQUAL, _RETURN = 0x20, 0x54, 0x15, 0x06  # linux/bpf_common.h
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_ALLOW, _FAIL, _KILL = 0x7FFF0000, 0x00050000, 0x80000000

type Step = tuple[int, int, int, int]  # code, steps to skip if equal, if not equal, operand


def close_calls() -> bool:
    """Restrict all threads to the calls above.

    Returns False, and nothing is restricted, if the kernel or processor has no such filter or it is blocked for this
    process. `kernel.NO_NEW_PRIVILEGES` must be set before.
    """
    machine = os.uname().machine
    if machine not in _MACHINES:
        return False
    steps = b"".join(struct.pack("=HBBI", *step) for step in build_filter(machine))
    program = create_string_buffer(steps, len(steps))
    described = create_string_buffer(struct.pack("=H6xQ", len(steps) // 8, addressof(program)), 16)
    try:
        return kernel.call(_FILTER_OF[machine], _SET_FILTER, _ALL_THREADS, described) == 0
    except OSError:
        return False


def build_filter(machine: str) -> list[Step]:
    """Build the filter program that the kernel runs at each call.

    A call made as another processor's (32 bits on x86) kills the process.
    """
    column, audited = _MACHINES[machine]
    steps: list[Step] = [(_LOAD, 0, 0, _MACHINE), (_IF_EQUAL, 1, 0, audited), (_RETURN, 0, 0, _KILL)]
    steps.append((_LOAD, 0, 0, _NUMBER))
    for numbers in CALLS.values():
        if (number := numbers[column]) is not None:
            steps += [(_IF_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    for call in CONDITIONAL_CALLS.values():
        body = list(_argument_checks(call))
        steps += [(_IF_EQUAL, 0, len(body), call.numbers[column]), *body]
    return [*steps, (_RETURN, 0, 0, _FAIL | errno.ENOSYS)]


def _argument_checks(call: ConditionalCall) -> Iterator[Step]:
    yield (_LOAD, 0, 0, _ARGUMENTS + 8 * call.argument)
    yield (_AND, 0, 0, call.mask)
    for value in call.values:
        yield (_IF_EQUAL, 0, 1, value)
        yield (_RETURN, 0, 0, _ALLOW)
    yield (_RETURN, 0, 0, _FAIL | errno.EPERM)
