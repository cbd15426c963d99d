"""How long the reader takes for 10,000 lines, against the floor of folding and splitting the same text.

Then processor time for 100 KB (bytes of UTF-8) of the plans written for the test, each read once.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from sokehoach.domain.plans.reading import read_plan
from sokehoach.domain.text import fold_accents

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "src/sokehoach/programmes/tuan_giao_2021/sample_plan.txt"
WRITTEN = sorted((ROOT / "tests/golden/labels").glob("written*/*.txt"))
KILOBYTES = 100_000


def once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure_written_plans() -> None:
    seconds: dict[str, float] = {}
    sizes: dict[str, int] = {}
    for path in WRITTEN:
        text = path.read_text("utf-8")
        began = time.process_time()
        read_plan(text)
        seconds[path.stem] = time.process_time() - began
        sizes[path.stem] = len(text.encode())
    shares = {name: KILOBYTES * seconds[name] / sizes[name] for name in seconds}
    slowest = max(shares, key=lambda name: shares[name])
    mean = KILOBYTES * sum(seconds.values()) / sum(sizes.values())
    print(f"{len(WRITTEN)} written plans: {mean:.2f} s of the processor for 100 KB, {slowest} {shares[slowest]:.2f} s")


def main() -> None:
    sample = SAMPLE.read_text("utf-8")
    body = sample * (10_000 // len(sample.splitlines()) + 1)
    lines = len(body.splitlines())
    floor = statistics.median(once(lambda: [fold_accents(line) for line in body.splitlines()]) for _ in range(5))
    whole = statistics.median(once(lambda: read_plan(body)) for _ in range(3))
    one = statistics.median(once(lambda: read_plan(sample)) for _ in range(9))
    print(f"read {lines:,} lines: {whole:.2f} s = {whole / floor:.1f} × folding and splitting them ({floor:.2f} s)")
    print(f"read the sample plan ({len(sample.splitlines())} lines): {one * 1000:.0f} ms")
    measure_written_plans()


if __name__ == "__main__":
    main()
