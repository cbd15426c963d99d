"""How long the reader takes for 10,000 lines, against the floor of folding and splitting the same text."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from sokehoach.domain.plans.reading import read_plan
from sokehoach.domain.text import fold_accents

SAMPLE = Path(__file__).resolve().parent.parent / "src/sokehoach/programmes/tuan_giao_2021/sample_plan.txt"


def once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    sample = SAMPLE.read_text("utf-8")
    body = sample * (10_000 // len(sample.splitlines()) + 1)
    lines = len(body.splitlines())
    floor = statistics.median(once(lambda: [fold_accents(line) for line in body.splitlines()]) for _ in range(5))
    whole = statistics.median(once(lambda: read_plan(body)) for _ in range(3))
    one = statistics.median(once(lambda: read_plan(sample)) for _ in range(9))
    print(f"read {lines:,} lines: {whole:.2f} s = {whole / floor:.1f} × folding and splitting them ({floor:.2f} s)")
    print(f"read the sample plan ({len(sample.splitlines())} lines): {one * 1000:.0f} ms")


if __name__ == "__main__":
    main()
