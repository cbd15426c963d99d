"""How long a test goes on: short in `make test` and `make test-all`, long in `make soak`, which keeps the figures."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

LONG = os.environ.get("SOAK") == "1"
ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results"


def times(short: int, long: int) -> int:
    return long if LONG else short


def keep(name: str, **figures: object) -> None:
    """Printed always; kept in bench/results/ by the long form alone."""
    print(f"{name}: {figures}")
    if LONG:
        write(name, figures)


def write(name: str, figures: dict[str, object]) -> None:
    """The figures with where and when they were measured, and the page that lists all of them."""
    RESULTS.mkdir(exist_ok=True)
    told = figures | {"measured": measured()}
    (RESULTS / f"{name}.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    listed()


def listed() -> None:
    """The page, anew from what is kept."""
    rows = []
    for path in sorted(RESULTS.glob("*.json")):
        kept = json.loads(path.read_text("utf-8"))
        where = kept.pop("measured")
        said = "; ".join(f"{key.replace('_', ' ')} {value}" for key, value in kept.items())
        rows.append(f"| {path.stem} | {said} | {where['date']} | {where['commit']} | {where['machine']} |")
    head = "# What was measured\nWritten by `make soak` and `make bench`; never by hand.\n\n"
    columns = "| what | figures | date | commit | machine |\n|---|---|---|---|---|\n"
    (RESULTS / "README.md").write_text(head + columns + "\n".join(rows) + "\n", "utf-8")


def measured() -> dict[str, str]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    load = os.getloadavg()[0]
    machine = f"{os.cpu_count()} cores {platform.machine()}, Python {platform.python_version()}, load {load:.1f}"
    return {"date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "commit": commit, "machine": machine}
