"""The short form of every bench, two at a time: that each runs, and that what must be equal is (`make bench-smoke`).

What a bench prints goes to build/NAME.log; its end stands here where it failed.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from os import wait4
from pathlib import Path
from subprocess import STDOUT, Popen

ROOT = Path(__file__).resolve().parents[1]
POSTGRESQL = ("bench_registers",)  # on SQLite as well
# Begun first, so that none of them runs on alone at the end.
LONG = (
    "bench_api",
    "bench_country",
    "bench_installations",
    "bench_many_documents",
    "bench_many_programmes",
    "bench_pages",
    "bench_pivot",
    "bench_registers",
    "bench_setup",
    "bench_storm",
    "bench_superior_mapping",
    "bench_variations",
    "bench_wide_pivot",
)
PROCESSES = 2
LINES_OF_A_FAILURE = 40


def main() -> int:
    names = sorted(path.stem for path in (ROOT / "bench").glob("bench_*.py"))
    missing = [name for name in (*LONG, *POSTGRESQL) if name not in names]
    assert not missing, missing
    (ROOT / "build").mkdir(exist_ok=True)
    runs = [(name, True) for name in POSTGRESQL] + [
        (name, False) for name in sorted(names, key=lambda name: (name not in LONG, name))
    ]
    began = time.monotonic()
    with ThreadPoolExecutor(PROCESSES) as pool:
        results = list(pool.map(run, *zip(*runs, strict=True)))
    failed = [name for name, code, _seconds in results if code]
    print(
        f"{len(results)} runs in {time.monotonic() - began:.0f} s, {sum(seconds for *_, seconds in results):.0f} s of "
        f"the processor; failed: {', '.join(failed) or 'none'}"
    )
    return int(bool(failed))


def run(name: str, on_postgresql: bool) -> tuple[str, int, float]:
    """The name, the code with which it ended, and the seconds of the processor that it took with its children."""
    words = [sys.executable, "-m", f"bench.{name}", "--short"]
    if on_postgresql:
        name, words = f"{name}_postgresql", [sys.executable, "tools/postgres.py", *words]
    log = ROOT / "build" / f"{name}.log"
    with log.open("wb") as output:
        process = Popen(words, cwd=ROOT, stdout=output, stderr=STDOUT)
        _pid, status, used = wait4(process.pid, 0)
        process.returncode = status
    seconds = used.ru_utime + used.ru_stime
    if status:
        end = "\n".join(log.read_text("utf-8", "replace").splitlines()[-LINES_OF_A_FAILURE:])
        print(f"== {name}\n{end}", flush=True)
    else:
        print(f"  {name} {seconds:.0f} s", flush=True)
    return name, status, seconds


if __name__ == "__main__":
    sys.exit(main())
