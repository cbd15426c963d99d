"""The units that deploy/systemd gives: each ends by itself before it takes the machine with it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sokehoach.adapters.sandbox import limits, process, slots
from tests.config import under_unit
from tests.repository.order import ROOT

UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
MULTIPLES = {"M": 1024**2, "G": 1024**3}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_each_has_a_limit_of_memory_and_of_tasks(unit: Path) -> None:
    text = unit.read_text("utf-8")
    assert re.search(r"^MemoryMax=\d+[MG]$", text, re.MULTILINE)
    assert re.search(r"^TasksMax=\d+$", text, re.MULTILINE)


def test_the_web_server_has_room_for_the_parsers_that_it_may_start() -> None:
    text = (ROOT / "deploy" / "systemd" / "sokehoach.service").read_text("utf-8")
    size, multiple = re.findall(r"^MemoryMax=(\d+)([MG])$", text, re.MULTILINE)[0]
    assert int(size) * MULTIPLES[multiple] > slots.MAX_TURNS * limits.MEMORY_BYTES + 300 * MULTIPLES["M"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_each_lets_a_parser_close_itself_in(unit: Path) -> None:
    """By name: not every systemd has Landlock and seccomp in `@default`. What comes after may not take them away."""
    first, *later = re.findall(r"^SystemCallFilter=(.*)$", unit.read_text("utf-8"), re.MULTILINE)
    assert "@sandbox" in first.split()
    assert not [line for line in later if "@sandbox" in line or "landlock" in line or "seccomp" in line]


def test_the_parser_of_another_user_has_the_time_and_memory_of_its_limits_and_no_network() -> None:
    units = ROOT / "deploy" / "systemd"
    text = (units / "sokehoach-parser@.service").read_text("utf-8")
    said = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    assert limits.WALL_SECONDS < int(said["RuntimeMaxSec"]) < limits.WALL_SECONDS + 5
    assert int(said["MemoryMax"].removesuffix("M")) * MULTIPLES["M"] > limits.MEMORY_BYTES
    assert (said["DynamicUser"], said["PrivateNetwork"], said["KillSignal"]) == ("yes", "yes", "SIGKILL")
    assert "EnvironmentFile" not in said
    socket = (units / "sokehoach-parser.socket").read_text("utf-8")
    assert {"Accept=yes", "SocketUser=sokehoach", "SocketMode=0600"} <= set(socket.splitlines())
    path = re.findall(r"^ListenStream=(.*)$", socket, re.MULTILINE)[0]
    assert f"SOKEHOACH_PARSER={path}" in (ROOT / "deploy" / "environment.example").read_text("utf-8")


needs_systemd = pytest.mark.skipif(
    not (under_unit.NUMBERS.is_file() and shutil.which("systemd-analyze") and os.uname().machine == "x86_64"),
    reason="no systemd-analyze or no numbers of the kernel's calls (linux-libc-dev, x86-64) here",
)


def held_under(unit: Path) -> dict[str, int]:
    head = b'{"job": "layers", "name": ""}'
    words = [sys.executable, under_unit.__file__, unit, sys.executable, "-P", "-s", "-m", process._PROGRAM]
    environment = process._build_environment() | {"PATH": os.environ["PATH"]}
    given = len(head).to_bytes(4, "big") + head
    told = subprocess.run(words, input=given, env=environment, capture_output=True, check=True).stdout
    made: dict[str, int] = json.loads(told)["made"]
    return made


@needs_systemd
@pytest.mark.parser_process
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_under_the_calls_that_each_keeps_a_parser_closes_itself_in_as_outside(unit: Path) -> None:
    assert held_under(unit) == process.run("layers", b"")


@needs_systemd
def test_a_unit_that_takes_them_away_is_seen(tmp_path: Path) -> None:
    unit = tmp_path / "a.service"
    unit.write_text("SystemCallFilter=@system-service\nSystemCallFilter=~@sandbox\n")
    held = held_under(unit)
    assert (held["landlock"], held["seccomp"]) == (0, False)
