"""The folder of all state: private under any umask; a demonstration is served on this machine alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.running import environment, make_home

_START = "import django; django.setup(); from django.db import connection; connection.ensure_connection()"


def start(home: Path, umask: int = 0, **variables: str) -> subprocess.CompletedProcess[str]:
    """The settings read and the database opened by a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", _START],
        env=environment(home) | {"DJANGO_SETTINGS_MODULE": "sokehoach.config.settings"} | variables,
        capture_output=True, text=True, umask=umask,
    )  # fmt: skip


def modes(home: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in (home, *home.iterdir())}


@pytest.mark.parametrize("umask", [0o000, 0o002, 0o022])
def test_home_and_database_are_their_owners_alone(tmp_path: Path, umask: int) -> None:
    home = tmp_path / "home"
    assert start(home, umask).returncode == 0
    found = modes(home)
    assert {"home", "secret", "sokehoach.sqlite3"} <= found.keys()
    assert not [name for name, mode in found.items() if mode & 0o077], found


def test_a_home_that_others_could_read_is_closed_at_the_next_start(tmp_path: Path) -> None:
    home = tmp_path / "home"
    start(home)
    home.chmod(0o755)
    (home / "sokehoach.sqlite3").chmod(0o644)
    start(home)
    assert not [name for name, mode in modes(home).items() if mode & 0o077]


PUBLIC = [
    {"SOKEHOACH_HTTPS": "1"},
    {"SOKEHOACH_HOSTS": "so.example.gov.vn"},
    {"SOKEHOACH_HOSTS": "127.0.0.1,10.0.0.5"},
    {"SOKEHOACH_HOSTS": "*"},
    {"SOKEHOACH_SITE": "https://so.example.gov.vn/"},
]


@pytest.mark.parametrize("variables", PUBLIC)
def test_a_demonstration_is_not_started_for_others(tmp_path: Path, variables: dict[str, str]) -> None:
    (tmp_path / "demonstration.json").write_text('{"today": "2021-06-22", "seed": 0}')
    ended = start(tmp_path, **variables)
    assert ended.returncode != 0
    assert "bản trình diễn" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("variables", PUBLIC)
def test_no_demonstration_is_built_where_others_are_served(
    tmp_path: Path, migrated_database: Path, variables: dict[str, str]
) -> None:
    home = make_home(tmp_path / "home", migrated_database)
    ended = subprocess.run(
        [Path(sys.executable).with_name("sokehoach"), "demo"],
        env=environment(home) | variables, capture_output=True, text=True,
    )  # fmt: skip
    assert ended.returncode != 0
    assert "bản trình diễn" in ended.stderr
    assert not (home / "demonstration.json").exists()


def test_a_demonstration_starts_on_this_machine(tmp_path: Path) -> None:
    (tmp_path / "demonstration.json").write_text('{"today": "2021-06-22", "seed": 0}')
    for variables in ({}, {"SOKEHOACH_HOSTS": "localhost"}, {"SOKEHOACH_SITE": "http://127.0.0.1:8000/"}):
        assert start(tmp_path, **variables).returncode == 0


def test_no_collection_goes_through_what_the_server_loaded(tmp_path: Path) -> None:
    """It would take 0.2 s in the middle of a request; what remains takes 0.01 s. The views are loaded by then."""
    count = (
        "import gc, sys, sokehoach.config.wsgi as served; frozen = gc.get_freeze_count()\n"
        "before = {*sys.modules}; from django.urls import resolve; resolve('/api/v1/me'); resolve('/bao-cao/')\n"
        "loaded = [name for name in {*sys.modules} - before if name.startswith('sokehoach')]\n"
        "ended = gc.get_stats()[2]['collections']; made = [[] for _number in range(40_000)]\n"
        "print(frozen > 50_000, gc.get_stats()[2]['collections'] - ended, gc.get_count()[0] > 30_000, loaded)"
    )
    ended = subprocess.run([sys.executable, "-c", count], env=environment(tmp_path), capture_output=True, text=True)
    assert ended.stdout.strip() == "True 0 True []", ended.stdout + ended.stderr


def test_the_installer_of_packages_is_pinned_by_hash() -> None:
    root = Path(__file__).resolve().parents[2]
    script = (root / "tools/setup.sh").read_text("utf-8")
    installs = [line for line in script.splitlines() if "pip install" in line and "-e ." not in line]
    assert len(installs) >= 3
    assert all("--require-hashes" in line for line in installs)
    assert os.access(root / "tools/setup.sh", os.X_OK)


def test_port_80_leads_to_the_configured_name_alone() -> None:
    """Whatever host a visitor names, the redirect does not repeat it."""
    told = (Path(__file__).resolve().parents[2] / "deploy/nginx/sokehoach.conf").read_text("utf-8")
    redirects = [line for line in told.splitlines() if "return 301" in line]
    assert redirects
    assert not [line for line in redirects if "$host" in line or "$http_host" in line]
