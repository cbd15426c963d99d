"""How long a test goes on: short in `make test`, long in `make soak`, which keeps the figures."""

import json
import os
from pathlib import Path

LONG = os.environ.get("SOAK") == "1"
RESULTS = Path(__file__).resolve().parents[1] / "bench" / "results"


def times(short: int, long: int) -> int:
    return long if LONG else short


def keep(name: str, **figures: object) -> None:
    """Printed always; kept in bench/results/ by the long form alone."""
    print(f"{name}: {figures}")
    if LONG:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{name}.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
