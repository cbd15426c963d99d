"""Builds the wheel with all that set-up made inside: typefaces, icons, styles, catalogues, the list of units.

usage: tools/wheel.py [FOLDER]     dist/ where none is named; prints the path of the wheel
The same commit gives the same bytes.
"""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src/sokehoach"
BUILDERS = ("typefaces", "national_units", "assets", "messages")  # each does only what has changed
# What no commit holds: where one of these is missing, the pages or documents lack something.
BUILT = (
    "adapters/programme_files/national_units.csv", "adapters/programme_files/earlier_units.csv",
    "adapters/writers/charts/fonts/*.ttf",
    "apps/shell/static/shell/vendor/*.woff2", "apps/shell/static/shell/vendor/shell.css",
    "apps/shell/static/shell/vendor/sprite.svg", "locale/*/LC_MESSAGES/django.mo",
)  # fmt: skip


def build_assets() -> None:
    for name in BUILDERS:
        subprocess.run([sys.executable, ROOT / f"tools/{name}.py"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def list_needed_files() -> set[str]:
    """What is served, printed or read: all files of the package but what Python compiled, as the wheel names them."""
    missing = [pattern for pattern in BUILT if not list(PACKAGE.glob(pattern))]
    if missing:
        raise SystemExit(f"not built: {', '.join(missing)}; run «make setup» first")
    return {
        path.relative_to(ROOT / "src").as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }


def build_wheel(folder: Path) -> Path:
    """Builds it with flit and refuses a wheel in which a file is missing."""
    from flit_core import buildapi

    folder.mkdir(parents=True, exist_ok=True)
    if "SOURCE_DATE_EPOCH" not in os.environ:
        commit_time = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        os.environ["SOURCE_DATE_EPOCH"] = commit_time.stdout.strip() or "1764547200"
    os.chdir(ROOT)  # where flit reads pyproject.toml
    wheel = folder.resolve() / buildapi.build_wheel(str(folder.resolve()))
    with zipfile.ZipFile(wheel) as archive:
        missing = list_needed_files() - set(archive.namelist())
    if missing:
        wheel.unlink()
        raise SystemExit(f"not in the wheel: {', '.join(sorted(missing))}")
    return wheel


if __name__ == "__main__":
    build_assets()
    print(build_wheel(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist")))
