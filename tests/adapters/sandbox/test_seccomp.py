"""The filter, worked out step by step as the kernel does, for both processors: this machine runs only one of them."""

import errno
import re
import struct
from pathlib import Path

import pytest

from sokehoach.adapters.sandbox import seccomp

HEADERS = {  # of Debian's linux-libc-dev
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}
AUDITED = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
COLUMN = {"x86_64": 0, "aarch64": 1}
ALLOW, UNKNOWN, REFUSED, KILL = 0x7FFF0000, 0x50000 | errno.ENOSYS, 0x50000 | errno.EPERM, 0x80000000
MACHINES = sorted(HEADERS)


def answer(machine: str, number: int, *arguments: int, audited: int | None = None) -> int:
    six = (*arguments, 0, 0, 0, 0, 0, 0)[:6]
    data = struct.pack("=IIQ6Q", number, AUDITED[machine] if audited is None else audited, 0, *six)
    steps, at, held = seccomp.build_filter(machine), 0, 0
    while True:
        code, if_so, if_not, operand = steps[at]
        at += 1
        match code:
            case 0x20:
                (held,) = struct.unpack_from("=I", data, operand)
            case 0x54:
                held &= operand
            case 0x15:
                at += if_so if held == operand else if_not
            case 0x06:
                return operand


def number(machine: str, name: str) -> int:
    numbers = seccomp.CALLS[name] if name in seccomp.CALLS else seccomp.CONDITIONAL_CALLS[name].numbers
    found = numbers[COLUMN[machine]]
    assert found is not None
    return found


@pytest.mark.parametrize("machine", MACHINES)
def test_it_works(machine: str) -> None:
    for numbers in seccomp.CALLS.values():
        if (one := numbers[COLUMN[machine]]) is not None:
            assert answer(machine, one) == ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_whatever_is_not_named_is_not_known(machine: str) -> None:
    kept = {one[COLUMN[machine]] for one in seccomp.CALLS.values()}
    kept |= {one.numbers[COLUMN[machine]] for one in seccomp.CONDITIONAL_CALLS.values()}
    assert {answer(machine, one) for one in range(1000) if one not in kept} == {UNKNOWN}
    assert answer(machine, 0x40000000 | number(machine, "read")) == UNKNOWN  # x32


@pytest.mark.parametrize("machine", MACHINES)
def test_a_call_made_as_another_processor_s_ends_the_process(machine: str) -> None:
    for audited in {0x40000003, 0x40000028, *AUDITED.values()} - {AUDITED[machine]}:  # i386, ARM
        assert answer(machine, number(machine, "read"), audited=audited) == KILL


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("clone", (0x3D0F00,), ALLOW),  # glibc's thread
        ("clone", (0x7D0F00,), ALLOW),  # musl's
        ("clone", (0x01200011,), REFUSED),  # fork
        ("clone", (0x4111,), REFUSED),  # vfork
        ("clone", (0x3D0F00 | 0x10000000,), REFUSED),  # a thread in a namespace of its own
        ("clone", (0xFFFFFFFF_00000011,), REFUSED),
        ("openat", (0, 0, 0o2000000), ALLOW),  # O_RDONLY | O_CLOEXEC
        ("openat", (0, 0, 1), REFUSED),
        ("openat", (0, 0, 2), REFUSED),
        ("openat", (0, 0, 3), REFUSED),
        ("openat", (0, 0, 0o100), REFUSED),  # O_CREAT
        ("openat", (0, 0, 0o1000), REFUSED),  # O_TRUNC
        ("openat", (0, 0, 0o20200000), REFUSED),  # O_TMPFILE
        ("openat", (0, 0, 0o10000000), REFUSED),  # O_PATH
        ("fcntl", (3, 1030), ALLOW),
        ("fcntl", (3, 8), REFUSED),  # F_SETOWN
        ("fcntl", (3, 1026), REFUSED),  # F_NOTIFY
        ("ioctl", (3, 0x5421), ALLOW),
        ("ioctl", (3, 0x5412), REFUSED),  # TIOCSTI
        ("socketpair", (1, 1), ALLOW),
        ("socketpair", (2, 1), REFUSED),
    ],
)
def test_what_is_asked_of_a_call(machine: str, name: str, arguments: tuple[int, ...], told: int) -> None:
    assert answer(machine, number(machine, name), *arguments) == told


@pytest.mark.parametrize("machine", MACHINES)
def test_the_numbers_are_the_kernel_s(machine: str) -> None:
    if not HEADERS[machine].is_file():
        pytest.skip("the kernel's headers (linux-libc-dev) are not on this machine")
    text = HEADERS[machine].read_text("utf-8")
    known = {name: int(one) for name, one in re.findall(r"__NR(?:3264)?_(\w+)\s+(\d+)", text)}
    known.setdefault("newfstatat", known.get("fstatat", 0))
    ours = {name: numbers[COLUMN[machine]] for name, numbers in seccomp.CALLS.items()}
    ours |= {name: asked.numbers[COLUMN[machine]] for name, asked in seccomp.CONDITIONAL_CALLS.items()}
    assert {name: one for name, one in ours.items() if one is not None and known.get(name) != one} == {}
    assert {name for name, one in ours.items() if one is None and name in known} == set()
    assert known["seccomp"] == seccomp._FILTER_OF[machine]
