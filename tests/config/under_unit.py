"""Starts a program under the filter of calls that a unit of deploy/systemd names, as systemd would.

usage: under_unit.py UNIT PROGRAM WORDS…
"""

import errno
import os
import re
import struct
import subprocess
import sys
from ctypes import addressof, create_string_buffer
from functools import cache
from pathlib import Path

from sokehoach.adapters.sandbox import kernel, seccomp

NUMBERS = Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")  # Debian's linux-libc-dev


@cache
def members(group: str) -> frozenset[str]:
    told = subprocess.run(["systemd-analyze", "syscall-filter", group], capture_output=True, text=True, check=True)
    words = [line.strip() for line in told.stdout.splitlines()[1:] if line.strip() and "#" not in line]
    found: set[str] = set()
    for word in words:
        found |= members(word) if word.startswith("@") else {word}
    return frozenset(found)


def allowed(unit: Path) -> set[str]:
    kept: set[str] = set(members("@default"))
    for line in re.findall(r"^SystemCallFilter=(.*)$", unit.read_text("utf-8"), re.MULTILINE):
        named = set().union(*(members(group) for group in line.removeprefix("~").split()))
        kept = kept - named if line.startswith("~") else kept | named
    return kept


def bind(names: set[str]) -> None:
    numbers = {name: int(number) for name, number in re.findall(r"__NR_(\w+) (\d+)", NUMBERS.read_text("utf-8"))}
    steps = [(seccomp._LOAD, 0, 0, seccomp._NUMBER)]
    for name in sorted(names & numbers.keys()):
        steps += [(seccomp._IF_EQUAL, 0, 1, numbers[name]), (seccomp._RETURN, 0, 0, seccomp._ALLOW)]
    steps.append((seccomp._RETURN, 0, 0, seccomp._FAIL | errno.EPERM))
    held = create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps), len(steps) * 8)
    described = create_string_buffer(struct.pack("=H6xQ", len(steps), addressof(held)), 16)
    kernel.set_process(kernel.NO_NEW_PRIVILEGES, 1)
    kernel.call(317, 1, 0, described)


if __name__ == "__main__":
    bind(allowed(Path(sys.argv[1])))
    os.execv(sys.argv[2], sys.argv[2:])
