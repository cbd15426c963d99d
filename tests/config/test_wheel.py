"""The wheel runs outside the checkout, without Node and git; the bundle is installed without any network."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
from tools import bundle, wheel

from sokehoach import __version__
from tests.config.running import make_home
from tests.config.test_serve import _free_port, _when_served
from tests.soak import LONG, keep

ROOT = wheel.ROOT


@pytest.fixture(scope="module")
def built_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built in a process of its own: flit changes the working directory."""
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, ROOT / "tools/wheel.py", folder], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def make_environment(folder: Path) -> Path:
    """An empty virtual environment that sees the packages of the tests, and no product; its Python."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "packages.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")  # no .pth in there is followed
    return folder / "bin/python"


@pytest.fixture(scope="module")
def installed(built_wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of the wheel, installed as pip does it."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    python = make_environment(folder)
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", built_wheel],
        check=True, timeout=300,
    )  # fmt: skip
    return folder / "bin/sokehoach"


def run_clean(home: Path) -> dict[str, str]:
    """An environment in which neither the checkout nor Node nor git is to be found."""
    home.mkdir(mode=0o700, exist_ok=True)
    return {"SOKEHOACH_HOME": str(home), "PATH": str(home), "LANG": "C.UTF-8", "HOME": str(home)}


def run(program: Path, home: Path, *words: str) -> str:
    done = subprocess.run(
        [program, *words], env=run_clean(home), cwd=home, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_every_file_of_the_package(built_wheel: Path) -> None:
    with zipfile.ZipFile(built_wheel) as archive:
        names = set(archive.namelist())
    committed = subprocess.run(
        ["git", "ls-files", "src/sokehoach"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert {name.removeprefix("src/") for name in committed} <= names
    for part in ("vendor/shell.css", ".woff2", "django.mo", "national_units.csv", "guide/1-bat-dau.md", ".ttf"):
        assert any(name.endswith(part) for name in names), part
    assert {name.partition("/")[0] for name in names} == {"sokehoach", f"sokehoach-{__version__}.dist-info"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".sqlite3"))]


def test_the_same_commit_gives_the_same_wheel(built_wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "tools/wheel.py", tmp_path], check=True, capture_output=True, timeout=300)
    assert (tmp_path / built_wheel.name).read_bytes() == built_wheel.read_bytes()


def test_a_file_that_set_up_did_not_build_stops_the_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(wheel, "BUILT", (*wheel.BUILT, "locale/*/never.mo"))
    with pytest.raises(SystemExit, match=r"locale/\*/never.mo"):
        wheel.list_needed_files()


def test_the_installed_program_is_that_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path / "home", "--version").strip() == f"sokehoach {__version__}"
    place = subprocess.run(
        [installed.with_name("python"), "-c", "import sokehoach; print(sokehoach.__file__)"],
        env=run_clean(tmp_path / "home"), cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert str(installed.parents[1]) in place


def look(program: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Serves an empty home and yields the pages and files that show whether something is missing."""
    home, port = folder / "home", _free_port()
    log = folder / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [program, "serve", "--port", str(port)], env=run_clean(home), cwd=folder, stdout=output, stderr=output
        )
    try:
        address = _when_served(f"http://127.0.0.1:{port}/", server, log)
        assets: dict[str, None] = {}
        for path in ("/", "/tro-giup/", "/tro-giup/bat-dau/", "/suc-khoe/san-sang", "/tai-khoan/loi-moi/"):
            with urllib.request.urlopen(address.rstrip("/") + path) as answer:
                body = answer.read()
            assets |= dict.fromkeys(_list_assets(body.decode()))
            yield path, body
        for part in assets:
            with urllib.request.urlopen(address.rstrip("/") + part) as answer:
                yield part, answer.read()
        with pytest.raises(HTTPError):
            urllib.request.urlopen(address + "khong-co")
    finally:
        server.terminate()
        server.wait(20)


def _list_assets(page: str) -> list[str]:
    parts = [part.split('"')[0] for part in page.split('="/static/')[1:]]
    return [f"/static/{part}" for part in dict.fromkeys(parts)]


def check_served(program: Path, folder: Path) -> None:
    seen = dict(look(program, folder))
    assert "Mã thiết lập".encode() in seen["/"]
    assert seen["/suc-khoe/san-sang"] == b"ok\n"
    assert "Bắt đầu".encode() in seen["/tro-giup/bat-dau/"]
    assert any(name.endswith(".css") and body for name, body in seen.items())
    assert any(".woff2" in name and body[:4] == b"wOF2" for name, body in seen.items())


def test_it_serves_an_empty_home_without_checkout_node_and_git(installed: Path, tmp_path: Path) -> None:
    check_served(installed, tmp_path)


def test_what_is_shipped_can_be_read_without_the_checkout(
    installed: Path, tmp_path: Path, migrated_database: Path
) -> None:
    """A shipped programme, and the list of units."""
    home = make_home(tmp_path / "home", migrated_database)
    assert run(installed, home, "programme", "check", "chuyen_doi_so_quang_ngai_2026")
    run(
        installed, home, "programme", "new", "Y tế năm 2026", "--short-name", "Y tế", "--province", "51",
        "--from", "2026-01-01", "-o", str(tmp_path / "moi"),
    )  # fmt: skip
    assert (tmp_path / "moi/units.csv").read_text("utf-8").count("\n") > 90


def test_requirements_and_checksums_tell_each_file(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    (wheels / "some_package-1.2-py3-none-any.whl").write_bytes(b"wheel")
    bundle.write_requirements(tmp_path / "requirements.txt", wheels)
    digest = bundle.compute_sha256(wheels / "some_package-1.2-py3-none-any.whl")
    assert (tmp_path / "requirements.txt").read_text() == f"some-package==1.2 --hash=sha256:{digest}\n"
    bundle.write_checksums(tmp_path)
    check = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, check=False).returncode == 0
    (wheels / "some_package-1.2-py3-none-any.whl").write_bytes(b"other")
    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode != 0


def test_the_installer_refuses_what_it_cannot_do(tmp_path: Path) -> None:
    shutil.copy2(ROOT / "deploy/bundle/install.sh", tmp_path)
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  install.sh\n")
    for words, message in (
        ([], "usage:"), (["relative"], "absolute path"), ([str(tmp_path)], "exists"),
        ([str(tmp_path / "new")], "differs from SHA256SUMS"),
    ):  # fmt: skip
        done = subprocess.run([tmp_path / "install.sh", *words], capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert message in done.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(not LONG, reason="fetches every pinned wheel: in make soak")
def test_the_bundle_is_installed_without_a_network_and_serves(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools/bundle.py", tmp_path / "dist"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    archive = Path(done.stdout.strip())
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path / "copied", filter="data")
    [folder] = (tmp_path / "copied").iterdir()
    offline = {"PATH": os.environ["PATH"], "PIP_NO_INDEX": "1", "PYTHON": sys.executable}
    target = tmp_path / "R1"
    told = subprocess.run([folder / "install.sh", target], env=offline, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == f"sokehoach {__version__}"
    check_served(target / "bin/sokehoach", tmp_path)
    keep("bundle", megabytes=round(archive.stat().st_size / 1e6), wheels=len(list((folder / "wheels").iterdir())))
